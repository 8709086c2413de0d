"""Laws of the language, as properties of random conditions and incidents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sexto_rules.facts import UNKNOWN, Device, Incident, Person
from sexto_rules.facts.vocabulary import FACTS, Entity
from sexto_rules.protocol.conditions import (
    ALWAYS,
    All,
    AnyOf,
    Condition,
    FactStatus,
    Modal,
    Mode,
    Not,
    Quantified,
    Quantifier,
)
from sexto_rules.protocol.model import Class, Conclusion, DayProtocol, Directive
from sexto_rules.protocol.outcome import Line, Scope, Status, Truth
from sexto_rules.reference import BLANK, class_value, decide, evaluate, possible_classes
from sexto_rules.testing import HypothesisDraw, day_protocols, incidents

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

pytestmark = pytest.mark.no_cover

PAIRS = day_protocols().flatmap(lambda day: st.tuples(st.just(day), incidents(day)))


def conditions_of(day: DayProtocol) -> Iterator[tuple[Entity | None, Condition]]:
    """Yield every condition of the protocol, with the kind of entity it is about."""
    for conclusion in day.conclusions:
        for rule in conclusion.rules:
            yield conclusion.for_each, rule.when
    for directive in day.directives:
        yield directive.for_each, directive.condition


def without_modes(condition: Condition) -> Condition:
    """Return the condition without any question about what is known."""
    match condition:
        case Modal(_, body):
            return without_modes(body)
        case FactStatus():
            return ALWAYS
        case Not(body) | Quantified(_, _, body):
            return evolve(condition, body=without_modes(body))
        case All(parts) | AnyOf(parts):
            return evolve(condition, parts=tuple(map(without_modes, parts)))
        case _:
            return condition


def plain(day: DayProtocol) -> DayProtocol:
    """Return the protocol with every condition without modes."""

    def plain_conclusion(conclusion: Conclusion) -> Conclusion:
        rules = (evolve(rule, when=without_modes(rule.when)) for rule in conclusion.rules)
        return evolve(conclusion, rules=tuple(rules))

    def plain_class(one: Class) -> Class:
        return one if one.when is None else evolve(one, when=without_modes(one.when))

    def plain_directive(directive: Directive) -> Directive:
        return evolve(directive, condition=without_modes(directive.condition))

    return evolve(
        day,
        conclusions=tuple(map(plain_conclusion, day.conclusions)),
        classes=tuple(map(plain_class, day.classes)),
        directives=tuple(map(plain_directive, day.directives)),
    )


@st.composite
def knowing_less(draw: DrawFn, incident: Incident) -> Incident:
    """Return the incident with some facts forgotten.

    Not `adult_suspected`: to learn of a suspicion makes an age less certain. Nor the journal,
    which is never unknown.
    """
    choices = HypothesisDraw(draw)
    names = [name for name in FACTS[None] if getattr(incident, name) is not UNKNOWN]
    forgotten: dict[str, Any] = dict.fromkeys(choices.some(names, 1, 4), UNKNOWN)
    persons = [_forget_of_person(choices, person) for person in incident.persons]
    devices = [_forget_of_device(choices, device) for device in incident.devices]
    answers = {name: incident.answers[name] for name in choices.some(sorted(incident.answers))}
    return evolve(incident, **forgotten, persons=persons, devices=devices, answers=answers)


def _forget_of_person(choices: HypothesisDraw, person: Person) -> Person:
    names = [name for name in FACTS[Entity.PERSON] if name not in {"roles", "adult_suspected"}]
    forgotten: dict[str, Any] = dict.fromkeys(choices.some(names, 1, 4), UNKNOWN)
    roles = {role: person.roles[role] for role in choices.some(sorted(person.roles), 3, 4)}
    return evolve(person, **forgotten, roles=roles)


def _forget_of_device(choices: HypothesisDraw, device: Device) -> Device:
    names = list(FACTS[Entity.DEVICE])
    forgotten: dict[str, Any] = dict.fromkeys(choices.some(names, 1, 4), UNKNOWN)
    return evolve(device, **forgotten)


def may_become(less: Truth, more: Truth) -> bool:
    """Whether what was known as `less` may be `more` once more is known."""
    return less is Truth.UNKNOWN or less is more


@given(st.data())
def test_learning_never_takes_back_an_answer(data: st.DataObject) -> None:
    """Without modes, what is true or false stays so whatever else is learned."""
    day, more = data.draw(PAIRS)
    day = plain(day)
    less = data.draw(knowing_less(more))
    for entity, condition in conditions_of(day):
        abouts_less: tuple[Person | Device | None, ...] = (None,)
        abouts_more: tuple[Person | Device | None, ...] = (None,)
        if entity is not None:
            abouts_less = less.persons if entity is Entity.PERSON else less.devices
            abouts_more = more.persons if entity is Entity.PERSON else more.devices
        for about_less, about_more in zip(abouts_less, abouts_more, strict=True):
            assert may_become(
                evaluate(condition, day, less, about_less),
                evaluate(condition, day, more, about_more),
            )
    assert set(possible_classes(day, more)) <= set(possible_classes(day, less))
    for one in day.classes:
        assert may_become(class_value(one, day, less), class_value(one, day, more))


@given(st.data())
def test_somebody_more_on_an_open_list_takes_nothing_back(data: st.DataObject) -> None:
    """The blank entity stood for them: without modes, true and false stay."""
    day, less = data.draw(PAIRS)
    day = plain(day)
    less = evolve(less, persons_complete=UNKNOWN, cannot_say=())
    further = evolve(data.draw(st.sampled_from([*less.persons, Person(id="p99")])), id="p99")
    more = evolve(less, persons=[*less.persons, further])
    for entity, condition in conditions_of(day):
        if entity is None:
            assert may_become(evaluate(condition, day, less), evaluate(condition, day, more))
        elif entity is Entity.PERSON:
            assert may_become(
                evaluate(condition, day, less, BLANK), evaluate(condition, day, more, further)
            )


@given(PAIRS)
def test_one_of_whom_nothing_is_known_is_like_the_blank(
    pair: tuple[DayProtocol, Incident],
) -> None:
    """Listed but unknown in everything, a person or a device is as good as the blank entity."""
    day, incident = pair
    person, device = Person(id="p99"), Device(id="d99")
    incident = evolve(
        incident,
        persons=[*incident.persons, person],
        devices=[*incident.devices, device],
    )
    for entity, condition in conditions_of(day):
        if entity is not None:
            about = person if entity is Entity.PERSON else device
            of_listed = evaluate(condition, day, incident, about)
            assert of_listed is evaluate(condition, day, incident, BLANK)


@given(PAIRS)
def test_quantifiers_are_dual(pair: tuple[DayProtocol, Incident]) -> None:
    """`every` is not `some` not; `none` is not `some`; on open lists too."""
    day, incident = pair
    for entity, condition in conditions_of(day):
        if entity is None:
            continue
        some = Quantified(Quantifier.SOME, entity, condition)
        every = Quantified(Quantifier.EVERY, entity, condition)
        none = Quantified(Quantifier.NONE, entity, condition)
        not_some_not = Not(Quantified(Quantifier.SOME, entity, Not(condition)))
        assert evaluate(every, day, incident) is evaluate(not_some_not, day, incident)
        assert evaluate(none, day, incident) is evaluate(Not(some), day, incident)


@given(PAIRS)
def test_modes_are_dual_and_never_unknown(pair: tuple[DayProtocol, Incident]) -> None:
    """`possibly` is not `certainly` not; `known` is not `unknown`; `cannot_say` is unknown."""
    day, incident = pair
    for entity, condition in conditions_of(day):
        about = None if entity is None else BLANK
        value = {
            mode: evaluate(Modal(mode, condition), day, incident, about) is Truth.TRUE
            for mode in Mode
        }
        certainly_not = evaluate(Modal(Mode.CERTAINLY, Not(condition)), day, incident, about)
        assert value[Mode.POSSIBLY] is (certainly_not is Truth.FALSE)
        assert value[Mode.KNOWN] is not value[Mode.UNKNOWN]
        assert value[Mode.UNKNOWN] or not value[Mode.CANNOT_SAY]
        for mode in Mode:
            modal = evaluate(Modal(mode, condition), day, incident, about)
            assert modal is not Truth.UNKNOWN


@given(PAIRS)
def test_the_order_of_the_lists_does_not_matter(pair: tuple[DayProtocol, Incident]) -> None:
    """Only the lines of the listed stand in another order."""
    day, incident = pair
    turned = evolve(incident, persons=incident.persons[::-1], devices=incident.devices[::-1])
    one, other = decide(day, incident), decide(day, turned)
    assert one.possible_classes == other.possible_classes
    assert set(one.lines) == set(other.lines)
    assert len(one.lines) == len(other.lines)


@given(PAIRS)
def test_lines_stand_in_plan_order(pair: tuple[DayProtocol, Incident]) -> None:
    """Those of one directive by act, then as listed, then "any other"."""
    day, incident = pair
    place = {each.id: number for number, each in enumerate(day.directives)}
    ids: list[str | None] = [each.id for each in incident.persons]
    listed = [*ids, *(each.id for each in incident.devices), None]

    def key(line: Line) -> tuple[int, int, int]:
        directive = day.directives[place[line.directive]]
        act = directive.acts.index(line.acts[0]) if line.status in _PROHIBITED else 0
        target = listed.index(line.target.id) if line.target else 0
        return place[line.directive], act, target

    lines = [line for line in decide(day, incident).lines if line.status in _PROHIBITED]
    assert lines == sorted(lines, key=key)
    others = [line for line in decide(day, incident).lines if line.status in _GIVEN]
    assert others == sorted(others, key=key)


_PROHIBITED = {Status.IN_FORCE, Status.LIFTED}
_GIVEN = {Status.DUE, Status.HELD, Status.CONFLICT, Status.DONE}


@given(PAIRS)
def test_no_duty_is_given_against_a_prohibition_in_force(
    pair: tuple[DayProtocol, Incident],
) -> None:
    """What is due names no act that is forbidden to the same doer for the same target."""
    day, incident = pair
    by = {each.id: day.protocol.doers[each.by] for each in day.directives}
    lines = decide(day, incident).lines
    forbidden = [line for line in lines if line.status is Status.IN_FORCE]
    for due in (line for line in lines if line.status is Status.DUE):
        for prohibition in forbidden:
            if by[due.directive] & by[prohibition.directive]:
                same = prohibition.target == due.target
                every = prohibition.target and prohibition.target.scope is Scope.EVERY
                assert not (same or every) or not set(due.acts) & set(prohibition.acts)
