"""`sexto practise`: fictional cases, answered step by step and corrected by the protocol."""

from __future__ import annotations

import re
import sys
from datetime import date, datetime
from pathlib import Path
from random import SystemRandom
from shlex import quote
from typing import Annotated, Any, Final

import typer

from sexto_rules.cli.decide import engines_of
from sexto_rules.cli.inputs import read_protocol
from sexto_rules.cli.options import (
    ColourOption,
    EngineChoice,
    EngineOption,
    Format,
    FormatOption,
    LanguageOption,
    as_day,
)
from sexto_rules.cli.practise_cases import (
    folder_of,
    known_incidents,
    read_cases,
    require_case,
    require_new,
    require_some,
)
from sexto_rules.cli.practise_view import PractiseView
from sexto_rules.cli.practise_words import said
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, read_line, writing
from sexto_rules.cli.words import Language, in_language, to_type
from sexto_rules.decisions import Decider
from sexto_rules.errors import Problem, ProblemsError
from sexto_rules.practice import LEVELS, Answer, Exercise, PracticeCase, PracticeResult, new_case
from sexto_rules.protocol.model import Protocol

__all__ = ["practise"]

_MOST_VAIN: Final = 100
"""Lines of a pipe, one after the other, that answer nothing."""

_SEEDS: Final = 10_000
_COMMANDS: Final = {
    "help": {"h", "a", "?", "help", "aide"},
    "list": {"l", "list", "liste", "relire"},
    "quit": {"q", "quit", "quitter", "exit"},
}
_NUMBERS: Final = re.compile(r"\d{1,3}(?:[\s,;]+\d{1,3})*[\s,;]*", re.ASCII)


def practise(  # noqa: PLR0913 - one parameter an option
    protocol: Annotated[str, typer.Argument(help="A protocol by name, or its folder or file.")],
    *,
    case: Annotated[
        str | None, typer.Option("--case", metavar="ID", help="Practise this case.")
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Have a new case made from the protocol.")
    ] = False,
    level: Annotated[
        int | None,
        typer.Option("--level", min=1, max=3, help="How hard: 1 is easy, 3 is hard."),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", min=0, help="Which case, and which acts in which order."),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the cases that there are.")] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of",
            formats=["%Y-%m-%d"],
            metavar="DAY",
            help="The day the protocol is read on; that of the case, today for a new one.",
        ),
    ] = None,
    lang: LanguageOption = Language.EN,
    output: FormatOption = Format.TEXT,
    engine: EngineOption = EngineChoice.BOTH,
    color: ColourOption = Colour.AUTO,
) -> None:
    r"""Practise fictional cases: say what to do and what never to do; the protocol corrects.

    S'exercer sur des cas fictifs : dire quoi faire et quoi ne jamais faire; le protocole corrige.

    Each step tells what happens and offers acts. The decision of the protocol on what is then
    known judges the answers, each with its reason, basis and sources. Answers may come from a
    pipe, one a line: numbers, 0 for none, `l` read again, `h` help, `q` stop. With --format json
    the result is printed as data at the end, and everything else to standard error.

    \b
    Examples / exemples:
      sexto practise ca-qc-sexto --lang fr
      sexto practise ca-qc-sexto --list
      sexto practise ca-qc-sexto --level 2 --seed 7
      sexto practise ca-qc-sexto --case a-word-in-the-corridor --lang fr
      sexto practise ca-qc-sexto --new --level 3 --seed 12
    """
    if new and (case is not None or listed):
        message = "a new case has no id yet: leave out --case and --list"
        raise typer.BadParameter(message, param_hint="--new")
    if case is not None and (listed or level is not None):
        message = "this names one case: leave out --list and --level"
        raise typer.BadParameter(message, param_hint="--case")
    read = read_protocol(protocol)
    folder = folder_of(protocol)
    cases = read_cases(folder, read)
    if listed:
        with writing():
            _list(require_some(cases, folder, level), Screen(color, lang), protocol, read, output)
        return
    number = SystemRandom().randrange(_SEEDS) if seed is None else seed
    chosen = None if new else _chosen(cases, folder, case, level, number)
    day = _day_of(read, chosen, as_of)
    with Decider(read, as_of=day, engines=engines_of(engine)) as decider, writing():
        if chosen is None:
            known = known_incidents(folder, read, cases)
            made = new_case(decider, level=level or LEVELS[0], seed=number, known=known)
            exercise = Exercise.prepare(require_new(made), decider, number)
        else:
            exercise = Exercise.prepare(chosen, decider, number)
        to = sys.stderr if output is Format.JSON else None
        view = PractiseView(Screen(color, lang, to=to), decider.day)
        again = _again(protocol, exercise.case, None if chosen and as_of is None else day, new=new)
        _Session(view, exercise, output).run(to_type(again, lang))


def _chosen(
    cases: tuple[PracticeCase, ...], folder: Path, wanted: str | None, level: int | None, seed: int
) -> PracticeCase:
    """Return the case that is named, or one of the level by the seed."""
    if wanted is not None:
        return require_case(cases, folder, wanted)
    found = require_some(cases, folder, level)
    return found[seed % len(found)]


