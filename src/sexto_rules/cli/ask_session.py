"""One interview at a terminal or through a pipe: it shows, listens, and keeps."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Final

import typer

from sexto_rules.cli.answers import UnreadableAnswerError, read_answer
from sexto_rules.cli.ask_beside import MOST_NARROW, show_beside
from sexto_rules.cli.ask_files import AskFiles, write_text
from sexto_rules.cli.ask_keys import key_of
from sexto_rules.cli.ask_question import question_lines, question_words, said_words, whom_words
from sexto_rules.cli.ask_summary import summary_of
from sexto_rules.cli.ask_words import ask_word
from sexto_rules.cli.plan_sections import Key, applying_in
from sexto_rules.cli.plan_view import PlanView
from sexto_rules.cli.screen import Screen
from sexto_rules.cli.streams import read_line
from sexto_rules.cli.words import Language, in_language, word
from sexto_rules.decisions import QuestionToAsk
from sexto_rules.errors import IncidentError, Problem, ProblemsError
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity, FactKind
from sexto_rules.interview import Interview
from sexto_rules.library import incident_to_yaml

__all__ = ["AskSession"]

_MOST_VAIN: Final = 100
"""Lines of a pipe, one after the other, that tell nothing."""

_LISTS: Final = frozenset({"persons_complete", "devices_complete"})
_OF_A_QUESTION: Final = frozenset({"unknown", "cannot_say", "no_more"})
"""Keys that mean nothing where nothing is asked."""


class AskSession:
    """One interview at a terminal or through a pipe."""

    def __init__(
        self, screen: Screen, interview: Interview, files: AskFiles, *, linear: bool
    ) -> None:
        """Begin; `linear`: never one thing beside the other."""
        self._screen = screen
        self._interview = interview
        self._files = files
        self._linear = linear
        self._shown: frozenset[Key] = frozenset()
        self._notes: list[str] = []
        self._is_new = True
        self._vain = 0
        self._keys: dict[str, Callable[[], bool]] = {
            "unknown": lambda: self._step(self._interview.skip),
            "cannot_say": self._cannot_say,
            "no_more": self._no_more,
            "back": self._back,
            "correct": self._correct,
            "plan": self._plan,
            "add": self._add,
            "add_person": lambda: self._add(Entity.PERSON),
            "add_device": lambda: self._add(Entity.DEVICE),
            "summary": self._summary_now,
            "help": self._help,
            "save": lambda: self._show_kept(is_saved=self._keep()),
            "quit": lambda: False,
        }

    @property
    def _language(self) -> Language:
        return self._screen.language

    def _say(self, name: str, style: str = "", *values: object) -> None:
        self._screen.say(ask_word(name, self._language, *values), style)

    def _note(self, name: str, *values: object) -> None:
        """Keep what is to be said just before the next question, where it will be seen."""
        self._notes.append(ask_word(name, self._language, *values))

    def run(self) -> None:
        """Ask until nothing that can be asked matters, or the person stops."""
        try:
            self._ask()
        except KeyboardInterrupt:
            self._screen.say()
            raise typer.Exit(130) from None
        finally:
            self._end()

    def _ask(self) -> None:
        self._say("welcome", "dim")
        while True:
            question, before = self._interview.question, self._interview
            if self._is_new or question is not None or sys.stdin.isatty():
                self._show(question)
            typed = self._read()
            if typed is None:
                break
            going_on = self._take(typed, question) if question else self._after(typed)
            if not going_on:
                break
            self._require_progress(before)

    def _require_progress(self, before: Interview) -> None:
        """Count the lines of a pipe that change nothing: it may never end.

        Raises:
            ProblemsError: There were too many in a row (SX711).
        """
        self._vain = self._vain + 1 if self._interview is before else 0
        if self._vain >= _MOST_VAIN and not sys.stdin.isatty():
            message = f"{_MOST_VAIN} lines in a row tell nothing: the interview ends here"
            raise ProblemsError([Problem("SX711", message)])

    def _read(self) -> str | None:
        self._screen.console.print("> ", end="")
        sys.stdout.flush()
        line = read_line()
        if not line:
            self._screen.say()
            return None
        return line.strip()

    def _heard(self, typed: str) -> None:
        """Show a line from a pipe as a terminal would, as far as it was understood.

        What was not is never shown: it may be a name, or a text that a terminal obeys.
        """
        if not sys.stdin.isatty():
            self._screen.say(typed)

    def _show(self, question: QuestionToAsk | None) -> None:
        """Show the plan as far as it is new, and the question; or that there is none left."""
        lines = [*((note, "bold") for note in self._notes), *self._lines(question)]
        self._notes.clear()
        size = None if self._linear or not sys.stdin.isatty() else self._screen.size
        view = self._view()
        if self._is_new and size is not None and size[0] >= MOST_NARROW:
            self._screen.say()
            show_beside(lines, view, self._shown, size)
        else:
            if self._is_new and self._shown:
                view.show_growth(self._shown)
            elif self._is_new:
                view.show_plan()
            self._screen.say()
            for words, style in lines:
                self._screen.say(words, style)
        self._shown, self._is_new = applying_in(view.decision), False

    def _lines(self, question: QuestionToAsk | None) -> list[tuple[str, str]]:
        if question is not None:
            return list(question_lines(self._interview, question, self._language))
        lines = [(ask_word("over", self._language), "bold")]
        if skipped := len(self._interview.skipped):
            lines.append((ask_word("over_put_off", self._language, skipped), ""))
        return lines

    def _take(self, typed: str, question: QuestionToAsk) -> bool:
        """Take one line; False ends the interview."""
        if not typed:
            self._heard("")
            return True
        try:
            answer = read_answer(typed, question, self._language)
        except UnreadableAnswerError as error:
            key = key_of(typed)
            if key is not None:
                self._heard(typed)
                return self._keys[key]()
            self._heard("")
            self._screen.say(f"{word('not_read', self._language)} {error}", "yellow")
            return True
        except ProblemsError as error:
            self._heard("")
            self._screen.problems(error.problems)
            return True
        self._heard(typed)
        if answer is False and question.path in _LISTS:
            return self._add()
        return self._step(lambda: self._interview.answer(answer))

    def _after(self, typed: str) -> bool:
        """Take one line where nothing is asked any more; False ends the interview."""
        key = key_of(typed)
        if key is not None and key not in _OF_A_QUESTION:
            self._heard(typed)
            return self._keys[key]()
        if typed.lower() in {"o", "oui", "y", "yes"} and self._interview.skipped:
            self._heard(typed)
            return self._step(self._interview.resume)
        self._heard("")
        return bool(typed) and sys.stdin.isatty()

    def _step(self, step: Callable[[], Interview]) -> bool:
        """Take a step; what is refused is said, and nothing changes."""
        try:
            interview = step()
            interview.decision  # noqa: B018 - refused here rather than later
        except ProblemsError as error:
            self._screen.problems(error.problems)
            return True
        self._interview = interview
        self._is_new = True
        self._keep()
        return True

    def _keep(self) -> bool:
        """Save what is known where that was asked for, and return whether it is saved."""
        try:
            self._files.write(self._interview)
        except IncidentError as error:
            self._screen.problems(error.problems)
            return False
        return bool(self._files.kept)

    def _cannot_say(self) -> bool:
        question = self._interview.question
        self._step(self._interview.cannot_say)
        if question is not None and question.path in _LISTS:
            self._note("stays_open")
        return True

    def _no_more(self) -> bool:
        question, incident = self._interview.question, self._interview.incident
        if question is None or question.target is None or question.target.id is None:
            self._say("of_whom", "yellow")
            return True
        kind, its_id = question.target.kind, question.target.id
        self._step(lambda: self._interview.cannot_say_more(its_id))
        self._note("no_more_of", whom_words(incident, kind, its_id, self._language))
        return True

    def _back(self) -> bool:
        if not self._interview.can_go_back:
            self._screen.say(word("no_way_back", self._language), "yellow")
            return True
        return self._step(self._interview.back)

    def _add(self, kind: Entity | None = None) -> bool:
        """List one more: as the question allows, else a person."""
        question, before = self._interview.question, self._interview.incident
        allows = question is not None and (
            question.kind is FactKind.REFERENCE or question.adds or question.path in _LISTS
        )
        if kind is None and not allows:
            kind = Entity.PERSON
        self._step(lambda: self._interview.add(kind))
        for whom in _added(before, self._interview.incident):
            self._note("added", whom_words(self._interview.incident, *whom, self._language))
        return True

    def _correct(self) -> bool:
        """Let any earlier answer be chosen, or somebody listed by mistake."""
        interview, language = self._interview, self._language
        incident = interview.incident
        choices: list[tuple[str, Callable[[], Interview]]] = []
        for each in interview.answered:
            words = question_words(incident, each, language)
            said = said_words(incident, each, language)
            choices.append((f"{words} - {said}", partial(interview.correct, each.path)))
        for kind, its_id in _listed(incident):
            words = ask_word("take_out", language, whom_words(incident, kind, its_id, language))
            choices.append((words, partial(interview.remove, its_id)))
        if not choices:
            self._say("nothing_told", "yellow")
            return True
        for number, (words, _) in enumerate(choices, 1):
            self._screen.item(f"{number}.", words)
        self._say("which", "dim")
        typed = self._read()
        if typed is None:
            return False
        is_one = typed.isdecimal() and len(typed) < 5 and 0 < int(typed) <= len(choices)
        self._heard(typed if is_one else "")
        if is_one:
            return self._step(choices[int(typed) - 1][1])
        if typed:
            self._say("no_such_number", "yellow")
        return True

    def _plan(self) -> bool:
        self._view().show_plan()
        return True

    def _help(self) -> bool:
        question = self._interview.question
        if question is not None and question.help is not None:
            self._screen.say(in_language(question.help, self._language))
        self._say("help", "dim")
        return True

    def _show_kept(self, *, is_saved: bool) -> bool:
        """Say where what is known was saved; show it where it was not, so that it is not lost."""
        if is_saved:
            for path in self._files.kept:
                self._screen.say(f"{word('saved', self._language)} {path}", "green")
        else:
            self._screen.head(word("known", self._language), "white")
            self._screen.verbatim(incident_to_yaml(self._interview.incident))
        return True

    def _view(self) -> PlanView:
        interview = self._interview
        return PlanView(self._screen, interview.decider.day, interview.decision)

    def _end(self) -> None:
        """Keep what is known, whatever happens then, and show the whole plan."""
        is_saved = self._keep()
        try:
            self._screen.say()
            self._view().show()
        finally:
            self._show_kept(is_saved=is_saved)
        is_summed_up = self._files.summary is None or self._sum_up()
        if (self._files.kept and not is_saved) or not is_summed_up:
            raise typer.Exit(1)

    def _summary_now(self) -> bool:
        """Write the summary where one was asked for, else show it."""
        if self._files.summary is not None:
            self._sum_up()
        else:
            self._screen.say()
            self._screen.verbatim(summary_of(self._interview, self._language))
        return True

    def _sum_up(self) -> bool:
        """Write the summary, and return whether it is written."""
        path = self._files.summary
        assert path is not None, "asked only where there is one"
        try:
            write_text(path, summary_of(self._interview, self._language))
        except IncidentError as error:
            self._screen.problems(error.problems)
            return False
        self._screen.say(f"{word('saved', self._language)} {path}", "green")
        return True


def _listed(incident: Incident) -> list[tuple[Entity, str]]:
    listed = [(Entity.PERSON, each.id) for each in incident.persons]
    return listed + [(Entity.DEVICE, each.id) for each in incident.devices]


def _added(before: Incident, after: Incident) -> list[tuple[Entity, str]]:
    return [each for each in _listed(after) if each not in _listed(before)]
