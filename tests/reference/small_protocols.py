"""Short words for building the small protocols of the tests by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sexto_rules.facts import Incident
from sexto_rules.facts.ages import ages_from
from sexto_rules.facts.vocabulary import ACTS, DOERS, FACTS, ActSpec, Entity, Role
from sexto_rules.protocol.conditions import (
    ALWAYS,
    AgeTest,
    ConclusionTest,
    Condition,
    FactRef,
    Of,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import (
    Basis,
    Class,
    Conclusion,
    DayProtocol,
    Directive,
    InDoubt,
    Invariant,
    Modality,
    Protocol,
    Rule,
)
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Target, Truth
from sexto_rules.reference import decide

TEXT = {"en": "text"}
FALSE, UNSURE, TRUE = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
PERSON, DEVICE = Entity.PERSON, Entity.DEVICE


def protocol_of(
    *,
    conclusions: Iterable[Conclusion] = (),
    classes: Iterable[Class] = (),
    directives: Iterable[Directive] = (),
    invariants: Iterable[Invariant] = (),
    acts: Iterable[ActSpec] = (),
    doers: Mapping[str, frozenset[str]] = DOERS,
) -> DayProtocol:
    """Return a protocol of these entries on a day."""
    protocol = Protocol(
        id="small",
        version="1.0.0",
        date=date(2026, 11, 23),
        title=TEXT,
        notice=TEXT,
        languages=("en",),
        doers=doers,
        acts={**ACTS, **{act.name: act for act in acts}},
        conclusions=tuple(conclusions),
        classes=tuple(classes),
        directives=tuple(directives),
        invariants=tuple(invariants),
    )
    return on(protocol, date(2026, 11, 23))


EMPTY = protocol_of()


def fact(name: str, of: Of | None = None) -> FactRef:
    """Return the fact of this name, seen from where it belongs."""
    if of is not None:
        return FactRef(of, name)
    kinds = {None: Of.INCIDENT, PERSON: Of.PERSON, DEVICE: Of.DEVICE}
    return FactRef(next(kinds[kind] for kind, facts in FACTS.items() if name in facts), name)


def told(name: str, *values: str | bool, of: Of | None = None) -> ValueTest:
    """Return a test that the fact has one of these values; none given: yes."""
    return ValueTest(fact(name, of), frozenset(values or {True}))


def has_role(*roles: str, of: Of = Of.PERSON) -> RoleTest:
    """Return a test for one of these roles."""
    return RoleTest(of, frozenset(map(Role, roles)))


def under(age: int, of: Of = Of.PERSON) -> AgeTest:
    """Return a test for an age under so many years."""
    return AgeTest(of, ages_from(0, age))


def at_least(age: int, of: Of = Of.PERSON) -> AgeTest:
    """Return a test for an age of at least so many years."""
    return AgeTest(of, ages_from(age))


def concluded(name: str) -> ConclusionTest:
    """Return a test of a conclusion."""
    return ConclusionTest(name)


def conclusion(name: str, *whens: Condition, for_each: Entity | None = None) -> Conclusion:
    """Return a conclusion with a rule for each condition."""
    rules = tuple(Rule(when=when, basis=Basis.INFERENCE) for when in whens)
    return Conclusion(id=name, origin="small", text=TEXT, for_each=for_each, rules=rules)


def route(name: str, when: Condition | None = None) -> Class:
    """Return a class; without a condition, `otherwise`."""
    return Class(id=name, origin="small", text=TEXT, when=when)


def directive(
    modality: Modality, name: str, acts: str, when: Condition = ALWAYS, **more: Any
) -> Directive:
    """Return a directive of the acts, which are separated by blanks."""
    usual = InDoubt.APPLIES if modality is Modality.MUST_NOT else InDoubt.WAITS
    return Directive(
        id=name,
        origin="small",
        modality=modality,
        acts=tuple(acts.split()),
        condition=when,
        text=TEXT,
        in_doubt=more.pop("in_doubt", usual),
        **more,
    )


def must(name: str, acts: str, when: Condition = ALWAYS, **more: Any) -> Directive:
    """Return a duty."""
    return directive(Modality.MUST, name, acts, when, **more)


def must_not(name: str, acts: str, when: Condition = ALWAYS, **more: Any) -> Directive:
    """Return a prohibition."""
    return directive(Modality.MUST_NOT, name, acts, when, **more)


def note(name: str, when: Condition = ALWAYS, **more: Any) -> Directive:
    """Return a note."""
    return directive(Modality.NOTE, name, "", when, **more)


def invariant(name: str, **more: Any) -> Invariant:
    """Return an invariant."""
    return Invariant(id=name, origin="small", text=TEXT, **more)


def one(kind: Entity, code: str) -> Target:
    """Return a listed target."""
    return Target(kind, Scope.ONE, code)


def other(kind: Entity) -> Target:
    """Return "any other"."""
    return Target(kind, Scope.OTHER)


def every(kind: Entity) -> Target:
    """Return every target, listed or not."""
    return Target(kind, Scope.EVERY)


def outcome_of(incident: Incident, *directives: Directive, **more: Any) -> Outcome:
    """Return the outcome of a protocol of these directives."""
    return decide(protocol_of(directives=directives, **more), incident)


def line_of(name: str, incident: Incident, *directives: Directive, **more: Any) -> Line:
    """Return the only line of a directive."""
    (line,) = lines_of(name, incident, *directives, **more)
    return line


def lines_of(name: str, incident: Incident, *directives: Directive, **more: Any) -> list[Line]:
    """Return the lines of a directive."""
    lines = outcome_of(incident, *directives, **more).lines
    return [line for line in lines if line.directive == name]


def status_of(name: str, incident: Incident, *directives: Directive, **more: Any) -> Status:
    """Return the status of the only line of a directive."""
    return line_of(name, incident, *directives, **more).status
