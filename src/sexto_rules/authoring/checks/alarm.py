"""Help can always be called: no directive may prohibit an act of the family `alarm`."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.errors import Problem
from sexto_rules.facts.vocabulary import Family
from sexto_rules.protocol.model import DayProtocol, Modality


def check(day: DayProtocol) -> Iterator[Problem]:
    """Yield the prohibitions of an act that may never be prohibited."""
    acts = day.protocol.acts
    for directive in day.directives:
        if directive.modality is not Modality.MUST_NOT:
            continue
        alarms = [act for act in directive.acts if acts[act].family is Family.ALARM]
        if alarms:
            named = directive.family or alarms[0]
            yield Problem(
                "SX304",
                f"`must_not: {named}` would forbid calling for help, which nothing may forbid",
                directive.place,
                "say what else must not be done, or who is to be called first with `after`",
            )
