"""A duty or permission of an act that is always forbidden could never be given.

A prohibition of calling for help is reported as such, and counts for nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.errors import Problem
from sexto_rules.facts.vocabulary import Family
from sexto_rules.protocol.conditions import ALWAYS
from sexto_rules.protocol.model import DayProtocol, Directive, Modality


def check(day: DayProtocol) -> Iterator[Problem]:
    """Yield the directives whose every act an unconditional prohibition names."""
    defeated = {name for directive in day.directives for name in directive.overrides}
    acts = day.protocol.acts
    always = [
        each
        for each in day.directives
        if each.modality is Modality.MUST_NOT
        and each.condition == ALWAYS
        and each.id not in defeated
        and all(acts[act].family is not Family.ALARM for act in each.acts)
    ]
    for directive in day.directives:
        if directive.modality in {Modality.MUST_NOT, Modality.NOTE}:
            continue
        blockers = [_blocker(day, directive, act, always) for act in directive.acts]
        if all(blockers):
            named = " and ".join(f"`{act}`" for act in directive.acts)
            yield _problem(day, directive, f"{named} is always forbidden", blockers[0])


def _problem(
    day: DayProtocol, directive: Directive, because: str, blocker: Directive | None
) -> Problem:
    """Return the problem at the one of the two that the author can mend."""
    assert blocker is not None, "something forbids the act"
    own = day.protocol.id
    inherited = directive.origin != own and blocker.origin == own
    line = f"`{directive.id}` of `{directive.origin}`" if inherited else f"`{directive.id}`"
    whose = "" if blocker.origin == own else f" of `{blocker.origin}`"
    return Problem(
        "SX309",
        f"{line} could never be given: {because} by `{blocker.id}`{whose}",
        blocker.place if inherited else directive.place,
        "give the prohibition a condition"
        if inherited
        else "take the line out; an inherited prohibition always stands"
        if whose
        else "take the line out, or give the prohibition a condition",
    )


def _blocker(
    day: DayProtocol, directive: Directive, act: str, always: list[Directive]
) -> Directive | None:
    doers = day.protocol.doers
    for prohibition in always:
        if act in prohibition.acts and doers[directive.by] & doers[prohibition.by]:
            return prohibition
    return None
