"""Every pair of a line and a prohibition that holds it, for the author to look at."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.analysis.lints.subject import Subject
from sexto_rules.analysis.written import written
from sexto_rules.errors import Problem, Severity
from sexto_rules.protocol.outcome import Status

__all__ = ["check"]


def check(subject: Subject) -> Iterator[Problem]:
    """Yield each pair once, with an incident in which the one holds the other."""
    own = subject.protocol.id
    seen: set[tuple[str, str]] = set()
    for day in subject.days:
        by_id = {each.id: each for each in day.protocol.directives}
        for directive in day.protocol.directives:
            for meeting in subject.meetings.of(day.protocol, directive):
                if meeting.line.status is not Status.HELD:
                    continue
                for name in meeting.line.blocked_by:
                    pair = (directive.id, name)
                    mine = directive if directive.origin == own else by_id[name]
                    if pair in seen or mine.origin != own:
                        continue
                    seen.add(pair)
                    yield Problem(
                        "SX340",
                        f"`{directive.id}` can be held by `{name}`, "
                        f"for instance when {written(meeting.incident)}",
                        mine.place,
                        "it is not given until it is known whether the prohibition holds",
                        Severity.REMARK,
                    )
