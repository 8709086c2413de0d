"""What a scenario expects: lines of a plan, the class, what they rest on, what is asked next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from attrs import frozen

from sexto_rules.errors import NOWHERE, Place
from sexto_rules.protocol.model import Modality
from sexto_rules.protocol.outcome import Line, Status

__all__ = [
    "CERTAINTY_TOLD",
    "CLASS",
    "NONE_OF",
    "NO_DEADLINE",
    "OPEN",
    "STANDING",
    "WAYS",
    "Because",
    "Expectation",
    "InOrder",
    "Said",
]

OPEN: Final = "open"
"""The class expected while more than one is possible."""

CLASS: Final = "class"
"""What `because` calls the class."""


NO_DEADLINE: Final = "none"
"""What is expected under `within` of a line that has no deadline."""


@frozen(kw_only=True)
class Expectation:
    """One line expected: the way (`must`, `held`, …), an act or a directive, and a target.

    `target` is an id, `any` (any other, not listed), `every`, or None: whichever.
    """

    way: str
    name: str
    target: str | None = None
    place: Place = NOWHERE

    def __str__(self) -> str:
        """As the author wrote it."""
        named = f"{{{self.name}: {self.target}}}" if self.target else self.name
        return f"{self.way}: {named}"


@frozen(kw_only=True)
class Because:
    """What the reasons of a line, or of the class, must name.

    `name` is an act, a directive or `class`; `reasons` are names of facts, conclusions and acts
    done (`blackmail`, `roles`, `persons.p1.age`, `serious`, `done.call_police`). One line of that
    name must have them all.
    """

    name: str
    reasons: tuple[str, ...]
    place: Place = NOWHERE

    def __str__(self) -> str:
        """As the author wrote it."""
        return f"because: {{{self.name}: [{', '.join(self.reasons)}]}}"


@frozen(kw_only=True)
class Said:
    """What a line must say beside its act: who does it (`by`), or by when (`within`).

    `value` is in the author's words: a doer, a deadline, or `none`. One line of the act or the
    directive that is given, held or done must say so.
    """

    key: str
    name: str
    value: str
    place: Place = NOWHERE

    def __str__(self) -> str:
        """As the author wrote it."""
        return f"{self.key}: {{{self.name}: {self.value}}}"


@frozen(kw_only=True)
class InOrder:
    """Acts or directives whose lines must stand in this order in the plan."""

    names: tuple[str, ...]
    place: Place = NOWHERE

    def __str__(self) -> str:
        """As the author wrote it."""
        return f"order: [{', '.join(self.names)}]"


Way = Callable[[Line, Modality], bool]


def _given(modality: Modality) -> Way:
    return lambda line, its: its is modality and line.status is Status.DUE


def _has(status: Status) -> Way:
    return lambda line, _: line.status is status


CERTAINTY_TOLD: Final = frozenset({Status.DUE, Status.IN_FORCE, Status.HELD})
"""Of lines of these statuses people are told whether they are certain."""

STANDING: Final = frozenset({*CERTAINTY_TOLD, Status.DONE})
"""Of lines of these statuses people are told who does it, by when, and in which order."""


def _certain(*, certain: bool) -> Way:
    return lambda line, _: line.certain is certain and line.status in CERTAINTY_TOLD


WAYS: Final[Mapping[str, Way]] = MappingProxyType(
    {
        "must": _given(Modality.MUST),
        "should": _given(Modality.SHOULD),
        "may": _given(Modality.MAY),
        "note": _given(Modality.NOTE),
        "must_not": _has(Status.IN_FORCE),
        "breached": lambda line, _: line.breached,
        "held": _has(Status.HELD),
        "possible": _has(Status.POSSIBLE),
        "done": _has(Status.DONE),
        "overridden": _has(Status.OVERRIDDEN),
        "not_due": _has(Status.DUE),
        "certain": _certain(certain=True),
        "in_doubt": _certain(certain=False),
        "lifted": _has(Status.IN_FORCE),
        "absent": lambda _, its: its is not Modality.MUST_NOT,
    }
)
"""What each way asks of a line; for those of `NONE_OF`, what no line may be."""

NONE_OF: Final = frozenset({"not_due", "lifted", "absent"})
"""The ways that no line may fit."""
