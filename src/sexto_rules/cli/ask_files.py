"""The files of an interview at a terminal: what is known, and the interview itself.

Both are written after every step, whole or not at all, so that whatever key or fault ends the
command, the last answer is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import frozen

from sexto_rules.cli.ask_words import ask_word
from sexto_rules.cli.reasons import named_words, value_words
from sexto_rules.cli.screen import Screen
from sexto_rules.cli.words import colon, in_language
from sexto_rules.decisions import Decider, Reason
from sexto_rules.documents import read_bytes
from sexto_rules.errors import IncidentError, Place, Problem, ProblemsError
from sexto_rules.interview import Interview, ResumedInterview
from sexto_rules.library import save_incident_document
from sexto_rules.library.whole_files import write_whole
from sexto_rules.protocol.model import DayProtocol

__all__ = ["AskFiles", "resume", "show_changes", "write_text"]

_BEFORE: Final = ".before"


@frozen
class AskFiles:
    """Where to save what is known, keep the interview, and sum it up; None: nowhere."""

    save: Path | None = None
    interview: Path | None = None
    summary: Path | None = None

    @property
    def kept(self) -> tuple[Path, ...]:
        """The files that are written after every step."""
        return tuple(each for each in (self.save, self.interview) if each is not None)

    def write(self, interview: Interview) -> None:
        """Write what was asked for.

        Raises:
            IncidentError: A file cannot be written (SX709); the others are.
        """
        problems: list[Problem] = []
        if self.interview is not None:
            try:
                write_text(self.interview, interview.to_json(indent=2) + "\n")
            except IncidentError as error:
                problems.extend(error.problems)
        if self.save is not None:
            try:
                save_incident_document(interview.incident, self.save)
            except IncidentError as error:
                problems.extend(error.problems)
        if problems:
            raise IncidentError(problems)


def write_text(path: Path, text: str) -> None:
    """Write a text to a file, whole or not at all.

    Raises:
        IncidentError: It cannot be written (SX709).
    """
    try:
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        reason = str(error.strerror or "unknown reason").lower()
        message = f"the interview cannot be kept here: {reason}"
        raise IncidentError([Problem("SX709", message, Place(str(path)))]) from None


def resume(path: Path, decider: Decider) -> ResumedInterview | None:
    """Return the interview that a file keeps; None where there is no file, or an empty one.

    Where something told no longer counts, the file as it was is kept beside it.

    Raises:
        IncidentError: What is known is not an incident.
        ProblemsError: The file is not an interview (SX497), or one of another protocol (SX499).
    """
    if not path.is_file() or not path.stat().st_size:
        return None
    content = read_bytes(path)
    try:
        resumed = ResumedInterview.from_json(content.decode("utf-8", "replace"), decider)
    except ProblemsError as error:
        raise type(error)(list(_placed(error.problems, path))) from None
    if resumed.dropped:
        write_text(_before(path), content.decode("utf-8", "replace"))
    return resumed


def _placed(problems: tuple[Problem, ...], path: Path) -> Iterator[Problem]:
    for problem in problems:
        place = Place(str(path), path=problem.place.path)
        yield Problem(problem.code, problem.message, place, problem.help)


def _before(path: Path) -> Path:
    return path.with_name(path.name + _BEFORE)


def show_changes(screen: Screen, resumed: ResumedInterview, path: Path) -> None:
    """Say that the interview goes on, and all that is no more as it was."""
    language = screen.language
    screen.say(ask_word("resumed", language))
    if not resumed.is_changed:
        return
    before, now = resumed.before, resumed.now
    if before.version != now.version:
        screen.say(ask_word("changed", language, before.version, now.version), "yellow")
    elif before.digest != now.digest:
        screen.say(ask_word("changed_within", language, now.version), "yellow")
    elif before != now:
        screen.say(ask_word("other_day", language), "yellow")
    day = resumed.interview.decider.day
    texts = {each.id: in_language(each.text, language) for each in day.questions}
    for name, ids in (
        ("questions_gone", resumed.questions_gone),
        ("questions_new", resumed.questions_new),
    ):
        if ids:
            screen.say(ask_word(name, language))
            for each in ids:
                screen.item("-", texts.get(each, each))
    if resumed.dropped:
        screen.say(ask_word("dropped", language), "yellow")
        _show_reasons(screen, resumed.dropped, day)
        screen.say(ask_word("before", language, _before(path)))
    if resumed.kept:
        screen.say(ask_word("counts", language, len(resumed.kept)))
        _show_reasons(screen, resumed.kept, day)


def _show_reasons(screen: Screen, reasons: tuple[Reason, ...], day: DayProtocol) -> None:
    language = screen.language
    for each in reasons:
        words = named_words(each, language, day) + colon(language) + value_words(each, language)
        screen.item("-", words)
