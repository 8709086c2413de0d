"""What was proved of a protocol, for people: figures by kind, then what does not hold, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sexto_rules.cli.places import near
from sexto_rules.cli.prove_words import (
    kept_words,
    listed_words,
    refuted_words,
    said,
    undecided_words,
)
from sexto_rules.cli.screen import Screen
from sexto_rules.cli.words import Language, colon, in_language
from sexto_rules.documents.compact import compact_text
from sexto_rules.facts.converter import unstructure_incident
from sexto_rules.proof.report import Finding, ProofReport, Stretch, Verdict
from sexto_rules.proof.statements import Kind
from sexto_rules.protocol.dates import on

__all__ = ["show_proofs"]


def show_proofs(screen: Screen, report: ProofReport) -> None:
    """Write what is proved, then what is not, each with the incident that shows it."""
    language = screen.language
    title = in_language(report.protocol.title, language)
    screen.say(f"{title} ({report.protocol.id} {report.protocol.version})", "bold")
    screen.say(said("for_all", language))
    if len(report.stretches) > 1:
        screen.say(f"{said('days', language)}{colon(language).rstrip()}")
        for each in report.stretches:
            screen.item("-", _stretch_words(each, language))
    _show_proved(screen, report)
    _show_listed(screen, report)
    _show_refuted(screen, report)
    _show_undecided(screen, report)
    screen.say()
    if any(each.scenario for each in report.findings):
        *others, last = report.decided_by
        names = f"{', '.join(others)} {said('and', language)} {last}"
        screen.say(f"{said('confirmed', language)} {names}.")
    if report.is_proved:
        screen.say(said("all_proved", language), "bold green")
    else:
        counts = [len(_together(report.that_are(each))) for each in _NOT_PROVED]
        screen.say(said("counted", language, *counts), "bold red")


_NOT_PROVED = (Verdict.REFUTED, Verdict.UNDECIDED)


def _show_proved(screen: Screen, report: ProofReport) -> None:
    """Write how many things of each kind are proved on every day."""
    counts = [(kind, _count_proved(report, kind)) for kind in Kind]
    rows = [(count, kept_words(kind, screen.language)) for kind, count in counts if count]
    width = max((len(str(count)) for count, _ in rows), default=0)
    screen.head(said("proved", screen.language), "green")
    for count, words in rows:
        screen.say(f"{count:>{width}}  {words}", indent=2)


def _count_proved(report: ProofReport, kind: Kind) -> int:
    its = [each for each in report.findings if each.kind is kind]
    names = {(each.subject, each.beside) for each in its}
    return len(names - {(e.subject, e.beside) for e in its if e.verdict is not Verdict.PROVED})


def _show_listed(screen: Screen, report: ProofReport) -> None:
    """Write what is no mistake, but has to be wanted: what is held, what learning takes back."""
    language = screen.language
    groups = _together(report.that_are(Verdict.LISTED))
    if groups:
        screen.head(said("listed", language), "yellow")
        screen.say(said("listed_legend", language))
    for group in groups:
        first = group[0]
        if first.kind is not Kind.LEARNING:
            words = listed_words(first.kind, language, first.subject, first.beside)
            screen.say()
            screen.say(_heading(group, words, report, language), "bold")
            _show_incident(screen, first)
    taken = {group[0].subject: group for group in groups if group[0].kind is Kind.LEARNING}
    if taken:
        screen.say()
        screen.say(f"{said('taken_back', language)}{colon(language).rstrip()}", "bold")
    for subject, group in taken.items():
        screen.item("-", _heading(group, subject, report, language))


def _show_refuted(screen: Screen, report: ProofReport) -> None:
    """Write what does not hold, each with a scenario where there is one."""
    language = screen.language
    for number, group in enumerate(_together(report.that_are(Verdict.REFUTED))):
        if not number:
            screen.head(said("refuted", language), "red")
        first = group[0]
        words = refuted_words(first.kind, language, first.subject, first.beside)
        screen.say()
        screen.say(_heading(group, words, report, language), "bold")
        promise = _promise(first, report, language)
        if promise:
            screen.say(promise, indent=2)
        if first.scenario is None:
            _show_incident(screen, first)
        else:
            name = "scenario_fails" if first.kind is Kind.INVARIANT else "scenario"
            screen.say(f"{said(name, language)}{colon(language).rstrip()}", indent=2)
            screen.verbatim(_indented(first.scenario))
        if first.scenario_after is not None:
            screen.say(f"{said('then_learned', language)}{colon(language).rstrip()}", indent=2)
            screen.verbatim(_indented(first.scenario_after))


def _show_incident(screen: Screen, finding: Finding) -> None:
    """Write the incident of a finding, where it has one, without a scenario around it."""
    if finding.incident is not None:
        language = screen.language
        told = compact_text(unstructure_incident(finding.incident))
        screen.say(f"{said('for_instance', language)}{colon(language).rstrip()}", indent=2)
        screen.verbatim(_indented(told or said("nothing_known", language)))


def _show_undecided(screen: Screen, report: ProofReport) -> None:
    """Write what the solver came to no end with."""
    language = screen.language
    undecided = report.that_are(Verdict.UNDECIDED)
    if undecided:
        screen.head(said("undecided", language), "yellow")
    for legend, is_lost in (("undecided_legend", False), ("lost_legend", True)):
        groups = _together(each for each in undecided if each.is_lost is is_lost)
        if groups:
            screen.say(said(legend, language))
        for group in groups:
            first = group[0]
            words = undecided_words(first.kind, language, first.subject, first.beside)
            screen.item("?", _heading(group, words, report, language))


def _together(findings: Iterable[Finding]) -> list[Sequence[Finding]]:
    """Return what was found of each thing, its days together, in the order of the first."""
    keys: dict[tuple[Kind, str, str], list[Finding]] = {}
    for each in findings:
        keys.setdefault((each.kind, each.subject, each.beside), []).append(each)
    return list(keys.values())


def _heading(group: Sequence[Finding], words: str, report: ProofReport, language: Language) -> str:
    """Return where it stands and what it is; the days too, where it is not so on all of them."""
    place = near(group[0].place)
    days = sorted({day for each in group for day in each.days})
    which = ", ".join(said("as_of", language, day) for day in days)
    words = words if len(days) == len(report.stretches) else f"{words} ({which})"
    return f"{place}: {words}" if place else words


def _promise(finding: Finding, report: ProofReport, language: Language) -> str:
    """Return the text of the promise that a finding is about; nothing where it is about none."""
    if finding.kind not in {Kind.INVARIANT, Kind.VACUOUS, Kind.REPEATED}:
        return ""
    invariants = on(report.protocol, finding.days[0]).invariants
    return next(
        in_language(each.text, language) for each in invariants if each.id == finding.subject
    )


def _stretch_words(stretch: Stretch, language: Language) -> str:
    start, end = stretch.start, stretch.end
    if start is not None and end is not None:
        words = said("between", language, start, end)
    elif end is not None:
        words = said("until", language, end)
    else:
        words = said("from", language, start)
    return f"{words}, {said('as_of', language, stretch.as_of)}"


def _indented(text: str) -> str:
    """Return the lines of a text further in, without the remarks before it."""
    lines = [line for line in text.splitlines() if line[:1] != "#"]
    return "\n".join(f"    {line}".rstrip() for line in lines)
