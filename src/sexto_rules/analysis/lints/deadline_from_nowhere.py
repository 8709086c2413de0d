"""A deadline that counts from the report, whose moment nobody tells."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.analysis.lints.reading import REPORTED_AT, counts_from_report
from sexto_rules.analysis.lints.subject import Subject
from sexto_rules.errors import Problem, Severity

__all__ = ["check"]


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the first such deadline of the protocol's own: one `given` mends them all."""
    protocol = subject.protocol
    told = {*protocol.given, *(each.fact for each in protocol.questions)}
    if not subject.is_whole or REPORTED_AT in told:
        return
    counted = [each for each in subject.own(protocol.directives) if counts_from_report(each)]
    if counted:
        first, *more = counted
        others = f" and {len(more)} more count" if more else " counts"
        yield Problem(
            "SX350",
            f"the deadline of `{first.id}`{others} from the report, and nobody tells when that was",
            first.place,
            "name `reported_at` in `given` if the application knows it, or add a question",
            Severity.ADVICE,
        )
