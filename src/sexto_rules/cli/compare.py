"""`sexto compare`: what differs between two protocols, by meaning."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from sexto_rules.cli.options import AsOf, ColourOption, LanguageOption, as_day
from sexto_rules.cli.progress import progress
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.words import Language
from sexto_rules.protocol.model import DayProtocol

if TYPE_CHECKING:
    from sexto_rules.proof.differences import Comparison

__all__ = ["compare"]


class CompareFormat(StrEnum):
    """For people, for programs, or as a page."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


AsOfB: TypeAlias = Annotated[
    datetime | None,
    typer.Option(
        "--as-of-b",
        formats=["%Y-%m-%d"],
        metavar="DAY",
        help="The day B is read on; that of A where left out.",
    ),
]


def compare(  # noqa: PLR0913, PLR0917 - one parameter an option
    a: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help="A protocol by name, or its folder or file; NAME@DAY on a day, PATH@REVISION "
            "as git has it.",
        ),
    ],
    b: Annotated[str, typer.Argument(metavar="B", help="The other one, named the same way.")],
    as_of: AsOf = None,
    as_of_b: AsOfB = None,
    lang: LanguageOption = Language.EN,
    output: Annotated[
        CompareFormat,
        typer.Option("--format", help="text for people, json for machines, html for one page."),
    ] = CompareFormat.TEXT,
    color: ColourOption = Colour.AUTO,
    timeout: Annotated[
        int,
        typer.Option(
            "--timeout",
            min=1,
            metavar="SECONDS",
            help="How long the solver may take for one answer; then it is undecided.",
        ),
    ] = 60,
) -> None:
    r"""Compare two protocols, or two versions of one, by what they say of every incident.

    Comparer deux protocoles, ou deux versions d'un même, par ce qu'ils disent de tout incident.

    However the two are written, only what some incident shows is a difference. "Exactly when",
    "only when" and "always" are proved of every incident. Exit code 0: they
    mean the same; 1: they differ, or it is undecided; 2: wrong usage, or z3 is not installed;
    3: our bug; 130: interrupted.

    \b
    Examples / exemples:
      sexto compare ca-qc-sexto my-protocol
      sexto compare ca-qc-sexto@2025-01-01 ca-qc-sexto@2026-01-15 --lang fr
      sexto compare ca-qc-sexto ca-qc-sexto --as-of 2025-01-01 --as-of-b 2026-01-15
      sexto compare my-protocol@HEAD~1 my-protocol --format json
      sexto compare my-protocol@v1.0 my-protocol --lang fr --format html > comparaison.html
    """
    from sexto_rules.cli.compare_sides import read_side  # noqa: PLC0415 - an extra

    first = read_side(a, as_day(as_of))
    second = read_side(b, as_day(as_of if as_of_b is None else as_of_b))
    comparison = _compared(first.day, second.day, timeout, lang)
    names = [first.words(lang), second.words(lang)]
    with writing():
        match output:
            case CompareFormat.TEXT:
                from sexto_rules.cli.compare_view import show_comparison  # noqa: PLC0415 - an extra

                show_comparison(Screen(color, lang), comparison, names)
            case CompareFormat.JSON:
                from sexto_rules.cli.compare_data import comparison_data  # noqa: PLC0415 - an extra

                print_json(comparison_data(comparison, first.day, second.day, lang))
            case CompareFormat.HTML:
                from sexto_rules.cli.compare_page import compare_page  # noqa: PLC0415 - an extra

                typer.echo(compare_page(comparison, names, lang), nl=False)
    if not comparison.same:
        raise typer.Exit(1)


def _compared(
    before: DayProtocol, after: DayProtocol, seconds: int, language: Language
) -> Comparison:
    """Compare the two, with a bar on standard error meanwhile."""
    from sexto_rules.cli.compare_words import said  # noqa: PLC0415 - an extra
    from sexto_rules.proof.comparison import Comparing  # noqa: PLC0415 - an extra
    from sexto_rules.proof.finder import NotReproducedError  # noqa: PLC0415 - an extra

    try:
        comparing = Comparing(before, after, seconds=seconds)
        with progress(said("comparing", language), comparing.count, language) as after_each:
            return comparing.result(after_each)
    except NotReproducedError as error:
        typer.echo(f"{said('not_reproduced', language)} {error}", err=True)
        raise typer.Exit(3) from None
