"""Scenario files as items of pytest: what is collected, run and shown.

A file with mistakes is a failed collection that shows each problem at its line. Where the
protocol itself has mistakes, no scenario runs, and they are shown once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from attrs import frozen

from sexto_rules.decisions.reasons import flat
from sexto_rules.errors import ProblemsError
from sexto_rules.library import load_protocol
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios import Failure, Result, Runner, Scenario, read_scenarios

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr, TracebackStyle

__all__ = ["ScenarioFile"]


@frozen
class _Bench:
    """A protocol, and what runs its scenarios."""

    protocol: Protocol
    runner: Runner


_BENCHES: Final = pytest.StashKey[dict[Path, _Bench | str]]()
"""By folder: the protocol ready, or the name of the file with which its mistakes are shown."""


class ScenarioFile(pytest.File):
    """A scenario file: one item."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the scenario.

        Raises:
            CollectError: The file has mistakes, or the one that it is based on, or the protocol.
        """
        bench = self._bench()
        scenarios, problems = read_scenarios([self.path], bench.protocol)
        if problems:
            raise self.CollectError("\n".join(map(str, problems)))
        for scenario in scenarios:
            yield ScenarioItem.from_parent(
                self, name=self.path.stem, scenario=scenario, runner=bench.runner
            )

    def _bench(self) -> _Bench:
        """Return the protocol that the scenario is of; it is loaded once a session."""
        folder = self.path.parent.parent
        benches = self.config.stash.setdefault(_BENCHES, {})
        kept = benches.get(folder)
        if kept is None:
            try:
                protocol = load_protocol(folder)
            except ProblemsError as error:
                benches[folder] = self.path.name
                raise self.CollectError(_lines(error)) from error
            kept = benches[folder] = _Bench(protocol, Runner(protocol))
            self.config.add_cleanup(kept.runner.close)
        if isinstance(kept, str):
            message = f"the protocol in {folder} has mistakes: they are shown with {kept}"
            raise self.CollectError(message)
        return kept


class ScenarioItem(pytest.Item):
    """A scenario, run on the reference and on every engine."""

    def __init__(
        self, *, name: str, parent: ScenarioFile, scenario: Scenario, runner: Runner
    ) -> None:
        """Keep the scenario, and what runs it."""
        super().__init__(name, parent)
        self.scenario = scenario
        self.runner = runner

    def runtest(self) -> None:
        """Run it.

        Raises:
            ScenarioFailedError: Something came out that is not expected.
        """
        result = self.runner.run(self.scenario)
        if not result.passed:
            raise ScenarioFailedError(result)

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: TracebackStyle | None = None,
    ) -> str | TerminalRepr:
        """Return what was expected and what came instead; problems at their places."""
        match excinfo.value:
            case ScenarioFailedError(result=result):
                return "\n".join(_shown(result))
            case ProblemsError() as error:
                return _lines(error)
            case _:
                return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where it stands, and how it is called."""
        line = self.scenario.steps[0].place.line or 1
        return self.path, line - 1, f"scenario {self.name}"


class ScenarioFailedError(Exception):
    """A scenario came out otherwise than expected."""

    def __init__(self, result: Result) -> None:
        """Keep what came of it."""
        super().__init__(result.scenario.file)
        self.result = result


def _lines(error: ProblemsError) -> str:
    return "\n".join(map(str, error.problems))


def _shown(result: Result) -> Iterator[str]:
    """Yield the title, and each failure at its line with the reasons."""
    title = next(iter(result.scenario.title.values()), "")
    yield f"{Path(result.scenario.file).stem}: {title}"
    for number, found in enumerate(result.failures, start=1):
        if found and len(result.failures) > 1:
            yield f"step {number}"
        for failure in found:
            yield from _shown_failure(failure)


def _shown_failure(failure: Failure) -> Iterator[str]:
    yield f"{failure.place}: expected {failure.expected}"
    yield f"  got {failure.got or 'nothing of the kind'}"
    for why in failure.why:
        yield f"  {why.what}, because {', '.join(flat(why.reasons)) or 'nothing speaks for it'}"
    if failure.is_ours:
        yield "  this is a mistake of sexto-rules, not of the protocol: please report it"
