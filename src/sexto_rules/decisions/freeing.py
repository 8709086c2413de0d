"""Which open facts may free a line that is held.

`design/language.md`, *Prohibition meets duty*.
"""

from __future__ import annotations

from typing import TypeAlias

from sexto_rules.decisions.openness import Around, about_of, open_facts
from sexto_rules.decisions.reach import CERTAIN, POSSIBLE, Cuts, Reach
from sexto_rules.decisions.relevance import APPLYING, Relevance
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.sieve import Sieve
from sexto_rules.decisions.statuses import Plan
from sexto_rules.protocol.conditions import Condition
from sexto_rules.protocol.model import InDoubt
from sexto_rules.protocol.outcome import Line, Truth

__all__ = ["freeing_facts"]

_Looked: TypeAlias = tuple[Condition, Around, Cuts]


def freeing_facts(
    plan: Plan, relevance: Relevance, residuals: Residuals, line: Line
) -> tuple[str, ...]:
    """Return the open facts that may free a line that is held, in the order of the vocabulary.

    Those by which, for some alternative act, every prohibition that holds it may come to be
    no more in force: because its condition fails, or because another directive defeats it. One
    that is not relevant frees nothing.
    """
    sieve = Sieve(residuals)
    behind: frozenset[str] = frozenset()
    meeting = plan.meetings[plan.numbers[line.directive]]
    about = about_of(line.target, residuals.incident)
    holding = {plan.numbers[name] for name in line.blocked_by}
    for numbers in meeting.by_act:
        blockers = [number for number in numbers if number in holding]
        ways = [_ways_out(plan, residuals, number, about) for number in blockers]
        if all(ways):
            for condition, its_about, cuts in (each for found in ways for each in found):
                behind |= sieve.behind(condition, its_about, cuts)
    paths = (path for path in open_facts(plan.day, residuals.incident) if path in behind)
    return tuple(filter(relevance.is_relevant, paths))


def _ways_out(plan: Plan, residuals: Residuals, number: int, about: Around) -> list[_Looked]:
    """Return the conditions by which a prohibition in force may come to be so no more."""
    directive = plan.day.directives[number]
    applying = APPLYING[directive.in_doubt]
    cut = POSSIBLE if directive.in_doubt is InDoubt.APPLIES else CERTAIN
    own = _may_leave(plan, residuals, number, about, applying, cut)
    return [*own, *_ways_to_be_defeated(plan, residuals, number, about)]


def _may_leave(  # noqa: PLR0913, PLR0917 - one condition, and what of it is in question
    plan: Plan, residuals: Residuals, number: int, about: Around, values: Reach, cut: Cuts
) -> list[_Looked]:
    """Return the condition of a directive if it may come to have none of these values."""
    directive = plan.day.directives[number]
    its_about = about if directive.for_each else None
    if residuals.of(directive.condition, its_about).reach & ~values:
        return [(directive.condition, its_about, cut)]
    return []


def _ways_to_be_defeated(
    plan: Plan, residuals: Residuals, number: int, about: Around
) -> list[_Looked]:
    """Return the conditions by which some overrider may defeat a directive; none if none may.

    An overrider does where it is true and each that overrides it in its turn does not: is not
    true, or is itself defeated.
    """
    found: list[_Looked] = []
    not_true: Reach = 1 << Truth.FALSE | 1 << Truth.UNKNOWN
    for overrider in plan.overriders.get(number, ()):
        ways = _may_leave(plan, residuals, overrider, about, not_true, CERTAIN)
        if not ways:
            continue
        for other in plan.overriders.get(overrider, ()):
            gone = _may_leave(plan, residuals, other, about, 1 << Truth.TRUE, CERTAIN)
            gone += _ways_to_be_defeated(plan, residuals, other, about)
            ways = ways + gone if gone else []
            if not ways:
                break
        found += ways
    return found
