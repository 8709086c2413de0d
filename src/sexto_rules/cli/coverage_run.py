"""Measuring coverage at the command line: progress, interruptions, pages and suggestions."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from sexto_rules.cli.coverage_page import coverage_page
from sexto_rules.cli.coverage_view import show_goals
from sexto_rules.cli.coverage_words import said
from sexto_rules.cli.progress import progress
from sexto_rules.cli.screen import Screen
from sexto_rules.cli.words import Language
from sexto_rules.coverage import Coverage, Goal, GoalState, Measuring, Moment, share_of
from sexto_rules.coverage.moments import moments_of
from sexto_rules.coverage.suggested_file import file_name, scenario_text
from sexto_rules.coverage.suggestions import Suggestion, searches
from sexto_rules.documents import read_bytes
from sexto_rules.errors import Place, Problem, ProblemsError
from sexto_rules.library.whole_files import write_whole
from sexto_rules.scenarios import Trial

__all__ = [
    "Measured",
    "Suggested",
    "measure_trial",
    "page_of",
    "print_suggestions",
    "show_suggested",
    "suggest",
    "write_file",
    "write_suggestions",
]


@frozen(kw_only=True)
class Suggested:
    """What was suggested, as files by name; for how many points, and for which none was found."""

    files: Mapping[str, str]
    wanted: int
    not_found: tuple[Goal, ...]
    looked_at: int
    drawn: int
    interrupted: bool


@frozen(kw_only=True)
class Measured:
    """The coverage of one protocol, what it was measured with, and what was suggested."""

    coverage: Coverage
    measuring: Measuring
    moments: tuple[Moment, ...]
    is_whole: bool
    suggested: Suggested | None = None

    @property
    def interrupted(self) -> bool:
        """Whether somebody stopped the measurement or the search."""
        return not self.is_whole or (self.suggested is not None and self.suggested.interrupted)

    @property
    def percent(self) -> float:
        """The share of what the protocol itself writes that is shown."""
        return share_of(self.coverage.own()).percent

    @property
    def missing(self) -> tuple[Goal, ...]:
        """What no scenario shows of what the protocol itself writes."""
        own = self.coverage.own()
        return tuple(each.goal for each in own if each.state is GoalState.MISSING)


def measure_trial(trial: Trial, language: Language) -> Measured:
    """Measure the scenarios of a trial; an interruption ends it early, and is told.

    Args:
        trial: The trial.
        language: Of the words beside the bar.
    """
    protocol = trial.protocol
    moments = tuple(moments_of(protocol, (each.scenario for each in trial.results)))
    unread = sorted({str(each.place.file) for each in trial.problems})
    measuring = Measuring(protocol)
    looked_at = 0
    stopped = False
    try:
        with progress(said("coverage", language), len(moments)) as after_each:
            for moment in () if stopped else moments:
                measuring.add(moment)
                looked_at += 1
                after_each()
    except KeyboardInterrupt:
        stopped = True
    left_out = [*unread, *(moment.name for moment in moments[looked_at:])]
    try:
        coverage = measuring.coverage(left_out, proving=not stopped)
    except KeyboardInterrupt:
        stopped = True
        coverage = measuring.coverage(left_out, proving=False)
    return Measured(
        coverage=coverage,
        measuring=measuring,
        moments=moments,
        is_whole=not stopped,
    )


def page_of(measured: Measured, language: Language) -> str:
    """Return the page of what was measured, with the text of each file that it speaks of."""
    places = {each.goal.place.file for each in measured.coverage.own()}
    texts = {name: read_bytes(name).decode("utf-8-sig") for name in sorted(filter(None, places))}
    return coverage_page(measured.coverage, texts, language)


def suggest(measured: Measured, language: Language) -> Suggested:
    """Look for scenarios that show what is missing; an interruption ends it with what is found.

    What is found when the search is stopped is still made short; a second interruption ends that.
    """
    found: list[Suggestion] = []
    looked_at = drawn = 0
    stopped = False
    try:
        for search in searches(measured.measuring, measured.moments, measured.missing):
            try:
                for incidents in search.rounds():
                    drawn += len(incidents)
                    with progress(said("searching", language), len(incidents)) as after_each:
                        for incident in incidents:
                            search.look(incident)
                            looked_at += 1
                            after_each()
            except KeyboardInterrupt:
                stopped = True
            chosen = search.chosen()
            with progress(said("shortening", language), len(chosen)) as after_each:
                for each in chosen:
                    found.append(search.suggestion(each))
                    after_each()
            if stopped:
                break
    except KeyboardInterrupt:
        stopped = True
    served = {id(goal) for each in found for goal in each.goals}
    protocol = measured.coverage.protocol
    return Suggested(
        files={
            file_name(number, each): scenario_text(protocol, each)
            for number, each in enumerate(found, 1)
        },
        wanted=len(measured.missing),
        not_found=tuple(goal for goal in measured.missing if id(goal) not in served),
        looked_at=looked_at,
        drawn=drawn,
        interrupted=stopped,
    )


def write_suggestions(files: Mapping[str, str], folder: Path) -> None:
    """Write the files; the folder is made where it is missing.

    Raises:
        ProblemsError: It cannot be (SX722).
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(folder, error) from None
    for name, text in files.items():
        write_file(folder / name, text)


def write_file(path: Path, text: str) -> None:
    """Write a text to a file.

    Raises:
        ProblemsError: It cannot be (SX722).
    """
    try:
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        raise _not_written(path, error) from None


def _not_written(path: Path, error: OSError) -> ProblemsError:
    reason = str(error.strerror or "unknown reason").lower()
    message = f"the file cannot be written: {reason}"
    return ProblemsError([Problem("SX722", message, Place(str(path)))])


def print_suggestions(files: Mapping[str, str]) -> None:
    """Print the files one after the other, each with its name, as YAML documents."""
    for name, text in files.items():
        sys.stdout.write(f"--- # {name}\n{text}")


def show_suggested(screen: Screen, suggested: Suggested, folder: str | None) -> None:
    """Write how many scenarios were suggested, what for, and for what none was found."""
    language = screen.language
    served = suggested.wanted - len(suggested.not_found)
    screen.say()
    if suggested.files:
        where = folder or said("output", language)
        words = said("suggested", language, len(suggested.files), where, served, suggested.wanted)
        screen.say(words, "bold")
    if suggested.interrupted:
        words = said("search_interrupted", language, suggested.looked_at, suggested.drawn)
        screen.say(words, "bold yellow")
    if suggested.not_found:
        screen.say(said("not_suggested", language), "bold")
        show_goals(screen, suggested.not_found)
