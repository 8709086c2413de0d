"""From conditions to formulas of incidents of which everything is known.

There nothing is unknown: `possibly` and `certainly` change nothing, `known` always holds. What a
body of a quantifier asks of the incident as a whole is taken out of it: it is the same for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final, assert_never

from sexto_rules.facts.ages import ages_in
from sexto_rules.facts.vocabulary import AGES, INVOLVED_ROLES, Entity, Role
from sexto_rules.proof.counted_formulas import (
    Apart,
    Formula,
    Joined,
    Listed,
    Test,
    Value,
    Variable,
    both,
    either,
    opposite,
    parts_of,
    test_of,
)
from sexto_rules.proof.used import possible_values
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.walk import walk

__all__ = ["AGE", "DEPICTED", "INVOLVED", "Formulas"]

AGE: Final = Variable(Of.PERSON, "age", tuple(AGES))
_ROLES: Final = {role: Variable(Of.PERSON, f"roles.{role}") for role in Role}
DEPICTED: Final = test_of(_ROLES[Role.DEPICTED], [True])
INVOLVED: Final = either(test_of(_ROLES[role], [True]) for role in sorted(INVOLVED_ROLES))
_SECURED, _HANDED_OVER, _IN_HAND = "secure_device", "hand_over_device", "in_hand"
_CHANGE_NOTHING: Final = frozenset({Mode.POSSIBLY, Mode.CERTAINLY})


class Formulas:
    """The formulas of a protocol's conditions, and of one that is asked besides."""

    def __init__(self, day: DayProtocol, *conditions: Condition) -> None:
        """Make it for the classes of the day and the conditions given."""
        self._day = day
        self._values = possible_values(day)
        self._conclusions: dict[str, Formula] = {}
        self._classes: dict[str, Formula] | None = None
        own = (one.when for one in day.classes if one.when is not None)
        self._hands = _hands_after(self._moves_read([*conditions, *own]))

    def classes(self) -> dict[str, Formula]:
        """Return of each class that the incident is settled as it: its own, and none before."""
        if self._classes is None:
            found: dict[str, Formula] = {}
            none_before: Formula = True
            for one in self._day.classes:
                own = True if one.when is None else self.of(one.when)
                found[one.id] = both((none_before, own))
                none_before = both((none_before, opposite(own)))
            self._classes = found
        return self._classes

    def of(self, condition: Condition) -> Formula:  # noqa: PLR0911 - one line for each kind of condition
        """Return the formula of a condition."""
        match condition:
            case All(parts):
                return both(map(self.of, parts))
            case AnyOf(parts):
                return either(map(self.of, parts))
            case Not(body):
                return opposite(self.of(body))
            case Quantified(quantifier, entity, body):
                return _quantified(quantifier, entity, self.of(body))
            case Modal(mode, body):
                return self.of(body) if mode in _CHANGE_NOTHING else mode is Mode.KNOWN
            case ConclusionTest(name):
                return self._conclusion(name)
            case ClassTest(names):
                classes = self.classes()
                return either(classes[name] for name in sorted(names) if name in classes)
            case ValueTest(fact, values):
                return self._fact(_bearer(fact.of), fact.name, values)
            case AgeTest(_, ages):
                return test_of(AGE, ages_in(ages))
            case RoleTest(_, roles):
                return either(test_of(_ROLES[role], [True]) for role in sorted(roles))
            case GapTest(years):
                return Apart(years)
            case DoneTest(acts, of):
                return either(self._done(act, _bearer(of)) for act in sorted(acts))
            case FactStatus(_, mode):
                return mode is Mode.KNOWN
            case _:
                assert_never(condition)

    def _conclusion(self, name: str) -> Formula:
        if name not in self._conclusions:
            one = next(each for each in self._day.conclusions if each.id == name)
            self._conclusions[name] = either(self.of(rule.when) for rule in one.rules)
        return self._conclusions[name]

    def _fact(self, of: Of, name: str, values: frozenset[str | bool]) -> Formula:
        if name == _IN_HAND and self._hands is not None:
            return self._shown_by_hands(_IN_HAND, values)
        return test_of(Variable(of, name, self._values[of, name]), values)

    def _done(self, act: str, of: Of) -> Formula:
        if of is Of.DEVICE and act in {_SECURED, _HANDED_OVER}:
            return self._shown_by_hands(act, frozenset({True}))
        return test_of(Variable(of, f"done.{act}"), [True])

    def _shown_by_hands(self, what: str, values: frozenset[str | bool]) -> Formula:
        """Return that the journal and `in_hand`, which agree, say one of these of something."""
        assert self._hands is not None, "a move that is read"
        return test_of(
            self._hands,
            [hands for hands in self._hands.values if (what in str(hands).split()) in values],
        )

    def _moves_read(self, conditions: Sequence[Condition]) -> frozenset[str]:
        """Return the acts among what is read that say in whose hands a device is."""
        acts: set[str] = set()
        seen: set[str] = set()
        left = list(conditions)
        while left:
            for node in walk(left.pop()):
                if isinstance(node, DoneTest) and node.of is Of.DEVICE:
                    acts |= node.acts & {_SECURED, _HANDED_OVER}
                elif isinstance(node, ConclusionTest) and node.conclusion not in seen:
                    seen.add(node.conclusion)
                    one = next(c for c in self._day.conclusions if c.id == node.conclusion)
                    left += [rule.when for rule in one.rules]
        return frozenset(acts)


