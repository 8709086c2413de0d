"""A protocol as plain data that JSON can hold, and back.

Everything is kept, places too, so that what comes back is the same in every respect. The
form is for machines and belongs to one version of the library, whose cache it fills.
Reading builds only the classes of the typed core, whatever the data says.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeAlias

from cattrs import Converter
from cattrs.strategies import configure_tagged_union

from sexto_rules.errors import NOWHERE, Place
from sexto_rules.protocol.conditions import Condition
from sexto_rules.protocol.model import Protocol

__all__ = ["structure_protocol", "unstructure_protocol"]

_Value: TypeAlias = str | bool
"""A value that a fact is tested for."""


def unstructure_protocol(protocol: Protocol) -> dict[str, Any]:
    """Return a protocol as dicts, lists, texts and numbers."""
    data: dict[str, Any] = _converter().unstructure(protocol)
    return data


def structure_protocol(data: object) -> Protocol:
    """Return the protocol that `unstructure_protocol` made the data from.

    Raises:
        Exception: Of any kind, where the data is anything else.
    """
    return _converter().structure(data, Protocol)


@cache
def _converter() -> Converter:
    """Return the converter; it holds nothing but the code made for each class."""
    converter = Converter(
        detailed_validation=False,
        forbid_extra_keys=True,
        unstruct_collection_overrides={frozenset: _sorted},
    )
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda data, _: date.fromisoformat(data))
    converter.register_unstructure_hook(timedelta, timedelta.total_seconds)
    converter.register_structure_hook(timedelta, lambda data, _: timedelta(seconds=data))
    converter.register_unstructure_hook(Place, _unstructure_place)
    converter.register_structure_hook(Place, lambda data, _: Place(*data) if data else NOWHERE)
    converter.register_unstructure_hook(_Value, lambda value: value)
    converter.register_structure_hook(_Value, lambda data, _: _value(data))
    configure_tagged_union(Condition, converter)
    write = converter.get_unstructure_hook(Condition)
    read = converter.get_structure_hook(Condition)
    optional = Condition | None
    converter.register_unstructure_hook(optional, _unless_none(write))
    converter.register_structure_hook(
        optional, lambda data, kind: None if data is None else read(data, kind)
    )
    return converter


def _unless_none(write: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else write(value)


def _sorted(values: Any) -> list[Any]:  # noqa: ANN401 - the sets hold texts and bools
    """Return the members of a set, in the same order every time."""
    return sorted(values, key=lambda value: (isinstance(value, bool), str(value)))


def _unstructure_place(place: Place) -> list[str | int | None]:
    if place == NOWHERE:
        return []
    return [place.file, place.line, place.column, place.path]


def _value(data: object) -> str | bool:
    """Return a value that a fact is tested for, as it is."""
    if isinstance(data, str | bool):
        return data
    message = f"expected a text or a bool, found {data!r}"
    raise TypeError(message)
