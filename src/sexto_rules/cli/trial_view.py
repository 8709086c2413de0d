"""What came of scenarios, for people: each failure at its line, with the reason; then a summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from sexto_rules.cli.reasons import reason_lines
from sexto_rules.cli.screen import Screen
from sexto_rules.cli.words import Language, colon, in_language, word
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.scenarios import Failure, Scenario, Trial

__all__ = ["show_trials"]


def show_trials(screen: Screen, trials: Sequence[Trial]) -> None:
    """Write what came of the scenarios of each protocol."""
    for trial in trials:
        _show(screen, trial)


def _show(screen: Screen, trial: Trial) -> None:
    language = screen.language
    screen.problems(trial.problems)
    failed = 0
    for result, number, found in trial.steps():
        failed += bool(found)
        if found:
            day = on(trial.protocol, result.scenario.as_of or trial.protocol.date)
            _show_step(screen, result.scenario, number, found, day)
    if not trial.passed:
        screen.say()
    style = "bold green" if trial.passed else "bold red"
    summary = ", ".join(_summary(trial, failed, language))
    screen.say(f"{trial.protocol.id}{colon(language)}{summary}", style)
    if trial.decided_by:
        first, *engines = trial.decided_by
        named = ", ".join([word(first, language), *engines])
        screen.say(f"{word('decided_by', language)}{colon(language)}{named}")
    if trial.is_ours:
        screen.say(word("ours", language), "bold red")


def _summary(trial: Trial, failed: int, language: Language) -> Iterator[str]:
    """Yield how many scenarios ran and how many failed, and how many did not run, and why."""
    if trial.results:
        yield _counted("scenario", len(trial.results), language)
        yield _counted("step", sum(1 for _ in trial.steps()), language)
        yield f"{failed} {word('failed', language)}" if failed else word("as_expected", language)
    not_run = len({each.place.file for each in trial.problems})
    if not_run:
        yield _counted("not_run", not_run, language)
    if trial.left_out:
        yield _counted("stopped", len(trial.left_out), language)


def _show_step(
    screen: Screen, scenario: Scenario, number: int, found: Sequence[Failure], day: DayProtocol
) -> None:
    language = screen.language
    title = in_language(scenario.title, language)
    which = f" ({word('step', language)} {number})" if len(scenario.steps) > 1 else ""
    screen.say()
    screen.say(f"{PurePath(scenario.file).stem}{colon(language)}{title}{which}", "bold")
    for failure in found:
        screen.say(f"{failure.place}: {word('expected', language)} {failure.expected}", "red")
        _show_got(screen, failure, day)


def _show_got(screen: Screen, failure: Failure, day: DayProtocol) -> None:
    """Write what came instead, and why; what is explained is not said twice."""
    language = screen.language
    got = failure.got
    if not got:
        is_silent = failure.about is not None and not failure.why
        got = word("got_no_directive" if is_silent else "got_nothing", language)
    is_explained = bool(failure.why) and failure.got == "; ".join(why.what for why in failure.why)
    if not is_explained:
        screen.say(f"{word('got', language)} {got}", indent=2)
    for why in failure.why:
        reasons = list(reason_lines(why.reasons, language, day))
        what = f"{word('got', language)} {why.what}" if is_explained else why.what
        screen.say(f"{what}, {word('because', language)}" if reasons else what, indent=2)
        for depth, words in reasons:
            screen.say(words, indent=4 + 2 * depth)


def _counted(what: str, count: int, language: Language) -> str:
    return f"{count} {word(what if count == 1 else f'{what}s', language)}"
