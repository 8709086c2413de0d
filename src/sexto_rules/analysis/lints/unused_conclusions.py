"""A conclusion that nothing is decided by."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.analysis.lints.subject import Subject
from sexto_rules.errors import Problem, Severity
from sexto_rules.protocol.walk import conclusions_used

__all__ = ["check"]


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the conclusions that no class, directive, question or invariant comes to use."""
    if not subject.is_whole:
        return
    conclusions = subject.protocol.conclusions
    for each in subject.own(conclusions):
        if each.id in subject.reading.conclusions:
            continue
        by = next(
            (
                one.id
                for one in conclusions
                for rule in one.rules
                if each.id in conclusions_used(rule.when)
            ),
            None,
        )
        found = f"nothing uses the conclusion `{each.id}`"
        if by is not None:
            found = f"only `{by}` uses the conclusion `{each.id}`, and nothing comes to use that"
        yield Problem(
            "SX333",
            found,
            each.place,
            "let a class or a directive depend on it, or take it out",
            Severity.ADVICE,
        )
