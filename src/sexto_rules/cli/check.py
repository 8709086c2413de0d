"""`sexto check`: all problems of a protocol folder."""

from __future__ import annotations

from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, assert_never

import typer
from attrs import evolve

from sexto_rules.analysis import Meetings, check_meaning, lint_protocol
from sexto_rules.catalogue import sarif_log
from sexto_rules.cli.options import AsOf, ColourOption, LanguageOption, as_day
from sexto_rules.cli.practise_cases import find_cases
from sexto_rules.cli.refines_problems import check_refinement
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.words import Language, to_type, word
from sexto_rules.decisions.engine_limits import check_engines
from sexto_rules.errors import Place, Problem, Severity
from sexto_rules.library import check_protocol
from sexto_rules.scenarios import advise_on_scenarios, check_scenarios

__all__ = ["check"]


class CheckFormat(StrEnum):
    """For people, for programs, or for code hosts and editors."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def check(  # noqa: PLR0913 - one parameter an option
    path: Annotated[Path, typer.Argument(help="The folder or file of a protocol.")],
    lang: LanguageOption = Language.EN,
    output: Annotated[
        CheckFormat,
        typer.Option(
            "--format", help="text for people, json for machines, sarif for code hosts and editors."
        ),
    ] = CheckFormat.TEXT,
    color: ColourOption = Colour.AUTO,
    as_of: AsOf = None,
    *,
    remarks: Annotated[
        bool,
        typer.Option("--remarks", help="Show remarks too: no mistakes, but worth a look."),
    ] = False,
) -> None:
    r"""Report every problem of a protocol, each with its file, line and column.

    Signaler tous les problèmes d'un protocole, avec fichier, ligne et colonne.

    Exit code 0: none; 1: problems; 2: wrong usage; 3: our bug.

    \b
    Examples / exemples:
      sexto check rulesets/ca-qc-sexto
      sexto check my-protocol.yaml --remarks
      sexto check my-protocol.yaml --format json
      sexto check my-protocol.yaml --format sarif > problems.sarif
    """
    protocol, found = check_protocol(path)
    problems = list(found)
    if protocol is not None:
        whole = Place(str(path))
        problems += [evolve(each, place=whole) for each in check_engines(protocol)]
        meetings = Meetings(is_thorough=True)
        problems += check_meaning(protocol, meetings)
        problems += check_refinement(path, protocol)
        problems += lint_protocol(protocol, as_day(as_of), meetings)
        problems += advise_on_scenarios(path, protocol)
        problems += check_scenarios(path, protocol)
        problems += find_cases(path, protocol)[1]
    with writing():
        match output:
            case CheckFormat.TEXT:
                _report(Screen(color, lang), path, problems, remarks=remarks)
            case CheckFormat.JSON:
                print_json([_as_data(each) for each in problems])
            case CheckFormat.SARIF:
                about = version("sexto-rules")
                print_json(sarif_log(problems, version=about, lang=lang, root=Path.cwd()))
            case _:
                assert_never(output)
    if any(each.severity is Severity.ERROR for each in problems):
        raise typer.Exit(1)


def _report(screen: Screen, path: Path, found: list[Problem], *, remarks: bool) -> None:
    problems = [each for each in found if remarks or each.severity is not Severity.REMARK]
    screen.problems(problems)
    errors = sum(each.severity is Severity.ERROR for each in problems)
    advice = sum(each.severity is Severity.ADVICE for each in problems)
    said = _counted("problem", errors, screen) if errors else word("problems_none", screen.language)
    if advice:
        said += f", {_counted('advice', advice, screen)}"
    screen.say(said, "bold red" if errors else "bold green")
    hidden = len(found) - len(problems)
    if hidden:
        again = to_type(f"sexto check {path} --remarks", screen.language)
        screen.say(f"{_counted('remark', hidden, screen)} {again}")
    if problems:
        explain = to_type(f"sexto explain {problems[0].code}", screen.language)
        screen.say(f"{word('explain', screen.language)} {explain}")


def _counted(what: str, count: int, screen: Screen) -> str:
    """Return a number of things in words."""
    return f"{count} {word(what if count == 1 else f'{what}s', screen.language)}"


def _as_data(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
        "help": problem.help,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
    }
