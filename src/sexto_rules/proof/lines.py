"""The lines of a decision in a world: the status of each directive for each target.

`design/language.md`, *Directives* and *Status*, as formulas. A line whose condition is false has
every status false; so has one of a place that nobody fills.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import frozen

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.conditions import About, Meaning
from sexto_rules.proof.solver import Formula, both, conj, disj, either, neg
from sexto_rules.proof.three_values import Value
from sexto_rules.proof.world import DevicePlace, PersonPlace, Place
from sexto_rules.protocol.model import Directive, InDoubt, Modality

__all__ = ["Duty", "Lines", "Prohibition", "is_other"]


def is_other(target: About) -> bool:
    """Whether the target is "any other", not yet listed."""
    return isinstance(target, Entity)


@frozen(eq=False)
class Prohibition:
    """A prohibition for one target (None: for every target, or an act without)."""

    directive: Directive
    target: About
    here: Formula
    value: Value
    in_force: Formula
    defeated: Formula

    @property
    def certain(self) -> Formula:
        """That it is in force and certain."""
        return both(self.in_force, self.value.true)


@frozen(eq=False)
class Duty:
    """A duty, recommendation, permission or note for one target.

    `blocked` and `surely_blocked` say of each act that a prohibition of it is in force, or
    certainly so.
    """

    directive: Directive
    target: About
    here: Formula
    value: Value
    applies: Formula
    done: Formula
    defeated: Formula
    blocked: Mapping[str, Formula]
    surely_blocked: Mapping[str, Formula]

    @cached_property
    def _open(self) -> Formula:
        """That nothing but prohibitions can stand against it."""
        return both(self.applies, neg(self.done), neg(self.defeated))

    @property
    def is_done(self) -> Formula:
        """That its status is *done*."""
        return both(self.applies, self.done)

    @property
    def due(self) -> Formula:
        """That its status is *due*, with one act or another."""
        free = disj(neg(each) for each in self.blocked.values()) if self.blocked else True
        return both(self._open, free)

    def due_with(self, act: str) -> Formula:
        """Return that it is due and the act is among those that are free."""
        return both(self._open, neg(self.blocked[act])) if act in self.blocked else False

    def met_by_none_but(self, acts: Iterable[str]) -> Formula:
        """Return that it is due or done, and that only these acts can meet it."""
        acts = set(acts)
        if not self.blocked:
            return False
        others = [each for each in self.blocked if each not in acts]
        all_ours = not others
        return either(
            both(self.is_done, all_ours),
            both(self.due, conj(self.blocked[each] for each in others)),
        )

    @property
    def stopped(self) -> Formula:
        """That its status is *held* or *conflict*: every act is forbidden."""
        if not self.blocked:
            return False
        return both(self._open, conj(self.blocked.values()))

    @property
    def conflict(self) -> Formula:
        """That it and, for every act, a prohibition are certain."""
        return both(self.stopped, self.value.true, conj(self.surely_blocked.values()))

    @property
    def held(self) -> Formula:
        """That it is stopped by what is in doubt."""
        return both(self.stopped, neg(self.conflict))

    @property
    def present(self) -> Formula:
        """That the line is there at all."""
        return both(self.here, self.value.possible)


class Lines:
    """Every line that a decision may have in a world."""

    def __init__(self, meaning: Meaning, chosen: Mapping[Entity, tuple[Place, ...]]) -> None:
        """Work out those about the chosen entities, and about "any other"."""
        self.meaning = meaning
        self._chosen = chosen
        self._world = meaning.world
        self._day = meaning.day
        self._defeats: dict[tuple[str, str], Formula] = {}
        given = [each for each in self._day.directives if each.modality is not Modality.MUST_NOT]
        forbidden = [each for each in self._day.directives if each.modality is Modality.MUST_NOT]
        self.prohibitions: tuple[Prohibition, ...] = tuple(
            self._prohibition(each, target) for each in forbidden for target in self._targets(each)
        )
        self.duties: tuple[Duty, ...] = tuple(
            self._duty(each, target) for each in given for target in self._targets(each)
        )

    def forbidden_by(self, prohibition: str, duty: Duty) -> list[Formula]:
        """Return, of each act of a duty, that this prohibition forbids one of them.

        One formula, which does not hold where the two never speak of the same.
        """
        return [
            disj(
                each.in_force
                for act in duty.directive.acts
                for each in self.blockers(duty.directive, act, duty.target)
                if each.directive.id == prohibition
            )
        ]

    def _targets(self, directive: Directive) -> list[About]:
        kind = directive.for_each
        return [None] if kind is None else [*self._chosen[kind], kind]

    def _here(self, target: About) -> Formula:
        """That the target is listed; "any other" is there while the list is open."""
        match target:
            case PersonPlace() | DevicePlace():
                return target.filled
            case Entity():
                return neg(self._world.closed(target))
            case _:
                return True

    def _value(self, directive: Directive, target: About) -> Value:
        return self.meaning.value(directive.condition, target if directive.for_each else None)

    def _applies(self, directive: Directive, value: Value) -> Formula:
        return value.possible if directive.in_doubt is InDoubt.APPLIES else value.true

    def _defeated(self, directive: Directive, target: About) -> Formula:
        """A directive that names it is certainly true and not itself defeated."""
        key = (directive.id, _name(target))
        if key not in self._defeats:
            self._defeats[key] = disj(
                both(self._value(each, target).true, neg(self._defeated(each, target)))
                for each in self._day.directives
                if directive.id in each.overrides
            )
        return self._defeats[key]

    def _prohibition(self, directive: Directive, target: About) -> Prohibition:
        here, value = self._here(target), self._value(directive, target)
        defeated = self._defeated(directive, target)
        in_force = both(here, self._applies(directive, value), neg(defeated))
        return Prohibition(directive, target, here, value, in_force, defeated)

    def _duty(self, directive: Directive, target: About) -> Duty:
        here, value = self._here(target), self._value(directive, target)
        applies = False if is_other(target) else both(here, self._applies(directive, value))
        blockers = {act: self.blockers(directive, act, target) for act in directive.acts}
        return Duty(
            directive=directive,
            target=target,
            here=here,
            value=value,
            applies=applies,
            done=self._done(directive, target),
            defeated=self._defeated(directive, target),
            blocked={act: disj(each.in_force for each in of) for act, of in blockers.items()},
            surely_blocked={act: disj(each.certain for each in of) for act, of in blockers.items()},
        )

    def _done(self, directive: Directive, target: About) -> Formula:
        """What a note asks for cannot be done here: nothing else depends on it."""
        if is_other(target):
            return False
        to = target.name if isinstance(target, PersonPlace | DevicePlace) else None
        unnamed = not directive.separately and not directive.personal
        return disj(
            either(
                self._world.done_for(directive.id, act, to),
                both(unnamed, self._world.done_for_all(act, to)),
            )
            for act in directive.acts
        )

    def blockers(self, directive: Directive, act: str, target: About) -> list[Prohibition]:
        """Return the prohibitions that speak of the same act, target and doer as a directive."""
        doers = self._day.protocol.doers
        return [
            each
            for each in self.prohibitions
            if act in each.directive.acts
            and not doers[each.directive.by].isdisjoint(doers[directive.by])
            and (each.target is None or each.target is target)
        ]


def _name(target: About) -> str:
    if isinstance(target, PersonPlace | DevicePlace):
        return target.name
    return "" if target is None else f"other {target}"
