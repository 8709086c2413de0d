"""For what an open fact was found to matter: the route and directives, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.deciding import day_of
from reference.small_protocols import PERSON, must, route, told, under
from sexto_rules.decisions.openness import open_facts
from sexto_rules.decisions.relevance import Dependents, Relevance
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.statuses import Plan
from sexto_rules.facts import Incident, JournalEntry, Person
from sexto_rules.protocol.conditions import AnyOf
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.testing import day_protocols, incidents

DAY = day_of(
    must("either", "tell_lead", AnyOf((told("blackmail"), told("coerced")))),
    must("alone", "call_police", told("blackmail")),
    must("young", "inform_parents", under(14), for_each=PERSON),
    classes=(route("danger", told("immediate_danger")), route("calm")),
)
PLAN = Plan(DAY)


def found(path: str, incident: Incident) -> tuple[bool, list[str]]:
    """Return whether the route may change, and which directives."""
    dependents = Relevance(PLAN, Residuals(DAY, incident)).dependents(path)
    return dependents.route, [each.id for each in dependents.directives]


@pytest.mark.parametrize(
    ("path", "incident", "expected"),
    [
        ("blackmail", Incident(), (False, ["alone", "either"])),
        ("coerced", Incident(), (False, ["either"])),
        ("coerced", Incident(blackmail=True), (False, [])),
        ("immediate_danger", Incident(), (True, [])),
        ("persons_complete", Incident(), (False, ["young"])),
        ("persons.p1.age", Incident(persons=[Person(id="p1")]), (False, ["young"])),
        ("blackmail", Incident(done=[JournalEntry(act="call_police")]), (False, ["either"])),
        ("assault_shown", Incident(), (False, [])),
    ],
)
def test_what_a_fact_may_change(
    path: str, incident: Incident, expected: tuple[bool, list[str]]
) -> None:
    """The most particular first; nothing that is settled or done, nothing of another fact."""
    assert found(path, incident) == expected


@given(data=st.data())
def test_a_fact_matters_where_something_depends_on_it(data: st.DataObject) -> None:
    """For any protocol and incident: relevant are those that may change something."""
    day: DayProtocol = data.draw(day_protocols())
    plan, incident = Plan(day), data.draw(incidents(day))
    relevance = Relevance(plan, Residuals(day, incident))
    nothing = Dependents(route=False, directives=())
    paths = list(open_facts(day, incident))
    assert set(relevance.facts) <= set(paths)
    path = data.draw(st.sampled_from(relevance.candidates or paths or [""]))
    matters = relevance.dependents(path) != nothing
    assert matters is relevance.is_relevant(path)
