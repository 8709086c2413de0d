"""The bench on which one mutant after the other is tried against scenarios and invariants.

In this order, the quick before the dear: the worked cases on which it differs, the invariants on
these, the pool of incidents drawn for the protocol, what `check` says, and incidents drawn for
the mistake. Everything that is shown is confirmed by the reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from sexto_rules import reference
from sexto_rules.decisions import Decider
from sexto_rules.errors import NOWHERE, Place, Problem, ProtocolError
from sexto_rules.facts import Incident
from sexto_rules.mutation.mistake import Mistake, Mutant
from sexto_rules.mutation.ready import Altered, Answer, Original
from sexto_rules.mutation.refusal import Refusals
from sexto_rules.mutation.search import SearchSize, drawn_for_entry, drawn_for_mistake, pool_of
from sexto_rules.mutation.verdict import Fate, Shown, Verdict
from sexto_rules.protocol.dates import change_days, intervals
from sexto_rules.protocol.model import Protocol
from sexto_rules.protocol.outcome import Outcome
from sexto_rules.sampling.smallest import smallest
from sexto_rules.scenarios import Scenario, Step, failures
from sexto_rules.scenarios.failure import decision_failures

__all__ = ["Bench"]

_ENOUGH: Final = 5
"""Incidents that show a mistake and are held against the invariants; each takes milliseconds."""


@frozen
class _Case:
    """One step of a scenario, and what the original says of it."""

    scenario: Scenario
    step: Step
    answer: Answer


class _Day:
    """Everything of one day: the original, the worked cases of the day, the pool."""

    def __init__(self, protocol: Protocol, as_of: date, scenarios: Iterable[Scenario]) -> None:
        self.original = Original(protocol, as_of)
        self.cases = [
            _Case(scenario, step, self.original.answer(step.incident))
            for scenario in scenarios
            for step in scenario.steps
        ]
        self._pool: tuple[tuple[Incident, Answer], ...] | None = None
        self._around: tuple[object, tuple[tuple[Incident, Answer], ...]] = (None, ())

    def pool(self, size: SearchSize, seed: int) -> tuple[tuple[Incident, Answer], ...]:
        """Return incidents drawn for the protocol, with what the original says of each."""
        if self._pool is None:
            drawn = pool_of(self.original.day, size, seed)
            self._pool = tuple((each, self.original.answer(each)) for each in drawn)
        return self._pool

    def around(
        self, entry: object, draw: Callable[[], Iterable[Incident]]
    ) -> tuple[tuple[Incident, Answer], ...]:
        """Return incidents drawn for an entry, kept until another one is asked for."""
        if self._around[0] != entry:
            answers = tuple((each, self.original.answer(each)) for each in draw())
            self._around = (entry, answers)
        return self._around[1]


@frozen
class _Difference:
    """An incident on which a mutant differs, on a day, and what the mutant says of it."""

    day: _Day
    altered: Altered
    incident: Incident
    outcome: Outcome


@frozen
class _Trial:
    """A mutant on a day on which it is not the same as the original."""

    day: _Day
    altered: Altered

    def differences(self, incident: Incident, answer: Answer) -> Iterator[_Difference]:
        """Yield the difference on an incident, if there is one."""
        outcome = self.altered.outcome(incident, answer)
        if self.altered.differs(outcome, answer):
            yield _Difference(self.day, self.altered, incident, outcome)

    def differing_cases(self) -> Iterator[tuple[_Case, _Difference]]:
        """Yield the worked cases of the day on which the mutant differs."""
        for case in self.day.cases:
            for difference in self.differences(case.step.incident, case.answer):
                yield case, difference

    def asked_otherwise(self, mutant: Protocol) -> _Case | None:
        """Return a worked case with other questions or reasons than it expects of a decision."""
        dear = [
            case
            for case in self.day.cases
            if case.step.final is not None or case.step.next_question or case.step.because
        ]
        if not dear:
            return None
        with Decider(mutant, self.altered.day.as_of, ["compiled"]) as decider:
            for case in dear:
                decision = decider.decide(case.step.incident)
                if next(decision_failures(case.step, decision), None) is not None:
                    return case
        return None


class Bench:
    """A protocol and its scenarios, ready to try mutants; not safe from several threads."""

    def __init__(
        self,
        protocol: Protocol,
        scenarios: Sequence[Scenario],
        *,
        size: SearchSize | None = None,
        seed: int = 1,
    ) -> None:
        """Make it ready; what is dear is made when it is first needed."""
        self._protocol = protocol
        self._scenarios = tuple(scenarios)
        self._size = size or SearchSize()
        self._seed = seed
        self._starts = intervals(protocol)
        self._days: dict[tuple[date, ...], _Day] = {}
        self._refusals: Refusals | None = None

    def try_one(self, mutant: Mutant) -> Verdict:
        """Return what becomes of a mutant."""
        try:
            return self._judge(mutant)
        except ProtocolError as error:
            return _refused(mutant, error.problems[0])

    def _judge(self, mutant: Mutant) -> Verdict:
        """Return what becomes of a mutant; days on which nothing is different are left out."""
        trials: list[_Trial] = []
        differing: list[_Difference] = []
        for day in self._days_of(mutant):
            if trials and not day.cases:
                continue
            trial = _Trial(day, Altered(day.original, mutant.protocol))
            if trial.altered.is_same:
                continue
            trials.append(trial)
            for case, difference in trial.differing_cases():
                failure = next(failures(case.step, trial.altered.day, difference.outcome), None)
                if failure is not None:
                    return _caught(mutant, Fate.SCENARIO, case.scenario.file, failure.place)
                differing.append(difference)
        if not trials:
            return Verdict(number=mutant.number, fate=Fate.EQUIVALENT)
        return self._beyond_the_cases(mutant, trials, differing)

    def _beyond_the_cases(
        self, mutant: Mutant, trials: Sequence[_Trial], differing: list[_Difference]
    ) -> Verdict:
        """Return what becomes of a mutant that no line expected in a scenario catches."""
        trial, searched = trials[0], 0
        for searched, (incident, answer) in enumerate(self._incidents(mutant, trial), 1):
            if len(differing) >= _ENOUGH or (differing and searched > self._size.pool):
                break
            differing += trial.differences(incident, answer)
        broken = _broken(differing)
        if broken:
            return _caught(mutant, Fate.INVARIANT, broken)
        for each in trials:
            case = each.asked_otherwise(mutant.protocol)
            if case is not None:
                return _caught(mutant, Fate.SCENARIO, case.scenario.file, case.step.place)
        problem = self._find_refusal(mutant, trial, is_shown=bool(differing))
        if problem is not None:
            return _refused(mutant, problem)
        if differing:
            return _survivor(mutant, differing[0])
        return Verdict(number=mutant.number, fate=Fate.EQUIVALENT, searched=searched)

    def _incidents(self, mutant: Mutant, trial: _Trial) -> Iterator[tuple[Incident, Answer]]:
        """Yield incidents to look at, those that are dear to draw last."""
        day = trial.day
        yield from day.pool(self._size, self._seed)
        before, after = day.original.day, trial.altered.day
        cases = [case.step.incident for case in day.cases]
        for incident in drawn_for_mistake(
            mutant.change, before, after, cases, self._size, self._seed
        ):
            yield incident, day.original.answer(incident)
        yield from day.around(
            (mutant.section, mutant.entry),
            lambda: drawn_for_entry(before, after, cases, self._size, self._seed),
        )

    def _find_refusal(self, mutant: Mutant, trial: _Trial, *, is_shown: bool) -> Problem | None:
        """Return why `check` refuses a mutant.

        What an incident shows is only looked for where an incident shows the mistake.
        """
        if self._refusals is None:
            self._refusals = Refusals(self._protocol)
        problem = self._refusals.at_sight(mutant.protocol)
        if problem is None and is_shown:
            return self._refusals.shown(trial.day.original.day, trial.altered.day)
        return problem

    def _days_of(self, mutant: Mutant) -> Iterator[_Day]:
        """Yield the days on which a mutant is tried: the protocol's own, then the others.

        Between two changes every day is alike, unless the mistake is in a date.
        """
        usual = self._protocol.date
        told = [each.as_of or usual for each in self._scenarios]
        if mutant.mistake is Mistake.DATE:
            told += [*change_days(self._protocol), *change_days(mutant.protocol)]
            groups: list[tuple[date, ...]] = [
                (each,) for each in dict.fromkeys([usual, *sorted(told)])
            ]
        else:
            by_start: dict[date, list[date]] = {}
            for each in [usual, *sorted(told), *self._starts]:
                by_start.setdefault(max(s for s in self._starts if s <= each), []).append(each)
            groups = [tuple(dict.fromkeys(each)) for each in by_start.values()]
        for group in groups:
            yield self._day(group)

    def _day(self, group: tuple[date, ...]) -> _Day:
        """Return a day, which stands for all days of its group."""
        if group not in self._days:
            usual = self._protocol.date
            scenarios = [each for each in self._scenarios if (each.as_of or usual) in group]
            self._days[group] = _Day(self._protocol, group[0], scenarios)
        return self._days[group]


def _caught(mutant: Mutant, fate: Fate, by: str, place: Place = NOWHERE) -> Verdict:
    return Verdict(number=mutant.number, fate=fate, by=by, place=place)


def _refused(mutant: Mutant, problem: Problem) -> Verdict:
    return _caught(mutant, Fate.CHECK, problem.code, problem.place)


def _broken(differing: Sequence[_Difference]) -> str:
    """Return an invariant that the mutant breaks on one of the incidents, and the original not."""
    for each in differing[:_ENOUGH]:
        broken = reference.violations(each.altered.day, each.incident, each.outcome)
        if broken:
            day = each.day.original.day
            kept = reference.violations(day, each.incident, reference.decide(day, each.incident))
            new = [name for name, _ in broken if name not in {name for name, _ in kept}]
            if new:
                return new[0]
    return ""


def _survivor(mutant: Mutant, difference: _Difference) -> Verdict:
    """Return the verdict with the smallest incident that shows the mistake."""
    original, altered = difference.day.original, difference.altered

    def shows(incident: Incident) -> bool:
        answer = original.answer(incident)
        return altered.differs(altered.outcome(incident, answer), answer)

    incident = smallest(difference.incident, shows)
    shown = Shown(
        incident=incident,
        as_of=original.day.as_of,
        before=reference.decide(original.day, incident),
        after=reference.decide(altered.day, incident),
    )
    return Verdict(number=mutant.number, fate=Fate.SURVIVED, shown=shown)
