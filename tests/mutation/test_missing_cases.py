"""The scenarios that are missing: each holds on the protocol, and fails on what it notices."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from attrs import evolve

from sexto_rules import reference
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Family
from sexto_rules.mutation import (
    Fate,
    Mistake,
    MutationReport,
    SearchSize,
    difference_words,
    measure,
    missing_cases,
    mutants_of,
    report_to_dict,
)
from sexto_rules.mutation.apart import Comparison
from sexto_rules.protocol.conditions import AnyOf
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Protocol, Within, WithinKind
from sexto_rules.protocol.outcome import Outcome
from sexto_rules.scenarios import Scenario, Step, failures, load_scenarios
from sexto_rules.testing import sample_protocol
from support.build import directive, klass, protocol, yes

TINY = SearchSize(pool=60, entry=20, mistake=10)
NOTHING = Scenario(file="x.yaml", title={"en": "x"}, as_of=None, steps=(Step(incident=Incident()),))


def report_on(own: Protocol, seed: int = 1) -> MutationReport:
    """What becomes of mutants where a scenario expects nothing."""
    return measure(own, [NOTHING], size=TINY, seed=seed)


def scenario_of(text: str, own: Protocol, folder: Path) -> Scenario:
    """The text as it is read beside the protocol."""
    (folder / "scenarios").mkdir(exist_ok=True)
    (folder / "scenarios" / "case.yaml").write_text(text, encoding="utf-8")
    (scenario,) = load_scenarios(folder, own)
    return scenario


@pytest.mark.parametrize("seed", range(6))
def test_survivors_of_any_protocol_are_noticed_by_their_cases(seed: int, tmp_path: Path) -> None:
    """Each once. A case holds by the reference as written, and not on any mutant that it notices.

    What is shown of a survivor is what the reference says, in words that differ.
    """
    own = sample_protocol(random.Random(seed))  # noqa: S311 - reproducible, no secret
    report = report_on(own, seed)
    assert len(report.verdicts) == len(report.mutants)
    survivors = report.with_fate(Fate.SURVIVED)
    noticed = [number for each in missing_cases(report) for number in each.numbers]
    assert sorted(noticed) == [verdict.number for _, verdict in survivors]
    for missing in missing_cases(report):
        scenario = scenario_of(missing.text, own, tmp_path)
        (step,) = scenario.steps
        day = on(own, scenario.as_of or own.date)
        assert not list(failures(step, day, reference.decide(day, step.incident))), missing.text
        for number in missing.numbers:
            other = on(report.mutants[number - 1].protocol, day.as_of)
            outcome = reference.decide(other, step.incident)
            assert list(failures(step, other, outcome)), (missing.text, number)
    for mutant, verdict in survivors[:40]:
        shown = verdict.shown
        assert shown is not None
        assert shown.before == reference.decide(on(own, shown.as_of), shown.incident)
        after = on(mutant.protocol, shown.as_of)
        assert shown.after == reference.decide(after, shown.incident)
        before_words, after_words = difference_words(mutant, own, shown)
        assert before_words != after_words
    data = report_to_dict(report)
    assert data["tried"] == len(data["each"]) == len(report.mutants)
    assert [each["notices"] for each in data["missing"]] == [
        list(each.numbers) for each in missing_cases(report)
    ]


def test_one_incident_that_shows_several_mistakes_makes_one_case(tmp_path: Path) -> None:
    """Left out, weakened, done by somebody else, later: all show when the duty falls due."""
    own = protocol(
        directives=(
            directive(
                "call",
                "must",
                "call_police",
                condition=yes("blackmail"),
                within=Within(WithinKind.SAME_DAY),
            ),
        )
    )
    report = report_on(own)
    due, not_due = missing_cases(report)
    mistakes = [{report.mutants[n - 1].mistake for n in each.numbers} for each in (due, not_due)]
    assert {Mistake.DIRECTIVE_LEFT_OUT, Mistake.MODALITY, Mistake.DEADLINE, Mistake.DOER} <= (
        mistakes[0]
    )
    assert mistakes[1] == {Mistake.CONDITION_LEFT_OUT, Mistake.IN_DOUBT}
    (step,) = scenario_of(due.text, own, tmp_path).steps
    assert step.incident == Incident(blackmail=True)
    assert {str(each) for each in (*step.expectations, *step.said)} == {
        "must: call",
        "by: {call: everyone}",
        "within: {call: same_day}",
    }


def test_what_two_prohibitions_say_is_told_by_the_name_of_the_one() -> None:
    """The act is forbidden by the other one all the same: only the directive tells."""
    looking = directive("no-looking", "must_not", "view_material", family=Family.LOOKING)
    either = AnyOf((yes("blackmail"), yes("coerced")))
    own = protocol(
        directives=(
            looking,
            directive("never-look", "must_not", "view_material", condition=either),
        )
    )
    report = report_on(own)
    (gone,) = (
        mutant
        for mutant, _ in report.with_fate(Fate.SURVIVED)
        if mutant.mistake is Mistake.DIRECTIVE_LEFT_OUT and mutant.entry == "never-look"
    )
    case = next(each for each in missing_cases(report) if gone.number in each.numbers)
    assert "must_not: [never-look]" in case.text


def test_an_act_that_is_forbidden_twice_is_told_by_the_breach_of_the_one() -> None:
    """Left out of one family, it is still forbidden by the other; but only that is breached."""
    twice = [
        directive(name, "must_not", "view_material", "ask_to_reveal", family=Family.LOOKING)
        for name in ("one", "other")
    ]
    first, _ = missing_cases(report_on(protocol(directives=tuple(twice))))
    assert "act: ask_to_reveal" in first.text
    assert "breached: [one]" in first.text


def test_what_no_expectation_can_tell_is_no_difference() -> None:
    """The same classes are possible, in another order."""
    own = protocol(classes=(klass("a", yes("blackmail")), klass("b", yes("coerced"))))
    day = on(own, own.date)
    comparison = Comparison(day, evolve(day, classes=day.classes[::-1]))
    assert not comparison.differs(Outcome(("a", "b"), ()), Outcome(("b", "a"), ()))
    assert comparison.differs(Outcome(("a", "b"), ()), Outcome(("b",), ()))


def test_a_prohibition_has_no_deadline_to_mistake() -> None:
    """The language gives it none, whatever a typed protocol holds."""
    never = directive("never", "must_not", "view_material", condition=yes("blackmail"))
    own = protocol(directives=(evolve(never, within=Within(WithinKind.SAME_DAY)),))
    assert Mistake.DEADLINE not in {each.mistake for each in mutants_of(own)}
