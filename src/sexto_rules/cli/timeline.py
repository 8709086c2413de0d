"""`sexto timeline`: what changes in a protocol, and on which day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from sexto_rules.cli.inputs import read_protocol
from sexto_rules.cli.options import ColourOption, Format, FormatOption, LanguageOption
from sexto_rules.cli.publishing_words import said
from sexto_rules.cli.reasons import rests_words
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.words import Language, in_language
from sexto_rules.protocol.model import Protocol
from sexto_rules.publishing.timeline import Change, Turn
from sexto_rules.publishing.timeline import timeline as turns_of

__all__ = ["timeline"]


def timeline(
    protocol: Annotated[str, typer.Argument(help="A protocol by name, or its folder or file.")],
    lang: LanguageOption = Language.EN,
    output: FormatOption = Format.TEXT,
    color: ColourOption = Colour.AUTO,
) -> None:
    r"""List what changes in a protocol with time: what begins, what ends, what is worded anew.

    Énumérer ce qui change dans un protocole avec le temps : ce qui commence, ce qui prend fin,
    ce qui se dit autrement.

    \b
    Examples / exemples:
      sexto timeline ca-qc-sexto
      sexto timeline ca-qc-sexto --lang fr
      sexto timeline us-core --format json
    """
    read = read_protocol(protocol)
    turns = turns_of(read)
    with writing():
        if output is Format.JSON:
            print_json({"protocol": read.id, "days": [_turn_data(turn) for turn in turns]})
        else:
            _show(Screen(color, lang), read, turns)


def _show(screen: Screen, protocol: Protocol, turns: Iterable[Turn]) -> None:
    language = screen.language
    screen.say(f"{in_language(protocol.title, language)} ({protocol.id})", "bold")
    shown = False
    for turn in turns:
        shown = True
        screen.head(turn.day.isoformat(), "cyan")
        for change in turn.changes:
            screen.item("-", _words(change, language))
            sources = [each.id for each in change.sources]
            bases = () if change.basis is None else (change.basis,)
            if rests := rests_words(bases, sources, language):
                screen.say(rests, "dim", indent=4)
    if not shown:
        screen.say(said("no_change", language))


def _words(change: Change, language: Language) -> str:
    what = f"{said(change.what, language)} {change.id}"
    before = None if change.before is None else in_language(change.before, language)
    after = None if change.after is None else in_language(change.after, language)
    if before is not None and after is not None:
        if before == after:
            return said("reread", language, what, after)
        return said("becomes", language, what, before, after)
    return said("ends" if after is None else "begins", language, what, after or before)


def _turn_data(turn: Turn) -> dict[str, Any]:
    return {
        "day": turn.day.isoformat(),
        "changes": [
            {
                "what": str(change.what),
                "id": change.id,
                "origin": change.origin,
                "before": None if change.before is None else dict(change.before),
                "after": None if change.after is None else dict(change.after),
                "basis": None if change.basis is None else str(change.basis),
                "sources": [each.id for each in change.sources],
                "partly": [each.id for each in change.sources if each.partly],
            }
            for change in turn.changes
        ],
    }
