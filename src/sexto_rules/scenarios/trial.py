"""A trial: the scenarios of one protocol, run; with the problems of those that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from attrs import frozen

from sexto_rules.decisions.explanation import flat
from sexto_rules.errors import Problem
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios.failure import Failure
from sexto_rules.scenarios.finding import Found
from sexto_rules.scenarios.reading import ScenarioReader
from sexto_rules.scenarios.running import Result, run_scenarios

__all__ = ["Trial", "try_scenarios"]


@frozen(kw_only=True)
class Trial:
    """What came of the scenarios of one protocol; those with `problems` are not among them."""

    protocol: Protocol
    results: tuple[Result, ...]
    problems: tuple[Problem, ...]

    @property
    def decided_by(self) -> tuple[str, ...]:
        """What decided: the reference, and each engine; nothing where no scenario ran."""
        return self.results[0].decided_by if self.results else ()

    @property
    def passed(self) -> bool:
        """Whether every scenario could be read and came out as expected."""
        return not self.problems and all(each.passed for each in self.results)

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
    read = (each for path in found.files if (each := reader.scenario(path)) is not None)
    results = {}
    for result in run_scenarios(protocol, read, engines=engines, processes=processes):
        results[result.scenario.file] = result
        after_each()
    return Trial(
        protocol=protocol,
        results=tuple(results[str(path)] for path in found.files if str(path) in results),
        problems=tuple(reader.problems()),
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
