"""Running scenarios: each step decided by the reference and by every engine, and compared.

Deciders are made once a day of the protocol. Many scenarios are shared among processes: the
reference, which takes no shortcut, is what takes the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date
from itertools import zip_longest
from multiprocessing import get_all_start_methods, get_context
from signal import SIG_IGN, SIGINT, signal
from types import TracebackType
from typing import Final, Self

from attrs import frozen

from sexto_rules import reference
from sexto_rules.decisions import Decider
from sexto_rules.errors import AdviceWithheldError
from sexto_rules.protocol.model import Protocol
from sexto_rules.protocol.outcome import Line, Outcome
from sexto_rules.scenarios.failure import Failure, decision_failures, failures, label_of
from sexto_rules.scenarios.reasons import with_reasons
from sexto_rules.scenarios.scenario import Scenario, Step

__all__ = ["Result", "Runner", "run_scenarios"]

_CHUNK: Final = 8
"""Scenarios that are handed to another process together."""


@frozen(kw_only=True)
class Result:
    """What came of a scenario: the failures of each of its steps, none where all is as expected.

    `decided_by` names what decided each step and was compared: the reference, then the engines.
    """

    scenario: Scenario
    failures: tuple[tuple[Failure, ...], ...]
    decided_by: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every step came out as expected."""
        return not any(self.failures)


class Runner:
    """A protocol made ready to run scenarios on; close it, or use it in a `with`.

    Example:
        >>> with Runner(protocol) as runner:  # doctest: +SKIP
        ...     runner.run(scenario).passed
        True
    """

    def __init__(self, protocol: Protocol, engines: Sequence[str] | None = None) -> None:
        """Make it ready: `engines` are as `Decider` takes them, None: every one there is."""
        self._protocol = protocol
        self._engines = engines
        self._deciders: dict[date, Decider] = {}

    def decider(self, as_of: date | None) -> Decider:
        """Return what decides on a day, None: that of the protocol.

        Raises:
            ProtocolError: An engine cannot take the protocol.
            MissingExtraError: An engine that was asked for is not installed.
        """
        day = as_of or self._protocol.date
        if day not in self._deciders:
            self._deciders[day] = Decider(self._protocol, day, self._engines)
        return self._deciders[day]

    def run(self, scenario: Scenario) -> Result:
        """Return what came of a scenario."""
        decider = self.decider(scenario.as_of)
        return Result(
            scenario=scenario,
            failures=tuple(tuple(_failures(step, decider)) for step in scenario.steps),
            decided_by=_names(decider),
        )

    def close(self) -> None:
        """Free what the engines hold."""
        for decider in self._deciders.values():
            decider.close()

    def __enter__(self) -> Self:
        """Return the runner."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()


def _failures(step: Step, decider: Decider) -> Iterator[Failure]:
    """Yield each way in which a step fails; decisions that differ are the first of them."""
    expected = reference.decide(decider.day, step.incident)
    names = _names(decider)
    try:
        outcome = decider.outcome(step.incident)
    except AdviceWithheldError as error:
        yield _disagreement(step, names, str(error))
        return
    if outcome != expected:
        yield _disagreement(step, names, _difference(expected, outcome))
        return
    found = list(failures(step, decider.day, outcome))
    if step.final is not None or step.next_question is not None or step.because:
        found += decision_failures(step, decider.decide(step.incident))
    for failure in found:
        yield with_reasons(failure, decider.day, step.incident, outcome)


def _names(decider: Decider) -> tuple[str, ...]:
    return ("reference", *decider.decided_by)


def _disagreement(step: Step, names: Iterable[str], got: str) -> Failure:
    """Return the failure of a step that is decided differently: our bug, not the author's."""
    return Failure(place=step.place, expected=" = ".join(names), got=got, is_ours=True)


def _difference(expected: Outcome, outcome: Outcome) -> str:
    """Return the first thing in which two outcomes differ."""
    if expected.possible_classes != outcome.possible_classes:
        routes = (" / ".join(each.possible_classes) for each in (expected, outcome))
        return " ≠ ".join(routes)
    pairs = zip_longest(expected.lines, outcome.lines)
    one, other = next(pair for pair in pairs if pair[0] != pair[1])
    return " ≠ ".join(_in_full(line) for line in (one, other))


def _in_full(line: Line | None) -> str:
    if line is None:
        return "-"
    certainty = "certain" if line.certain else "in doubt"
    breach = ", breached" if line.breached else ""
    return f"{label_of(line)}, {' / '.join(line.acts)}, {certainty}{breach}"


def run_scenarios(
    protocol: Protocol,
    scenarios: Iterable[Scenario],
    *,
    engines: Sequence[str] | None = None,
    processes: int = 1,
) -> Iterator[Result]:
    """Yield what came of each scenario, as they are taken; of several processes, as they are done.

    Args:
        protocol: The protocol.
        scenarios: The scenarios; more are taken while some run.
        engines: As `Decider` takes them; None: every one that is installed.
        processes: How many processes share the work; 1: this one does it.

    Raises:
        ProtocolError: An engine cannot take the protocol.
        MissingExtraError: An engine that was asked for is not installed.
    """
    if processes < 2:
        with Runner(protocol, engines) as runner:
            yield from map(runner.run, scenarios)
        return
    method = "fork" if "fork" in get_all_start_methods() else "spawn"
    pool = ProcessPoolExecutor(
        processes,
        mp_context=get_context(method),
        initializer=_begin,
        initargs=(protocol, engines),
    )
    try:
        running = [pool.submit(_run, chunk) for chunk in _chunks(protocol, scenarios)]
        for future in as_completed(running):
            yield from future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _chunks(protocol: Protocol, scenarios: Iterable[Scenario]) -> Iterator[list[Scenario]]:
    """Yield scenarios of the same day together, so that few processes make a decider for it."""
    waiting: dict[date, list[Scenario]] = {}
    for scenario in scenarios:
        day = scenario.as_of or protocol.date
        its = waiting.setdefault(day, [])
        its.append(scenario)
        if len(its) == _CHUNK:
            yield waiting.pop(day)
    yield from waiting.values()


_runners: Final[list[Runner]] = []
"""In a process that shares the work: its runner, which keeps what it made ready."""


def _begin(protocol: Protocol, engines: Sequence[str] | None) -> None:
    """Make a process ready that shares the work; an interruption is for the first one to tell."""
    signal(SIGINT, SIG_IGN)
    _runners.append(Runner(protocol, engines))


def _run(scenarios: Sequence[Scenario]) -> list[Result]:
    """Run some scenarios in such a process."""
    return [_runners[-1].run(scenario) for scenario in scenarios]
