"""A condition as literals: true, not false, false, not true; settled or not.

The heart of lowering. Each condition has six questions (`Kind`); `not` swaps them, a modal
chooses among them, `and` and `or` pass them on, and all that remains is positive. What each
node means stands in `design/language.md`, *Three values*.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Final, assert_never

from attrs import field, frozen

from sexto_rules.facts.ages import ALL_AGES, AgeSet
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.lowering.clauses import ALWAYS_HOLDS, NEVER_HOLDS, Bodies, Workshop
from sexto_rules.lowering.program import (
    AgeSettled,
    AgesMeet,
    AgesWithin,
    Done,
    FactIs,
    GapIs,
    Over,
)
from sexto_rules.lowering.readings import Domains, domains, narrowed, role_fact
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
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

__all__ = ["Kind", "Translator"]


class Kind(Enum):
    """What is asked of a condition; the first four of its value, the others of its facts."""

    TRUE = "true"
    NOT_FALSE = "not_false"
    FALSE = "false"
    NOT_TRUE = "not_true"
    SETTLED = "settled"
    NOT_SETTLED = "not_settled"


_SWAPPED: Final = {
    Kind.TRUE: Kind.FALSE,
    Kind.FALSE: Kind.TRUE,
    Kind.NOT_FALSE: Kind.NOT_TRUE,
    Kind.NOT_TRUE: Kind.NOT_FALSE,
    Kind.SETTLED: Kind.SETTLED,
    Kind.NOT_SETTLED: Kind.NOT_SETTLED,
}
"""The question to the body that a question to `not body` is."""

_OPPOSITE: Final = {
    Kind.TRUE: Kind.NOT_TRUE,
    Kind.NOT_TRUE: Kind.TRUE,
    Kind.FALSE: Kind.NOT_FALSE,
    Kind.NOT_FALSE: Kind.FALSE,
    Kind.SETTLED: Kind.NOT_SETTLED,
    Kind.NOT_SETTLED: Kind.SETTLED,
}
"""The question whose answer is the other one."""

_POSITIVE: Final = frozenset({Kind.TRUE, Kind.NOT_FALSE, Kind.SETTLED})
"""Of a conjunction: asked of every part. The others are asked of some part."""

_SETTLED: Final = frozenset({Kind.SETTLED, Kind.NOT_SETTLED})

_MODES: Final[dict[Mode, tuple[tuple[Kind, ...], ...]]] = {
    Mode.POSSIBLY: ((Kind.NOT_FALSE,),),
    Mode.CERTAINLY: ((Kind.TRUE,),),
    Mode.KNOWN: ((Kind.TRUE,), (Kind.FALSE,)),
    Mode.UNKNOWN: ((Kind.NOT_TRUE, Kind.NOT_FALSE),),
    Mode.CANNOT_SAY: ((Kind.NOT_TRUE, Kind.NOT_FALSE, Kind.SETTLED),),
}
"""When a modal holds: alternatives of answers to questions about its body."""

_COMPLETE: Final = {
    Entity.PERSON: FactRef(Of.INCIDENT, "persons_complete"),
    Entity.DEVICE: FactRef(Of.INCIDENT, "devices_complete"),
}
_YES: Final[frozenset[str | bool]] = frozenset({True})

_GAP_READS: Final = Quantified(
    Quantifier.EVERY,
    Entity.PERSON,
    All((RoleTest(Of.PERSON, frozenset(Role)), AgeTest(Of.PERSON, ALL_AGES))),
)
"""A condition that reads what a test on the largest age gap reads."""


@frozen
class Translator:
    """Lowers the conditions of one protocol on one day into one workshop.

    What a condition means does not depend on where it stands: a quantifier's body names only
    its own entity and the incident, a conclusion only its own.
    """

    day: DayProtocol
    workshop: Workshop
    closed: Domains = field(factory=domains)
    _conclusions: dict[str, Condition] = field(init=False)
    _known: dict[tuple[Condition, Kind], Bodies] = field(init=False, factory=dict)

    @_conclusions.default
    def _(self) -> dict[str, Condition]:
        return {
            conclusion.id: AnyOf(tuple(rule.when for rule in conclusion.rules))
            for conclusion in self.day.conclusions
        }

    def bodies(self, condition: Condition, kind: Kind) -> Bodies:
        """Return the answer to one question about a condition."""
        known = self._known.get((condition, kind))
        if known is None:
            known = self._known[condition, kind] = self._translate(condition, kind)
        return known

    def answered(self) -> Iterator[tuple[Condition, Kind, Bodies]]:
        """Yield every question that was answered, with its answer."""
        for (condition, kind), bodies in self._known.items():
            yield condition, kind, bodies

    def _translate(self, condition: Condition, kind: Kind) -> Bodies:  # noqa: C901, PLR0911, PLR0912 - one line for each kind of condition
        match condition:
            case All(parts):
                return self._combine(parts, kind, every=kind in _POSITIVE)
            case AnyOf(parts):
                every = kind in {Kind.FALSE, Kind.NOT_TRUE, Kind.SETTLED}
                return self._combine(parts, kind, every=every)
            case Not(body):
                return self.bodies(body, _SWAPPED[kind])
            case Modal(mode, body):
                return self._modal(mode, body, kind)
            case Quantified(Quantifier.NONE, entity, body):
                some = Quantified(Quantifier.SOME, entity, body)
                return self.bodies(some, _SWAPPED[kind])
            case Quantified(quantifier, entity, body):
                return self._quantified(quantifier, entity, body, kind)
            case ConclusionTest(conclusion):
                return self.workshop.named(self.bodies(self._conclusions[conclusion], kind))
            case ClassTest(classes):
                return self._class_test(classes, kind)
            case ValueTest(fact, values):
                return self._value_test(fact, values, kind)
            case RoleTest(of, roles):
                tests = (ValueTest(role_fact(of, role), _YES) for role in Role if role in roles)
                return self.bodies(AnyOf(tuple(tests)), kind)
            case AgeTest(of, ages):
                return self._age_test(of, ages, kind)
            case GapTest(years):
                return self._gap_test(years, kind)
            case DoneTest(acts, of):
                if kind in _SETTLED:
                    return ALWAYS_HOLDS if kind is Kind.SETTLED else NEVER_HOLDS
                return self.workshop.base(Done(of, acts, done=kind in _POSITIVE))
            case FactStatus(FactRef(of, "roles"), mode):
                return self._roles_status(of, mode, kind)
            case FactStatus(fact, mode):
                return self._fact_status(fact, mode, kind)
            case _:
                assert_never(condition)

    def _combine(self, parts: tuple[Condition, ...], kind: Kind, *, every: bool) -> Bodies:
        answers = [self.bodies(part, kind) for part in parts]
        return self.workshop.both(answers) if every else self.workshop.either(answers)

    def _modal(self, mode: Mode, body: Condition, kind: Kind) -> Bodies:
        if kind in _SETTLED:
            return self.bodies(body, kind)
        both, either = self.workshop.both, self.workshop.either
        ways = _MODES[mode]
        if kind in _POSITIVE:
            return either([both([self.bodies(body, each) for each in way]) for way in ways])
        return both([either([self.bodies(body, _OPPOSITE[each]) for each in way]) for way in ways])

    def _quantified(
        self, quantifier: Quantifier, entity: Entity, body: Condition, kind: Kind
    ) -> Bodies:
        """`some` or `every`; the blank row counts only where it can change the answer.

        It can keep `some` from being false, not make it true; keep `every` from being true,
        not make it false.
        """
        bodies = self.bodies(body, kind)
        count = self.workshop.count
        if kind is Kind.SETTLED:
            settled = FactIs(_COMPLETE[entity], _YES, cannot_say=True)
            listed = count(Over.EVERY, bodies, entity, blank=False)
            return self.workshop.both([listed, self._fact(settled)])
        if kind is Kind.NOT_SETTLED:
            open_list = FactIs(_COMPLETE[entity], _YES, outside=True, unknown=True)
            listed = count(Over.SOME, bodies, entity, blank=False)
            return self.workshop.either([listed, self._fact(open_list)])
        over_some = (quantifier is Quantifier.SOME) == (kind in _POSITIVE)
        blank_counts = (
            kind in {Kind.NOT_FALSE, Kind.FALSE}
            if quantifier is Quantifier.SOME
            else kind in {Kind.TRUE, Kind.NOT_TRUE}
        )
        over = Over.SOME if over_some else Over.EVERY
        return count(over, bodies, entity, blank=blank_counts)

    def possible(self, index: int) -> Bodies:
        """Return that the class is possible: it is not false, and no earlier one is true."""
        earlier = [self.class_bodies(number, Kind.NOT_TRUE) for number in range(index)]
        return self.workshop.named(
            self.workshop.both([self.class_bodies(index, Kind.NOT_FALSE), *earlier])
        )

    def excluded(self, index: int) -> Bodies:
        """Return that the class is not possible."""
        earlier = [self.class_bodies(number, Kind.TRUE) for number in range(index)]
        return self.workshop.named(
            self.workshop.either([self.class_bodies(index, Kind.FALSE), *earlier])
        )

    def class_bodies(self, index: int, kind: Kind) -> Bodies:
        """Return the answer to a question about the condition of a class."""
        when = self.day.classes[index].when
        return self.workshop.named(self.bodies(All(()) if when is None else when, kind))

    def _class_test(self, classes: frozenset[str], kind: Kind) -> Bodies:
        numbers = range(len(self.day.classes))
        both, either = self.workshop.both, self.workshop.either
        if kind in _SETTLED:
            answers = [self.class_bodies(number, kind) for number in numbers]
            return both(answers) if kind is Kind.SETTLED else either(answers)
        named = [number for number in numbers if self.day.classes[number].id in classes]
        others = [number for number in numbers if number not in named]
        if kind is Kind.TRUE:
            return both([self.excluded(number) for number in others])
        if kind is Kind.NOT_TRUE:
            return either([self.possible(number) for number in others])
        # Where no class is possible (none is `otherwise`), a test is true before it is false.
        some_class = any(one.when is None for one in self.day.classes)
        if kind is Kind.FALSE:
            among_others = () if some_class else (self._class_test(classes, Kind.NOT_TRUE),)
            return both([*(self.excluded(number) for number in named), *among_others])
        vacuous = () if some_class else (self._class_test(classes, Kind.TRUE),)
        return either([*(self.possible(number) for number in named), *vacuous])

    def _fact(self, reading: FactIs) -> Bodies:
        canonical = narrowed(reading, self.closed)
        if isinstance(canonical, bool):
            return ALWAYS_HOLDS if canonical else NEVER_HOLDS
        return self.workshop.base(canonical)

    def _value_test(self, fact: FactRef, values: frozenset[str | bool], kind: Kind) -> Bodies:
        if kind is Kind.SETTLED:
            return self._fact(FactIs(fact, outside=True, cannot_say=True))
        if kind is Kind.NOT_SETTLED:
            return self._fact(FactIs(fact, unknown=True))
        outside, in_doubt = kind not in _POSITIVE, kind in {Kind.NOT_FALSE, Kind.NOT_TRUE}
        return self._fact(FactIs(fact, values, outside, unknown=in_doubt, cannot_say=in_doubt))

    def _fact_status(self, fact: FactRef, mode: Mode, kind: Kind) -> Bodies:
        if kind in _SETTLED:
            return self._value_test(fact, frozenset(), kind)
        match mode:
            case Mode.KNOWN:
                known, unknown, cannot_say = True, False, False
            case Mode.CANNOT_SAY:
                known, unknown, cannot_say = False, False, True
            case _:
                known, unknown, cannot_say = False, True, True
        if kind not in _POSITIVE:
            known, unknown, cannot_say = not known, not unknown, not cannot_say
        return self._fact(FactIs(fact, outside=known, unknown=unknown, cannot_say=cannot_say))

    def _roles_status(self, of: Of, mode: Mode, kind: Kind) -> Bodies:
        """Roles are known when each is; `cannot_say` when each unknown one is."""
        if kind in _SETTLED:
            return self.bodies(RoleTest(of, frozenset(Role)), kind)
        facts = [role_fact(of, role) for role in Role]
        known: Condition = All(tuple(FactStatus(fact, Mode.KNOWN) for fact in facts))
        if mode is Mode.KNOWN:
            return self.bodies(known, kind)
        unknown = self.bodies(Not(known), kind)
        if mode is not Mode.CANNOT_SAY:
            return unknown
        settled = Kind.SETTLED if kind in _POSITIVE else Kind.NOT_SETTLED
        settled_too = self.bodies(RoleTest(of, frozenset(Role)), settled)
        if kind in _POSITIVE:
            return self.workshop.both([unknown, settled_too])
        return self.workshop.either([unknown, settled_too])

    def _age_test(self, of: Of, ages: AgeSet, kind: Kind) -> Bodies:
        if kind in _SETTLED:
            return self.workshop.base(AgeSettled(of, settled=kind is Kind.SETTLED))
        wanted = ages if kind in _POSITIVE else AgeSet(ALL_AGES & ~ages)
        if wanted in {0, ALL_AGES}:
            return ALWAYS_HOLDS if wanted else NEVER_HOLDS
        certainly = kind in {Kind.TRUE, Kind.FALSE}
        return self.workshop.base(AgesWithin(of, wanted) if certainly else AgesMeet(of, wanted))

    def _gap_test(self, years: int, kind: Kind) -> Bodies:
        if kind in _SETTLED:
            return self.bodies(_GAP_READS, kind)
        positive, in_doubt = kind in _POSITIVE, kind in {Kind.NOT_FALSE, Kind.NOT_TRUE}
        return self.workshop.base(GapIs(years, true=positive, unknown=in_doubt, false=not positive))
