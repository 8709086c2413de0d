"""A duty must not wait for what only doing it can teach."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.analysis.truths import possible_truths
from sexto_rules.errors import Problem
from sexto_rules.protocol.model import DayProtocol, InDoubt, Modality
from sexto_rules.protocol.outcome import Truth


def check(day: DayProtocol) -> Iterator[Problem]:
    """Yield the duties whose condition stays unknown until their own act is done."""
    for directive in day.directives:
        if directive.modality not in {Modality.MUST, Modality.SHOULD}:
            continue
        taught = [each for each in day.questions if each.learned_by in directive.acts]
        unknown = frozenset(each.fact for each in taught)
        if not unknown or directive.in_doubt is InDoubt.APPLIES:
            continue
        if Truth.TRUE not in possible_truths(directive.condition, day, unknown):
            named = ", ".join(f"`{each.fact}`" for each in taught)
            yield Problem(
                "SX320",
                f"`{directive.id}` waits for {named}, which only doing it can teach",
                directive.place,
                "let the duty depend on what is known before it, or say `in_doubt: applies`",
            )
