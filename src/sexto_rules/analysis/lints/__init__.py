"""What an author may want to mend though the protocol can be decided. One lint a file.

No lint calls something impossible that an incident can bring about. Only what the protocol
itself wrote is reported. Most findings are advice; a remark is no mistake, but a list worth
looking at once.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from sexto_rules.analysis.lints import (
    always,
    always_stopped,
    bare_inference,
    deadline_from_nowhere,
    empty_premise,
    held_pairs,
    idle_leave,
    idle_overrides,
    idle_questions,
    lifted,
    must_in_one_language,
    never,
    old_sources,
    out_of_force,
    repeated_promise,
    same_text,
    shadowed,
    stuck,
    unused_conclusions,
    unused_declarations,
    unused_references,
    waits_for_class,
)
from sexto_rules.analysis.lints.subject import subject_of
from sexto_rules.analysis.meetings import Meetings
from sexto_rules.errors import Problem, Severity
from sexto_rules.protocol.model import Protocol

__all__ = ["lint_protocol"]

_LINTS: Final = (
    never,
    always_stopped,
    empty_premise,
    always,
    shadowed,
    unused_conclusions,
    idle_questions,
    unused_references,
    unused_declarations,
    must_in_one_language,
    same_text,
    old_sources,
    bare_inference,
    deadline_from_nowhere,
    out_of_force,
    stuck,
    repeated_promise,
    idle_overrides,
    idle_leave,
    held_pairs,
    waits_for_class,
    lifted,
)


def lint_protocol(
    protocol: Protocol, as_of: date | None = None, meetings: Meetings | None = None
) -> list[Problem]:
    """Return what the lints find, each once: errors, then advice, then remarks; each by place.

    Args:
        protocol: A protocol that was read without an error.
        as_of: The day on which it is looked at, for sources that grow old; None: its own date.
        meetings: Those that `check_meaning` looked for, so that they are not looked for again.
    """
    subject = subject_of(protocol, as_of or protocol.date, meetings or Meetings(is_thorough=True))
    found = dict.fromkeys(problem for lint in _LINTS for problem in lint.check(subject))
    return sorted(found, key=_order)


def _order(problem: Problem) -> tuple[int, str, int, int, str]:
    """Sort by how much it matters, then by place."""
    place = problem.place
    rank = list(Severity).index(problem.severity)
    return rank, place.file or "", place.line or 0, place.column or 0, problem.code
