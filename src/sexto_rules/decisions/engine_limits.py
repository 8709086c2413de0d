"""Whether the engines take a protocol, on every day from which it is another one."""

from __future__ import annotations

from sexto_rules.decisions.decider import Decider
from sexto_rules.errors import Problem, ProtocolError
from sexto_rules.protocol.dates import intervals
from sexto_rules.protocol.model import Protocol

__all__ = ["check_engines"]


def check_engines(protocol: Protocol) -> tuple[Problem, ...]:
    """Return what keeps an installed engine from a protocol that is otherwise right.

    So its author learns of a limit, and not whoever wants a decision on some later day.

    Raises:
        AdviceWithheldError: An engine refused what is within its limits, which is our mistake.
    """
    found: dict[Problem, None] = {}
    for day in intervals(protocol):
        try:
            Decider(protocol, day).close()
        except ProtocolError as error:
            found.update(dict.fromkeys(error.problems))
    return tuple(found)
