"""What is asked of `sexto test` about mistakes made on purpose: its option, and what it does.

What makes them is loaded when it is asked for: without the option `sexto test` begins sooner.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import typer
from attrs import frozen

from sexto_rules.cli.processes import usable_processes
from sexto_rules.cli.progress import progress
from sexto_rules.cli.screen import Screen
from sexto_rules.cli.words import Language
from sexto_rules.scenarios import Trial

if TYPE_CHECKING:
    from sexto_rules.mutation import MutationReport

__all__ = ["MutateOption", "MutationWish"]

_FEW: Final = 100
"""Mistakes that are tried sooner than other processes are ready."""

MutateOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--mutate",
        help="Make mistakes in the protocol on purpose, and say which ones nothing would notice.",
    ),
]


@frozen
class MutationWish:
    """The option, and what comes of it."""

    mutate: bool

    def carry_out(
        self, trials: Sequence[Trial], language: Language, *, stopped: bool = False
    ) -> tuple[MutationReport | None, ...]:
        """Try the mutants of each trial that passed; nothing if nothing was asked.

        None stands for a trial that did not pass, and for what comes after an interruption;
        `stopped` says that there was one already.
        """
        reports: list[MutationReport | None] = []
        for trial in trials if self.mutate else ():
            leave_out = stopped or self.is_interrupted(reports) or not trial.passed
            reports.append(None if leave_out else _measured(trial, language))
        return tuple(reports)

    def show(self, screen: Screen, reports: Sequence[MutationReport | None]) -> None:
        """Write what became of the mutants, for people."""
        if not reports:
            return
        from sexto_rules.cli.mutation_view import show_mutation  # noqa: PLC0415 - loaded when asked
        from sexto_rules.cli.mutation_words import said  # noqa: PLC0415 - the same

        for report in reports:
            if report is None:
                screen.say()
                screen.say(said("not_begun", screen.language), "bold yellow")
            else:
                show_mutation(screen, report)

    def to_dict(self, report: MutationReport | None) -> dict[str, Any]:
        """Return what became of the mutants as plain data, under its key."""
        if report is None:
            return {}
        from sexto_rules.mutation import report_to_dict  # noqa: PLC0415 - loaded when asked for

        return {"mutation": report_to_dict(report)}

    def is_interrupted(self, reports: Sequence[MutationReport | None]) -> bool:
        """Whether somebody stopped it."""
        return any(each is not None and each.not_tried for each in reports)


def _measured(trial: Trial, language: Language) -> MutationReport:
    """Try every mutant, with a bar on standard error meanwhile."""
    from sexto_rules.cli.mutation_words import said  # noqa: PLC0415 - loaded when asked for
    from sexto_rules.mutation import measure, mutants_of  # noqa: PLC0415 - the same

    count = len(mutants_of(trial.protocol))
    with progress(said("making", language), count) as after_each:
        return measure(
            trial.protocol,
            [each.scenario for each in trial.results],
            processes=usable_processes() if count >= _FEW else 1,
            told=lambda _tried, _all: after_each(),
        )
