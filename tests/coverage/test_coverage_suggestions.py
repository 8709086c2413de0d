"""Suggestions: they show what was missing, they are small, and their files are scenarios."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from sexto_rules.coverage import GoalState, Measuring, Moment
from sexto_rules.coverage.choice import Choice
from sexto_rules.coverage.expected import expected_of
from sexto_rules.coverage.goals import Goal, GoalKind, goals_of
from sexto_rules.coverage.marks import Reached
from sexto_rules.coverage.moments import moments_of
from sexto_rules.coverage.sites import sites_of
from sexto_rules.coverage.suggested_file import file_name, scenario_text
from sexto_rules.coverage.suggestions import Suggestion, searches
from sexto_rules.errors import NOWHERE
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.library import load_protocol
from sexto_rules.library.formatting import format_protocol
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    ConclusionTest,
    FactRef,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Period, Protocol
from sexto_rules.sampling.nearby import with_less
from sexto_rules.scenarios import read_scenarios, run_scenarios
from sexto_rules.scenarios.canonical import form_of_scenario
from support.build import conclusion, directive, klass, protocol, yes

A, B, C = yes("blackmail"), yes("coerced"), yes("grooming")
DEPICTED = RoleTest(Of.PERSON, frozenset({Role.DEPICTED}))
PUPIL = ValueTest(FactRef(Of.PERSON, "pupil"), frozenset({True}))

SMALL = protocol(
    conclusions=(
        conclusion("told", A, All((B, Not(C)))),
        conclusion("child", All((DEPICTED, PUPIL)), for_each=Entity.PERSON),
    ),
    classes=(klass("urgent", ConclusionTest("told")), klass("usual")),
    directives=(
        directive("call", "must", "call_police", condition=ConclusionTest("told")),
        directive(
            "meet",
            "must",
            "meet_depicted",
            for_each=Entity.PERSON,
            condition=All((ConclusionTest("child"), Modal(Mode.POSSIBLY, A))),
        ),
        directive(
            "never",
            "must_not",
            "view_material",
            condition=AnyOf((B, Quantified(Quantifier.SOME, Entity.PERSON, PUPIL))),
        ),
    ),
)


def missing(measuring: Measuring) -> list[Goal]:
    """The goals that nothing shows so far."""
    return [each.goal for each in measuring.coverage().results if each.state is GoalState.MISSING]


def suggested(measuring: Measuring, moments: Sequence[Moment] = ()) -> list[Suggestion]:
    """Everything that is suggested for what is missing."""
    found: list[Suggestion] = []
    for search in searches(measuring, moments, missing(measuring)):
        for incidents in search.rounds():
            for incident in incidents:
                search.look(incident)
        found += search.found()
    return found


def with_all(of: Protocol, suggestions: Sequence[Suggestion]) -> Measuring:
    """A measurement of all these suggestions."""
    measuring = Measuring(of)
    for number, each in enumerate(suggestions):
        measuring.add(Moment(name=str(number), day=each.day, incident=each.incident))
    return measuring


@pytest.fixture(scope="module")
def found() -> list[Suggestion]:
    """Everything that is suggested for the small protocol."""
    return suggested(Measuring(SMALL))


def test_suggestions_show_everything_that_can_be_shown(found: list[Suggestion]) -> None:
    """From nothing to every goal of a small protocol that is possible."""
    assert missing(with_all(SMALL, found)) == []


def test_suggestions_are_few_and_small(found: list[Suggestion]) -> None:
    """Fewer than a third of the goals, and each tells next to nothing."""
    assert len(found) * 3 < len(missing(Measuring(SMALL)))
    assert max(len(str(each.incident)) for each in found) < len(str(Incident())) + 300


def test_each_suggestion_is_needed(found: list[Suggestion]) -> None:
    """Without any one of them some goal is missing."""
    for each in found:
        rest = [other for other in found if other is not each]
        assert missing(with_all(SMALL, rest)), each.incident


def test_nothing_can_be_left_out_of_a_suggestion() -> None:
    """With one thing less told, an incident no longer shows all that it was chosen for."""
    measuring = Measuring(SMALL)
    (search,) = searches(measuring, [], missing(measuring))
    for incident in next(search.rounds()):
        search.look(incident)
    for chosen in search.chosen():
        for less in with_less(search.suggestion(chosen).incident):
            assert not chosen.needed <= search._marks(less, questions=True)


def test_what_is_shown_already_is_not_suggested_again(found: list[Suggestion]) -> None:
    """After all suggestions there are no more."""
    assert suggested(with_all(SMALL, found)) == []


def test_the_same_is_suggested_every_time(found: list[Suggestion]) -> None:
    """Two searches find the same, in the same order."""
    again = suggested(Measuring(SMALL))
    assert [each.incident for each in found] == [each.incident for each in again]
    assert [len(each.goals) for each in found] == [len(each.goals) for each in again]


def test_a_search_that_is_stopped_has_what_it_found() -> None:
    """Of some incidents looked at, what they show is suggested; nothing else is claimed."""
    measuring = Measuring(SMALL)
    (search,) = searches(measuring, [], missing(measuring))
    first = next(search.rounds())
    for incident in first[:3]:
        search.look(incident)
    served = {id(goal) for each in search.found() for goal in each.goals}
    assert 0 < len(served) < len(missing(measuring))


def test_what_is_in_force_on_another_day_is_looked_for_there() -> None:
    """A directive that ended before the day of the protocol is suggested on a day before."""
    ended = date(2020, 1, 1)
    dated = protocol(
        directives=(
            directive("old", "note", condition=A, period=Period(None, ended)),
            directive("new", "note", condition=B),
        )
    )
    days = {goal.entry: each.day for each in suggested(Measuring(dated)) for goal in each.goals}
    assert days["old"] < ended
    assert days["new"] == dated.date
    for each in suggested(Measuring(dated)):
        text = scenario_text(dated, each)
        assert ("as_of: 2019-12-31\n" in text) is (each.day < ended)


def test_what_is_expected_is_what_the_goals_speak_of() -> None:
    """Of a directive in question: given, absent, certain or in doubt; of others only news."""
    day = on(SMALL, SMALL.date)
    goals = [each for each in goals_of(SMALL, sites_of(SMALL)) if each.entry in {"call", "never"}]
    quiet = Incident(blackmail=False, coerced=False)
    assert expected_of(day, quiet, goals) == {
        "class": "usual",
        "must_not": ["never"],
        "absent": ["call"],
        "in_doubt": ["never"],
    }
    assert expected_of(day, quiet, []) == {"class": "usual"}
    urgent = expected_of(day, Incident(blackmail=True), [])
    assert urgent == {"class": "urgent", "must": ["call"]}


def goal(number: int) -> Goal:
    """A goal that one mark meets."""
    return Goal(
        kind=GoalKind.CLASS,
        key=str(number),
        entry="x",
        origin="test",
        place=NOWHERE,
        ways=(frozenset({Reached(str(number), "seen")}),),
    )


def test_the_choice_prefers_much_in_little() -> None:
    """One incident for all is taken over one for each; of two for the same, the smaller."""
    goals = [goal(number) for number in range(3)]
    marks = [next(iter(each.ways[0])) for each in goals]
    choice = Choice(goals, frozenset())
    big, small = Incident(blackmail=True, coerced=True), Incident(blackmail=True)
    choice.offer(big, 9, frozenset(marks))
    choice.offer(small, 3, frozenset(marks))
    for mark in marks:
        choice.offer(Incident(coerced=True), 2, frozenset({mark}))
    (chosen,) = choice.made()
    assert chosen.incident == small
    assert chosen.needed == frozenset(marks)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Protocol, list[Path]]:
    """A protocol of a folder, and every scenario suggested for it from none."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "protocol.yaml").write_text(DEMO, encoding="utf-8")
    read = load_protocol(folder)
    paths = []
    for number, each in enumerate(suggested(Measuring(read)), 1):
        path = folder / "scenarios" / file_name(number, each)
        path.parent.mkdir(exist_ok=True)
        path.write_text(scenario_text(read, each), encoding="utf-8")
        paths.append(path)
    return read, paths


