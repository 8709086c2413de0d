"""A duty that can be held where no question can free it."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.analysis.lints.subject import Subject
from sexto_rules.analysis.meetings import Meeting
from sexto_rules.analysis.written import written
from sexto_rules.errors import Problem, Severity
from sexto_rules.protocol.conditions import FactRef
from sexto_rules.protocol.model import DayProtocol, Directive, Modality
from sexto_rules.protocol.outcome import Status

__all__ = ["check"]


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the duties that prohibitions hold none of whose facts is asked for."""
    own = subject.protocol.id
    for day in subject.days:
        by_id = {each.id: each for each in day.protocol.directives}
        asked = {each.fact for each in day.protocol.questions}
        for directive in day.protocol.directives:
            if directive.modality is not Modality.MUST:
                continue
            for meeting in subject.meetings.of(day.protocol, directive):
                facts = _freeing_facts(subject, day.protocol, directive, meeting)
                blockers = [by_id[name] for name in meeting.line.blocked_by]
                mine = next((each for each in (directive, *blockers) if each.origin == own), None)
                if not facts or facts & asked or mine is None:
                    continue
                yield Problem(
                    "SX344",
                    f"`{directive.id}` can be held by {_named([each.id for each in blockers])}, "
                    "and no question asks for what would free it, for instance when "
                    f"{written(meeting.incident)}",
                    mine.place,
                    f"ask for {_named(sorted(map(str, facts)))}, or let the two not meet",
                    Severity.ADVICE,
                )
                break


def _freeing_facts(
    subject: Subject, day: DayProtocol, directive: Directive, meeting: Meeting
) -> frozenset[FactRef]:
    """Return the facts that can free a held line: of what is in doubt, the two conditions."""
    if meeting.line.status is not Status.HELD:
        return frozenset()
    conditions = [each.condition for each in day.directives if each.id in meeting.line.blocked_by]
    if not meeting.line.certain:
        conditions.append(directive.condition)
    return subject.reading.facts_of(conditions)


def _named(names: list[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)
