"""What would have to be told for a condition to be true, or to be false: a few facts at a time.

A wish says of some facts which values they would have. Conditions are read from the outside
in; what is so already asks for nothing. Only the smallest wishes are kept, so of a very wide
condition some are left out; and what one test asks of an age gap is one person's age at a
time. Whoever uses wishes decides each again: it may be more than is needed, never less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, permutations, product
from typing import Final, NamedTuple, TypeAlias, assert_never

from sexto_rules.decisions.openness import COMPLETE, Around, listed, path_of
from sexto_rules.decisions.residual import Residuals
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
from sexto_rules.protocol.outcome import Truth

__all__ = [
    "LISTED",
    "NEW_IDS",
    "NOT_AT_ALL",
    "NOT_SURELY",
    "SURELY",
    "Value",
    "Want",
    "Wish",
    "Wisher",
    "all_of",
    "merged",
    "smallest_first",
]

Value: TypeAlias = bool | int | str
Wish: TypeAlias = Mapping[str, frozenset[Value]]
"""Facts by their paths, each with the values of which it would have one; of an age, every age."""

_MOST: Final = 16
"""Wishes that are kept of one condition."""

NEW_IDS: Final = {Entity.PERSON: "new1", Entity.DEVICE: "new2"}
"""The ids of one more person and one more device, in the paths of a wish."""

LISTED: Final = "listed"
"""Stands for a fact in the path of one more person or device of whom nothing is asked."""

_PERSONS_COMPLETE: Final = COMPLETE[Entity.PERSON]
_GROWN: Final = 18
_NOTHING: Final[Wish] = {}
_YES: Final[frozenset[Value]] = frozenset({True})
_NO: Final[frozenset[Value]] = frozenset({False})


def merged(wish: Wish, other: Wish) -> Wish | None:
    """Return what both wish together; None where they contradict."""
    whole = dict(wish)
    for path, values in other.items():
        both = whole.get(path, values) & values
        if not both:
            return None
        whole[path] = both
    return whole


def smallest_first(wishes: Iterable[Wish], most: int = _MOST) -> list[Wish]:
    """Return the smallest wishes, each once, without those that another is a part of."""
    kept: list[Wish] = []
    for wish in sorted(wishes, key=len):
        if len(kept) == most:
            break
        if not any(_is_part(each, wish) for each in kept):
            kept.append(wish)
    return kept


def _is_part(small: Wish, large: Wish) -> bool:
    """Whether whatever fulfils the large wish fulfils the small one."""
    return all(path in large and large[path] <= values for path, values in small.items())


def all_of(choices: Iterable[Iterable[Wish]]) -> list[Wish]:
    """Return the wishes that fulfil one of each of these choices."""
    wishes: list[Wish] = [_NOTHING]
    for choice in map(list, choices):
        if _NOTHING in choice:
            continue
        both = (merged(one, other) for one, other in product(wishes, choice))
        wishes = smallest_first(each for each in both if each is not None)
    return wishes


def _one_or_all(choices: list[list[Wish]], one: bool) -> Iterable[Wish]:  # noqa: FBT001 - one, or else all
    """Return the wishes that fulfil one of the choices, or else all of them."""
    return chain.from_iterable(choices) if one else all_of(choices)


class Want(NamedTuple):
    """The value that a condition is to have.

    True (`yes`) or false; unless `surely`, unknown will do too.
    """

    yes: bool
    surely: bool = True

    @property
    def opposite(self) -> Want:
        """What the body of a `not` is to have."""
        return Want(not self.yes, self.surely)

    def is_met_by(self, value: Truth) -> bool:
        """Whether a condition has it."""
        if value is Truth.UNKNOWN:
            return not self.surely
        return (value is Truth.TRUE) is self.yes


SURELY: Final = Want(yes=True)
NOT_AT_ALL: Final = Want(yes=False)
NOT_SURELY: Final = Want(yes=False, surely=False)


class Wisher:
    """Finds, for one incident, what would make the conditions of a protocol true or false."""

    def __init__(self, residuals: Residuals) -> None:
        """Begin with nothing found."""
        self._residuals = residuals
        self._incident = residuals.incident
        self._known: dict[tuple[int, object, Want], list[Wish]] = {}

    def wishes(self, condition: Condition, about: Around, want: Want) -> list[Wish]:
        """Return what would give a condition a wanted value, the smallest first."""
        key = (id(condition), about.id if isinstance(about, Person | Device) else about, want)
        found = self._known.get(key)
        if found is None:
            if want.is_met_by(self._residuals.value(condition, about)):
                found = [_NOTHING]
            else:
                found = smallest_first(self._asked(condition, about, want))
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
                return self._value(fact, values, about, wanted=want.yes)
            case AgeTest(of, ages):
                wished = ages if want.yes else AgeSet(ALL_AGES & ~ages)
                return self._attribute(of, "age", frozenset(ages_in(wished)), about)
            case RoleTest(of, roles):
                said = _said(want.yes)
                named = [f"roles.{role}" for role in sorted(roles)]
                return _one_or_all(
                    [self._attribute(of, each, said, about) for each in named], want.yes
                )
            case DoneTest(acts, of):
                done = [self._done(act, of, about, wanted=want.yes) for act in sorted(acts)]
                return _one_or_all(done, want.yes)
            case GapTest(years):
                return self._gap(years) if want.yes else self._no_gap()
            case FactStatus(fact, mode):
                return self._status(fact, mode, about, wanted=want.yes)
            case _:
                assert_never(condition)

    def _parts(
        self, parts: Iterable[tuple[Condition, Around]], want: Want, *, is_and: bool
    ) -> Iterable[Wish]:
        """Return what makes an `and` or an `or` of parts so."""
        each = [self.wishes(part, about, want) for part, about in parts]
        return _one_or_all(each, want.yes is not is_and)

    def _quantified(self, condition: Quantified, want: Want) -> Iterable[Wish]:
        """Return what makes it so by those listed, and by whoever is not."""
        entity, body = condition.entity, condition.body
        everybody = condition.quantifier is not Quantifier.SOME
        of_body = want if condition.quantifier is not Quantifier.NONE else want.opposite
        each = [self.wishes(body, one, of_body) for one in listed(self._incident, entity)]
        if want.yes is not everybody:
            return chain(*each, self._one_more(entity, body, of_body))
        if want.surely and not list_closed(self._incident, entity):
            each.append([{COMPLETE[entity]: _YES}])
        return all_of(each)

    def _one_more(self, entity: Entity, body: Condition, of_body: Want) -> list[Wish]:
        """Return what makes it so of one person or device more; none is, of a complete list."""
        if list_closed(self._incident, entity):
            return []
        new = NEW_IDS[entity]
        more: Person | Device = Person(id=new) if entity is Entity.PERSON else Device(id=new)
        its_own = path_of(entity, new, "")
        is_listed: Wish = {path_of(entity, new, LISTED): _YES}
        return [
            wish if any(path.startswith(its_own) for path in wish) else {**wish, **is_listed}
            for wish in self.wishes(body, more, of_body)
        ]

    def _classes(self, names: frozenset[str], want: Want) -> Iterator[Wish]:
        """Return what makes the class one of these, or one of the others.

        Surely: one of them is settled, and those before it that are none of them are ruled
        out. Else one of them stays possible: it is not ruled out, and none before it is true.
        """
        own_want = Want(yes=True, surely=want.surely)
        before: list[list[Wish]] = []
        for each in self._residuals.day.classes:
            is_one = (each.id in names) is want.yes
            if is_one:
                own = [_NOTHING] if each.when is None else self.wishes(each.when, None, own_want)
                yield from all_of([own, *before])
            if each.when is None:
                return
            if not (is_one and want.surely):
                before.append(self.wishes(each.when, None, Want(yes=False, surely=want.surely)))

    def _modal(self, mode: Mode, body: Condition, about: Around, want: Want) -> list[Wish]:
        """Return what settles the body so; nothing makes unknown what is known."""
        match mode, want.yes:
            case ((Mode.POSSIBLY | Mode.CERTAINLY), yes):
                surely = yes is (mode is Mode.CERTAINLY)
                return self.wishes(body, about, Want(yes=yes, surely=surely))
            case (Mode.KNOWN, True) | (Mode.UNKNOWN | Mode.CANNOT_SAY, False):
                return [*self.wishes(body, about, SURELY), *self.wishes(body, about, NOT_AT_ALL)]
            case _:
                return []

    def _status(self, fact: FactRef, mode: Mode, about: Around, *, wanted: bool) -> Iterable[Wish]:
        """Return what makes a fact known: any of its values."""
        if (mode is Mode.KNOWN) is not wanted:
            return ()
        if fact.name == "roles":
            of_each = (
                self._attribute(fact.of, f"roles.{role}", _YES | _NO, about) for role in Role
            )
            return all_of(of_each)
        return self._told(fact, frozenset(self._domain(fact)), about)

    def _value(
        self, fact: FactRef, values: frozenset[str | bool], about: Around, *, wanted: bool
    ) -> list[Wish]:
        domain = self._domain(fact)
        wished = frozenset(each for each in domain if (each in values) is wanted)
        return self._told(fact, wished, about)

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

    def _told(self, fact: FactRef, wished: frozenset[Value], about: Around) -> list[Wish]:
        if fact.of is Of.INCIDENT or fact.of is Of.ANSWERS:
            path = str(fact) if fact.of is Of.ANSWERS else fact.name
            return [{path: wished}] if wished else []
        return self._attribute(fact.of, fact.name, wished, about)

    def _attribute(self, of: Of, name: str, wished: frozenset[Value], about: Around) -> list[Wish]:
        """Return the wish that a person or device have it; a holder not known may be anybody."""
        if not wished:
            return []
        return [
            {**way, path_of(entity, its_id, name): wished}
            for entity, its_id, way in self._bearers(of, about)
        ]

    def _bearers(self, of: Of, about: Around) -> Iterator[tuple[Entity, str, Wish]]:
        """Yield of whom a test speaks, with what would have to be told for it to be so."""
        if isinstance(about, Person):
            yield Entity.PERSON, about.id, _NOTHING
            return
        assert isinstance(about, Device), "a test of a person or a device is about one"
        if of is not Of.HOLDER:
            yield Entity.DEVICE, about.id, _NOTHING
        elif about.holder is not UNKNOWN:
            yield Entity.PERSON, about.holder, _NOTHING
        else:
            path = path_of(Entity.DEVICE, about.id, "holder")
            for person in self._incident.persons:
                yield Entity.PERSON, person.id, {path: frozenset({person.id})}

    def _done(self, act: str, of: Of, about: Around, *, wanted: bool) -> list[Wish]:
        """Return the wish that something was done, or was not."""
        if of is Of.INCIDENT:
            return [{f"done.{act}": _said(wanted)}]
        return [
            {**way, f"done.{act}.{its_id}": _said(wanted)}
            for _, its_id, way in self._bearers(of, about)
        ]

    def _gap(self, years: int) -> Iterator[Wish]:
        """Yield what makes two persons, one depicted and both involved, so far apart in age."""
        for depicted, other in permutations(self._incident.persons, 2):
            roles: dict[str, frozenset[Value]] = {}
            if depicted.role(Role.DEPICTED) is not True:
                roles[path_of(Entity.PERSON, depicted.id, f"roles.{Role.DEPICTED}")] = _YES
            if is_involved(other) is not True:
                roles[path_of(Entity.PERSON, other.id, f"roles.{Role.SHARER}")] = _YES
            for ages in _apart(depicted, other, years):
                yield {**roles, **ages}

    def _no_gap(self) -> list[Wish]:
        """Return the wish that nobody else is there; of more persons no ages are wished."""
        return [] if list_closed(self._incident, Entity.PERSON) else [{_PERSONS_COMPLETE: _YES}]


def _apart(one: Person, other: Person, years: int) -> Iterator[Wish]:
    """Yield the ages of one, of the other, or of both that are certainly so far apart."""
    if all(abs(age - each) >= years for age, each in product(*map(_ages, (one, other)))):
        yield _NOTHING
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
    return _YES if yes else _NO
