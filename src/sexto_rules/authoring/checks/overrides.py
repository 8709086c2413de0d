"""What an override may defeat."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.errors import Problem
from sexto_rules.protocol.model import DayProtocol, Directive, Modality


def check(day: DayProtocol) -> Iterator[Problem]:
    """Yield the overrides of another kind of target, and of what a parent protocol gives."""
    by_id = {directive.id: directive for directive in day.directives}
    for overrider in day.directives:
        for name in overrider.overrides:
            if name in by_id:
                yield from _check_pair(overrider, by_id[name])


def _check_pair(overrider: Directive, defeated: Directive) -> Iterator[Problem]:
    if overrider.for_each is not None and overrider.for_each is not defeated.for_each:
        found = f"for each {defeated.for_each}" if defeated.for_each else "one for the incident"
        yield Problem(
            "SX305",
            f"`{overrider.id}` speaks for each {overrider.for_each} and cannot override "
            f"`{defeated.id}`, which is {found}",
            overrider.place,
            "give both the same `for_each`, or leave it out of the one that overrides",
        )
    if defeated.origin == overrider.origin:
        return
    if defeated.modality is Modality.MUST_NOT:
        yield Problem(
            "SX306",
            f"`{overrider.id}` overrides `{defeated.id}`, a prohibition of `{defeated.origin}`",
            overrider.place,
            "an inherited prohibition always stands; a protocol may only add to it",
        )
    elif not defeated.default:
        yield Problem(
            "SX307",
            f"`{overrider.id}` overrides `{defeated.id}` of `{defeated.origin}`, "
            "which is not marked `default: yes` there",
            overrider.place,
            "an inherited duty stands unless the parent lets it give way; add a duty beside it",
        )
