"""The value of every condition of a protocol for one incident, and of every leaf in it.

What a leaf says of the facts is asked of the specification; conclusions, classes and
quantifiers are put together here from the values found, so that each is worked out once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from attrs import frozen

from sexto_rules.coverage.sites import Site, Sites, keys_of
from sexto_rules.coverage.trees import value_of
from sexto_rules.engines.base import Conditions
from sexto_rules.facts import Incident
from sexto_rules.facts.known import list_closed
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    ClassTest,
    ConclusionTest,
    Condition,
    Quantified,
    Quantifier,
)
from sexto_rules.protocol.model import Conclusion, DayProtocol
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import BLANK, About, Blank, evaluate

__all__ = ["Evaluation", "Evaluator"]

Values: TypeAlias = tuple[Truth, ...]
_FALSE, _UNKNOWN, _TRUE = Truth


@frozen
class Evaluation:
    """What one condition was for one entity: the values of its leaves, and its own."""

    site: Site
    about: About
    leaves: Values
    value: Truth


class Evaluator:
    """Evaluates the conditions of a protocol on a day; makes its tables once."""

    def __init__(self, day: DayProtocol, sites: Sites) -> None:
        """Find the sites of what is in force on the day."""
        protocol = day.protocol
        self.day: Final = day
        self.sites: Final = sites
        self.classes: list[Site] = [
            sites.entries[key] for key in keys_of(day.classes, protocol.classes)
        ]
        self.directives: list[Site] = [
            sites.entries[key] for key in keys_of(day.directives, protocol.directives)
        ]
        self.questions: list[Site] = [
            sites.entries[key] for key in keys_of(day.questions, protocol.questions)
        ]
        self.conclusions: dict[str, Conclusion] = {each.id: each for each in day.conclusions}
        self.rules: dict[str, tuple[Site | None, ...]] = {
            each.id: _in_force(each, day, sites) for each in day.conclusions
        }
        self._numbers: dict[Condition, int] = {}
        self._leaves: dict[Site, tuple[int, ...]] = {}
        self._known: dict[tuple[Site, Values], Truth] = {}

    def in_force(self) -> Iterator[Site]:
        """Yield every site that is in force and has leaves, those inside others too."""
        wholes = self.sites.conclusions
        outermost = [
            *(site for rules in self.rules.values() for site in rules if site is not None),
            *(wholes[name] for name in self.conclusions if name in wholes),
            *self.classes,
            *self.directives,
            *self.questions,
        ]
        for site in outermost:
            yield from (each for each in site.all() if each.leaves)

    def evaluate(self, incident: Incident) -> tuple[tuple[Evaluation, ...], Conditions]:
        """Return every evaluation, each once, and what an engine would say of the whole."""
        look = _Look(self, incident)
        conditions = look.everything()
        return tuple(look.found), conditions

    def leaves(self, site: Site) -> tuple[int, ...]:
        """Return a number for each leaf of a site; leaves that say the same have the same."""
        found = self._leaves.get(site)
        if found is None:
            numbers = self._numbers
            found = tuple(numbers.setdefault(leaf, len(numbers)) for leaf in site.leaves)
            self._leaves[site] = found
        return found

    def value(self, site: Site, leaves: Values) -> Truth:
        """Return the value of a condition whose leaves have these values."""
        key = (site, leaves)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = value_of(site.condition, leaves)
        return found


def _in_force(conclusion: Conclusion, day: DayProtocol, sites: Sites) -> tuple[Site | None, ...]:
    """Return the sites of all rules of a conclusion, None for one that is not in force."""
    every = next(each for each in day.protocol.conclusions if each.id == conclusion.id)
    current = {id(rule) for rule in conclusion.rules}
    return tuple(
        site if id(rule) in current else None
        for rule, site in zip(every.rules, sites.rules[conclusion.id], strict=True)
    )


class _Look:
    """One incident being looked at; every value is worked out when first asked for."""

    def __init__(self, evaluator: Evaluator, incident: Incident) -> None:
        self._all = evaluator
        self._incident = incident
        self._abouts: dict[Entity | None, tuple[About, ...]] = {
            None: (None,),
            **{entity: self._listed(entity) for entity in Entity},
        }
        self._values: dict[tuple[Site, str], Truth] = {}
        self._facts: dict[tuple[int, str], Truth] = {}
        self._concluded: dict[tuple[str, str], Truth] = {}
        self._quantified: dict[Site, Truth] = {}
        self._possible: tuple[str, ...] | None = None
        self.found: list[Evaluation] = []

    def _listed(self, entity: Entity) -> tuple[About, ...]:
        """Return the entities listed, and the blank while the list is open."""
        incident = self._incident
        listed = incident.persons if entity is Entity.PERSON else incident.devices
        return listed if list_closed(incident, entity) else (*listed, BLANK)

    def everything(self) -> Conditions:
        """Evaluate every condition of the day, and return what an engine would."""
        for conclusion in self._all.conclusions.values():
            for about in self._abouts[conclusion.for_each]:
                self._conclusion(conclusion.id, about)
        for site in self._all.questions:
            for about in self._abouts[site.entity]:
                if about is not BLANK:
                    self._site(site, about)
        return Conditions(
            classes=tuple(self._site(site, None) for site in self._all.classes),
            directives=tuple(
                tuple(self._site(site, about) for about in self._abouts[site.entity])
                for site in self._all.directives
            ),
        )

    def _site(self, site: Site, about: About) -> Truth:
        """Return the value of a condition for an entity."""
        key = (site, _name(about))
        found = self._values.get(key)
        if found is None:
            numbers = self._all.leaves(site)
            values = tuple(
                [self._leaf(site, place, number, about) for place, number in enumerate(numbers)]
            )
            found = self._values[key] = self._note(site, about, values)
        return found

    def _note(self, site: Site, about: About, values: Values) -> Truth:
        value = self._all.value(site, values)
        self.found.append(Evaluation(site, about, values, value))
        return value

    def _leaf(self, site: Site, place: int, number: int, about: About) -> Truth:
        leaf = site.leaves[place]
        match leaf:
            case ConclusionTest(name):
                return self._conclusion(name, about)
            case ClassTest(classes):
                return self._class(classes)
            case Quantified(quantifier):
                return self._quantifier(quantifier, site.bodies[place])
            case _:
                key = (number, _name(about))
                found = self._facts.get(key)
                if found is None:
                    found = evaluate(leaf, self._all.day, self._incident, about)
                    self._facts[key] = found
                return found

    def _conclusion(self, name: str, about: About) -> Truth:
        """A conclusion is the `or` of its rules; those not in force say nothing."""
        if self._all.conclusions[name].for_each is None:
            about = None
        key = (name, _name(about))
        found = self._concluded.get(key)
        if found is None:
            rules = self._all.rules[name]
            values = tuple([_FALSE if rule is None else self._site(rule, about) for rule in rules])
            whole = self._all.sites.conclusions.get(name)
            found = max(values) if whole is None else self._note(whole, about, values)
            self._concluded[key] = found
        return found

    def _class(self, names: frozenset[str]) -> Truth:
        """True when every possible class is among them, false when none is."""
        if self._possible is None:
            self._possible = tuple(self._possible_classes())
        among = [name in names for name in self._possible]
        if all(among):
            return _TRUE
        return _UNKNOWN if any(among) else _FALSE

    def _possible_classes(self) -> Iterator[str]:
        for site in self._all.classes:
            value = self._site(site, None)
            if value is not _FALSE:
                yield site.entry
            if value is _TRUE:
                return

    def _quantifier(self, quantifier: Quantifier, body: Site) -> Truth:
        """`some` is an `or`, `every` an `and`; the blank makes neither certain."""
        found = self._quantified.get(body)
        if found is None:
            values = [
                (self._site(body, about), about is BLANK) for about in self._abouts[body.entity]
            ]
            if quantifier is Quantifier.EVERY:
                found = min(
                    (max(value, _UNKNOWN) if blank else value for value, blank in values),
                    default=_TRUE,
                )
            else:
                found = max(
                    (min(value, _UNKNOWN) if blank else value for value, blank in values),
                    default=_FALSE,
                )
            if quantifier is Quantifier.NONE:
                found = Truth(_TRUE - found)
            self._quantified[body] = found
        return found


def _name(about: About) -> str:
    """Return a short name of an entity; no id is empty or a question mark."""
    if about is None:
        return ""
    return "?" if isinstance(about, Blank) else about.id
