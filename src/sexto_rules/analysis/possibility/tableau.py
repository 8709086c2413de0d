"""Whether conditions can be as wanted at all: a search for an incident, by cases.

A tableau: what is wanted is taken apart until only tests of facts are left, one case after the
other; a case whose facts contradict each other is closed. When every case is closed, no
incident is as wanted. The answer errs on one side only: `can_be` may be true where facts
depend on each other in ways that are not looked at, or where the search gives up; where it is
false, no incident exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from attrs import define, field

from sexto_rules.analysis.possibility.expansion import Alternatives, Expansion
from sexto_rules.analysis.possibility.leaves import BLANK, Leaf, Leaves, Whose
from sexto_rules.analysis.possibility.rails import NEGATED, SURE, Rail, Wish
from sexto_rules.analysis.possibility.told import Told
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import Condition, Quantified, Quantifier
from sexto_rules.protocol.model import DayProtocol

__all__ = ["Possibility"]

_MOST_STEPS: Final = 4_000
"""Wishes looked at before the search gives up."""

Task: TypeAlias = tuple[Condition, Rail, Whose]


@define
class _Open:
    """A wish about the list of a kind: that it is open (a further one of it is spoken of)."""

    kind: Entity


@define
class _Closed:
    """A wish about the list of a kind: that it is closed."""

    kind: Entity


@define
class _Settled:
    """A wish about the list of a kind: that nothing more can be learned of its end."""

    kind: Entity


@define
class _New:
    """A wish that a person or device is listed of whom a condition is as wanted."""

    kind: Entity
    condition: Condition
    rail: Rail


_Step: TypeAlias = Task | _Open | _Closed | _Settled | _New


@define
class _Case:
    """One case: what is still to be looked at, and what is told so far."""

    steps: list[_Step]
    choices: list[Sequence[Sequence[_Step]]] = field(factory=list)
    told: Told = field(factory=Told)
    listed: list[tuple[Entity, int]] = field(factory=list)
    of_each: list[tuple[Entity, Condition, Rail]] = field(factory=list)
    seen: set[tuple[int, Rail, Whose]] = field(factory=set)

    def with_steps(self, steps: Sequence[_Step], without: int) -> _Case:
        """Return another case that goes on with these steps, one choice being made."""
        choices = [each for number, each in enumerate(self.choices) if number != without]
        return _Case(
            list(steps),
            choices,
            self.told.copy(),
            list(self.listed),
            list(self.of_each),
            set(self.seen),
        )


class Possibility:
    """What the conditions of one day can be."""

    def __init__(self, day: DayProtocol) -> None:
        """Make ready the parts that every search uses."""
        self._expansion = Expansion(day)
        self._leaves = Leaves(day)
        self._kept: dict[tuple[tuple[tuple[int, Rail], ...], Entity | None, bool], bool] = {}
        self._conditions: list[Condition] = []

    def can_be(self, wishes: Iterable[Wish], kind: Entity | None = None) -> bool:
        """Whether all wishes may be met by one incident, for one listed person or device.

        Args:
            wishes: Conditions, and what each is wanted to be.
            kind: Of what the conditions speak; None: of the incident.
        """
        return self._answer(tuple(wishes), kind, blank=False)

    def can_be_of_blank(self, wishes: Iterable[Wish], kind: Entity) -> bool:
        """Whether all wishes may be met for one further person or device, not yet listed."""
        return self._answer(tuple(wishes), kind, blank=True)

    def is_never(self, condition: Condition, kind: Entity | None, rail: Rail) -> bool:
        """Whether a condition is so in no incident, for nobody listed and nobody else."""
        wish = Wish(condition, rail)
        if self.can_be([wish], kind):
            return False
        return kind is None or not self.can_be_of_blank([wish], kind)

    def _answer(self, wishes: tuple[Wish, ...], kind: Entity | None, *, blank: bool) -> bool:
        key = (tuple((id(each.condition), each.rail) for each in wishes), kind, blank)
        if key not in self._kept:
            self._conditions += [each.condition for each in wishes]
            self._kept[key] = self._search(self._start(wishes, kind, blank=blank))
        return self._kept[key]

    def _start(self, wishes: tuple[Wish, ...], kind: Entity | None, *, blank: bool) -> _Case:
        whose: Whose = None if kind is None else BLANK if blank else 0
        steps: list[_Step] = [(each.condition, each.rail, whose) for each in reversed(wishes)]
        if kind is None or not blank:
            return _Case(steps, listed=[] if kind is None else [(kind, 0)])
        return _Case([*steps, _Open(kind)])

    def _search(self, start: _Case) -> bool:
        """Whether some case stays open; also true when the search gives up."""
        pending = [start]
        left = _MOST_STEPS
        while pending:
            case = pending.pop()
            while case.steps:
                left -= 1
                if left < 0:
                    return True
                if not self._take(case, case.steps.pop()):
                    break
            else:
                if not case.choices:
                    return True
                number = min(range(len(case.choices)), key=lambda each: len(case.choices[each]))
                pending += [
                    case.with_steps(steps, number) for steps in reversed(case.choices[number])
                ]
        return False

    def _take(self, case: _Case, step: _Step) -> bool:
        """Look at one step; False: the case is closed."""
        match step:
            case _Open(kind):
                return self._leaves.is_open(kind, case.told)
            case _Closed(kind):
                return self._leaves.is_closed(kind, case.told)
            case _Settled(kind):
                return self._leaves.is_list_settled(kind, case.told)
            case _New():
                _list_one(case, step)
                return True
            case (condition, rail, whose):
                return self._want(case, condition, rail, whose)

    def _want(self, case: _Case, condition: Condition, rail: Rail, whose: Whose) -> bool:
        if not self._expansion.speaks_of_one(condition) or isinstance(condition, Quantified):
            whose = None
        if isinstance(condition, Quantified):
            if _is_new(case, condition, rail, whose):
                self._quantify(case, condition, rail)
            return True
        alternatives = self._expansion.alternatives(condition, rail)
        if alternatives is None:
            assert isinstance(condition, Leaf), "what has no parts is a test"
            return self._leaves.want(condition, rail, whose, case.told)
        if not _is_new(case, condition, rail, whose):
            return True
        return _choose(case, alternatives, whose)

    def _quantify(self, case: _Case, test: Quantified, rail: Rail) -> None:
        """Take a quantifier apart: somebody for whom, or for everybody."""
        if rail is Rail.SETTLED:
            self._settle(case, test)
            return
        if test.quantifier is Quantifier.NONE:
            rail = NEGATED[rail]
        kind, body = test.entity, test.body
        of_some = {Rail.TRUE, Rail.NOT_FALSE}
        if test.quantifier is Quantifier.EVERY:
            of_some = {Rail.FALSE, Rail.NOT_TRUE}
        if rail in of_some:
            listed: list[_Step] = [_New(kind, body, rail)]
            further: list[_Step] = [(body, rail, BLANK), _Open(kind)]
            case.choices.append((listed,) if rail in SURE else (listed, further))
            return
        case.of_each.append((kind, body, rail))
        case.steps += [(body, rail, number) for each, number in case.listed if each is kind]
        if rail in SURE:
            case.choices.append(([_Closed(kind)], [(body, rail, BLANK)]))

    def _settle(self, case: _Case, test: Quantified) -> None:
        """Want the list to be settled, and what the body reads of everybody listed."""
        case.of_each.append((test.entity, test.body, Rail.SETTLED))
        case.steps.append(_Settled(test.entity))
        case.steps += [
            (test.body, Rail.SETTLED, number) for each, number in case.listed if each is test.entity
        ]


def _list_one(case: _Case, new: _New) -> None:
    """List one more, of whom a condition is as wanted, and so is whatever is of everybody."""
    number = len(case.listed)
    case.listed.append((new.kind, number))
    case.steps.append((new.condition, new.rail, number))
    case.steps += [
        (condition, rail, number) for kind, condition, rail in case.of_each if kind is new.kind
    ]


def _is_new(case: _Case, condition: Condition, rail: Rail, whose: Whose) -> bool:
    """Whether this is looked at for the first time in this case; remember it."""
    key = (id(condition), rail, whose)
    if key in case.seen:
        return False
    case.seen.add(key)
    return True


def _choose(case: _Case, alternatives: Alternatives, whose: Whose) -> bool:
    """Go on with the only alternative, or remember that one is to be chosen."""
    steps: list[list[_Step]] = [
        [(wish.condition, wish.rail, whose) for wish in wishes] for wishes in alternatives
    ]
    if not steps:
        return False
    if len(steps) == 1:
        case.steps += steps[0]
    else:
        case.choices.append(steps)
    return True
