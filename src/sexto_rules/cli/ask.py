"""`sexto ask`: the questions one by one, and the plan as it grows."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer

from sexto_rules.cli.answers import (
    UnreadableAnswerError,
    choices_of,
    hint_of,
    read_answer,
)
from sexto_rules.cli.ask_because import because_words
from sexto_rules.cli.ask_files import AskFiles, resume, show_changes, write_text
from sexto_rules.cli.ask_summary import summary_of
from sexto_rules.cli.ask_words import ask_word
from sexto_rules.cli.decide import engines_of
from sexto_rules.cli.inputs import read_incident, read_protocol
from sexto_rules.cli.options import (
    AsOf,
    ColourOption,
    EngineChoice,
    EngineOption,
    LanguageOption,
    as_day,
)
from sexto_rules.cli.plan_view import PlanView
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import read_line, writing
from sexto_rules.cli.words import Language, in_language, word
from sexto_rules.decisions import Decider, QuestionToAsk
from sexto_rules.errors import IncidentError, Place, Problem, ProblemsError
from sexto_rules.facts import Incident
from sexto_rules.facts.labels import LabelKind, label
from sexto_rules.interview import Interview, ResumedInterview
from sexto_rules.library import (
    incident_to_yaml,
    load_incident_document,
    require_incident_can_be_saved,
)

__all__ = ["ask"]

_MOST_VAIN: Final = 100
"""Lines of a pipe, one after the other, that tell nothing."""

_ONE_BEGINNING: Final = "an interview that is kept goes on from itself: leave one of the two out"

_COMMANDS: Final = {
    "unknown": {"?", "u", "i", "unknown", "inconnu"},
    "cannot_say": {"x", "nobody", "personne", "cannot_say"},
    "back": {"b", "r", "back", "retour"},
    "plan": {"p", "plan"},
    "add": {"+", "add", "ajouter"},
    "help": {"h", "a", "help", "aide"},
    "save": {"s", "save", "sauver", "enregistrer"},
    "quit": {"q", "quit", "quitter", "exit"},
}


def ask(  # noqa: PLR0913, PLR0917 - one parameter an option
    protocol: Annotated[str, typer.Argument(help="A protocol by name, or its folder or file.")],
    incident: Annotated[
        str | None, typer.Option("--incident", help="Go on from this YAML or JSON file.")
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", help="Keep what is known in this file (.yaml or .json)."),
    ] = None,
    kept: Annotated[
        Path | None,
        typer.Option(
            "--interview",
            help="Keep the interview in this JSON file; go on from it if it is there.",
        ),
    ] = None,
    summary: Annotated[
        Path | None, typer.Option("--summary", help="Write a summary to print (Markdown) here.")
    ] = None,
    as_of: AsOf = None,
    lang: LanguageOption = Language.EN,
    engine: EngineOption = EngineChoice.BOTH,
    color: ColourOption = Colour.AUTO,
) -> None:
    r"""Ask the questions that still matter, one by one, and show the plan as it grows.

    Poser une à une les questions qui comptent encore, et montrer le plan qui se précise.

    Answers may come from a pipe, one a line. `?` is unknown for now, `x` nobody can say,
    `b` back, `p` the whole plan, `s` save, `h` help, `q` quit. With --save, what is known is
    kept after every answer; without, it is printed at the end, so nothing is lost. With
    --interview, the whole interview is: what was put off and the way back too. It goes on also
    where the protocol has changed since, and says what no longer counts.

    \b
    Examples / exemples:
      sexto ask ca-qc-sexto --lang fr
      sexto ask ca-qc-sexto --save case-17.yaml
      sexto ask ca-qc-sexto --incident case-17.yaml --save case-17.yaml
      sexto ask ca-qc-sexto --interview case-17.json --summary case-17.md
      printf 'no\nno\n?\nq\n' | sexto ask ca-qc-sexto
    """
    for path in (save, kept, summary):
        if path is not None:
            require_incident_can_be_saved(path)
    if kept is not None and incident is not None:
        raise typer.BadParameter(_ONE_BEGINNING, param_hint="--incident")
    read = read_protocol(protocol)
    told = Incident() if incident is None else read_incident(incident)
    with Decider(read, as_of=as_day(as_of), engines=engines_of(engine)) as decider:
        resumed = None if kept is None else resume(kept, decider)
        interview = Interview.led_by(decider, told) if resumed is None else resumed.interview
        if save is not None:
            _require_is_its_own(save, incident, resumed)
        interview.decision  # noqa: B018 - an incident of another protocol is refused here
        with writing():
            screen = Screen(color, lang)
            if kept is not None and resumed is not None:
                show_changes(screen, resumed, kept)
                interview = _asking_again(screen, interview)
            _Session(screen, interview, AskFiles(save, kept, summary)).run()


def _asking_again(screen: Screen, interview: Interview) -> Interview:
    """Return the interview with what was put off, where nothing else is left to ask."""
    if interview.question is not None or not interview.skipped:
        return interview
    screen.say(ask_word("put_off", screen.language))
    return interview.resume()


def _require_is_its_own(save: Path, incident: str | None, resumed: ResumedInterview | None) -> None:
    """Refuse a file that holds another incident, before it is lost.

    Raises:
        IncidentError: It cannot be used (SX709), or holds no incident.
    """
    if not save.is_file() or not save.stat().st_size:
        return
    if resumed is not None:
        told = load_incident_document(save)
        if any(told == state.incident for state in resumed.interview.states):
            return
    if incident is None or not Path(incident).is_file() or not save.samefile(incident):
        message = "a file is here already, and `--incident` does not go on from it"
        help_ = "go on from it with `--incident`, or name a file that is not there yet"
        raise IncidentError([Problem("SX709", message, Place(str(save)), help_)])


class _Session:
    """One interview at a terminal or through a pipe."""

    def __init__(self, screen: Screen, interview: Interview, files: AskFiles) -> None:
        self._screen = screen
        self._interview = interview
        self._files = files
        self._shown: set[object] | None = None
        self._vain = 0
        self._commands: dict[str, Callable[[], bool]] = {
            "unknown": self._unknown,
            "cannot_say": self._cannot_say,
            "back": self._back,
            "plan": self._plan,
            "add": self._add,
            "help": self._help,
            "save": self._save_now,
            "quit": lambda: False,
        }

    @property
    def _language(self) -> Language:
        return self._screen.language

    def _word(self, name: str) -> str:
        return word(name, self._language)

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
        self._screen.say(self._word("ask_welcome"), "dim")
        self._growth()
        while (question := self._interview.question) is not None:
            before = self._interview
            self._show(question)
            typed = self._read()
            if typed is None or not self._take(typed, question):
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

    def _show(self, question: QuestionToAsk) -> None:
        self._screen.say()
        colon = "\u00a0: " if self._language is Language.FR else ": "
        whose = ""
        if question.target is not None:
            kind = label(question.target.kind, self._language, kind=LabelKind.ENTITY)
            whose = f"{kind} {question.target.id}{colon}"
        self._screen.say(whose + in_language(dict(question.text), self._language), "bold")
        for number, choice in enumerate(choices_of(question, self._language), 1):
            self._screen.say(f"{number}. {choice.label}", indent=2)
        self._screen.say(hint_of(question, self._language), "dim")
        self._screen.say(because_words(self._interview, question, self._language), "dim")

    def _take(self, typed: str, question: QuestionToAsk) -> bool:
        """Take one line; False ends the interview."""
        if not typed:
            self._heard("")
            return True
        try:
            answer = read_answer(typed, question, self._language)
        except UnreadableAnswerError as error:
            for name, words in _COMMANDS.items():
                if typed.lower() in words:
                    self._heard(typed)
                    return self._commands[name]()
            self._heard("")
            self._screen.say(f"{self._word('not_read')} {error}", "yellow")
            return True
        self._heard(typed)
        self._step(lambda: self._interview.answer(answer))
        return True

    def _step(self, step: Callable[[], Interview]) -> None:
        """Take a step; what is refused is said, and nothing changes."""
        try:
            interview = step()
            interview.decision  # noqa: B018 - refused here rather than later
        except ProblemsError as error:
            self._screen.problems(error.problems)
            return
        self._interview = interview
        self._keep()
        self._growth()

    def _keep(self) -> bool:
        """Save what is known where that was asked for, and return whether it is saved."""
        try:
            self._files.write(self._interview)
        except IncidentError as error:
            self._screen.problems(error.problems)
            return False
        return bool(self._files.kept)

    def _unknown(self) -> bool:
        self._step(self._interview.skip)
        return True

    def _cannot_say(self) -> bool:
        self._step(self._interview.cannot_say)
        return True

    def _back(self) -> bool:
        if not self._interview.can_go_back:
            self._screen.say(self._word("no_way_back"), "yellow")
        self._step(self._interview.back)
        return True

    def _add(self) -> bool:
        self._step(self._interview.add)
        return True

    def _plan(self) -> bool:
        self._view().show_plan()
        return True

    def _help(self) -> bool:
        question = self._interview.question
        if question is not None and question.help is not None:
            self._screen.say(in_language(dict(question.help), self._language))
        self._screen.say(self._word("ask_help"), "dim")
        return True

    def _save_now(self) -> bool:
        self._show_kept(is_saved=self._keep())
        return True

    def _show_kept(self, *, is_saved: bool) -> None:
        """Say where what is known was saved; show it where it was not, so that it is not lost."""
        if is_saved:
            for path in self._files.kept:
                self._screen.say(f"{self._word('saved')} {path}", "green")
        else:
            self._screen.head(self._word("known"), "white")
            self._screen.verbatim(incident_to_yaml(self._interview.incident))

    def _view(self) -> PlanView:
        interview = self._interview
        return PlanView(self._screen, interview.decider.day, interview.decision)

    def _growth(self) -> None:
        """Show what is new in the plan, and what is no more in it."""
        view = self._view()
        self._shown = view.show_growth(self._shown)

    def _end(self) -> None:
        """Keep what is known, whatever happens then, and show the whole plan."""
        is_saved = self._keep()
        try:
            self._screen.say()
            self._view().show()
        finally:
            self._show_kept(is_saved=is_saved)
        is_summed_up = self._sum_up()
        if (self._files.kept and not is_saved) or not is_summed_up:
            raise typer.Exit(1)

    def _sum_up(self) -> bool:
        """Write the summary where one was asked for, and return whether none is wanting."""
        path = self._files.summary
        if path is None:
            return True
        try:
            write_text(path, summary_of(self._interview, self._language))
        except IncidentError as error:
            self._screen.problems(error.problems)
            return False
        self._screen.say(f"{self._word('saved')} {path}", "green")
        return True
