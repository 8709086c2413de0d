"""A scenario: a worked case in steps, each with what is known then and what must come out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from attrs import field, frozen

from sexto_rules.errors import NOWHERE, Place
from sexto_rules.facts import Incident
from sexto_rules.facts.frozen_mapping import FrozenMapping
from sexto_rules.protocol.model import Text
from sexto_rules.scenarios.expectation import Because, Expectation, InOrder, Said

__all__ = ["Scenario", "Step"]

_NO_PLACES: Final[Mapping[str, Place]] = FrozenMapping()


def _as_places(places: Mapping[str, Place]) -> Mapping[str, Place]:
    return FrozenMapping(places)


@frozen(kw_only=True)
class Step:
    """One moment of a worked case: everything known by then, and what must come out.

    `class_`, `classes`, `final` and `next_question` are None where nothing is expected of them.
    `places` says where each key of `expect` stands, `place` where the whole of it does.
    """

    incident: Incident
    expectations: tuple[Expectation, ...] = ()
    class_: str | None = None
    classes: tuple[str, ...] | None = None
    final: bool | None = None
    next_question: str | None = None
    because: tuple[Because, ...] = ()
    said: tuple[Said, ...] = ()
    order: tuple[InOrder, ...] = ()
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default=_NO_PLACES, converter=_as_places)

    def place_of(self, key: str) -> Place:
        """Return where a key of `expect` stands, or where the step does."""
        return self.places.get(key, self.place)


@frozen(kw_only=True)
class Scenario:
    """A worked case: at least one step; `as_of` None means the day of the protocol."""

    file: str
    title: Text
    as_of: date | None
    steps: tuple[Step, ...]
