"""Whether one incident is another of which more was learned, and nothing else changed.

`design/language.md`, *Questions*: to learn is to be told a value, to list one more person or
device, or to be told that a list is complete.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import fields

from sexto_rules.facts.incident import Device, Incident, Person
from sexto_rules.facts.unknown import UNKNOWN

__all__ = ["is_learned"]

_LISTS: Final = {"persons": "persons_complete", "devices": "devices_complete"}
_OTHERS: Final = frozenset({*_LISTS, *_LISTS.values(), "answers", "done", "cannot_say"})
_FACTS: Final = tuple(each.name for each in fields(Incident) if each.name not in _OTHERS)
_OF_DEVICE: Final = tuple(each.name for each in fields(Device))
_OF_PERSON: Final = tuple(each.name for each in fields(Person) if each.name != "roles")


def is_learned(after: Incident, before: Incident) -> bool:
    """Whether all that is known before is so after, and the rest is what can be learned.

    No where that is in doubt: of an age told more closely, of a list told to be incomplete.
    """
    return (
        after.done == before.done
        and after.cannot_say == before.cannot_say
        and after.answers.items() >= before.answers.items()
        and _keeps(after, before, _FACTS)
        and _is_list_learned(after, before, "persons")
        and _is_list_learned(after, before, "devices")
    )


def _keeps(after: object, before: object, names: Sequence[str]) -> bool:
    """Whether what is told of one is told of the other too, and the same."""
    return all(
        getattr(before, name) is UNKNOWN or getattr(before, name) == getattr(after, name)
        for name in names
    )


def _is_list_learned(after: Incident, before: Incident, name: str) -> bool:
    earlier, later = getattr(before, name), getattr(after, name)
    was_complete, is_complete = (getattr(each, _LISTS[name]) for each in (before, after))
    if is_complete is not True and is_complete is not was_complete:
        return False
    if len(later) < len(earlier) or (was_complete is True and len(later) > len(earlier)):
        return False
    return all(_is_entity_learned(*pair) for pair in zip(later, earlier, strict=False))


def _is_entity_learned(after: Person | Device, before: Person | Device) -> bool:
    if isinstance(after, Person) and isinstance(before, Person):
        roles = after.roles.items() >= before.roles.items()
        return roles and _keeps(after, before, _OF_PERSON)
    return _keeps(after, before, _OF_DEVICE)
