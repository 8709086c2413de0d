"""What share of the fully known incidents of a size is settled as each class.

An incident is fully known where every fact of it has a value and both lists are complete. Of those
with so many persons and devices, each one is as likely as another: a person has any of 121 ages and
any of the roles, a device any of the persons as its holder, an act that is asked for is in the
journal or not. Facts that nothing reads multiply every class alike, so they are left out: the
shares are the same, and the incidents counted are those that differ in what the classes and the
condition read. Shares say how a protocol divides what can be told, not how often it happens.

Counted exactly (`counted_exactly`) while that takes few enough steps; otherwise incidents are drawn
(`counted_by_sample`), and each share is stated with bounds. The number of steps does not depend on
the machine, nor does what is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from attrs import frozen

from sexto_rules.proof.counted_by_sample import bounds, draw, read_by
from sexto_rules.proof.counted_conditions import Formulas
from sexto_rules.proof.counted_exactly import Counting, TooManyError
from sexto_rules.proof.counted_formulas import Size, both
from sexto_rules.protocol.conditions import ALWAYS, Condition
from sexto_rules.protocol.model import DayProtocol

__all__ = ["CONFIDENCE", "STEPS", "Counts", "Sample", "Share", "Size", "count_classes"]

CONFIDENCE: Final = 0.99
"""How sure each pair of bounds is, by itself."""

STEPS: Final = 500_000
"""How much is done for exact shares where nothing else is said."""

_DRAWN: Final = 20_000
_SEED: Final = 1
_MATCHING: Final = ""


@frozen
class Share:
    """A share: exact, or what was found of it among the incidents drawn, between its bounds."""

    share: Fraction
    at_least: float
    at_most: float


@frozen
class Sample:
    """How incidents were drawn; `matching` of them satisfy the condition."""

    drawn: int
    matching: int
    seed: int


@frozen
class Counts:
    """The share of each class among the incidents that satisfy the condition.

    `incidents` differ in what is read, `read` names it; `matching` is the share among them that
    satisfies the condition. `classes` is empty where no incident does, or none was drawn. What the
    shares lack of one is settled as no class. `sample` is None where the shares are exact.
    """

    incidents: int
    read: tuple[str, ...]
    matching: Share
    classes: Mapping[str, Share]
    sample: Sample | None = None


def count_classes(
    day: DayProtocol,
    size: Size,
    where: Condition = ALWAYS,
    *,
    steps: int = STEPS,
    drawn: int = _DRAWN,
) -> Counts:
    """Return the share of each class among fully known incidents.

    Args:
        day: The protocol on the day.
        size: How many persons and devices are listed; each device has a holder among the persons.
        where: What the incidents satisfy.
        steps: How much may be done for exact shares.
        drawn: How many incidents are drawn where that is not enough.

    Example:
        >>> count_classes(day, Size(1, 0)).classes  # doctest: +SKIP
        {'signs_of_malice': Share(share=Fraction(32765, 32768), ...)}
    """
    formulas = Formulas(day, where)
    matching = formulas.of(where)
    wanted = {_MATCHING: matching}
    wanted |= {name: both((matching, own)) for name, own in formulas.classes().items()}
    read = read_by(wanted.values(), devices=size.devices)
    incidents = read.incidents(size)
    names = tuple(each.path for each in (*read.incident, *read.person, *read.device))
    if not incidents:
        return Counts(0, names, _exact(Fraction(0)), {})
    counting = Counting(size, steps)
    try:
        shares = {name: counting.share(formula) for name, formula in wanted.items()}
    except TooManyError:
        found = draw(wanted, read, size, seed=_SEED, count=drawn)
        whole = found[_MATCHING]
        classes = {
            name: _drawn(found[name], whole) for name in wanted if name != _MATCHING and whole
        }
        sample = Sample(drawn, whole, _SEED)
        return Counts(incidents, names, _drawn(whole, drawn), classes, sample)
    share = shares.pop(_MATCHING)
    classes = {name: _exact(each / share) for name, each in shares.items() if share}
    return Counts(incidents, names, _exact(share), classes)


def _exact(share: Fraction) -> Share:
    return Share(share, float(share), float(share))


def _drawn(found: int, drawn: int) -> Share:
    return Share(Fraction(found, drawn), *bounds(found, drawn, CONFIDENCE))
