"""One incident under several protocols: rows, what differs, what a protocol does not know."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from publishing.two_places import HILL, VALLEY, written
from sexto_rules import Decider, Incident, JournalEntry, Protocol
from sexto_rules.publishing.across import Across, Row, Section, across

DAY = date(2026, 11, 23)


@pytest.fixture
def protocols(tmp_path: Path) -> list[Protocol]:
    """The hill and the valley."""
    (tmp_path / "a").mkdir()
    return [written(HILL, tmp_path), written(VALLEY, tmp_path / "a")]


def decided(incident: Incident, protocols: list[Protocol]) -> Across:
    """Decide the incident under the protocols."""
    with ExitStack() as open_ones:
        deciders = [open_ones.enter_context(Decider(each, DAY, ["compiled"])) for each in protocols]
        return across(incident, deciders)


def of(found: Across, act: str) -> Row:
    """Return the row of an act."""
    (row,) = (each for each in found.rows if each.act == act)
    return row


def test_each_act_is_one_row_and_says_whether_all_agree(protocols: list[Protocol]) -> None:
    """Called by both at other times; looked at by none; told alike by all."""
    found = decided(Incident(blackmail=True), protocols)
    assert [side.id for side in found.sides] == ["hill", "valley"]
    assert of(found, "call_police").differs
    assert set(of(found, "call_police").says) == {"hill", "valley"}
    assert not of(found, "view_material").differs
    assert of(found, "view_material").section is Section.FORBIDDEN
    assert not of(found, "tell_lead").differs
    assert set(of(found, "discipline").says) == {"hill"}
    assert of(found, "discipline").differs


def test_a_duty_to_choose_from_is_in_the_row_of_each_of_its_acts(
    protocols: list[Protocol],
) -> None:
    """One of the nurse and the lawyer: each has a row, of its section."""
    incident = Incident(blackmail=True, answers={"seen_by_nurse": False})
    found = decided(incident, protocols)
    nurse, lawyer = of(found, "call_nurse"), of(found, "consult_lawyer")
    assert nurse.says == lawyer.says
    assert nurse.section is lawyer.section is Section.TOLD


def test_every_line_that_is_given_has_a_row(protocols: list[Protocol]) -> None:
    """What the decision of a protocol gives or forbids is in the rows, and nothing else."""
    incident = Incident(blackmail=True, ongoing=True)
    found = decided(incident, protocols)
    for side in found.sides:
        shown = {(row.act, row.target) for row in found.rows if side.id in row.says}
        lines = (*side.decision.due, *side.decision.in_force, *side.decision.held)
        assert shown == {(act, line.target) for line in lines for act in line.acts}


def test_what_a_protocol_does_not_know_is_left_out_and_said(protocols: list[Protocol]) -> None:
    """A region, an answer and acts of the hill mean nothing in the valley."""
    incident = Incident(
        region="top",
        answers={"seen_by_nurse": True},
        done=[JournalEntry(act="call_nurse"), JournalEntry(act="tell_lead")],
    )
    hill, valley = decided(incident, protocols).sides
    assert (hill.incident, hill.left_out) == (incident, ())
    assert [str(each) for each in valley.left_out] == [
        "region: top",
        "answers.seen_by_nurse: true",
        "done.call_nurse: true",
    ]
    assert [entry.act for entry in valley.incident.done] == ["tell_lead"]


def test_what_was_done_for_a_directive_of_another_place_is_not_done_here(
    protocols: list[Protocol],
) -> None:
    """The police were called under the hill's directive: whether the valley's is met is open."""
    incident = Incident(done=[JournalEntry(act="call_police", for_=["police-now"])])
    found = decided(incident, protocols[1:])
    (line,) = of(found, "call_police").says["valley"]
    assert str(line.status) == "due"
    assert [str(each) for each in found.sides[0].left_out] == ["done.call_police.for: police-now"]


def test_protocols_of_one_day_are_compared(protocols: list[Protocol]) -> None:
    """Each side done is told; two days, or no protocol at all, are refused."""
    after: list[str] = []
    with (
        Decider(protocols[0], DAY, ["compiled"]) as hill,
        Decider(protocols[1], date(2026, 1, 15), ["compiled"]) as valley,
    ):
        across(Incident(), [hill], after_each=lambda: after.append("one"))
        assert after == ["one"]
        with pytest.raises(ValueError, match="2 days"):
            across(Incident(), [hill, valley])
    with pytest.raises(ValueError, match="0 days"):
        across(Incident(), [])
