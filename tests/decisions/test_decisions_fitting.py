"""An incident names only what the protocol declares, or it is refused before any engine runs."""

from __future__ import annotations

from typing import Any

import pytest

from decisions.deciding import day_of
from reference.small_protocols import PERSON, must, must_not, note, told
from sexto_rules.decisions import Decider, require_incident_fits
from sexto_rules.errors import (
    IncidentError,
)
from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.facts.vocabulary import ActSpec
from sexto_rules.protocol.conditions import Of
from sexto_rules.protocol.model import AnswerSpec, Choice, Region

DIRECTIVES = (
    must_not("never", "view_material"),
    must("lead", "tell_lead"),
    must("grid", "complete_grid"),
    note("calm"),
)
FITTING: dict[str, Any] = {
    "acts": [ActSpec("wave", None, PERSON), ActSpec("shout")],
    "answers": (
        AnswerSpec(id="own", text={"en": "own"}),
        AnswerSpec(id="colour", text={"en": "own"}, choices=(Choice(id="red", text={"en": "r"}),)),
    ),
    "regions": (Region(id="qc", text={"en": "Québec"}),),
}


@pytest.mark.parametrize(
    ("incident", "code", "message"),
    [
        (Incident(region="ontario"), "SX450", "a text is not a region"),
        (Incident(answers={"owm": True}), "SX451", "a text is not an answer"),
        (Incident(cannot_say={"answers.owm"}), "SX451", "a text is not an answer"),
        (Incident(answers={"own": "red"}), "SX452", "found a text, expected yes or no"),
        (Incident(answers={"colour": True}), "SX452", "found yes, expected `red`"),
        (Incident(answers={"colour": False}), "SX452", "found no, expected `red`"),
        (Incident(answers={"colour": "blue"}), "SX452", "found a text, expected `red`"),
        (Incident(done=[JournalEntry(act="wawe")]), "SX453", "a text is not an act"),
        (Incident(done=[JournalEntry(act="tell_laed")]), "SX453", "`tell_laed` is not an act"),
        (Incident(done=[JournalEntry(act="wave")]), "SX454", "`wave` has no target"),
        (
            Incident(persons=[Person(id="p1")], done=[JournalEntry(act="shout", target="p1")]),
            "SX454",
            "`shout` has a target",
        ),
        (
            Incident(done=[JournalEntry(act="tell_lead", by="nobody")]),
            "SX456",
            "a text is not somebody who acts",
        ),
        (
            Incident(
                persons=[Person(id="p1")],
                done=[JournalEntry(act="wave", target="p1", by="nobody")],
            ),
            "SX456",
            "a text is not somebody who acts",
        ),
        (
            Incident(done=[JournalEntry(act="tell_lead", for_=("gird",))]),
            "SX457",
            "a text is not a directive",
        ),
        (
            Incident(done=[JournalEntry(act="tell_lead", for_=("grid",))]),
            "SX458",
            "found `tell_lead` done for `grid`, expected `complete_grid`",
        ),
        (
            Incident(done=[JournalEntry(act="tell_lead", for_=("never",))]),
            "SX458",
            "found `tell_lead` done for `never`, expected `view_material`",
        ),
    ],
)
def test_an_incident_that_does_not_fit_is_refused(
    incident: Incident, code: str, message: str
) -> None:
    """With what the protocol declares instead; before any engine sees it."""
    day = day_of(*DIRECTIVES, **FITTING)
    with pytest.raises(IncidentError) as raised:
        require_incident_fits(day, incident)
    (problem,) = raised.value.problems
    assert problem.code == code
    assert message in problem.message
    with pytest.raises(IncidentError, match=code):
        Decider(day.protocol, day.as_of, ["compiled"]).decide(incident)


def test_a_target_must_be_of_the_kind_of_the_act() -> None:
    """Also for an act that the protocol declares itself."""
    day = day_of(*DIRECTIVES, **FITTING)
    waved = Incident(devices=[Device(id="d1")], done=[JournalEntry(act="wave", target="d1")])
    with pytest.raises(IncidentError, match="SX455 `d1` is not the id of a listed person"):
        require_incident_fits(day, waved)


def test_every_misfit_is_reported_at_once() -> None:
    """So that they can be mended together."""
    incident = Incident(
        region="on",
        answers={"x1": True},
        cannot_say={"answers.x2", "blackmail"},
        done=[JournalEntry(act="wawe", by="nobody", for_=("a1", "grid"))],
    )
    with pytest.raises(IncidentError) as raised:
        require_incident_fits(day_of(*DIRECTIVES, **FITTING), incident)
    codes = [problem.code for problem in raised.value.problems]
    assert codes == ["SX450", "SX451", "SX451", "SX453", "SX456", "SX457"]
    assert raised.value.problems[0].help == "the regions are `qc`"


def test_a_region_where_none_is_declared() -> None:
    """Is to be left out."""
    with pytest.raises(IncidentError) as raised:
        require_incident_fits(day_of(*DIRECTIVES), Incident(region="on"))
    assert raised.value.problems[0].help == "leave `region` out"


def test_an_incident_that_fits_is_decided() -> None:
    """Own acts, answers, regions and directives of the protocol may be named."""
    day = day_of(*DIRECTIVES, must("own", "tell_lead", told("own", of=Of.ANSWERS)), **FITTING)
    incident = Incident(
        region="qc",
        answers={"own": True, "colour": "red"},
        cannot_say={"blackmail"},
        persons=[Person(id="p1")],
        done=[
            JournalEntry(act="wave", target="p1", by="principal", for_=("calm",)),
            JournalEntry(act="shout"),
            JournalEntry(act="complete_grid", for_=("grid", "calm")),
        ],
    )
    require_incident_fits(day, incident)
    unsayable = Incident(cannot_say={"answers.own"})
    require_incident_fits(day, unsayable)
    with Decider(day.protocol, day.as_of, ["compiled"]) as decider:
        assert "own" in {line.id for line in decider.decide(incident).due}
