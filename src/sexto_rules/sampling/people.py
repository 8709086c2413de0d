"""Who and what is in a plain incident: a few persons with their parts, devices with a holder.

Unlike what `incidents` draws, this is what schools tell of: somebody in the picture, somebody who
acted, perhaps one more, most of them of the age of pupils.
"""

from __future__ import annotations

from random import Random
from typing import Final

from sexto_rules.facts import Device, Person, Role

__all__ = ["USUAL", "plain_age", "plain_devices", "plain_persons"]

USUAL: Final = frozenset({"pupil", "partner_agreement", "trained_responder_available"})
"""Yes where nothing is out of the ordinary; of any other fact that is no."""

_PARTS: Final = (
    (Role.SHARER,),
    (Role.REQUESTER,),
    (Role.THREATENER, Role.SUSPECTED_AUTHOR),
    (Role.RECIPIENT,),
    (Role.SUSPECTED_AUTHOR,),
)
_OTHERS: Final = ((Role.RECIPIENT,), (Role.WITNESS, Role.REPORTER), (Role.SHARER,))


def plain_persons(rng: Random, level: int) -> list[Person]:
    """Return who is in it: the one in the picture, one who acted, above level 1 perhaps one more.

    Their roles and ages are told, and nothing else.
    """
    depicted = [Role.DEPICTED]
    depicted += [role for role in (Role.SENDER, Role.REPORTER) if rng.random() < 0.6]
    parts = [tuple(depicted), rng.choice(_PARTS)]
    if level > 1 and rng.random() < 0.6:
        parts.append(rng.choice(_OTHERS))
    return [
        Person(id=f"p{number}", roles=list(roles), age=plain_age(rng))
        for number, roles in enumerate(parts, 1)
    ]


def plain_age(rng: Random) -> int:
    """Return an age: mostly that of a pupil of 12 to 17."""
    return rng.randint(12, 17) if rng.random() < 0.85 else rng.choice((10, 11, 18, 19, 25))


def plain_devices(rng: Random, level: int) -> list[Device]:
    """Return the device of the one who acted, above level 1 perhaps that of the other too."""
    holders = ["p2", "p1"] if level > 1 and rng.random() < 0.6 else ["p2"]
    return [Device(id=f"d{at}", holder=holder) for at, holder in enumerate(holders, 1)]
