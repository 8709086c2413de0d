"""Which directives can speak of the same thing: overriders, and prohibitions that meet duties.

`design/language.md`, *Who* and *Overrides*. It depends on the protocol alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from sexto_rules.protocol.model import DayProtocol, Directive, Modality

__all__ = ["Meeting", "meetings_of", "met_by", "overriders_of"]


@frozen
class Meeting:
    """The prohibitions that meet a directive: by alternative act, and all of them.

    Each is given by its number among the directives of the day.
    """

    by_act: tuple[tuple[int, ...], ...]
    prohibitions: tuple[int, ...]


def overriders_of(day: DayProtocol) -> dict[int, tuple[int, ...]]:
    """Return, for each directive that others override, the numbers of those."""
    numbers = {each.id: number for number, each in enumerate(day.directives)}
    found: dict[int, list[int]] = {}
    for number, directive in enumerate(day.directives):
        for name in directive.overrides:
            if name in numbers:
                found.setdefault(numbers[name], []).append(number)
    return {number: tuple(overriders) for number, overriders in sorted(found.items())}


def meetings_of(day: DayProtocol) -> dict[int, Meeting]:
    """Return, for each directive of which some prohibition meets an act, which do.

    One that always has a free alternative is among them: which of its alternatives are free
    is part of its line.
    """
    prohibitions = [
        (number, each)
        for number, each in enumerate(day.directives)
        if each.modality is Modality.MUST_NOT
    ]
    meetings = {}
    for number, directive in enumerate(day.directives):
        if directive.modality is Modality.MUST_NOT:
            continue
        by_act = tuple(
            tuple(other for other, each in prohibitions if _meets(each, act, directive, day))
            for act in directive.acts
        )
        together = tuple(sorted({other for numbers in by_act for other in numbers}))
        if together:
            meetings[number] = Meeting(by_act, together)
    return meetings


def met_by(day: DayProtocol, meetings: Mapping[int, Meeting]) -> tuple[tuple[int, ...], ...]:
    """Return, for each directive, all those whose prohibitions or duties meet its own."""
    met: list[list[int]] = [[] for _ in day.directives]
    for number, meeting in meetings.items():
        for prohibition in meeting.prohibitions:
            met[prohibition].append(number)
            met[number].append(prohibition)
    return tuple(map(tuple, met))


def _meets(prohibition: Directive, act: str, directive: Directive, day: DayProtocol) -> bool:
    """Whether acts, targets and doers meet; of two with `for_each`, for the same entity."""
    doers = day.protocol.doers
    return (
        act in prohibition.acts
        and prohibition.for_each in {None, directive.for_each}
        and (day.protocol.acts[act].target is None) == (directive.for_each is None)
        and not doers[prohibition.by].isdisjoint(doers[directive.by])
    )
