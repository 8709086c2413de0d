"""A trial: the scenarios of one protocol, run; with the problems of those that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from attrs import frozen

from sexto_rules.decisions.explanation import flat
from sexto_rules.errors import Problem
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios.failure import Failure
from sexto_rules.scenarios.finding import Found
from sexto_rules.scenarios.reading import ScenarioReader
from sexto_rules.scenarios.running import Result, run_scenarios
from sexto_rules.scenarios.scenario import Scenario

__all__ = ["Trial", "try_scenarios"]


@frozen(kw_only=True)
class Trial:
    """What came of the scenarios of one protocol.

    Those with `problems` are not among the results, nor are those `left_out`: files that did not
    run because somebody stopped it.
    """

    protocol: Protocol
    results: tuple[Result, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...] = ()

    @property
    def decided_by(self) -> tuple[str, ...]:
        """What decided: the reference, and each engine; nothing where no scenario ran."""
        return self.results[0].decided_by if self.results else ()

    @property
    def passed(self) -> bool:
        """Whether every scenario could be read, ran and came out as expected."""
        in_full = not self.problems and not self.left_out
        return in_full and all(each.passed for each in self.results)

    @property
    def interrupted(self) -> bool:
        """Whether somebody stopped it before all had run."""
        return bool(self.left_out)

    @property
    def is_ours(self) -> bool:
        """Whether something was decided differently by the reference and an engine."""
        return any(failure.is_ours for _, _, found in self.steps() for failure in found)

    def steps(self) -> Iterator[tuple[Result, int, tuple[Failure, ...]]]:
        """Yield every step that ran: its scenario, its number from 1, and its failures."""
        for result in self.results:
            for number, found in enumerate(result.failures, start=1):
                yield result, number, found

    def to_dict(self) -> dict[str, Any]:
        """Return the trial as plain data."""
        protocol = self.protocol
        return {
            "protocol": {
                "id": protocol.id,
                "version": protocol.version,
                "digest": protocol.digest,
            },
            "passed": self.passed,
            "decided_by": list(self.decided_by),
            "problems": [_problem(each) for each in self.problems],
            "scenarios": [_result(each, protocol) for each in self.results],
            "left_out": list(self.left_out),
        }


def try_scenarios(
    found: Found,
    protocol: Protocol,
    *,
    engines: Sequence[str] | None = None,
    processes: int = 1,
    after_each: Callable[[], None] = lambda: None,
) -> Trial:
    """Read and run the scenarios that were found beside a protocol.

    An interrupt (Ctrl-C) ends it early: the trial has what ran until then, and names the rest.

    Args:
        found: The files.
        protocol: Their protocol.
        engines: As `Decider` takes them; None: every one that is installed.
        processes: How many processes share the work.
        after_each: Called when a scenario is done.

    Raises:
        ProtocolError: An engine cannot take the protocol.
        MissingExtraError: An engine that was asked for is not installed.
    """
    reader = ScenarioReader(protocol)
    results: dict[str, Result] = {}
    refused: set[str] = set()

    def read() -> Iterator[Scenario]:
        for path in found.files:
            scenario = reader.scenario(path)
            if scenario is None:
                refused.add(str(path))
            else:
                yield scenario

    with suppress(KeyboardInterrupt):
        for result in run_scenarios(protocol, read(), engines=engines, processes=processes):
            results[result.scenario.file] = result
            after_each()
    files = [str(path) for path in found.files]
    return Trial(
        protocol=protocol,
        results=tuple(results[each] for each in files if each in results),
        problems=tuple(reader.problems()),
        left_out=tuple(each for each in files if each not in results.keys() | refused),
    )


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
        "help": problem.help,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
    }


def _result(result: Result, protocol: Protocol) -> dict[str, Any]:
    scenario = result.scenario
    return {
        "file": scenario.file,
        "title": dict(scenario.title),
        "as_of": (scenario.as_of or protocol.date).isoformat(),
        "passed": result.passed,
        "steps": [
            {
                "line": step.place.line,
                "passed": not found,
                "failures": [_failure(each) for each in found],
            }
            for step, found in zip(scenario.steps, result.failures, strict=True)
        ],
    }


def _failure(failure: Failure) -> dict[str, Any]:
    return {
        "line": failure.place.line,
        "column": failure.place.column,
        "expected": failure.expected,
        "got": failure.got or None,
        "why": [{"what": why.what, "because": list(flat(why.reasons))} for why in failure.why],
    }
