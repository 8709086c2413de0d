"""What is asked of `sexto test` about coverage: its options, and what each of them makes happen.

What measures is loaded when it is asked for: without these options `sexto test` begins sooner.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import typer
from attrs import evolve, frozen

from sexto_rules.cli.options import Format
from sexto_rules.cli.screen import Screen
from sexto_rules.cli.words import Language
from sexto_rules.errors import Place, Problem, ProblemsError
from sexto_rules.scenarios import Found, Trial

if TYPE_CHECKING:
    from sexto_rules.cli.coverage_run import Measured

__all__ = ["CoverageOption", "CoverageWish", "FailUnderOption", "HtmlOption", "SuggestOption"]

_STANDARD_OUTPUT: Final = "-"

CoverageOption: TypeAlias = Annotated[
    bool, typer.Option("--coverage", help="Say what of the protocol the scenarios show.")
]
HtmlOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--html", help="Write the coverage, line by line, to this HTML file."),
]
SuggestOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--suggest",
        metavar="FOLDER",
        help="Write scenarios for what is missing into this folder, to be reviewed; - prints them.",
    ),
]
FailUnderOption: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--fail-under",
        min=0,
        max=100,
        metavar="PERCENT",
        help="Exit 1 if the coverage is lower.",
    ),
]


@frozen(kw_only=True)
class CoverageWish:
    """The options; any of them asks for the measurement."""

    coverage: bool
    html: Path | None
    suggest: str | None
    fail_under: float | None

    @property
    def is_any(self) -> bool:
        """Whether coverage is to be measured."""
        return self.coverage or any(
            each is not None for each in (self.html, self.suggest, self.fail_under)
        )

    @property
    def prints_suggestions(self) -> bool:
        """Whether suggestions go to standard output, and words for people to standard error."""
        return self.suggest == _STANDARD_OUTPUT

    def require_sense(self, found: Sequence[Found], output: Format) -> None:
        """Refuse options that do not go together, before anything long begins.

        Raises:
            typer.BadParameter: They do not.
            ProblemsError: Suggestions cannot go where they are to go.
        """
        if (self.html or self.suggest) and len(found) > 1:
            message = "--html and --suggest are for one protocol"
            raise typer.BadParameter(message)
        if self.prints_suggestions and output is Format.JSON:
            message = "--suggest - prints YAML; with --format json name a folder"
            raise typer.BadParameter(message)
        if self.suggest is not None and not self.prints_suggestions:
            _require_folder(Path(self.suggest), found[0].folder)

    def carry_out(self, trials: Sequence[Trial], language: Language) -> tuple[Measured | None, ...]:
        """Measure each trial, write the page and the suggestions; nothing if nothing was asked.

        None stands for a trial whose tests were interrupted, and for what comes after that.
        """
        if not self.is_any:
            return ()
        from sexto_rules.cli import coverage_run as run  # noqa: PLC0415 - loaded when asked for

        measured: list[Measured | None] = []
        for trial in trials:
            if trial.interrupted or self.is_interrupted(measured):
                measured.append(None)
                continue
            its = run.measure_trial(trial, language)
            if self.html is not None:
                run.write_file(self.html, run.page_of(its, language))
            if self.suggest is not None and not its.interrupted:
                its = evolve(its, suggested=run.suggest(its, language))
                if its.suggested is not None and not self.prints_suggestions:
                    run.write_suggestions(its.suggested.files, Path(self.suggest))
            measured.append(its)
        return tuple(measured)

    def stream(self) -> IO[str] | None:
        """Return where words for people go; None: standard output."""
        return sys.stderr if self.prints_suggestions else None

    def show(self, screen: Screen, measured: Sequence[Measured | None]) -> None:
        """Write what was measured for people; suggestions that are to be printed, last."""
        if not measured:
            return
        from sexto_rules.cli import coverage_run as run  # noqa: PLC0415 - loaded when asked for
        from sexto_rules.cli.coverage_view import show_coverage  # noqa: PLC0415 - the same
        from sexto_rules.cli.coverage_words import percent_words, said  # noqa: PLC0415 - the same

        language = screen.language
        for each in measured:
            if each is None:
                screen.say()
                screen.say(said("not_begun", language), "bold yellow")
                continue
            show_coverage(screen, each.coverage, interrupted=each.interrupted)
            if self.html is not None:
                screen.say()
                screen.say(f"{said('written', language)} {self.html}")
            if each.suggested is not None:
                folder = None if self.prints_suggestions else self.suggest
                run.show_suggested(screen, each.suggested, folder)
            if self.fail_under is not None and each.percent < self.fail_under:
                values = (
                    percent_words(value, language) for value in (each.percent, self.fail_under)
                )
                screen.say(said("too_low", language, *values), "bold red")
            if each.suggested is not None and self.prints_suggestions:
                run.print_suggestions(each.suggested.files)

    def to_dict(self, measured: Measured | None) -> dict[str, Any]:
        """Return what was measured as plain data, under its key; nothing if it was not asked."""
        if measured is None:
            return {}
        from sexto_rules.coverage.plain import coverage_to_dict  # noqa: PLC0415 - loaded when asked

        data = coverage_to_dict(measured.coverage)
        data["interrupted"] = measured.interrupted
        if measured.suggested is not None:
            data["suggested"] = sorted(measured.suggested.files)
        return {"coverage": data}

    def is_interrupted(self, measured: Sequence[Measured | None]) -> bool:
        """Whether somebody stopped it."""
        return any(each is None or each.interrupted for each in measured)

    def is_enough(self, measured: Sequence[Measured | None]) -> bool:
        """Whether each share is as high as was asked for."""
        least = self.fail_under
        return least is None or all(each is not None and each.percent >= least for each in measured)


def _require_folder(folder: Path, protocol: Path) -> None:
    """Refuse a folder for suggestions in which they would be read or lost.

    Raises:
        ProblemsError: Suggestions are there already (SX620); the files of the protocol itself
            are read from there (SX621).
    """
    where = Place(str(folder))
    inside = protocol.is_dir() and folder.resolve().is_relative_to(protocol.resolve())
    if inside and not folder.resolve().is_relative_to((protocol / "scenarios").resolve()):
        message = "every file here is read as part of the protocol"
        help_ = "name a folder elsewhere, or `scenarios` once you have time to review"
        raise ProblemsError([Problem("SX621", message, where, help_)])
    if any(folder.glob("suggested-*.yaml")):
        message = "suggestions that were not reviewed yet are here already"
        help_ = "review them and give them names of their own, or name another folder"
        raise ProblemsError([Problem("SX620", message, where, help_)])
