"""What would have to be told for a condition to be true, or to be false: the next step to it.

A wish says of some facts which values they would have. Conditions are read from the outside
in; what is so already asks for nothing. Of an `and`, what it asks for without a choice is
wished, all of it together; where there is a choice everywhere, one part with the fewest.
So whatever facts make a condition so, one of its wishes is a part of them: taken one after
the other, and each decided again, wishes lead to every smallest set of facts. `is_partial`
says where that is not so: of an age gap, and of what a condition reads that nobody can say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations, product
from typing import Final, assert_never

from sexto_rules.decisions.openness import COMPLETE, Around, listed, path_of
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.wish import (
    CANNOT_SAY,
    LISTED,
    NEW_IDS,
    NO,
    NOT_AT_ALL,
    NOT_RULED_OUT,
    NOT_SURELY,
    NOTHING,
    SURELY,
    YES,
    Value,
    Want,
    Wish,
    all_of,
    any_of,
    one_or_all,
)
from sexto_rules.facts.ages import ALL_AGES, AgeSet, ages_in
from sexto_rules.facts.incident import Device, Person
from sexto_rules.facts.known import ages_of, is_involved, list_closed
from sexto_rules.facts.unknown import UNKNOWN
from sexto_rules.facts.vocabulary import AGES, Entity, FactKind, Role, fact_spec
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
from sexto_rules.reference import BLANK

__all__ = ["Wisher"]

_P: Final = Entity.PERSON
_GROWN: Final = 18


class Wisher:
    """Finds, for one incident, what would make the conditions of a protocol true or false."""

    def __init__(self, residuals: Residuals) -> None:
        """Begin with nothing found."""
        self._residuals = residuals
        self._incident = residuals.incident
        self._known: dict[tuple[int, object, Want], list[Wish]] = {}
        self.is_partial: bool = False

    def wishes(self, condition: Condition, about: Around, want: Want) -> list[Wish]:
        """Return the steps to a wanted value of a condition; none where nothing leads to it."""
        key = (id(condition), about.id if isinstance(about, Person | Device) else about, want)
        found = self._known.get(key)
        if found is None:
            if want.is_met_by(self._residuals.value(condition, about)):
                found = [NOTHING]
            else:
                found = any_of([self._asked(condition, about, want)])
            self._known[key] = found
        return found

    def _asked(self, condition: Condition, about: Around, want: Want) -> Iterable[Wish]:
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
                return self._value(fact, values, about, want)
            case AgeTest(of, ages):
                wished = ages if want.yes else AgeSet(ALL_AGES & ~ages)
                told = self._attribute(of, "age", frozenset(ages_in(wished)), about, want)
                return any_of([told, self._suspicion(of, about, want)])
            case RoleTest(of, roles):
                each = (
                    self._attribute(of, f"roles.{role}", _said(want.yes), about, want)
                    for role in sorted(roles)
                )
                return one_or_all(each, want.yes)
            case DoneTest(acts, of):
                done = [self._done(act, of, about, wanted=want.yes) for act in sorted(acts)]
                return one_or_all(done, want.yes)
            case GapTest(years):
                self.is_partial = True
                return self._gap(years) if want.yes else self._no_gap()
            case FactStatus(fact, mode):
                return self._status(fact, mode, about, want)
            case _:
                assert_never(condition)

    def _parts(
        self, parts: Iterable[tuple[Condition, Around]], want: Want, *, is_and: bool
    ) -> Iterable[Wish]:
        """Return what makes an `and` or an `or` of parts so."""
        each = [self.wishes(part, about, want) for part, about in parts]
        return one_or_all(each, want.yes is not is_and)

    def _quantified(self, condition: Quantified, want: Want) -> Iterable[Wish]:
        """Return what makes it so by those listed, and by whoever is not."""
        entity, body = condition.entity, condition.body
        is_open = not list_closed(self._incident, entity)
        of_body = want if condition.quantifier is not Quantifier.NONE else want.opposite
        each = [self.wishes(body, one, of_body) for one in listed(self._incident, entity)]
        if want.yes is (condition.quantifier is Quantifier.SOME):
            if is_open:
                return any_of([*each, self._one_more(entity, body, of_body)])
            opened = [{COMPLETE[entity]: NO | {CANNOT_SAY}}]
            further = all_of([opened, self.wishes(body, BLANK, of_body)])
            return any_of([*each, [] if want.surely else further])
        if want.surely and is_open:
            each.append(any_of([[{COMPLETE[entity]: YES}], self.wishes(body, BLANK, of_body)]))
        return all_of(each)

    def _one_more(self, entity: Entity, body: Condition, of_body: Want) -> list[Wish]:
        """Return what makes it so of one person or device more."""
        new = NEW_IDS[entity]
        more: Person | Device = Person(id=new) if entity is Entity.PERSON else Device(id=new)
        its_own = path_of(entity, new, "")
        is_listed: Wish = {path_of(entity, new, LISTED): YES}
        return [
            wish if any(path.startswith(its_own) for path in wish) else {**wish, **is_listed}
            for wish in self.wishes(body, more, of_body)
        ]

    def _classes(self, names: frozenset[str], want: Want) -> list[Wish]:
        """Return what makes the class one of these, or one of the others.

        Surely: each of the rest is ruled out by what it asks, or by one before it that is
        certain. Else one of them stays possible: not ruled out, and none before it certain.
        """
        choices: list[list[Wish]] = []
        before: list[list[Wish]] = []
        for each in self._residuals.day.classes:
            is_one = (each.id in names) is want.yes
            if want.surely:
                out = [] if each.when is None else self.wishes(each.when, None, NOT_AT_ALL)
                if not is_one:
                    choices.append(any_of([out, *before]))
                before.append([] if each.when is None else self.wishes(each.when, None, SURELY))
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
                self.is_partial |= mode is Mode.CANNOT_SAY
                settled = (SURELY, NOT_AT_ALL)
                return any_of(self.wishes(body, about, each) for each in settled)
            case _:
                self.is_partial |= mode is Mode.CANNOT_SAY
                left_open = (NOT_RULED_OUT, NOT_SURELY)
                return all_of(self.wishes(body, about, each) for each in left_open)

    def _status(self, fact: FactRef, mode: Mode, about: Around, want: Want) -> list[Wish]:
        """Return what makes a fact known, by any of its values, or one that nobody can say."""
        if (mode is Mode.KNOWN) is not want.yes:
            unsaid = Want(yes=True, surely=False)
            return self._told(fact, frozenset({CANNOT_SAY}), about, unsaid)
        if fact.name == "roles":
            both = YES | NO
            of_each = (
                self._attribute(fact.of, f"roles.{role}", both, about, SURELY) for role in Role
            )
            return all_of(of_each)
        return self._told(fact, frozenset(self._domain(fact)), about, SURELY)

    def _value(
        self, fact: FactRef, values: frozenset[str | bool], about: Around, want: Want
    ) -> list[Wish]:
        domain = self._domain(fact)
        wished = frozenset(each for each in domain if (each in values) is want.yes)
        told = self._told(fact, wished, about, want)
        if fact.name != "in_hand" or not isinstance(about, Device):
            return told
        acts = {"secure_device": wished, "hand_over_device": frozenset(not v for v in wished)}
        moved = ({f"done.{act}.{about.id}": said} for act, said in acts.items() if said)
        return any_of([told, moved])

    def _domain(self, fact: FactRef) -> Iterable[Value]:
        """Return the values that a fact can have; none of a moment."""
        day = self._residuals.day
        if fact.of is Of.ANSWERS:
            answer = next(each for each in day.answers if each.id == fact.name)
            return [choice.id for choice in answer.choices] or (True, False)
        spec = fact_spec(fact.name)
        match None if spec is None else spec.kind:
            case FactKind.BOOL:
                return (True, False)
            case FactKind.CHOICE:
                return () if spec is None else spec.values
            case FactKind.AGE:
                return AGES
            case FactKind.CODE:
                return [region.id for region in day.protocol.regions]
            case FactKind.REFERENCE:
                return [person.id for person in self._incident.persons]
            case _:
                return ()

    def _told(
        self, fact: FactRef, wished: frozenset[Value], about: Around, want: Want
    ) -> list[Wish]:
        if fact.of is not Of.INCIDENT and fact.of is not Of.ANSWERS:
            return self._attribute(fact.of, fact.name, wished, about, want)
        path = str(fact) if fact.of is Of.ANSWERS else fact.name
        values = wished if want.surely else wished | {CANNOT_SAY}
        return [{path: values}] if values else []

    def _attribute(
        self, of: Of, name: str, wished: frozenset[Value], about: Around, want: Want
    ) -> list[Wish]:
        """Return the wish that a person or device have it, or that another held the device."""
        values = wished if want.surely else wished | {CANNOT_SAY}
        bearer = self._bearer(of, about)
        own = [] if bearer is None or not values else [{path_of(*bearer, name): values}]
        return any_of([own, self._holders(of, about, want)])

    def _suspicion(self, of: Of, about: Around, want: Want) -> list[Wish]:
        """Return the wish that somebody is suspected to be an adult, or is not any more."""
        bearer = self._bearer(of, about)
        person = next((each for each in self._incident.persons if (_P, each.id) == bearer), None)
        if person is None or person.adult is not UNKNOWN:
            return []
        is_suspected = person.adult_suspected is True
        if want.surely and not is_suspected:
            return []
        values = NO | {CANNOT_SAY} if is_suspected else YES
        return [{path_of(_P, person.id, "adult_suspected"): values}]

    def _bearer(self, of: Of, about: Around) -> tuple[Entity, str] | None:
        """Return of whom a test speaks; None where that is not known."""
        match about:
            case Person(id=name):
                return Entity.PERSON, name
            case Device(holder=holder) if of is Of.HOLDER:
                return None if holder is UNKNOWN else (Entity.PERSON, holder)
            case Device(id=name):
                return Entity.DEVICE, name
            case _:
                return None

    def _holders(self, of: Of, about: Around, want: Want) -> list[Wish]:
        """Return the wishes that somebody else held a device, whatever is known of them."""
        if of is not Of.HOLDER or not isinstance(about, Device):
            return []
        path = path_of(Entity.DEVICE, about.id, "holder")
        found: list[Wish] = [
            {path: frozenset({person.id})}
            for person in self._incident.persons
            if person.id != about.holder
        ]
        new = NEW_IDS[Entity.PERSON]
        is_there = any(person.id == new for person in self._incident.persons)
        if not is_there and not list_closed(self._incident, Entity.PERSON):
            is_listed = {path_of(Entity.PERSON, new, LISTED): YES}
            found.append({path: frozenset({new}), **is_listed})
        if not want.surely and about.holder is not UNKNOWN:
            found.append({path: frozenset({CANNOT_SAY})})
        return found

    def _done(self, act: str, of: Of, about: Around, *, wanted: bool) -> list[Wish]:
        """Return the wish that something was done, or was not."""
        if of is Of.INCIDENT:
            return [{f"done.{act}": _said(wanted)}]
        bearer = self._bearer(of, about)
        own = [] if bearer is None else [{f"done.{act}.{bearer[1]}": _said(wanted)}]
        return any_of([own, self._holders(of, about, Want(yes=wanted, surely=wanted))])

    def _gap(self, years: int) -> Iterator[Wish]:
        """Yield what makes two persons, one depicted and both involved, so far apart in age."""
        for depicted, other in permutations(self._incident.persons, 2):
            roles: dict[str, frozenset[Value]] = {}
            if depicted.role(Role.DEPICTED) is not True:
                roles[path_of(Entity.PERSON, depicted.id, f"roles.{Role.DEPICTED}")] = YES
            if is_involved(other) is not True:
                roles[path_of(Entity.PERSON, other.id, f"roles.{Role.SHARER}")] = YES
            for ages in _apart(depicted, other, years):
                yield {**roles, **ages}

    def _no_gap(self) -> list[Wish]:
        """Return the wish that nobody else is there; of more persons no ages are wished."""
        return [] if list_closed(self._incident, Entity.PERSON) else [{COMPLETE[_P]: YES}]


def _apart(one: Person, other: Person, years: int) -> Iterator[Wish]:
    """Yield the ages of one, of the other, or of both that are certainly so far apart."""
    if all(abs(age - each) >= years for age, each in product(*map(_ages, (one, other)))):
        yield NOTHING
    paths = {each.id: path_of(Entity.PERSON, each.id, "age") for each in (one, other)}
    for told, wished in ((one, other), (other, one)):
        known = _ages(told)
        far = frozenset(age for age in AGES if all(abs(age - each) >= years for each in known))
        if far:
            yield {paths[wished.id]: far}
    grown = frozenset(AGES[_GROWN:])
    yield {paths[one.id]: frozenset(AGES[: max(_GROWN - years, 0) + 1]), paths[other.id]: grown}


def _ages(person: Person) -> tuple[int, ...]:
    return tuple(ages_in(ages_of(person)))


def _said(yes: bool) -> frozenset[Value]:  # noqa: FBT001 - the answer is the subject
    return YES if yes else NO
