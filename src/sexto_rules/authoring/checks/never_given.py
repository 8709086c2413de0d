"""A duty or permission of an act that is always forbidden could never be given."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.errors import Problem
from sexto_rules.protocol.conditions import ALWAYS
from sexto_rules.protocol.model import DayProtocol, Directive, Modality


def check(day: DayProtocol) -> Iterator[Problem]:
    """Yield the directives whose every act an unconditional prohibition names."""
    defeated = {name for directive in day.directives for name in directive.overrides}
    always = [
        each
        for each in day.directives
        if each.modality is Modality.MUST_NOT
        and each.condition == ALWAYS
        and each.id not in defeated
    ]
    for directive in day.directives:
        if directive.modality in {Modality.MUST_NOT, Modality.NOTE}:
            continue
        blockers = [_blocker(day, directive, act, always) for act in directive.acts]
        if all(blockers):
            named = " and ".join(f"`{act}`" for act in directive.acts)
            yield Problem(
                "SX309",
                f"`{directive.id}` could never be given: {named} is always forbidden "
                f"by `{blockers[0]}`",
                directive.place,
                "take the line out, or give the prohibition a condition if it is your own",
            )


def _blocker(
    day: DayProtocol, directive: Directive, act: str, always: list[Directive]
) -> str | None:
    doers = day.protocol.doers
    for prohibition in always:
        if act in prohibition.acts and doers[directive.by] & doers[prohibition.by]:
            return prohibition.id
    return None
