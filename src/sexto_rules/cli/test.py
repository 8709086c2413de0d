"""`sexto test`: the scenarios of protocols, run on the reference and on every engine."""

# ruff: noqa: PT028 - `test` is the name of the command; nothing here is a test

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Final

import typer

from sexto_rules.cli.coverage_wish import (
    CoverageOption,
    CoverageWish,
    FailUnderOption,
    HtmlOption,
    SuggestOption,
)
from sexto_rules.cli.decide import engines_of
from sexto_rules.cli.mutation_wish import MutateOption, MutationWish
from sexto_rules.cli.options import (
    ColourOption,
    EngineChoice,
    EngineOption,
    Format,
    FormatOption,
    LanguageOption,
    cache_folder,
)
from sexto_rules.cli.processes import usable_processes
from sexto_rules.cli.progress import progress
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.trial_view import show_trials
from sexto_rules.cli.words import Language, word
from sexto_rules.errors import Place, Problem, ProblemsError
from sexto_rules.library import load_protocol
from sexto_rules.library.whole_files import write_whole
from sexto_rules.scenarios import Found, Trial, find_scenarios, junit_xml, try_scenarios

__all__ = ["test"]

_FEW: Final = 40
"""Scenarios that are run sooner than other processes are ready."""


def test(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Protocol folders or names, scenario files, or patterns of them.",
        ),
    ],
    junit: Annotated[
        Path | None, typer.Option("--junit", help="Write JUnit XML to this file too.")
    ] = None,
    lang: LanguageOption = Language.EN,
    output: FormatOption = Format.TEXT,
    engine: EngineOption = EngineChoice.BOTH,
    color: ColourOption = Colour.AUTO,
    *,
    coverage: CoverageOption = False,
    html: HtmlOption = None,
    suggest: SuggestOption = None,
    fail_under: FailUnderOption = None,
    mutate: MutateOption = False,
) -> None:
    r"""Run the scenarios of a protocol: what must come out of each case, and what does.

    Exécuter les scénarios d'un protocole : ce qui doit sortir de chaque cas, et ce qui en sort.

    Each step is decided by the reference and by every engine, which must agree. Exit code 0: all
    as expected; 1: a failure, or a scenario that cannot be read; 2: wrong usage; 3: our bug;
    130: interrupted.

    \b
    Examples / exemples:
      sexto test my-protocol
      sexto test my-protocol/scenarios/blackmail.yaml
      sexto test 'my-protocol/scenarios/police-*.yaml'
      sexto test my-protocol --junit report.xml
      sexto test my-protocol --lang fr --format json
      sexto test my-protocol --coverage --html coverage.html
      sexto test my-protocol --suggest suggested
      sexto test my-protocol --mutate
    """
    wish = CoverageWish(coverage=coverage, html=html, suggest=suggest, fail_under=fail_under)
    found = find_scenarios(paths)
    wish.require_sense(found, output)
    trials = _tried(found, engines_of(engine), lang)
    not_begun = [str(each.folder) for each in found[len(trials) :]]
    if junit is not None:
        _write(junit, junit_xml(trials))
    measured = wish.carry_out(trials, lang)
    mistakes = MutationWish(mutate)
    stopped = bool(not_begun) or any(each.interrupted for each in trials)
    stopped = stopped or wish.is_interrupted(measured)
    mutated = mistakes.carry_out(trials, lang, stopped=stopped)
    with writing():
        if output is Format.JSON:
            print_json(
                {
                    "passed": not not_begun and all(each.passed for each in trials),
                    "not_begun": not_begun,
                    "protocols": [
                        each.to_dict() | wish.to_dict(its) | mistakes.to_dict(mistaken)
                        for each, its, mistaken in zip_longest(trials, measured, mutated)
                    ],
                }
            )
        else:
            screen = Screen(color, lang, to=wish.stream())
            show_trials(screen, trials)
            if not_begun:
                screen.say(f"{word('not_begun', lang)} {', '.join(not_begun)}", "bold yellow")
            wish.show(screen, measured)
            mistakes.show(screen, mutated)
    if any(each.is_ours for each in trials):
        raise typer.Exit(3)
    if stopped or mistakes.is_interrupted(mutated):
        raise typer.Exit(130)
    if not all(each.passed for each in trials) or not wish.is_enough(measured):
        raise typer.Exit(1)


def _tried(
    found: Sequence[Found], engines: Sequence[str] | None, language: Language
) -> tuple[Trial, ...]:
    """Return what came of the scenarios found, with a bar on standard error meanwhile.

    Once somebody has stopped it, what is not begun is left out at the end.
    """
    trials: list[Trial] = []
    count = sum(len(each.files) for each in found)
    with progress(word("scenarios", language), count) as after_each:
        for each in found:
            try:
                protocol = load_protocol(each.folder, cache=cache_folder())
            except KeyboardInterrupt:
                break
            trial = try_scenarios(
                each,
                protocol,
                engines=engines,
                processes=_processes(len(each.files)),
                after_each=after_each,
            )
            trials.append(trial)
            if trial.interrupted:
                break
    return tuple(trials)


def _processes(files: int) -> int:
    """Return how many processes share the work; few scenarios are done before one is ready."""
    if files < _FEW:
        return 1
    return usable_processes()


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        reason = str(error.strerror or "unknown reason").lower()
        message = f"the file cannot be written: {reason}"
        raise ProblemsError([Problem("SX722", message, Place(str(path)))]) from None
