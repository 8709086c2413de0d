"""What a scenario expects of lines beside their acts: who, by when, in which order, how certain."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from sexto_rules import reference
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.protocol.conditions import Of, RoleTest
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Within, WithinKind
from sexto_rules.scenarios import failures, load_scenarios
from support.build import directive, klass, protocol, yes

NOW = Within(WithinKind.IMMEDIATELY)
WEEK = Within(WithinKind.DURATION, timedelta(days=7), "call_police")
PROTOCOL = protocol(
    classes=(klass("usual"),),
    directives=(
        directive("no-alert", "must_not", "alert_suspected_author", condition=yes("grooming")),
        directive("call", "must", "call_police", condition=yes("blackmail"), within=NOW),
        directive("tell", "must", "tell_lead", by="staff", after=("call",)),
        directive("tell-again", "should", "tell_lead", by="principal", within=WEEK),
        directive(
            "support",
            "must",
            "support_person",
            for_each=Entity.PERSON,
            condition=RoleTest(Of.PERSON, frozenset({Role.DEPICTED})),
            within=Within(WithinKind.DURATION, timedelta(days=8)),
            after=("call",),
        ),
    ),
)
HEAD = """
title: {en: A threat}
incident:
  blackmail: yes
  persons: [{id: p1, roles: [depicted]}, {id: p2, roles: [sharer]}]
  persons_complete: yes
expect:
"""


def fails(tmp_path: Path, expected: str) -> list[str]:
    """How the protocol's outcome fails a scenario that expects this."""
    (tmp_path / "scenarios").mkdir(exist_ok=True)
    (tmp_path / "scenarios" / "one.yaml").write_text(f"{HEAD}  {expected}\n", encoding="utf-8")
    (scenario,) = load_scenarios(tmp_path, PROTOCOL)
    day = on(PROTOCOL, date(2026, 1, 1))
    (step,) = scenario.steps
    return [str(each) for each in failures(step, day, reference.decide(day, step.incident))]


@pytest.mark.parametrize(
    "expected",
    [
        "by: {tell: staff, tell-again: principal, no-alert: everyone}",
        "by: {tell_lead: staff}",
        "by: {tell_lead: principal}",
        "within: {call: immediately, call_police: immediately, tell: none}",
        "within: {tell-again: {time: P7D, counted_from: call_police}}",
        "order: [call, tell]",
        "order: [call_police, support_person]",
        "certain: [call, {support: p1}]",
        "in_doubt: no-alert",
        "absent: [{support: p2}]",
        "absent: alert_suspected_author",
    ],
)
def test_what_is_so_is_met(tmp_path: Path, expected: str) -> None:
    """By act and by directive; one line of an act that says so is enough."""
    assert not fails(tmp_path, expected)


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ("by: {tell: principal}", "expected by: {tell: principal}, got by: staff"),
        ("by: {tell_lead: board}", "expected by: {tell_lead: board}, got by: principal, staff"),
        ("within: {call: same_day}", "expected within: {call: same_day}, got within: immediately"),
        ("within: {call: none}", "expected within: {call: none}, got within: immediately"),
        (
            "within: {tell-again: P7D}",
            "got within: {time: P7D, counted_from: call_police}",
        ),
        ("within: {call_emergency_services: none}", "got nothing of the kind"),
        ("order: [tell, call]", "expected order: [tell, call], got order: [call, tell]"),
        ("order: [call, tell_lead, support]", "got order: [call, tell_lead, support, tell_lead]"),
        ("order: [call, discipline]", "got order: [call]"),
        ("certain: no-alert", "expected certain: no-alert, got no-alert (every): in_force"),
        ("in_doubt: call", "expected in_doubt: call, got call: due"),
        ("absent: call_police", "expected absent: call_police, got call: due"),
        ("absent: support", "expected absent: support, got support (p1): due"),
    ],
)
def test_what_is_not_so_fails(tmp_path: Path, expected: str, said: str) -> None:
    """A failure says what was expected, and what the lines say instead."""
    (failure,) = fails(tmp_path, expected)
    assert said in failure
