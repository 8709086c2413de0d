"""The route for the staff: the possible classes, in full, and as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from sexto_rules.decisions.texts import frozen_text
from sexto_rules.decisions.written import texts_of
from sexto_rules.facts.frozen_mapping import FrozenMapping
from sexto_rules.protocol.model import Basis, Class, Text

__all__ = [
    "Classification",
    "PossibleClass",
    "class_from_dict",
    "class_to_dict",
    "possible_class",
]


@frozen(kw_only=True)
class PossibleClass:
    """A class that what is known does not exclude, and what it rests on."""

    id: str
    text: Text = field(converter=frozen_text)
    basis: Basis | None
    sources: tuple[str, ...]
    partly: tuple[str, ...]


@frozen(kw_only=True)
class Classification:
    """The route for the staff: settled, or which ones are not excluded.

    `class_` is None while it is open, and where the protocol has no classes; then nothing is
    left open and it counts as settled. `classes` are the possible ones, in full.
    """

    class_: str | None
    settled: bool
    classes: tuple[PossibleClass, ...]

    @property
    def possible(self) -> tuple[str, ...]:
        """The ids of the possible classes, in the protocol's order."""
        return tuple(each.id for each in self.classes)

    @property
    def texts(self) -> Mapping[str, Text]:
        """The texts of the possible classes."""
        return FrozenMapping({each.id: each.text for each in self.classes})


def possible_class(each: Class) -> PossibleClass:
    """Return a class and what it rests on, as a decision says it."""
    return PossibleClass(
        id=each.id,
        text=each.text,
        basis=each.basis,
        sources=tuple(source.id for source in each.sources),
        partly=tuple(source.id for source in each.sources if source.partly),
    )


def class_to_dict(each: PossibleClass) -> dict[str, Any]:
    """Return a class as plain data."""
    return {
        "id": each.id,
        "text": dict(each.text),
        "basis": None if each.basis is None else str(each.basis),
        "sources": list(each.sources),
        "partly": list(each.partly),
    }


def class_from_dict(data: Mapping[str, Any]) -> PossibleClass:
    """Return a class from what was written."""
    return PossibleClass(
        id=data["id"],
        text=texts_of(data["text"]),
        basis=None if data["basis"] is None else Basis(data["basis"]),
        sources=tuple(data["sources"]),
        partly=tuple(data["partly"]),
    )
