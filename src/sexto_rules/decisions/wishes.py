"""What would have to be told for a condition to be true, or to be false: the next step to it.

A wish says of some facts which values they would have. Conditions are read from the outside
in; what is so already asks for nothing. Of an `and`, what it asks for without a choice is
wished, all of it together; where there is a choice everywhere, one part with the fewest.
So whatever facts make a condition so, one of its wishes is a part of them: taken one after
the other, and each decided again, wishes lead to every smallest set of facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from sexto_rules.decisions.fact_wishes import FactWishes
from sexto_rules.decisions.gap_wishes import GapWishes
from sexto_rules.decisions.one_more import OneMore, with_listing
from sexto_rules.decisions.openness import COMPLETE, Around, listed
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.settled_wishes import SettledWishes
from sexto_rules.decisions.status_wishes import StatusWishes
from sexto_rules.decisions.wish import (
    NO,
    NOT_AT_ALL,
    NOT_RULED_OUT,
    NOT_SURELY,
    NOTHING,
    SURELY,
    UNSAID,
    YES,
    Choice,
    Want,
    Wish,
    all_of,
    any_of,
    one_or_all,
)
from sexto_rules.facts.incident import Device, Person
from sexto_rules.facts.known import list_closed
from sexto_rules.facts.vocabulary import Entity
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
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.reference import BLANK

__all__ = ["Wisher"]


class Wisher:
    """Finds, for one incident, what would make the conditions of a protocol true or false."""

    def __init__(self, residuals: Residuals, more: OneMore) -> None:
        """Begin with nothing found; `more` may be listed too."""
        self._residuals = residuals
        self._incident = residuals.incident
        self._known: dict[tuple[int, object, Want], Choice] = {}
        self._more = more
        self._facts = FactWishes(residuals.day, residuals.incident, more)
        self._status = StatusWishes(residuals.incident, self._facts)
        self._settled = SettledWishes(residuals, self._facts, more)

    def wishes(self, condition: Condition, about: Around, want: Want) -> Choice:
        """Return the steps to a wanted value of a condition; none where nothing leads to it."""
        key = (id(condition), about.id if isinstance(about, Person | Device) else about, want)
        found = self._known.get(key)
        if found is None:
            if want.is_met_by(self._residuals.value(condition, about)):
                found = Choice([NOTHING], ())
            else:
                asked = any_of([self._asked(condition, about, want)])
                found = Choice(filter(self._may_be, asked), asked.needs)
            self._known[key] = found
        return found

    def _may_be(self, wish: Wish) -> bool:
        """Whether it does not contradict what is wished already."""
        wished = self._more.wished
        return all(path not in wished or values & wished[path] for path, values in wish.items())

    def _asked(self, condition: Condition, about: Around, want: Want) -> list[Wish]:
        match condition:
            case All(parts) | AnyOf(parts):
                inside = [(part, about) for part in parts]
                return self._parts(inside, want, is_and=isinstance(condition, All))
            case Not(body):
                return self.wishes(body, about, want.opposite)
            case ConclusionTest(name):
                rules = self._residuals.rules(self._residuals.conclusions[name], about)
                return self._parts(rules, want, is_and=False)
            case Quantified():
                return self._quantified(condition, want)
            case ClassTest(names):
                return self._classes(names, want)
            case Modal(mode, body):
                return self._modal(mode, body, about, want)
            case ValueTest(fact, values):
                return self._facts.value(fact, values, about, want)
            case AgeTest(of, ages):
                return self._facts.age(of, ages, about, want)
            case RoleTest(of, roles):
                return self._facts.role(of, roles, about, want)
            case DoneTest(acts, of):
                return self._facts.done(acts, of, about, wanted=want.yes)
            case GapTest(years):
                return GapWishes(self._incident, self._more, years, want).wishes()
            case FactStatus(fact, mode):
                return self._status.status(fact, mode, about, yes=want.yes)
            case _:
                assert_never(condition)

    def _parts(
        self, parts: Iterable[tuple[Condition, Around]], want: Want, *, is_and: bool
    ) -> list[Wish]:
        """Return what makes an `and` or an `or` of parts so."""
        each = [self.wishes(part, about, want) for part, about in parts]
        return one_or_all(each, want.yes is not is_and)

    def _quantified(self, condition: Quantified, want: Want) -> list[Wish]:
        """Return what makes it so by those listed, and by whoever is not."""
        entity, body = condition.entity, condition.body
        is_open = not list_closed(self._incident, entity)
        of_body = want if condition.quantifier is not Quantifier.NONE else want.opposite
        each = [self.wishes(body, one, of_body) for one in listed(self._incident, entity)]
        if want.yes is (condition.quantifier is Quantifier.SOME):
            opened: list[Wish] = [] if want.surely or is_open else [{COMPLETE[entity]: NO | UNSAID}]
            further = all_of([opened, self.wishes(body, BLANK, of_body)])
            return any_of([*each, self._one_more(entity, body, of_body), further])
        if want.surely and is_open:
            each.append(any_of([[{COMPLETE[entity]: YES}], self.wishes(body, BLANK, of_body)]))
        return all_of(each)

    def _one_more(self, entity: Entity, body: Condition, of_body: Want) -> list[Wish]:
        """Return what makes it so of one person or device more."""
        more = self._more.of(entity)
        return any_of(with_listing(self.wishes(body, each, of_body), each) for each in more)

    def _classes(self, names: frozenset[str], want: Want) -> list[Wish]:
        """Return what makes the class one of these, or one of the others.

        Surely: each of the rest is ruled out by what it asks, or by one of these before it that
        is certain. Else one of them stays possible: not ruled out, and none before it certain.
        """
        choices: list[list[Wish]] = []
        before: list[list[Wish]] = []
        for each in self._residuals.day.classes:
            is_one = (each.id in names) is want.yes
            if want.surely:
                out = [] if each.when is None else self.wishes(each.when, None, NOT_AT_ALL)
                if not is_one:
                    choices.append(any_of([out, *before]))
                elif each.when is not None:
                    before.append(self.wishes(each.when, None, SURELY))
            else:
                stays = (
                    [NOTHING] if each.when is None else self.wishes(each.when, None, NOT_RULED_OUT)
                )
                if is_one:
                    choices.append(all_of([stays, *before]))
                before.append([] if each.when is None else self.wishes(each.when, None, NOT_SURELY))
        return one_or_all(choices, not want.surely)

    def _modal(self, mode: Mode, body: Condition, about: Around, want: Want) -> list[Wish]:
        """Return what settles the body so, or leaves it open."""
        match mode, want.yes:
            case ((Mode.POSSIBLY | Mode.CERTAINLY), yes):
                surely = yes is (mode is Mode.CERTAINLY)
                return self.wishes(body, about, Want(yes=yes, surely=surely))
            case (Mode.KNOWN, True) | (Mode.UNKNOWN | Mode.CANNOT_SAY, False):
                known = [self.wishes(body, about, each) for each in (SURELY, NOT_AT_ALL)]
                is_open = self._settled.wishes(body, about, yes=False)
                return any_of([*known, is_open if mode is Mode.CANNOT_SAY else []])
            case _:
                unknown = [self.wishes(body, about, each) for each in (NOT_RULED_OUT, NOT_SURELY)]
                settled = self._settled.wishes(body, about, yes=True)
                return all_of([*unknown, settled if mode is Mode.CANNOT_SAY else [NOTHING]])
