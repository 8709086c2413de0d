"""What differs between two protocols, as plain data."""

from __future__ import annotations

from typing import Any

from sexto_rules.cli.compare_words import when_words, within_words
from sexto_rules.cli.words import Language
from sexto_rules.facts import unstructure_incident
from sexto_rules.proof.differences import Comparison, Difference, Said
from sexto_rules.protocol.model import DayProtocol, Directive, Text
from sexto_rules.protocol.outcome import Line
from sexto_rules.protocol.wording import condition_words

__all__ = ["comparison_data"]


def comparison_data(
    comparison: Comparison, before: DayProtocol, after: DayProtocol, language: Language
) -> dict[str, Any]:
    """Return a comparison as plain data.

    * `before`, `after`: `protocol`, `version`, `digest`, `as_of` of the two.
    * `same`: whether they mean the same, for certain.
    * `differences`: of each its `group`, `what` (class, directive, question, conclusion or
      promise), `id`, `when` (when they differ, in words), `relation` (always, exactly, only_when
      or for_example), `condition` (that of which it speaks, or null), `of` (person or device
      where the condition is asked of each, else null), `until_done` (what is said of every
      incident is said of those in which it is not done yet), `in_time` (false where the solver
      had no time to say more), `changed` (what is worded otherwise: `aspect`, `before`, `after`),
      `beside` (the id of what it moved ahead of or behind, or null), `by_structure` (what is
      promised was compared as it is written), `incident`, and `before` and `after`: `id`, `text`,
      `classes` (those possible), of a directive `modality`, `acts`, `by`, `within`, `basis` and
      `lines` (`acts`, `target`, `status`, `certain`), of a question `asked`, of a conclusion or a
      promise `holds` (of how many). Where one has no such entry, `id` is null.
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
    stated = difference.stated
    return {
        "group": str(difference.group),
        "what": str(difference.what),
        "id": difference.id,
        "when": when_words(difference, language),
        "relation": str(stated.relation),
        "condition": None if stated.condition is None else condition_words(stated.condition),
        "of": None if stated.of is None else str(stated.of),
        "until_done": stated.until_done,
        "in_time": stated.in_time,
        "changed": [
            {
                "aspect": str(each.aspect),
                "before": [_text(one) for one in each.before],
                "after": [_text(one) for one in each.after],
            }
            for each in difference.changed
        ],
        "beside": difference.beside,
        "by_structure": difference.by_structure,
        "incident": unstructure_incident(difference.incident),
        "before": _said(difference.before),
        "after": _said(difference.after),
    }


def _text(text: Text) -> str | dict[str, str]:
    """Return a text by language, or what is the same in every one."""
    return text[""] if "" in text else dict(text)


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
    elif its.holds is not None:
        found["holds"] = its.holds
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
