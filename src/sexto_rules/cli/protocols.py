"""`sexto protocols`: what there is to decide by."""

from __future__ import annotations

from typing import Any

import typer

from sexto_rules.cli.options import ColourOption, Format, FormatOption, LanguageOption
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.words import Language, in_language
from sexto_rules.library import ProtocolInfo, find_protocols

__all__ = ["protocols"]


def protocols(
    lang: LanguageOption = Language.EN,
    output: FormatOption = Format.TEXT,
    color: ColourOption = Colour.AUTO,
) -> None:
    r"""List the protocols: those shipped, and those that other packages bring.

    Énumérer les protocoles livrés, et ceux qu'apportent d'autres paquets.

    \b
    Examples / exemples:
      sexto protocols
      sexto protocols --lang fr
      sexto protocols --format json
    """
    found = find_protocols()
    with writing():
        if output is Format.JSON:
            print_json([_as_data(info) for info in found])
        else:
            screen = Screen(color, lang)
            for info in found:
                languages = ", ".join(info.languages)
                screen.say(f"{info.id}  {info.version}  {languages}  {info.date or ''}", "bold")
                screen.say(in_language(info.title, lang), indent=2)
                screen.problems(info.problems)
    if any(info.problems for info in found):
        raise typer.Exit(1)


def _as_data(info: ProtocolInfo) -> dict[str, Any]:
    return {
        "id": info.id,
        "version": info.version,
        "languages": list(info.languages),
        "date": None if info.date is None else info.date.isoformat(),
        "title": dict(info.title),
        "extends": info.extends,
        "origin": info.origin,
        "problems": [str(problem) for problem in info.problems],
    }
