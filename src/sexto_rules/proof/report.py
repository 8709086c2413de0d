"""What came of proving a protocol: each statement on each stretch of days, and what shows it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from attrs import frozen

from sexto_rules.errors import Place
from sexto_rules.facts import Incident
from sexto_rules.facts.converter import unstructure_incident
from sexto_rules.proof.statements import Kind
from sexto_rules.protocol.model import Protocol

__all__ = ["Finding", "ProofReport", "Stretch", "Verdict", "report_to_dict"]


class Verdict(StrEnum):
    """What came of a statement.

    `listed` is no mistake: what is told of a pair that can be held. Undecided is no success.
    """

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"
    LISTED = "listed"


@frozen(kw_only=True)
class Stretch:
    """Days between two changes of the protocol: from the first, up to but not with the last.

    `as_of` is the day in it that stands for all of them.
    """

    start: date | None
    end: date | None
    as_of: date


@frozen(kw_only=True)
class Finding:
    """One statement, and what came of it.

    `days` are those for which it holds: it was proved on the first, and depends on nothing that is
    different on the others. Where an incident shows it, `scenario` is that incident as a scenario
    ready to paste, read on the first day; `after` is what is known once more is learned, where
    the statement is about that, and has a scenario of its own. `is_lost` where it is undecided
    because the process that was at it was killed, as happens where memory is short.
    """

    kind: Kind
    subject: str
    beside: str
    place: Place
    days: tuple[date, ...]
    verdict: Verdict
    incident: Incident | None = None
    after: Incident | None = None
    scenario: str | None = None
    scenario_after: str | None = None
    is_lost: bool = False


@frozen(kw_only=True)
class ProofReport:
    """Everything that came of proving a protocol.

    `decided_by` names what every incident shown was decided by again, and decided the same.
    """

    protocol: Protocol
    stretches: tuple[Stretch, ...]
    findings: tuple[Finding, ...]
    decided_by: tuple[str, ...]

    @property
    def is_proved(self) -> bool:
        """Whether everything is proved: nothing refuted, nothing undecided."""
        return not self.that_are(Verdict.REFUTED) and not self.that_are(Verdict.UNDECIDED)

    @property
    def is_ours(self) -> bool:
        """Whether something is wrong that no author can mend: the engines' Program."""
        return bool(self.that_are(Verdict.REFUTED, Kind.TRANSLATION))

    def that_are(self, verdict: Verdict, kind: Kind | None = None) -> tuple[Finding, ...]:
        """Return what came out so, of one kind or of all."""
        return tuple(
            each
            for each in self.findings
            if each.verdict is verdict and (kind is None or each.kind is kind)
        )


def report_to_dict(report: ProofReport) -> dict[str, Any]:
    """Return a report as plain data that JSON can hold."""
    return {
        "protocol": {
            "id": report.protocol.id,
            "version": report.protocol.version,
            "digest": report.protocol.digest,
        },
        "proved": report.is_proved,
        "counts": {str(each): len(report.that_are(each)) for each in Verdict},
        "decided_by": list(report.decided_by),
        "stretches": [
            {
                "from": _day(each.start),
                "until": _day(each.end),
                "as_of": _day(each.as_of),
            }
            for each in report.stretches
        ],
        "statements": [_finding(each) for each in report.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": str(finding.kind),
        "subject": finding.subject or None,
        "beside": finding.beside or None,
        "file": finding.place.file,
        "line": finding.place.line,
        "as_of": [each.isoformat() for each in finding.days],
        "verdict": str(finding.verdict),
        "lost": finding.is_lost,
        "incident": _told(finding.incident),
        "after": _told(finding.after),
        "scenario": finding.scenario,
        "scenario_after": finding.scenario_after,
    }


def _told(incident: Incident | None) -> dict[str, Any] | None:
    return None if incident is None else unstructure_incident(incident)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