DEMO = """
protocol:
  id: demo
  version: 0.1.0
  date: 2026-11-20
  title: {fr: Exemple, en: Example}
  notice: {fr: Exemple., en: An example.}
  languages: [fr, en]
  extends: core
given: [stage]
urgency:
  - {id: now, text: {fr: Maintenant, en: Now}}
questions:
  - {id: danger, fact: immediate_danger, urgency: now, text: {fr: Danger?, en: Danger?}}
  - {id: harm, fact: self_harm_risk, urgency: now, text: {fr: Risque?, en: Risk?}}
  - {id: blackmail, fact: blackmail, urgency: now, text: {fr: Chantage?, en: Blackmail?}}
  - {id: region, fact: region, urgency: now, text: {fr: Où?, en: Where?}}
  - {id: role, fact: person.roles, for_each: person, urgency: now, text: {fr: Rôle?, en: Role?}}
  - {id: all, fact: persons_complete, adds: person, urgency: now, text: {fr: Tous?, en: All?}}
regions:
  - {id: qc-06, text: {fr: Montréal, en: Montréal}}
classes:
  - {id: urgent, when: {blackmail: yes}, text: {fr: U, en: U}, basis: inference}
  - {id: usual, otherwise: yes, text: {fr: H, en: H}, basis: inference}
directives:
  - id: call
    must: call_police
    when: {class: urgent, region: qc-06}
    text: {fr: Appeler., en: Call.}
    basis: inference
  - id: meet
    for_each: person
    must: meet_depicted
    when: {roles: depicted}
    unless: {certainly: {done: call_police}}
    text: {fr: Rencontrer., en: Meet.}
    basis: inference
  - id: no-talk
    must_not: interview_suspected_author
    when: {blackmail: yes}
    text: {fr: Ne pas interroger., en: Do not question.}
    basis: inference
"""


