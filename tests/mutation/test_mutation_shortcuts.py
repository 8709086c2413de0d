"""What the bench leaves out would have changed no verdict: held against trying everything.

Protocols at random, with worked cases that hold on them by construction. What everything says is
asked of the reference, of whole deciders and of whole checks.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import pytest
from attrs import evolve

from sexto_rules import reference
from sexto_rules.analysis import check_meaning
from sexto_rules.decisions import Decider
from sexto_rules.errors import Place, Severity
from sexto_rules.facts import Incident
from sexto_rules.mutation import Fate, Mutant, SearchSize, mutants_of
from sexto_rules.mutation.apart import Comparison, step_of
from sexto_rules.mutation.bench import Bench
from sexto_rules.mutation.bench_day import BenchDay, MutantDay
from sexto_rules.mutation.refusal import Refusals
from sexto_rules.protocol.conditions import ALWAYS, All, ConclusionTest, Not
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import (
    Basis,
    DayProtocol,
    Invariant,
    Promise,
    PromiseKind,
    Protocol,
    Within,
    WithinKind,
)
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.scenarios import Because, Expectation, Scenario, Step, failures
from sexto_rules.scenarios.failure import decision_failures
from sexto_rules.testing import sample_protocol
from support.build import conclusion, directive, protocol, yes

TINY = SearchSize(pool=40, entry=10, mistake=10)


def with_places(own: Protocol) -> Protocol:
    """The protocol with a line of its own for each directive, so that problems differ."""
    return evolve(
        own,
        directives=tuple(
            evolve(each, place=Place("p.yaml", line, 1))
            for line, each in enumerate(own.directives, 1)
        ),
    )


def random_case(own: Protocol, number: int, rng: random.Random) -> Scenario:
    """A case that holds: of what tells the protocol from a part of it, something."""
    day = on(own, own.date)
    incident = sample_incident(rng, focus_on(day))
    done = tuple(evolve(each, for_=None) for each in incident.done)  # no directive may be named
    incident = evolve(incident, done=done)
    part = evolve(day, directives=tuple(rng.sample(day.directives, len(day.directives) // 2)))
    told = list(
        Comparison(day, part).apart(
            reference.decide(day, incident), reference.decide(part, incident)
        )
    )
    step = step_of(rng.sample(told, min(len(told), 3)), incident)
    with Decider(own, own.date, ["compiled"]) as decider:
        decision = decider.decide(incident)
    if number % 3 == 0:
        step = evolve(step, final=decision.final)
    if number % 3 == 1:
        given = [each for each in (*decision.due, *decision.in_force) if each.because]
        because = tuple(
            Because(name=each.id, reasons=(each.because[0].partition(":")[0],))
            for each in given[:1]
        )
        step = evolve(step, because=because)
    file = f"{number}.yaml"
    return Scenario(file=file, title={"en": "x"}, as_of=None, steps=(step,))


def fails(mutant: Mutant, cases: Sequence[Scenario]) -> str:
    """The first case that fails by a line; else the first that fails by questions or reasons."""
    day = on(mutant.protocol, mutant.protocol.date)
    for case in cases:
        for step in case.steps:
            if any(failures(step, day, reference.decide(day, step.incident))):
                return case.file
    with Decider(mutant.protocol, day.as_of, ["compiled"]) as decider:
        for case in cases:
            for step in case.steps:
                if any(decision_failures(step, decider.decide(step.incident))):
                    return case.file
    return ""


@pytest.mark.parametrize("seed", range(6))
def test_the_first_case_that_fails_is_found_without_trying_all(seed: int) -> None:
    """The same case as if each were decided by the reference, with its questions and reasons."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, no secret
    own = sample_protocol(rng)
    cases = [random_case(own, number, rng) for number in range(9)]
    bench = Bench(own, cases, size=TINY)
    tried = rng.sample(mutants_of(own), min(len(mutants_of(own)), 60))
    caught = 0
    for mutant in tried:
        verdict = bench.try_one(mutant)
        first = fails(mutant, cases)
        caught += bool(first)
        by_case = verdict.by if verdict.fate is Fate.SCENARIO else ""
        assert by_case == first, mutant
    assert 0 < caught < len(tried)


