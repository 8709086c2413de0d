"""Promises that promise nothing: their premise is impossible, or another promise says it already.

`design/language.md`, *Check and prove*. An inherited promise is left to the protocol that wrote
it: what extends a protocol may well make one of its promises idle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sexto_rules.facts import Incident
from sexto_rules.proof.promises import premise
from sexto_rules.proof.scene import Claim, Scene
from sexto_rules.proof.solver import Formula, both, neg
from sexto_rules.proof.statements import Kind, Statement
from sexto_rules.protocol.model import DayProtocol, Invariant, Promise, PromiseKind
from sexto_rules.reference import called_for, decide

__all__ = ["idle_promises"]


def idle_promises(day: DayProtocol) -> Iterator[Statement]:
    """Yield of each promise of the protocol itself that it can be called for, and beside others."""
    ours = [each for each in day.invariants if each.origin == day.protocol.id]
    for invariant in ours:
        claim = _called_for(invariant, day)
        yield Statement(Kind.VACUOUS, invariant.id, invariant.place, claim, wanted=True)
        for other in day.invariants:
            if other is not invariant and _asks_no_more(invariant, other):
                if _is_first_of_two(invariant, other, day):
                    continue
                yield Statement(
                    Kind.REPEATED,
                    invariant.id,
                    invariant.place,
                    _called_for_alone(invariant, other, day),
                    wanted=True,
                    beside=other.id,
                )


def _called_for(invariant: Invariant, day: DayProtocol) -> Claim:
    def shows(incident: Incident) -> bool:
        return bool(called_for(invariant, day, incident, decide(day, incident)))

    return Claim(lambda scene: premise(invariant, scene), shows)


def _called_for_alone(invariant: Invariant, other: Invariant, day: DayProtocol) -> Claim:
    """The one promise is called for where the other is not."""

    def shown(scene: Scene) -> Formula:
        return both(premise(invariant, scene), neg(premise(other, scene)))

    def shows(incident: Incident) -> bool:
        outcome = decide(day, incident)
        its, others = (called_for(each, day, incident, outcome) for each in (invariant, other))
        return not set(its) <= set(others)

    return Claim(shown, shows)


def _is_first_of_two(invariant: Invariant, other: Invariant, day: DayProtocol) -> bool:
    """Whether both say the same in the same words, and the other stands below: that one is told."""
    return (
        (invariant.always, invariant.when_due) == (other.always, other.when_due)
        and _asks_no_more(other, invariant)
        and day.invariants.index(invariant) < day.invariants.index(other)
        and other.origin == invariant.origin
    )


def _asks_no_more(invariant: Invariant, other: Invariant) -> bool:
    """Whether an invariant promises, of the same kind of target, nothing that the other does not.

    This looks at what is promised, not at when.
    """
    if invariant.for_each is not other.for_each:
        return False
    promised = _each_by_itself(other.promises)
    if not _each_by_itself(invariant.promises) <= promised:
        return False
    alternatives = invariant.some_of
    return (
        not alternatives
        or set(alternatives) <= set(other.some_of) <= set(alternatives)
        or any(_each_by_itself([each]) <= promised for each in alternatives)
    )


def _each_by_itself(promises: Iterable[Promise]) -> set[tuple[PromiseKind, tuple[str, ...]]]:
    """Return what is promised, one act at a time where that means the same."""
    whole = {PromiseKind.ORDER, PromiseKind.NO_CONFLICT}
    return {
        (each.kind, acts)
        for each in promises
        for acts in ([each.acts] if each.kind in whole else [(act,) for act in each.acts])
    }
