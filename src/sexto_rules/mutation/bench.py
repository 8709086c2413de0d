"""The bench on which one mutant after the other is tried against scenarios and invariants.

In this order, the quick before the dear: the worked cases that speak of what the mistake affects,
the invariants on incidents that show it, the questions of the worked cases, and what `check` says.
Incidents that show it are looked for among the worked cases, in a pool drawn for the protocol, and
among incidents drawn for the mistake. Everything that is shown is confirmed by the reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from sexto_rules import reference
from sexto_rules.errors import NOWHERE, Place, Problem, ProtocolError
from sexto_rules.facts import Incident
from sexto_rules.mutation.bench_day import BenchDay, Difference, MutantDay
from sexto_rules.mutation.mistake import Mistake, Mutant
from sexto_rules.mutation.ready import Answer
from sexto_rules.mutation.refusal import Refusals
from sexto_rules.mutation.search import SearchSize, drawn_for_entry, drawn_for_mistake
from sexto_rules.mutation.verdict import Fate, Shown, Verdict
from sexto_rules.protocol.dates import change_days, intervals
from sexto_rules.protocol.model import Protocol
from sexto_rules.sampling.smallest import smallest
from sexto_rules.scenarios import Scenario

__all__ = ["Bench"]

_ENOUGH: Final = 5
"""Incidents that show a mistake and are held against the invariants; each takes milliseconds."""


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
        self._days: dict[tuple[date, ...], BenchDay] = {}
        self._refusals: Refusals | None = None

    def try_one(self, mutant: Mutant) -> Verdict:
        """Return what becomes of a mutant."""
        try:
            return self._judge(mutant)
        except ProtocolError as error:
            return _refused(mutant, error.problems[0])

    def _judge(self, mutant: Mutant) -> Verdict:
        """Return what becomes of a mutant; days on which nothing is different are left out."""
        trials: list[MutantDay] = []
        for day in self._days_of(mutant):
            if trials and not day.cases:
                continue
            trial = MutantDay(day, mutant.protocol)
            if trial.altered.is_same:
                continue
            trials.append(trial)
            found = trial.failing_case()
            if found is not None:
                case, failure = found
                return _caught(mutant, Fate.SCENARIO, case.scenario.file, failure.place)
        if not trials:
            return Verdict(number=mutant.number, fate=Fate.EQUIVALENT)
        return self._beyond_the_cases(mutant, trials)

    def _beyond_the_cases(self, mutant: Mutant, trials: Sequence[MutantDay]) -> Verdict:
        """Return what becomes of a mutant that no line expected in a scenario catches."""
        searched, differing = self._differing(mutant, trials)
        for trial, difference in differing:
            broken = trial.broken_promise(difference)
            if broken:
                return _caught(mutant, Fate.INVARIANT, broken)
        for trial in trials:
            case = trial.case_asked_otherwise()
            if case is not None:
                return _caught(mutant, Fate.SCENARIO, case.scenario.file, case.step.place)
        problem = self._find_refusal(mutant, trials[0], is_shown=bool(differing))
        if problem is not None:
            return _refused(mutant, problem)
        if differing:
            return _survivor(mutant, *differing[0])
        return Verdict(number=mutant.number, fate=Fate.EQUIVALENT, searched=searched)

    def _differing(
        self, mutant: Mutant, trials: Sequence[MutantDay]
    ) -> tuple[int, list[tuple[MutantDay, Difference]]]:
        """Return how many incidents were drawn, and enough of those that show the mistake."""
        of_cases = ((trial, each) for trial in trials for each in trial.differing_cases())
        differing = list(islice(of_cases, _ENOUGH))
        searched = 0
        if len(differing) < _ENOUGH:
            for searched, (incident, answer) in enumerate(self._incidents(mutant, trials[0]), 1):
                differing += ((trials[0], each) for each in trials[0].differences(incident, answer))
                if len(differing) >= _ENOUGH or (differing and searched >= self._size.pool):
                    break
        return searched, differing

    def _incidents(self, mutant: Mutant, trial: MutantDay) -> Iterator[tuple[Incident, Answer]]:
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

    def _find_refusal(self, mutant: Mutant, trial: MutantDay, *, is_shown: bool) -> Problem | None:
        """Return why `check` refuses a mutant.

        What an incident shows is only looked for where an incident shows the mistake.
        """
        if self._refusals is None:
            self._refusals = Refusals(self._protocol)
        problem = self._refusals.at_sight(mutant.protocol)
        if problem is None and is_shown:
            return self._refusals.shown(trial.altered.day, trial.affected.stops)
        return problem

    def _days_of(self, mutant: Mutant) -> Iterator[BenchDay]:
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

    def _day(self, group: tuple[date, ...]) -> BenchDay:
        """Return a day, which stands for all days of its group."""
        if group not in self._days:
            usual = self._protocol.date
            scenarios = [each for each in self._scenarios if (each.as_of or usual) in group]
            self._days[group] = BenchDay(self._protocol, group[0], scenarios)
        return self._days[group]


def _caught(mutant: Mutant, fate: Fate, by: str, place: Place = NOWHERE) -> Verdict:
    return Verdict(number=mutant.number, fate=fate, by=by, place=place)


def _refused(mutant: Mutant, problem: Problem) -> Verdict:
    return _caught(mutant, Fate.CHECK, problem.code, problem.place)


def _survivor(mutant: Mutant, trial: MutantDay, difference: Difference) -> Verdict:
    """Return the verdict with the smallest incident that shows the mistake."""
    original, altered = trial.day.original, trial.altered

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
