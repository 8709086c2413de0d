"""What became of mistakes made on purpose, for people: figures, then what nothing notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from sexto_rules.cli.coverage_words import percent_words
from sexto_rules.cli.mutation_words import fate_words, mistake_words, said, section_word
from sexto_rules.cli.places import near
from sexto_rules.cli.screen import Screen
from sexto_rules.cli.words import Language, colon
from sexto_rules.errors import Place
from sexto_rules.mutation import (
    Fate,
    MissingCase,
    Mutant,
    MutationReport,
    Section,
    Verdict,
    difference_words,
    missing_cases,
)

__all__ = ["show_mutation"]


def show_mutation(screen: Screen, report: MutationReport) -> None:
    """Write how many mistakes are noticed, and each that is not."""
    language = screen.language
    screen.say()
    if report.verdicts:
        screen.say(_headline(report, language), "bold")
        for row in _table(report, language):
            screen.say(row, indent=2)
    if report.not_tried:
        words = said("interrupted", language, report.not_tried, len(report.mutants))
        screen.say(words, "bold yellow")
    if report.count(Fate.SURVIVED):
        screen.head(said("survivors", language), "red")
        screen.say(said("legend", language))
        for (section, entry), cases in groupby(
            missing_cases(report), lambda each: (each.section, each.entry)
        ):
            _show_entry(screen, section, entry, list(cases), report)
    elif not report.not_tried:
        screen.say()
        screen.say(said("all_noticed", language), "bold green")
    _show_equivalents(screen, report.with_fate(Fate.EQUIVALENT))


def _show_equivalents(screen: Screen, equivalents: Iterable[tuple[Mutant, Verdict]]) -> None:
    """Write the mistakes that are not counted, each on two lines."""
    language = screen.language
    for number, (mutant, verdict) in enumerate(equivalents):
        if not number:
            screen.head(said("equivalents", language), "yellow")
            screen.say(said("equivalents_legend", language))
        written, instead = _both(mutant, language)
        searched = said("searched", language, verdict.searched)
        why = searched if verdict.searched else said("same", language)
        where = f"{_heading(mutant.place, mutant.section, mutant.entry, language)}, "
        screen.say(f"{where}{mistake_words(mutant.mistake, language)}")
        screen.say(f"{written} → {instead} ({why})", indent=2)


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


def _show_entry(
    screen: Screen, section: Section, entry: str, cases: list[MissingCase], report: MutationReport
) -> None:
    """Write the mistakes in one entry that nothing notices, each under the case that would."""
    language = screen.language
    verdicts = {each.number: each for each in report.verdicts}
    place = report.mutants[cases[0].numbers[0] - 1].place
    screen.say()
    screen.say(_heading(place, section, entry, language), "bold")
    for case in cases:
        for number in case.numbers:
            _show_mistake(screen, report.mutants[number - 1], verdicts[number], report)
        several = len(case.numbers) > 1
        words = said("cases" if several else "case", language, len(case.numbers))
        screen.say(f"{words}{colon(language).rstrip()}", indent=2)
        lines = [line for line in case.text.splitlines() if line[:1] != "#"]
        screen.verbatim("\n".join(f"    {line}".rstrip() for line in lines))


def _show_mistake(screen: Screen, mutant: Mutant, verdict: Verdict, report: MutationReport) -> None:
    """Write a mistake as a difference, and what would come out otherwise."""
    language, shown = screen.language, verdict.shown
    assert shown is not None, "a survivor has an incident that shows it"
    line = f"{said('line', language, mutant.place.line)}, " if mutant.place.line else ""
    screen.say(f"{line}{mistake_words(mutant.mistake, language)}", indent=2)
    written, instead = _both(mutant, language)
    screen.say(f"- {written}", "green", indent=4)
    screen.say(f"+ {instead}", "red", indent=4)
    before, after = (
        "; ".join(lines) or said("no_line", language)
        for lines in difference_words(mutant, report.protocol, shown)
    )
    screen.say(f"{said('changes', language)}{colon(language)}{before} → {after}", indent=4)


def _both(mutant: Mutant, language: Language) -> tuple[str, str]:
    """Return what is written, and what the mistake makes of it."""
    nothing = said("left_out", language)
    return mutant.written or nothing, mutant.instead or nothing


def _heading(place: Place, section: Section, entry: str, language: Language) -> str:
    where = f"{near(place)}: " if str(place) else ""
    return f"{where}{section_word(section, language)} {entry}"
