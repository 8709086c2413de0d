"""`sexto explain`: what a problem code means, and what to write instead."""

from __future__ import annotations

from typing import Annotated, Any, Final

import typer

from sexto_rules.catalogue import (
    Entry,
    all_entries,
    find_entry,
    in_language,
    nearest_code,
    page_parts,
)
from sexto_rules.cli.options import ColourOption, Format, FormatOption, LanguageOption
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.words import Language
from sexto_rules.errors import Problem, ProblemsError
from sexto_rules.facts.labels import Wording

__all__ = ["explain"]

_LONGEST: Final = 12
"""Letters of a code that is shown again; a longer one may be anything."""


def explain(
    code: Annotated[
        str | None, typer.Argument(help="A problem code, such as SX204; left out: all of them.")
    ] = None,
    lang: LanguageOption = Language.EN,
    output: FormatOption = Format.TEXT,
    color: ColourOption = Colour.AUTO,
) -> None:
    r"""Explain a problem code: what it means, why it matters, an example, what to write instead.

    Expliquer un code de problème, avec un exemple et ce qu'il faut écrire plutôt.

    Exit code 0: explained; 1: there is no such code; 2: wrong usage; 3: our bug.

    \b
    Examples / exemples:
      sexto explain SX204
      sexto explain SX204 --lang fr
      sexto explain
    """
    screen = Screen(color, lang)
    if code is None:
        _list(screen, output)
        return
    entry = _entry_of(code)
    with writing():
        if output is Format.JSON:
            print_json(_as_data(entry))
        else:
            _show(screen, entry)


def _entry_of(code: str) -> Entry:
    """Return the entry of a code, in capitals or not.

    Raises:
        ProblemsError: There is no such code (SX712).
    """
    entry = find_entry(code.strip().upper())
    if entry is None:
        near = nearest_code(code)
        shown = f"`{code}`" if code.isalnum() and len(code) <= _LONGEST else "this"
        help_ = f"did you mean `{near}`?" if near else "`sexto explain` lists every code"
        raise ProblemsError([Problem("SX712", f"{shown} is not a problem code", help=help_)])
    return entry


def _list(screen: Screen, output: Format) -> None:
    entries = tuple(all_entries())
    with writing():
        if output is Format.JSON:
            print_json([{"code": each.code, "title": _texts(each.title)} for each in entries])
        else:
            for each in entries:
                screen.item(each.code, in_language(each.title, screen.language))


def _show(screen: Screen, entry: Entry) -> None:
    screen.say(f"{entry.code}  {in_language(entry.title, screen.language)}", "bold")
    for part in page_parts(entry, screen.language):
        screen.head(part.heading, "cyan")
        if part.typed:
            screen.verbatim("\n".join(f"  {line}" for line in part.typed.splitlines()))
        if part.typed and part.words:
            screen.say()
        if part.words:
            screen.say(part.words, indent=2)


def _as_data(entry: Entry) -> dict[str, Any]:
    return {
        "code": entry.code,
        "title": _texts(entry.title),
        "means": _texts(entry.means),
        "matters": _texts(entry.matters),
        "example": entry.example,
        "instead": entry.instead,
        "advice": None if entry.advice is None else _texts(entry.advice),
    }


def _texts(wording: Wording) -> dict[str, str]:
    return {"fr": wording.fr, "en": wording.en}
