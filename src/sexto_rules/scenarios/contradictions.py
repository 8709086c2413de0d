"""What no outcome can meet: expectations that exclude one another, and one that nothing fits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations
from typing import Final

from sexto_rules.errors import Problem
from sexto_rules.facts import Entity
from sexto_rules.protocol.model import Directive, Modality, Protocol
from sexto_rules.scenarios.expectation import OPEN, Expectation
from sexto_rules.scenarios.scenario import Step

__all__ = ["contradictions"]

_FORBIDS: Final = frozenset({Modality.MUST_NOT})
_ASKS: Final = frozenset(Modality) - _FORBIDS
_MODALITIES: Final = {
    "must": frozenset({Modality.MUST}),
    "should": frozenset({Modality.SHOULD}),
    "may": frozenset({Modality.MAY}),
    "note": frozenset({Modality.NOTE}),
    "must_not": _FORBIDS,
    "lifted": _FORBIDS,
    "breached": _FORBIDS,
    "held": _ASKS,
    "done": _ASKS,
    "not_due": _ASKS,
    "absent": _ASKS,
    "possible": frozenset(Modality),
    "certain": frozenset(Modality),
    "in_doubt": frozenset(Modality),
    "overridden": frozenset(Modality),
}
"""Of which kinds of directive each way can be."""

_DUE: Final = frozenset({"must", "should", "may", "note"})
_IN_FORCE: Final = frozenset({"must_not", "breached"})
_ONE_STATUS: Final = (
    _DUE,
    _IN_FORCE,
    *(frozenset({way}) for way in ("held", "possible", "done", "overridden")),
)
_BESIDE: Final = frozenset({"certain", "in_doubt"})
"""What a line is beside its status."""

_EXCLUDED: Final = {
    "not_due": _DUE,
    "lifted": _IN_FORCE,
    "absent": _DUE | _BESIDE | {"held", "possible", "done", "overridden"},
}


_INSTEAD: Final = {
    "not_due": "lifted",
    "absent": "lifted",
    "lifted": "not_due",
    "done": "breached",
    "breached": "done",
}
"""Where a prohibition stands instead of what is to be done, and the other way round."""


def contradictions(step: Step, protocol: Protocol) -> Iterator[Problem]:
    """Yield the problems of expectations that contradict one another or the protocol.

    Example:
        >>> list(contradictions(step, protocol))  # doctest: +SKIP
        [Problem(code='SX607', …)]
    """
    yield from _of_classes(step)
    if step.final is True and step.next_question is not None:
        yield Problem(
            "SX607",
            "`final: yes` says that no answer can change anything, and `next_question` asks one",
            step.place_of("final"),
            "keep the one that is meant",
        )
    its = _Protocol(protocol, step)
    for expected in step.expectations:
        yield from its.never_met(expected)
    yield from its.without_a_plan(step)
    for one, other in combinations(step.expectations, 2):
        if its.exclude(one, other) or its.exclude(other, one):
            yield Problem(
                "SX607",
                f"`{one}` and `{other}` cannot both be so",
                other.place,
                "keep the one that is meant",
            )


def _of_classes(step: Step) -> Iterator[Problem]:
    """Yield what is wrong with a class beside the possible classes."""
    if step.class_ is None or step.classes is None:
        return
    count = len(set(step.classes))
    if step.class_ == OPEN:
        if count == 1:
            yield Problem(
                "SX607",
                "`class: open` says that more than one class is possible, and `classes` names one",
                step.place_of("class"),
                "keep the one that is meant",
            )
    elif set(step.classes) != {step.class_}:
        yield Problem(
            "SX607",
            f"`class: {step.class_}` says that it is the only possible one, and `classes` says "
            "otherwise",
            step.place_of("class"),
            "`class: open` where more than one is possible, else leave `classes` out",
        )


class _Protocol:
    """What a protocol has under each name, and what the step lists."""

    def __init__(self, protocol: Protocol, step: Step) -> None:
        self._acts = protocol.acts
        self._directives: dict[str, list[Directive]] = {}
        for each in protocol.directives:
            self._directives.setdefault(each.id, []).append(each)
        self._kinds = {
            **{each.id: Entity.PERSON for each in step.incident.persons},
            **{each.id: Entity.DEVICE for each in step.incident.devices},
        }

    def never_met(self, expected: Expectation) -> Iterator[Problem]:
        """Yield why no line can be what is expected, whatever the incident."""
        directives = self._directives.get(expected.name, [])
        fitting = [each for each in directives if each.modality in _MODALITIES[expected.way]]
        if directives and not fitting:
            modality = min(str(each.modality) for each in directives)
            yield Problem(
                "SX610",
                f"`{expected.name}` is a `{modality}`, which never stands under `{expected.way}`",
                expected.place,
                f"write it under `{_INSTEAD.get(expected.way, modality)}`",
            )
            return
        if expected.target is None:
            return
        kinds = {str(kind) for kind in self._targets_of(expected.name, fitting) if kind}
        if expected.target == "every" and _MODALITIES[expected.way] <= _ASKS:
            message = "`every` is said of prohibitions: a duty has a line for each target"
            yield Problem(
                "SX610", message, expected.place, "name each target in an entry of its own"
            )
        elif not kinds:
            message = f"`{expected.name}` has no target, and `{expected.target}` is given as one"
            yield Problem("SX610", message, expected.place, f"write `{expected.name}` alone")
        elif (kind := self._kinds.get(expected.target)) is not None and str(kind) not in kinds:
            message = (
                f"`{expected.name}` is of a {' or a '.join(sorted(kinds))}, "
                f"and `{expected.target}` is a {kind}"
            )
            yield Problem("SX610", message, expected.place)

    def without_a_plan(self, step: Step) -> Iterator[Problem]:
        """Yield the prohibitions of which a deadline or an order is expected."""
        named = [(each.name, "within", each.place) for each in step.said if each.key == "within"]
        named += [(name, "order", each.place) for each in step.order for name in each.names]
        for name, key, place in named:
            directives = self._directives.get(name, [])
            if directives and all(each.modality in _FORBIDS for each in directives):
                what = "no deadline" if key == "within" else "no place in the order of the plan"
                message = f"`{name}` is a `must_not`, which has {what}"
                yield Problem("SX610", message, place, f"leave it out of `{key}`")

    def _targets_of(self, name: str, directives: Collection[Directive]) -> Iterator[Entity | None]:
        """Yield what kinds of target the lines of an act or a directive have."""
        if name in self._acts and not directives:
            yield self._acts[name].target
            return
        for each in directives:
            yield each.for_each
            if each.modality is Modality.MUST_NOT:
                yield from (self._acts[act].target for act in each.acts)

    def exclude(self, one: Expectation, other: Expectation) -> bool:
        """Whether a line that meets the one is a line that the other rules out."""
        if one.way in _EXCLUDED.get(other.way, frozenset()):
            return self._names_meet(one.name, other.name) and _covers(other.target, one.target)
        return (
            one.name == other.name
            and one.target == other.target
            and self._is_one_line(one)
            and not any({one.way, other.way} <= ways for ways in _ONE_STATUS)
            and len({one.way, other.way} & _BESIDE) != 1
            and not {one.way, other.way} & _EXCLUDED.keys()
        )

    def _names_meet(self, one: str, other: str) -> bool:
        """Whether every line of the one is a line of the other."""
        directives = self._directives.get(one, [])
        return one == other or (
            bool(directives) and all(each.acts == (other,) for each in directives)
        )

    def _is_one_line(self, expected: Expectation) -> bool:
        """Whether a directive has one line only that the expectation can be about."""
        directives = self._directives.get(expected.name, [])
        return bool(directives) and all(
            (each.for_each is None or expected.target is not None)
            and (each.modality is not Modality.MUST_NOT or len(each.acts) == 1)
            for each in directives
        )


def _covers(ruled_out: str | None, target: str | None) -> bool:
    """Whether what is ruled out of one target is ruled out of the other."""
    if ruled_out is None or ruled_out == target:
        return True
    return target == "every" and ruled_out != "any"
