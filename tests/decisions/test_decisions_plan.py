"""Deadlines as moments, and the lines merged as people read them."""

from __future__ import annotations

from datetime import timedelta

from decisions.deciding import (
    CITED,
    decision_of,
    line_of,
    lines_of,
)
from decisions.example import (
    IN_TWO_HOURS,
    INCIDENT,
    NOON,
    TODAY,
    decided,
)
from reference.small_protocols import (
    directive,
    must,
    must_not,
    note,
    told,
)
from sexto_rules.decisions.deadlines import deadline_of
from sexto_rules.facts import Incident, JournalEntry, Person
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.model import (
    Basis,
    Modality,
    Within,
    WithinKind,
)
from sexto_rules.protocol.outcome import Scope, Target


def test_deadlines_as_moments() -> None:
    """From the report, to the end of its local day, or from an act once its moment is known."""
    decision = decided()
    assert line_of(decision, "report").deadline == NOON + timedelta(hours=2)
    assert lines_of(decision, "parents")[0].deadline == NOON.replace(hour=23, minute=59, second=59)
    assert lines_of(decision, "parents")[-1].deadline is None
    assert line_of(decision, "grid").deadline is None
    assert line_of(decision, "danger").deadline is None
    assert line_of(decided(Incident()), "report").deadline is None
    calls = [
        JournalEntry(act="call_police", at=NOON + timedelta(hours=3)),
        JournalEntry(act="call_police", at=NOON),
        JournalEntry(act="call_police"),
    ]
    called = decided(Incident(done=calls))
    assert line_of(called, "grid").deadline == NOON + timedelta(days=1, minutes=30)


def test_deadlines_from_an_act_done_to_somebody() -> None:
    """Count for a line about somebody only what was done to them."""
    within = Within(WithinKind.DURATION, timedelta(hours=1), "meet_depicted")
    incident = Incident(
        persons=[Person(id="p1"), Person(id="p2")],
        done=[JournalEntry(act="meet_depicted", target="p1", at=NOON)],
    )
    met = deadline_of(within, Target(Entity.PERSON, Scope.ONE, "p1"), incident)
    assert met == NOON + timedelta(hours=1)
    assert deadline_of(within, Target(Entity.PERSON, Scope.ONE, "p2"), incident) is None
    assert deadline_of(within, None, incident) == met


def test_a_deadline_beyond_the_calendar_is_none() -> None:
    """No overflow reaches a caller."""
    forever = Within(WithinKind.DURATION, timedelta.max)
    assert deadline_of(forever, None, INCIDENT) is None


def test_lines_are_merged_for_people() -> None:
    """Strongest modality, earliest deadline, all reasons; lifted and overridden are not shown."""
    directives = [
        must_not("never", "view_material", basis=Basis.LAW, sources=CITED),
        must_not("never-again", "view_material", told("blackmail")),
        must_not("lifted", "discipline", told("coerced")),
        must("second", "tell_lead", within=TODAY, contacts=("lead-line",), sources=CITED[:1]),
        must("first", "tell_lead", told("grooming"), within=IN_TWO_HOURS),
        must("other-doer", "tell_lead", by="principal"),
        must("over", "record_facts", overrides=("under",)),
        must("under", "complete_grid"),
        note("one"),
        note("two"),
    ]
    incident = Incident(reported_at=NOON, coerced=False, grooming=True)
    decision = decision_of(incident, *directives)
    shown = {line.ids: line for line in decision.plan}
    assert set(shown) == {
        ("never", "never-again"),
        ("first", "second"),
        ("other-doer",),
        ("over",),
        ("one",),
        ("two",),
    }
    never = shown["never", "never-again"]
    assert (never.certain, never.bases) == (True, (Basis.LAW,))
    told_lead = shown["first", "second"]
    assert (told_lead.within, told_lead.deadline) == (IN_TWO_HOURS, NOON + timedelta(hours=2))
    assert told_lead.because == ("grooming: true",)
    assert (told_lead.sources, told_lead.texts) == (("law",), ({"en": "text"},))
    assert [card.id for card in told_lead.contacts] == ["lead-line"]


def test_the_strongest_of_merged_lines_speaks_first() -> None:
    """A permission and a duty of the same act are a duty."""
    directives = [
        directive(Modality.MAY, "softer", "tell_lead"),
        must("must", "tell_lead", told("blackmail")),
        directive(Modality.SHOULD, "should", "tell_lead"),
    ]
    (line,) = decision_of(Incident(blackmail=True), *directives).plan
    assert (line.modality, line.ids) == (Modality.MUST, ("must", "should", "softer"))
