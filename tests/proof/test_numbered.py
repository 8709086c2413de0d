"""Whoever is left in the incident of a proof is p1, and what is decided of it stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.finder import Finder, NotReproducedError
from sexto_rules.proof.numbered import numbered, numbered_step
from sexto_rules.proof.scene import Claim, Scene
from sexto_rules.proof.solver import Formula, both, neg
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.outcome import Outcome
from sexto_rules.reference import decide
from sexto_rules.testing import day_protocols, incidents
from support.build import protocol

LEFT: Final = Incident(
    persons=[Person(id="p7", age=12), Person(id="p3", age=13)],
    devices=[Device(id="d4", holder="p3")],
    done=[JournalEntry(act="secure_device", target="d4")],
    cannot_say={"persons.p7.adult", "devices.d4.may_hold_material", "answers.p7"},
)


def test_ids_are_counted_wherever_they_are_named() -> None:
    """In the lists, of holders, in the journal, in paths; an answer of such a name is none."""
    assert numbered(LEFT) == Incident(
        persons=[Person(id="p1", age=12), Person(id="p2", age=13)],
        devices=[Device(id="d1", holder="p2")],
        done=[JournalEntry(act="secure_device", target="d1")],
        cannot_say={"persons.p1.adult", "devices.d1.may_hold_material", "answers.p7"},
    )


def test_whoever_is_in_both_incidents_of_a_step_has_one_id() -> None:
    """Those known before come first, then those of whom one learned."""
    after = Incident(persons=[Person(id="p5"), Person(id="p3", pupil=True)])
    before, then = numbered_step(Incident(persons=[Person(id="p3")]), after)
    assert [each.id for each in before.persons] == ["p1"]
    assert [(each.id, each.pupil) for each in then.persons if each.pupil is True] == [("p1", True)]
    assert [each.id for each in then.persons] == ["p2", "p1"]


def said(outcome: Outcome, incident: Incident) -> list[object]:
    """What is decided, with the place in its list for the id of each target."""
    ids = [*(each.id for each in incident.persons), *(each.id for each in incident.devices)]
    lines = [
        (
            each.directive,
            each.status,
            each.acts,
            each.certain,
            each.target
            and (each.target.scope, ids.index(each.target.id) if each.target.id else None),
        )
        for each in outcome.lines
    ]
    return [outcome.possible_classes, *sorted(lines, key=repr)]


@settings(max_examples=settings().max_examples // 4)
@given(data=st.data())
def test_what_is_decided_does_not_depend_on_ids(data: st.DataObject) -> None:
    """Whatever the protocol and the incident."""
    day = data.draw(day_protocols())
    incident = data.draw(incidents(day))
    other = numbered(incident)
    assert said(decide(day, other), other) == said(decide(day, incident), incident)


def third_pupil(scene: Scene) -> Iterator[Formula]:
    """That a third person is listed and a pupil, where the world has so many."""
    for each in scene.chosen[Entity.PERSON][2:]:
        yield both(each.filled, each.facts["pupil"].told[True])


def test_a_person_alone_is_the_first() -> None:
    """Whichever place the solver had for them: here the third of its world."""

    def shown(scene: Scene) -> Formula:
        return both(
            *(neg(each.facts["pupil"].told[True]) for each in scene.chosen[Entity.PERSON][:2]),
            *third_pupil(scene),
        )

    def shows(incident: Incident) -> bool:
        return any(each.pupil is True for each in incident.persons)

    answer = Finder(on(protocol(), protocol().date)).find(Claim(shown, shows))
    assert answer.incident == Incident(persons=[Person(id="p1", pupil=True)])


def test_what_is_found_is_looked_at_again_with_its_last_names() -> None:
    """A claim that minds an id is not shown any more: that is said, and never the incident."""

    def shown(scene: Scene) -> Formula:
        return both(*third_pupil(scene))

    def shows(incident: Incident) -> bool:
        return any((each.id, each.pupil) == ("p3", True) for each in incident.persons)

    with pytest.raises(NotReproducedError):
        Finder(on(protocol(), protocol().date)).find(Claim(shown, shows))
