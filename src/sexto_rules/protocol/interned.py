"""Equal conditions as one object, so that what is worked out of one is worked out once.

Of where they stand in the file only one place is kept: this is not for what reports places.
"""

from __future__ import annotations

from attrs import evolve

from sexto_rules.protocol.conditions import All, AnyOf, Condition, Modal, Not, Quantified
from sexto_rules.protocol.model import DayProtocol

__all__ = ["interned"]


def interned(day: DayProtocol) -> DayProtocol:
    """Return the same protocol, equal conditions of what is decided or asked being one object."""
    one = _Interning().of
    return evolve(
        day,
        questions=tuple(evolve(each, when=one(each.when)) for each in day.questions),
        conclusions=tuple(
            evolve(each, rules=tuple(evolve(rule, when=one(rule.when)) for rule in each.rules))
            for each in day.conclusions
        ),
        classes=tuple(
            each if each.when is None else evolve(each, when=one(each.when)) for each in day.classes
        ),
        directives=tuple(evolve(each, condition=one(each.condition)) for each in day.directives),
    )


class _Interning:
    """The first of each equal conditions."""

    def __init__(self) -> None:
        self._first: dict[Condition, Condition] = {}

    def of(self, condition: Condition) -> Condition:
        """Return the first condition that is equal, its parts being the first too."""
        found = self._first.get(condition)
        if found is None:
            found = self._first[condition] = self._with_parts(condition)
        return found

    def _with_parts(self, condition: Condition) -> Condition:
        match condition:
            case All(parts) | AnyOf(parts):
                return evolve(condition, parts=tuple(map(self.of, parts)))
            case Not(body) | Modal(_, body) | Quantified(_, _, body):
                return evolve(condition, body=self.of(body))
            case _:
                return condition
