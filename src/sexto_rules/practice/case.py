"""A practice case: a fictional story in steps, each with what is told and what is then known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from attrs import evolve, field, frozen

from sexto_rules.decisions.texts import frozen_text
from sexto_rules.facts import Device, Incident, Person
from sexto_rules.protocol.model import Text

__all__ = ["LEVELS", "PracticeCase", "PracticeStep", "told_alike"]

LEVELS: Final = (1, 2, 3)
"""From easy to hard."""


@frozen(kw_only=True)
class PracticeStep:
    """One moment of the story: what is told, and everything that is known by then."""

    told: Text = field(converter=frozen_text)
    incident: Incident


@frozen(kw_only=True)
class PracticeCase:
    """A fictional story: at least one step; `as_of` None means the day of the protocol.

    It says nothing of what is right: the protocol decides that, on the incident of each step.
    """

    id: str
    title: Text = field(converter=frozen_text)
    level: int
    as_of: date | None = None
    steps: tuple[PracticeStep, ...]


def told_alike(incident: Incident) -> object:
    """Return what is told of an incident, whatever the ids of its persons and devices.

    Two incidents of which the same comes are the same case, with other codes or in another order.
    Of the journal the acts count, of `cannot_say` nothing.
    """
    persons = {each.id: evolve(each, id="x1") for each in incident.persons}
    plain = evolve(
        incident,
        persons=(),
        devices=(),
        done=(),
        cannot_say=frozenset(),
    )
    return (
        repr(plain),
        _sorted(map(repr, persons.values())),
        _sorted(_device(each, persons) for each in incident.devices),
        _sorted(entry.act for entry in incident.done),
    )


def _device(device: Device, persons: Mapping[str, Person]) -> str:
    """Return a device with its holder in full, in the place of the holder's id."""
    holder = persons.get(device.holder) if isinstance(device.holder, str) else device.holder
    return repr((evolve(device, id="x1", holder="x1"), holder))


def _sorted(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words))
