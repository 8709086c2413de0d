"""A device of an incident: who holds it, whose it is, and what matters about it."""

from __future__ import annotations

from attrs import field, frozen

from sexto_rules.errors import IncidentError
from sexto_rules.facts.unknown import UNKNOWN, Unknown
from sexto_rules.facts.values import as_owner, find_id_problem, find_value_problem
from sexto_rules.facts.vocabulary import FACTS, Entity, Owner

__all__ = ["Device"]


@frozen(kw_only=True)
class Device:
    """A device, by an opaque `id`; every other attribute may be unknown.

    `holder` is the id of a listed person. Nothing says what the device holds beyond
    `may_hold_material`, as told or suspected: nobody looks.

    Raises:
        IncidentError: The values are not what the vocabulary takes.

    Example:
        >>> Device(id="d1", holder="p1", owner="student").owner
        <Owner.STUDENT: 'student'>
    """

    id: str
    holder: str | Unknown = UNKNOWN
    owner: Owner | Unknown = field(default=UNKNOWN, converter=as_owner)
    may_hold_material: bool | Unknown = UNKNOWN
    in_hand: bool | Unknown = UNKNOWN
    connected: bool | Unknown = UNKNOWN
    holder_refuses: bool | Unknown = UNKNOWN

    def __attrs_post_init__(self) -> None:
        """Refuse what is wrong, all of it at once."""
        problems = [find_id_problem(self.id, "id")]
        problems += [
            find_value_problem(spec, getattr(self, name), name)
            for name, spec in FACTS[Entity.DEVICE].items()
        ]
        found = [problem for problem in problems if problem is not None]
        if found:
            raise IncidentError(found)