def test_suggested_files_are_scenarios_that_pass(files: tuple[Protocol, list[Path]]) -> None:
    """The reader takes them without problems, and they come out as they say on every engine."""
    read, paths = files
    scenarios, problems = read_scenarios(paths, read)
    assert not problems
    assert len(scenarios) == len(paths) > 3
    assert [each for each in run_scenarios(read, scenarios) if not each.passed] == []


def test_suggested_files_show_what_they_were_made_for(files: tuple[Protocol, list[Path]]) -> None:
    """Read back and measured, nothing is missing that the protocol itself writes."""
    read, paths = files
    measuring = Measuring(read)
    for moment in moments_of(read, read_scenarios(paths, read)[0]):
        measuring.add(moment)
    assert [each for each in measuring.coverage().own() if each.state is GoalState.MISSING] == []


def test_suggested_files_are_in_form(files: tuple[Protocol, list[Path]]) -> None:
    """`sexto format` has nothing to change in them."""
    read, paths = files
    form = form_of_scenario(read.languages)
    formatted = format_protocol(paths[0].parents[1], read, dict.fromkeys(paths, form))
    assert [each.path for each in formatted if each.is_changed and each.path in paths] == []


def test_suggested_files_say_that_they_are_to_be_reviewed(
    files: tuple[Protocol, list[Path]],
) -> None:
    """In both languages, in the comment and in the title, with what they show and no path."""
    _, paths = files
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# À relire avant de garder\u00a0: ")
        assert "# Review before keeping: " in text
        assert 'fr: "À relire\u00a0: ' in text
        assert 'en: "To review: ' in text
        assert re.search(r"^#   [a-z]+\.yaml:[0-9]+: ", text, re.MULTILINE)
        assert str(path.parent.parent) not in text
