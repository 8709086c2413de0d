"""A report on mutants as plain data, and a difference in the words of the protocol."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sexto_rules.authoring.within import within_words
from sexto_rules.facts.converter import unstructure_incident
from sexto_rules.mutation.apart import Comparison
from sexto_rules.mutation.missing_case import missing_cases
from sexto_rules.mutation.mistake import Mutant
from sexto_rules.mutation.report import MutationReport
from sexto_rules.mutation.verdict import Fate, Shown, Verdict
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Directive, Protocol
from sexto_rules.protocol.outcome import Line, Outcome
from sexto_rules.scenarios.expectation import CERTAINTY_TOLD, NO_DEADLINE
from sexto_rules.scenarios.failure import label_of

__all__ = ["difference_words", "report_to_dict"]


def report_to_dict(report: MutationReport) -> dict[str, Any]:
    """Return a report as JSON can hold it: figures, every mutant, the cases that are missing."""
    survived = {
        each.number: _survivor(mutant, each, report.protocol)
        for mutant, each in report.with_fate(Fate.SURVIVED)
    }
    return {
        "mutants": len(report.mutants),
        "tried": len(report.verdicts),
        "not_tried": report.not_tried,
        **{str(fate): report.count(fate) for fate in Fate},
        "score": report.score,
        "each": [
            _in_short(report.mutants[each.number - 1], each) | survived.get(each.number, {})
            for each in report.verdicts
        ],
        "missing": [
            {"notices": list(each.numbers), "scenario": each.text} for each in missing_cases(report)
        ],
    }


def _in_short(mutant: Mutant, verdict: Verdict) -> dict[str, Any]:
    place = mutant.place
    return {
        "number": mutant.number,
        "mistake": str(mutant.mistake),
        "section": str(mutant.section),
        "entry": mutant.entry,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "written": mutant.written,
        "instead": mutant.instead,
        "fate": str(verdict.fate),
        "by": verdict.by or None,
        "searched": verdict.searched,
    }


def _survivor(mutant: Mutant, verdict: Verdict, protocol: Protocol) -> dict[str, Any]:
    shown = verdict.shown
    assert shown is not None, "a survivor has an incident that shows it"
    before, after = difference_words(mutant, protocol, shown)
    return {
        "as_of": shown.as_of.isoformat(),
        "incident": unstructure_incident(shown.incident),
        "before": before,
        "after": after,
    }


def difference_words(
    mutant: Mutant, protocol: Protocol, shown: Shown
) -> tuple[list[str], list[str]]:
    """Return what the protocol says as written, and by mistake, as far as the two differ.

    Example:
        >>> difference_words(mutant, protocol, shown)  # doctest: +SKIP
        (['must: call-police: due'], ['must: call-police: possible'])
    """
    before = list(_classes(shown.before, shown.after))
    after = list(_classes(shown.after, shown.before))
    comparison = Comparison(on(protocol, shown.as_of), on(mutant.protocol, shown.as_of))
    for change in comparison.changes(shown.before, shown.after):
        its = comparison.before.get(change.directive)
        now = comparison.after.get(change.directive)
        one, other = list(_words(change.before, its, now)), list(_words(change.after, now, its))
        if one != other:
            before += one
            after += other
    if not before and not after:
        moved = next(comparison.moved(shown.before, shown.after))
        before, after = [_order(moved)], [_order(moved[::-1])]
    return before, after


def _classes(one: Outcome, other: Outcome) -> Iterator[str]:
    if set(one.possible_classes) != set(other.possible_classes):
        yield f"classes: [{', '.join(one.possible_classes)}]"


def _words(line: Line | None, its: Directive | None, other: Directive | None) -> Iterator[str]:
    """Yield a line in short, with what it says otherwise than the other one."""
    if line is None or its is None:
        return
    words = f"{its.modality}: {label_of(line)}"
    if len(line.acts) > 1 or its.family is not None:
        words += f" ({', '.join(line.acts)})"
    if line.status in CERTAINTY_TOLD and not line.certain:
        words += ", in_doubt"
    if line.breached:
        words += ", breached"
    if other is not None and its.by != other.by:
        words += f", by: {its.by}"
    if other is not None and its.within != other.within:
        words += f", within: {within_words(its.within) if its.within else NO_DEADLINE}"
    yield words


def _order(names: Sequence[str]) -> str:
    return f"order: [{', '.join(names)}]"