def random_invariants(day: DayProtocol, rng: random.Random) -> Iterator[Invariant]:
    """Promises of every kind, of acts that the protocol names, on conditions that it has."""
    acts = sorted({act for each in day.directives for act in each.acts})
    whens = [each.condition for each in day.directives if each.for_each is None] or [ALWAYS]
    for number in range(30):
        kind = rng.choice(list(PromiseKind))
        count = {PromiseKind.ORDER: 2, PromiseKind.NO_CONFLICT: 0}.get(kind, 1)
        promise = Promise(kind, tuple(rng.sample(acts, count)))
        yield Invariant(
            id=f"i{number}",
            origin=day.protocol.id,
            basis=Basis.INFERENCE,
            text={"en": "x"},
            always=rng.choice([ALWAYS, *whens]),
            when_due=(rng.choice(acts),) if number % 4 == 0 else (),
            promises=(promise,),
        )


def newly_broken(before: DayProtocol, after: DayProtocol, incident: Incident) -> str:
    """The first invariant that the one day breaks and the other does not, of all of them."""
    kept = reference.violations(before, incident, reference.decide(before, incident))
    broken = reference.violations(after, incident, reference.decide(after, incident))
    names = {name for name, _ in kept}
    return next((name for name, _ in broken if name not in names), "")


def test_a_broken_promise_is_found_among_those_that_are_touched() -> None:
    """The same invariant as if all were held against the incident."""
    found = 0
    for seed in range(6):
        rng = random.Random(seed)  # noqa: S311 - reproducible, no secret
        bare = sample_protocol(rng)
        promises = tuple(random_invariants(on(bare, bare.date), rng))
        own = evolve(bare, invariants=promises)
        bench_day = BenchDay(own, own.date, [])
        original = bench_day.original
        incidents = [sample_incident(rng, focus_on(original.day)) for _ in range(12)]
        for mutant in rng.sample(mutants_of(own), min(len(mutants_of(own)), 40)):
            trial = MutantDay(bench_day, mutant.protocol)
            for incident in incidents:
                for each in trial.differences(incident, original.answer(incident)):
                    broken = newly_broken(original.day, trial.altered.day, incident)
                    assert trial.broken_promise(each) == broken, mutant
                    found += bool(broken)
    assert found > 50


def errors_shown(own: Protocol) -> set[tuple[str, Place]]:
    """The errors that an incident shows of a protocol."""
    wrong = [each for each in check_meaning(own) if each.severity is Severity.ERROR]
    return {(each.code, each.place) for each in wrong}


def test_what_check_shows_is_found_among_what_may_be_stopped() -> None:
    """There is an error exactly where a check of the whole protocol has a new one.

    Each duty is certain only where no prohibition of its act is, until a mistake is made.
    """
    threat, force, profit = (yes(name) for name in ("blackmail", "coerced", "for_profit"))
    calm = All((force, Not(threat)))
    at_once = Within(WithinKind.IMMEDIATELY)
    own = with_places(
        protocol(
            conclusions=(conclusion("grave", threat, profit),),
            directives=(
                directive("no-punishing", "must_not", "discipline", condition=threat),
                directive("punish", "should", "discipline", condition=calm),
                directive("no-promise", "must_not", "promise_secrecy", condition=profit),
                directive(
                    "promise",
                    "must",
                    "promise_secrecy",
                    condition=Not(ConclusionTest("grave")),
                    within=at_once,
                ),
                directive("call", "must", "call_police", condition=threat, within=at_once),
                directive("no-call", "must_not", "notify_school_board", condition=force),
                directive(
                    "allow", "may", "notify_school_board", condition=calm, overrides=("no-call",)
                ),
            ),
        )
    )
    known, refusals = errors_shown(own), Refusals(own)
    bench_day = BenchDay(own, own.date, [])
    found = 0
    for mutant in mutants_of(own):
        trial = MutantDay(bench_day, mutant.protocol)
        problem = refusals.shown(trial.altered.day, trial.affected.stops)
        new = errors_shown(mutant.protocol) - known
        assert (problem is None) == (not new), (mutant, new)
        assert problem is None or (problem.code, problem.place) in new
        found += bool(new)
    assert found > 5


def test_cases_that_speak_of_something_else_are_not_decided() -> None:
    """A step that expects nothing of what is affected is left out; that is what saves the time."""
    own = sample_protocol(random.Random(3))  # noqa: S311 - reproducible, no secret
    bench_day = BenchDay(own, own.date, [])
    touched = untouched = 0
    for mutant in mutants_of(own):
        affected = MutantDay(bench_day, mutant.protocol).affected
        for each in own.directives:
            expected = Expectation(way="possible", name=each.id)
            step = Step(incident=Incident(), expectations=(expected,))
            touched += affected.touches(step)
            untouched += not affected.touches(step)
    assert untouched > touched > 0
