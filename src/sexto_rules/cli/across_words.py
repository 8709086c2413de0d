"""What protocols say of one act, in a few words."""

from __future__ import annotations

from collections.abc import Iterable

from sexto_rules.cli.publishing_words import said
from sexto_rules.cli.reasons import reason_words
from sexto_rules.cli.words import Language, in_language, word
from sexto_rules.decisions.merged import PlanLine
from sexto_rules.facts.labels import LabelKind, label
from sexto_rules.protocol.model import Modality, Within, WithinKind
from sexto_rules.protocol.outcome import Scope, Status
from sexto_rules.publishing.across import Row, Side
from sexto_rules.publishing.prose import Prose

__all__ = ["act_words", "left_out_words", "line_words", "route_words", "source_words"]


def act_words(row: Row, sides: Iterable[Side], language: Language) -> str:
    """Return the act of a row, with its target, in the words of the first protocol that has it."""
    day = next(side.day for side in sides if side.id in row.says)
    prose = Prose(day, language)
    act = prose.act(row.act)
    target = row.target
    if target is None or target.scope is Scope.EVERY:
        return act
    if target.scope is Scope.OTHER:
        return f"{act} ({word(f'other_{target.kind}', language)})"
    return f"{act} ({label(target.kind, language, kind=LabelKind.ENTITY)} {target.id})"


def left_out_words(side: Side, language: Language) -> str:
    """Return what of the incident a protocol does not know."""
    return "; ".join(reason_words(each, language, side.day) for each in side.left_out)


def line_words(row: Row, side: Side, language: Language) -> str:
    """Return how strongly, how soon and in what state one protocol says it, without sources."""
    prose = Prose(side.day, language)
    said_once = dict.fromkeys(_line(each, row.act, prose, language) for each in row.says[side.id])
    return "; ".join(said_once)


def source_words(lines: Iterable[PlanLine], language: Language) -> str:
    """Return what the lines rest on: each basis, and the ids of the sources in brackets."""
    lines = list(lines)
    bases = dict.fromkeys(basis for line in lines for basis in line.bases)
    named = [label(basis, language, kind=LabelKind.BASIS) for basis in bases]
    sources = dict.fromkeys(source for line in lines for source in line.sources)
    return ", ".join([*named, *(f"[{source}]" for source in sources)])


def route_words(side: Side, language: Language) -> str:
    """Return the route that a protocol takes, or those that are still possible."""
    route = side.decision.classification
    named = f" {word('or', language)} ".join(
        in_language(each.text, language) for each in route.classes
    )
    return named if route.settled else f"{named} ({word('not_settled', language)})"


def _line(line: PlanLine, act: str, prose: Prose, language: Language) -> str:
    others = [prose.act(each) for each in line.acts if each != act]
    choice = "".join(f" {word('or', language)} {each}" for each in others)
    return _state(line, language) + (f" ({choice.strip()})" if choice else "")


def _state(line: PlanLine, language: Language) -> str:
    match line.status:
        case Status.DONE | Status.HELD | Status.CONFLICT:
            return said(line.status, language)
        case Status.IN_FORCE if line.modality is Modality.MUST_NOT and not line.certain:
            return f"{said('must_not', language)} ({said('in_doubt', language)})"
        case _:
            time = "" if line.within is None else f", {_within(line.within, language)}"
            return f"{said(line.modality, language)}{time}"


def _within(within: Within, language: Language) -> str:
    if within.kind is WithinKind.DURATION and within.duration is not None:
        return said("hours", language, f"{within.duration.total_seconds() / 3600:g}")
    return label(within.kind, language, kind=LabelKind.TIME)
