"""How often formulas hold in fully known incidents drawn evenly, and what that says of the share.

Every incident is as likely as any other, so the draws are independent and a share among them keeps
within bounds of the share among all.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import inf, log
from typing import Final

from attrs import frozen

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.counted_conditions import AGE, DEPICTED, INVOLVED
from sexto_rules.proof.counted_formulas import (
    Apart,
    Formula,
    Joined,
    Listed,
    Opposite,
    Size,
    Test,
    Value,
    Variable,
    parts_of,
    tests_of,
)
from sexto_rules.protocol.conditions import Of

__all__ = ["Read", "bounds", "draw", "read_by"]

_Told = Mapping[Variable, Value]


@frozen
class Read:
    """The variables that formulas read, of the incident, of each person and of each device."""

    incident: tuple[Variable, ...]
    person: tuple[Variable, ...]
    device: tuple[Variable, ...]

    def incidents(self, size: Size) -> int:
        """Return how many incidents differ in what is read: a device is held by one of them."""
        of_persons = _ways(self.person) ** size.persons
        of_devices = (size.persons * _ways(self.device)) ** size.devices
        ways: int = _ways(self.incident) * of_persons * of_devices
        return ways


def read_by(formulas: Iterable[Formula], *, devices: int) -> Read:
    """Return what formulas read; what is read of devices only where there are some."""
    found: dict[Variable, None] = {}
    for formula in formulas:
        for part in parts_of(formula):
            match part:
                case Test():
                    found[part.variable] = None
                case Listed(entity, body):
                    if devices or entity is Entity.PERSON:
                        found.update((test.variable, None) for test in tests_of(body))
                case Apart():
                    asked = (*tests_of(DEPICTED), *tests_of(INVOLVED))
                    found.update((test.variable, None) for test in asked)
                    found[AGE] = None
    order = sorted(found, key=lambda each: (each.of, each.name))
    return Read(
        tuple(each for each in order if each.of not in {Of.PERSON, Of.DEVICE}),
        tuple(each for each in order if each.of is Of.PERSON),
        tuple(each for each in order if each.of is Of.DEVICE),
    )


def _ways(variables: Iterable[Variable]) -> int:
    ways = 1
    for each in variables:
        ways *= len(each.values)
    return ways


def draw(
    formulas: Mapping[str, Formula], read: Read, size: Size, *, seed: int, count: int
) -> Counter[str]:
    """Return in how many of so many incidents each of the formulas holds."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    found: Counter[str] = Counter()
    for _ in range(count):
        incident = _Drawn(rng, read, size)
        found.update(name for name, formula in formulas.items() if incident.shows(formula))
    return found


class _Drawn:
    """An incident drawn among all that differ in what is read."""

    def __init__(self, rng: random.Random, read: Read, size: Size) -> None:
        self._told = _drawn(rng, read.incident)
        self._persons = [_drawn(rng, read.person) for _ in range(size.persons)]
        self._devices = [
            {**rng.choice(self._persons), **_drawn(rng, read.device)} for _ in range(size.devices)
        ]

    def shows(self, formula: Formula) -> bool:
        """Whether the formula holds in it."""
        return self._holds(formula, self._told)

    def _holds(self, formula: Formula, told: _Told) -> bool:
        match formula:
            case bool():
                return formula
            case Test(variable, values):
                return told[variable] in values
            case Joined(is_both, _, parts):
                holds = (self._holds(part, told) for part in parts)
                return all(holds) if is_both else any(holds)
            case Opposite(body):
                return not self._holds(body, told)
            case Listed(entity, body):
                listed = self._persons if entity is Entity.PERSON else self._devices
                return any(self._holds(body, each) for each in listed)
            case Apart(years):
                return self._are_apart(years)

    def _are_apart(self, years: int) -> bool:
        depicted = [each for each in self._persons if self._holds(DEPICTED, each)]
        involved = [each for each in self._persons if self._holds(INVOLVED, each)]
        return any(
            one is not other and abs(int(one[AGE]) - int(other[AGE])) >= years
            for one in depicted
            for other in involved
        )


def _drawn(rng: random.Random, variables: Sequence[Variable]) -> dict[Variable, Value]:
    return {each: rng.choice(each.values) for each in variables}


_ROUNDS: Final = 60


def bounds(found: int, drawn: int, confidence: float) -> tuple[float, float]:
    """Return bounds of a share, found so often among so many draws.

    The bound of Chernoff, in the form with the relative entropy (Hoeffding 1963, theorem 1): where
    the share is p, a part q or one further off is found in n draws with a chance of at most
    exp(-n KL(q, p)), on either side. It holds for every n.

    Example:
        >>> low, high = bounds(0, 1000, 0.99)
        >>> low, round(high, 4)
        (0.0, 0.0053)
    """
    if not drawn:
        return 0.0, 1.0
    part, most = found / drawn, log(2 / (1 - confidence)) / drawn
    return _furthest(part, 0.0, most), _furthest(part, 1.0, most)


def _furthest(part: float, end: float, most: float) -> float:
    """Return the share furthest towards the end that is not too far from the part; no nearer."""
    if part == end:
        return end
    near, far = part, end
    for _ in range(_ROUNDS):
        middle = (near + far) / 2
        if _apart(part, middle) <= most:
            near = middle
        else:
            far = middle
    return far


def _apart(part: float, share: float) -> float:
    """Return the relative entropy of two shares."""
    return _term(part, share) + _term(1 - part, 1 - share)


def _term(part: float, share: float) -> float:
    if not part:
        return 0.0
    return part * log(part / share) if share else inf
