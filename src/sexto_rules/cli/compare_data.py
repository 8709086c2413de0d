"""What differs between two protocols, as plain data."""

from __future__ import annotations

from typing import Any

from sexto_rules.cli.compare_words import when_words, within_words
from sexto_rules.cli.words import Language
from sexto_rules.facts import unstructure_incident
from sexto_rules.proof.differences import Comparison, Difference, Said
from sexto_rules.protocol.model import DayProtocol, Directive
from sexto_rules.protocol.outcome import Line

__all__ = ["comparison_data"]


def comparison_data(
    comparison: Comparison, before: DayProtocol, after: DayProtocol, language: Language
) -> dict[str, Any]:
    """Return a comparison as plain data.

    * `before`, `after`: `protocol`, `version`, `digest`, `as_of` of the two.
    * `same`: whether they mean the same, for certain.
    * `differences`: of each its `group`, `what` (class, directive or question), `id`, `when` (the
      short condition, in words), `condition` (the part of its condition that changed, or null),
      `incident`, and `before` and `after`: `id`, `text`, `classes` (those possible), of a
      directive `modality`, `acts`, `by`, `within`, `basis` and `lines` (`acts`, `target`,
      `status`, `certain`), of a question `asked`. Where one has no such entry, `id` is null.
    * `undecided`: `what` and `id` of that which the solver could not decide in time.
    * `decided_by`: what decided the incidents again, the reference apart.
    """
    return {
        "before": _protocol(before),
        "after": _protocol(after),
        "same": comparison.same,
        "differences": [_difference(each, language) for each in comparison.differences],
        "undecided": [{"what": str(what), "id": name} for what, name in comparison.undecided],
        "decided_by": list(comparison.decided_by),
    }


def _protocol(day: DayProtocol) -> dict[str, Any]:
    protocol = day.protocol
    return {
        "protocol": protocol.id,
        "version": protocol.version,
        "digest": protocol.digest,
        "as_of": day.as_of.isoformat(),
    }


def _difference(difference: Difference, language: Language) -> dict[str, Any]:
    return {
        "group": str(difference.group),
        "what": str(difference.what),
        "id": difference.id,
        "when": when_words(difference, language),
        "condition": difference.condition,
        "incident": unstructure_incident(difference.incident),
        "before": _said(difference.before),
        "after": _said(difference.after),
    }


def _said(its: Said) -> dict[str, Any]:
    entry = its.entry
    found: dict[str, Any] = {
        "id": None if entry is None else entry.id,
        "text": None if entry is None else dict(entry.text),
        "classes": list(its.possible),
    }
    if isinstance(entry, Directive):
        within = entry.within
        found |= {
            "modality": str(entry.modality),
            "acts": list(entry.acts),
            "by": entry.by,
            "within": None if within is None else within_words(within),
            "basis": None if entry.basis is None else str(entry.basis),
            "lines": [_line(each) for each in its.lines],
        }
    elif its.asked is not None:
        found["asked"] = its.asked
    return found


def _line(line: Line) -> dict[str, Any]:
    target = line.target
    return {
        "acts": list(line.acts),
        "target": None
        if target is None
        else {"kind": str(target.kind), "scope": str(target.scope), "id": target.id},
        "status": str(line.status),
        "certain": line.certain,
    }