def _again(protocol: str, case: PracticeCase, day: date | None, *, new: bool) -> str:
    """Return what to type to do a case again, but for the seed."""
    which = f"--new --level {case.level}" if new else f"--case {case.id}"
    when = "" if day is None else f" --as-of {day}"
    return f"sexto practise {quote(protocol)} {which}{when}"


def _day_of(protocol: Protocol, case: PracticeCase | None, as_of: datetime | None) -> date:
    """Return the day asked for, that of the case, or that of the protocol; a new one's is today."""
    if as_of is not None or case is None:
        return as_day(as_of)
    return case.as_of or protocol.date


def _list(
    cases: tuple[PracticeCase, ...], screen: Screen, name: str, protocol: Protocol, output: Format
) -> None:
    if output is Format.JSON:
        print_json([_as_data(each) for each in cases])
        return
    language = screen.language
    screen.say(said("listed", language, in_language(protocol.title, language)), "bold")
    for each in cases:
        title = in_language(each.title, language)
        screen.item("-", said("listed_case", language, each.id, each.level, title))
    screen.say(said("to_do", language, quote(name)))


def _as_data(case: PracticeCase) -> dict[str, Any]:
    return {
        "id": case.id,
        "level": case.level,
        "title": dict(case.title),
        "as_of": None if case.as_of is None else case.as_of.isoformat(),
        "steps": len(case.steps),
    }


class _Session:
    """One case at a terminal or through a pipe."""

    def __init__(self, view: PractiseView, exercise: Exercise, output: Format) -> None:
        self._view = view
        self._screen = view.screen
        self._exercise = exercise
        self._output = output
        self._result = PracticeResult(exercise=exercise)
        self._vain = 0

    def run(self, command: str) -> None:
        """Ask step by step until the end, or until the person stops; then say the result."""
        try:
            self._view.show_case(self._exercise, command)
            for number in range(1, len(self._exercise.moments) + 1):
                if not self._step(number):
                    break
        except KeyboardInterrupt:
            self._screen.say()
            raise typer.Exit(130) from None
        finally:
            self._view.show_result(self._result)
            if self._output is Format.JSON:
                print_json(self._result.to_dict())

    def _step(self, number: int) -> bool:
        """Take a step; False ends the case."""
        moment = self._exercise.moments[number - 1]
        self._view.show_step(self._exercise, number)
        to_do = self._ask("ask_do", number, frozenset())
        never = None if to_do is None else self._ask("ask_never", number, to_do)
        if to_do is None or never is None:
            return False
        answers = {place - 1: Answer.DO for place in to_do}
        answers |= {place - 1: Answer.NEVER for place in never}
        judged = moment.judged(answers)
        self._result = self._result.with_step(judged)
        self._view.show_correction(moment, judged)
        return True

    def _ask(self, question: str, number: int, taken: frozenset[int]) -> frozenset[int] | None:
        """Return the numbers answered, asked again until they are some; None at the end."""
        most = len(self._exercise.moments[number - 1].tasks)
        self._screen.say()
        self._view.say(question, style="bold")
        while True:
            line = self._read()
            if line is None or line.lower() in _COMMANDS["quit"]:
                return None
            numbers = _numbers(line, most)
            if numbers is not None and not numbers & taken:
                self._heard(line)
                self._vain = 0
                return numbers
            self._help(line, number, most, numbers and numbers & taken)
            self._require_progress()

    def _help(self, line: str, number: int, most: int, both: frozenset[int] | None) -> None:
        """Say what was asked for, or what was expected; `both` are numbers answered already."""
        if both:
            self._heard(line)
            self._view.say("both", ", ".join(map(str, sorted(both))), style="yellow")
        elif line.lower() in _COMMANDS["help"]:
            self._heard(line)
            self._view.say("help")
            self._view.say("how")
        elif line.lower() in _COMMANDS["list"]:
            self._heard(line)
            self._view.show_step(self._exercise, number)
        else:
            self._heard("")
            self._view.say("not_read", most, style="yellow")

    def _read(self) -> str | None:
        self._screen.console.print("> ", end="")
        self._screen.console.file.flush()
        line = read_line()
        if not line:
            self._screen.say()
            return None
        return line.strip()

    def _heard(self, line: str) -> None:
        """Show a line from a pipe as a terminal would, as far as it was understood."""
        if not sys.stdin.isatty():
            self._screen.say(line)

    def _require_progress(self) -> None:
        """Count the lines of a pipe that answer nothing: it may never end.

        Raises:
            ProblemsError: There were too many in a row (SX711).
        """
        self._vain += 1
        if self._vain >= _MOST_VAIN and not sys.stdin.isatty():
            message = f"{_MOST_VAIN} lines in a row answer nothing: the case ends here"
            raise ProblemsError([Problem("SX711", message)])


def _numbers(line: str, most: int) -> frozenset[int] | None:
    """Return the numbers that a line names, none for 0; None where it names anything else."""
    if _NUMBERS.fullmatch(line) is None:
        return None
    found = frozenset(map(int, re.findall(r"\d+", line, re.ASCII)))
    if found == {0}:
        return frozenset()
    return found if found and min(found) > 0 and max(found) <= most else None