def _bearer(of: Of) -> Of:
    return Of.PERSON if of is Of.HOLDER else of


def _hands_after(moves: frozenset[str]) -> Variable | None:
    """Return what the journal and `in_hand` can say of a device; None if no move is read.

    The last move says in whose hands it is; of two, either may be the last.
    """
    found: list[Value] = []
    for count in range(len(moves) + 1):
        for done in combinations(sorted(moves), count):
            if _HANDED_OVER not in done or _SECURED in done:
                found.append(" ".join((*done, _IN_HAND)))
            if _SECURED not in done or _HANDED_OVER in done:
                found.append(" ".join(done))
    return Variable(Of.DEVICE, "hands", tuple(found)) if moves else None


def _quantified(quantifier: Quantifier, entity: Entity, body: Formula) -> Formula:
    match quantifier:
        case Quantifier.SOME:
            return _listed(entity, body)
        case Quantifier.NONE:
            return opposite(_listed(entity, body))
        case Quantifier.EVERY:
            return opposite(_listed(entity, opposite(body)))
        case _:
            assert_never(quantifier)


def _listed(entity: Entity, body: Formula) -> Formula:
    """Return that somebody shows the body; what it asks of the whole incident is told apart."""
    whole = _asked_of_incident(body)
    if whole is None:
        return Listed(entity, body) if body is not False else False
    where_so = _listed(entity, _told(body, whole, holds=True))
    where_not = _listed(entity, _told(body, whole, holds=False))
    return either((both((whole, where_so)), both((opposite(whole), where_not))))


def _asked_of_incident(body: Formula) -> Formula | None:
    """Return something as large as can be that the body asks of the whole incident."""
    if isinstance(body, bool):
        return None
    if _is_of_incident(body):
        return body
    if isinstance(body, Joined):
        whole = [part for part in body.parts if _is_of_incident(part)]
        if whole:
            return both(whole) if body.both else either(whole)
        asked = map(_asked_of_incident, body.parts)
        return next((each for each in asked if each is not None), None)
    return None


def _told(body: Formula, whole: Formula, *, holds: bool) -> Formula:
    """Return the body where it is told whether the whole incident is so."""
    if body == whole:
        return holds
    if body == opposite(whole):
        return not holds
    if not isinstance(body, Joined):
        return body
    join = both if body.both else either
    of_incident = [part for part in body.parts if _is_of_incident(part)]
    others = [part for part in body.parts if not _is_of_incident(part)]
    if of_incident and others:
        parts = (join(of_incident), *others)
        return join(_told(part, whole, holds=holds) for part in parts)
    return join(_told(part, whole, holds=holds) for part in body.parts)


def _is_of_incident(formula: Formula) -> bool:
    return all(
        not isinstance(part, Test) or part.variable.of in {Of.INCIDENT, Of.ANSWERS}
        for part in parts_of(formula)
    )
