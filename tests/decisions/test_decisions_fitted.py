"""An incident told for one protocol, made to fit another: what is kept, dropped and said."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from decisions.deciding import day_of
from reference.small_protocols import PERSON, must, must_not, note
from sexto_rules.decisions import require_incident_fits
from sexto_rules.decisions.fitted import fitted
from sexto_rules.decisions.fitting import Fitting
from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.facts.vocabulary import ActSpec
from sexto_rules.protocol.model import AnswerSpec, Choice, DayProtocol, Region
from sexto_rules.protocol.outcome import Line, Status
from sexto_rules.reference import decide
from support.build import text

CALL = must("call", "call_police")
OTHER_CALL = must("other-call", "call_police")
DAY = day_of(
    CALL,
    OTHER_CALL,
    must_not("no-look", "view_material"),
    must("wave", "wave", for_each=PERSON),
    note("calm"),
    acts=[ActSpec("wave", None, PERSON)],
    answers=(
        AnswerSpec(id="own", text=text()),
        AnswerSpec(id="colour", text=text(), choices=(Choice(id="red", text=text()),)),
    ),
    regions=(Region(id="qc", text=text()),),
)
LISTED: dict[str, Any] = {"persons": [Person(id="p1")], "devices": [Device(id="d1")]}


def fit(*done: JournalEntry, **told: Any) -> tuple[Incident, list[str]]:
    """Return the incident made to fit, and what was dropped, in plain words."""
    found = fitted(Incident(**told, **LISTED, done=done), Fitting(DAY))
    require_incident_fits(DAY, found.incident)
    return found.incident, [str(each) for each in found.dropped]


def status_of(directive: str, incident: Incident, day: DayProtocol = DAY) -> Status:
    """Return the status of the only line of a directive."""
    (line,) = lines_of(directive, incident, day)
    return line.status


def lines_of(directive: str, incident: Incident, day: DayProtocol = DAY) -> list[Line]:
    """Return the lines of a directive."""
    return [each for each in decide(day, incident).lines if each.directive == directive]


def test_what_fits_stays_as_it_is() -> None:
    """Nothing is dropped, and it is the same incident."""
    incident = Incident(
        region="qc",
        answers={"own": False, "colour": "red"},
        cannot_say={"blackmail"},
        done=[
            JournalEntry(act="call_police", for_=["call", "calm"], by="principal"),
            JournalEntry(act="wave", target="p1"),
            JournalEntry(act="tell_lead", for_=[]),
        ],
        **LISTED,
    )
    found = fitted(incident, Fitting(DAY))
    assert found.incident is incident
    assert found.dropped == ()


def test_a_region_and_answers_that_are_not_declared_become_unknown() -> None:
    """An answer also where it is none of the choices, or where nobody can say it."""
    kept, dropped = fit(
        region="top",
        answers={"own": True, "colour": "blue", "older": False},
        cannot_say={"answers.gone", "blackmail"},
    )
    assert kept == Incident(answers={"own": True}, cannot_say={"blackmail"}, **LISTED)
    assert dropped == [
        "region: top",
        "answers.colour: blue",
        "answers.older: false",
        "answers.gone: cannot_say",
    ]


@pytest.mark.parametrize(
    ("entry", "path"),
    [
        (JournalEntry(act="shout"), "done.shout"),
        (JournalEntry(act="wave"), "done.wave"),
        (JournalEntry(act="wave", target="d1"), "done.wave.d1"),
    ],
    ids=["unknown", "without its target", "done to something else"],
)
def test_an_act_that_means_nothing_here_is_dropped(entry: JournalEntry, path: str) -> None:
    """One that is not declared, or is done to something else here."""
    kept, dropped = fit(entry, JournalEntry(act="tell_lead"))
    assert [each.act for each in kept.done] == ["tell_lead"]
    assert dropped == [f"{path}: true"]


def test_who_acted_is_unknown_where_nobody_is_called_so() -> None:
    """What was done stays: a prohibition that it broke is broken."""
    kept, dropped = fit(JournalEntry(act="view_material", by="nurse"))
    assert kept.done == (JournalEntry(act="view_material"),)
    assert dropped == ["done.view_material.by: nurse"]
    assert lines_of("no-look", kept)[0].breached


def test_of_several_names_those_that_are_known_stay() -> None:
    """One of a directive of another act is as good as unknown; a note may be named by any."""
    kept, dropped = fit(JournalEntry(act="call_police", for_=["call", "older", "wave", "calm"]))
    assert kept.done == (JournalEntry(act="call_police", for_=["call", "calm"]),)
    assert dropped == ["done.call_police.for: older", "done.call_police.for: wave"]
    assert status_of("call", kept) is Status.DONE
    assert status_of("other-call", kept) is Status.DUE


def test_what_was_done_for_unknown_directives_was_done_and_discharges_nothing() -> None:
    """Without `for` it would stand for every directive of its act, which it did not name."""
    kept, dropped = fit(
        JournalEntry(act="call_police", for_=["older"]),
        JournalEntry(act="call_police", for_=["older"]),
        JournalEntry(act="view_material", for_=["older-still"]),
        JournalEntry(act="wave", target="p1", for_=["gone"]),
    )
    assert [(each.act, each.for_) for each in kept.done] == [
        ("call_police", ()),
        ("call_police", ()),
        ("view_material", ()),
        ("wave", ()),
    ]
    assert dropped == [
        "done.call_police.for: older",
        "done.view_material.for: older-still",
        "done.wave.p1.for: gone",
    ]
    assert status_of("call", kept) is status_of("other-call", kept) is Status.DUE
    assert lines_of("no-look", kept)[0].breached


def test_what_is_kept_says_what_the_whole_says() -> None:
    """To the specification a name that is not declared discharges nothing either."""
    whole = Incident(
        **LISTED, done=[JournalEntry(act="call_police", for_=["older"], by="principal")]
    )
    assert decide(DAY, fitted(whole, Fitting(DAY)).incident) == decide(DAY, whole)
    unnamed = evolve(whole, done=[JournalEntry(act="call_police")])
    assert decide(DAY, unnamed) != decide(DAY, whole)
