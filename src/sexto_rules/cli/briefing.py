"""`sexto briefing`: a protocol as a page to read, every line with its source."""

from __future__ import annotations

from typing import Annotated

import typer

from sexto_rules.cli.inputs import read_protocol
from sexto_rules.cli.options import AsOf, LanguageOption, as_day
from sexto_rules.cli.streams import writing
from sexto_rules.cli.words import Language
from sexto_rules.protocol.dates import on
from sexto_rules.publishing.briefing import briefing as page_of

__all__ = ["briefing"]


def briefing(
    protocol: Annotated[str, typer.Argument(help="A protocol by name, or its folder or file.")],
    as_of: AsOf = None,
    lang: LanguageOption = Language.EN,
) -> None:
    r"""Write a protocol as a page in Markdown, for the principal of a school and for a reviewer.

    Écrire un protocole comme une page en Markdown, pour la direction d'une école et pour qui le
    révise.

    Every line says when it applies, who acts, how soon, and what it rests on; the sources stand
    at the end, each with what it carries.

    \b
    Examples / exemples:
      sexto briefing ca-qc-sexto --lang fr > sexto.md
      sexto briefing gb-eng-nudes > briefing.md
      sexto briefing us-core --as-of 2026-01-15
    """
    day = on(read_protocol(protocol), as_day(as_of))
    with writing():
        typer.echo(page_of(day, lang), nl=False)
