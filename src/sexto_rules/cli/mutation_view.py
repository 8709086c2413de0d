"""What became of mistakes made on purpose, for people: figures, then what nothing notices."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.cli.coverage_words import percent_words
from sexto_rules.cli.mutation_words import fate_words, mistake_words, said, section_word
from sexto_rules.cli.screen import Screen
from sexto_rules.cli.words import Language
from sexto_rules.mutation import (
    Fate,
    Mutant,
    MutationReport,
    Verdict,
    difference_words,
    missing_case,
)
from sexto_rules.protocol.model import Protocol

__all__ = ["show_mutation"]


def show_mutation(screen: Screen, report: MutationReport) -> None:
    """Write how many mistakes are noticed, and each that is not."""
    language = screen.language
    screen.say()
    screen.say(_headline(report, language), "bold")
    for row in _table(report, language):
        screen.say(row, indent=2)
    if report.not_tried:
        words = said("interrupted", language, report.not_tried, len(report.mutants))
        screen.say(words, "bold yellow")
    survivors = report.with_fate(Fate.SURVIVED)
    if survivors:
        screen.head(said("survivors", language), "red")
    for mutant, verdict in survivors:
        _show_survivor(screen, mutant, verdict, report.protocol)
    equivalents = report.with_fate(Fate.EQUIVALENT)
    if equivalents:
        screen.head(said("equivalents", language), "yellow")
    for mutant, verdict in equivalents:
        instead = mutant.instead or said("left_out", language)
        count = said("searched", language, verdict.searched)
        screen.say(_where(mutant, language))
        screen.say(
            f"{mutant.written or said('left_out', language)} → {instead} ({count})", indent=2
        )
    if not survivors and not report.not_tried:
        screen.say()
        screen.say(said("all_noticed", language), "bold green")


def _headline(report: MutationReport, language: Language) -> str:
    if report.score is None:
        return said("no_score", language)
    told_apart = len(report.verdicts) - report.count(Fate.EQUIVALENT)
    percent = percent_words(100 * report.score, language)
    return said("score", language, report.caught, told_apart, percent)


def _table(report: MutationReport, language: Language) -> Iterator[str]:
    rows = [(fate_words(fate, language), report.count(fate)) for fate in Fate]
    width = max(len(words) for words, _ in rows)
    counted = max(len(str(count)) for _, count in rows)
    for words, count in rows:
        yield f"{words:<{width}}  {count:>{counted}}"


def _show_survivor(screen: Screen, mutant: Mutant, verdict: Verdict, protocol: Protocol) -> None:
    """Write a mistake as a difference, what it changes, and the case that is missing."""
    language, shown = screen.language, verdict.shown
    assert shown is not None, "a survivor has an incident that shows it"
    screen.say()
    screen.say(_where(mutant, language), "bold")
    screen.say(f"- {mutant.written or said('left_out', language)}", "green", indent=2)
    screen.say(f"+ {mutant.instead or said('left_out', language)}", "red", indent=2)
    before, after = difference_words(mutant, protocol, shown)
    colon = _colon(language)
    for name, lines in (("as_written", before), ("by_mistake", after)):
        words = "; ".join(lines) or said("no_line", language)
        screen.say(f"{said(name, language)}{colon}{words}", indent=2)
    screen.say(f"{said('case', language)}{colon.rstrip()}", indent=2)
    lines = missing_case(mutant, protocol, shown).splitlines()
    screen.verbatim("\n".join(f"    {line}" for line in lines if line[:1] != "#"))


def _where(mutant: Mutant, language: Language) -> str:
    place = f"{mutant.place}: " if str(mutant.place) else ""
    kind = section_word(mutant.section, language)
    return f"{place}{kind} {mutant.entry}, {mistake_words(mutant.mistake, language)}"


def _colon(language: Language) -> str:
    return "\u00a0: " if language is Language.FR else ": "
