"""Where conditions stand in a protocol: each rule, class, directive and question, once.

A conclusion of several rules is a site too: it is the `or` of them. The body of a quantifier
is a site of its own, evaluated for each entity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeAlias, assert_never

from attrs import evolve, field, frozen

from sexto_rules.coverage.trees import leaves_of
from sexto_rules.errors import Place
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    ALWAYS,
    AnyOf,
    ConclusionTest,
    Condition,
    Of,
    Quantified,
)
from sexto_rules.protocol.model import Class, Conclusion, Directive, Protocol, Question

__all__ = ["EntryKind", "Site", "Sites", "keys_of", "sites_of"]

_ENTITIES: Final = {Of.PERSON: Entity.PERSON, Of.DEVICE: Entity.DEVICE}

Dated: TypeAlias = Class | Directive | Question


class EntryKind(StrEnum):
    """What sort of entry something belongs to."""

    CLASS = "class"
    CONCLUSION = "conclusion"
    DIRECTIVE = "directive"
    QUESTION = "question"


@frozen(eq=False, kw_only=True)
class Site:
    """One condition of a protocol and its leaves; `key` names it, the same in every run.

    `rule` is the number of the rule, from 1, where it is that of a conclusion; None for the
    conclusion as a whole, whose leaves are its rules. `bodies` are the sites inside, by the
    number of the quantifier among the leaves. `entity` is what the condition is about.
    """

    key: str
    kind: EntryKind
    entry: str
    origin: str
    condition: Condition
    place: Place
    entity: Entity | None = None
    rule: int | None = None
    leaves: tuple[Condition, ...] = ()
    bodies: Mapping[int, Site] = field(factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether this is a conclusion as the `or` of its rules."""
        return self.kind is EntryKind.CONCLUSION and self.rule is None

    def all(self) -> Iterator[Site]:
        """Yield this and every site inside, outermost first."""
        yield self
        for body in self.bodies.values():
            yield from body.all()


@frozen(eq=False, kw_only=True)
class Sites:
    """The sites of a protocol: of its entries and of its rules by key, of conclusions by id."""

    entries: Mapping[str, Site]
    rules: Mapping[str, tuple[Site, ...]]
    conclusions: Mapping[str, Site]

    def all(self) -> tuple[Site, ...]:
        """Return every site that has leaves, those inside others too."""
        outermost = [
            *(site for rules in self.rules.values() for site in rules),
            *self.conclusions.values(),
            *self.entries.values(),
        ]
        return tuple(each for site in outermost for each in site.all() if each.leaves)


def keys_of(entries: Iterable[Dated], every: Iterable[Dated]) -> tuple[str, ...]:
    """Return the key of each entry: kind and id, and the first day where the id occurs again.

    Args:
        entries: Those to name.
        every: All of that kind in the protocol, on any day.
    """
    among = Counter(each.id for each in every)
    return tuple(_key(entry, again=among[entry.id] > 1) for entry in entries)


def _key(entry: Dated, *, again: bool) -> str:
    key = f"{_kind_of(entry)} {entry.id}"
    return f"{key} from {entry.period.start or 'the beginning'}" if again else key


def sites_of(protocol: Protocol) -> Sites:
    """Return where conditions stand in the protocol, on any day."""
    rules = {each.id: tuple(_rules(each)) for each in protocol.conclusions}
    dated: tuple[tuple[Dated, ...], ...] = (
        protocol.classes,
        protocol.directives,
        protocol.questions,
    )
    return Sites(
        rules=rules,
        conclusions={
            each.id: _whole(each, rules[each.id])
            for each in protocol.conclusions
            if len(each.rules) > 1
        },
        entries={
            key: _of_entry(key, entry)
            for entries in dated
            for key, entry in zip(keys_of(entries, entries), entries, strict=True)
        },
    )


def _rules(conclusion: Conclusion) -> Iterator[Site]:
    for number, rule in enumerate(conclusion.rules, 1):
        site = Site(
            key=f"{EntryKind.CONCLUSION} {conclusion.id} rule {number}",
            kind=EntryKind.CONCLUSION,
            entry=conclusion.id,
            origin=conclusion.origin,
            condition=rule.when,
            place=rule.place,
            entity=conclusion.for_each,
            rule=number,
        )
        yield _grown(site)


def _whole(conclusion: Conclusion, rules: Sequence[Site]) -> Site:
    """Return the conclusion as the `or` of its rules, each of them a leaf."""
    leaves = tuple(ConclusionTest(f"rule {rule.rule}", rule.place) for rule in rules)
    return Site(
        key=f"{EntryKind.CONCLUSION} {conclusion.id}",
        kind=EntryKind.CONCLUSION,
        entry=conclusion.id,
        origin=conclusion.origin,
        condition=AnyOf(leaves, conclusion.place),
        place=conclusion.place,
        entity=conclusion.for_each,
        leaves=leaves,
    )


def _of_entry(key: str, entry: Dated) -> Site:
    site = Site(
        key=key,
        kind=_kind_of(entry),
        entry=entry.id,
        origin=entry.origin,
        condition=_condition_of(entry),
        place=entry.place,
        entity=_entity_of(entry),
    )
    return _grown(site)


def _grown(site: Site) -> Site:
    """Return a site with its leaves and the sites inside."""
    leaves = leaves_of(site.condition)
    bodies: dict[int, Site] = {}
    for number, leaf in enumerate(leaves):
        if isinstance(leaf, Quantified):
            inside = evolve(
                site,
                key=f"{site.key} / {leaf.quantifier} {leaf.entity} {len(bodies) + 1}",
                condition=leaf.body,
                place=leaf.place,
                entity=leaf.entity,
            )
            bodies[number] = _grown(inside)
    return evolve(site, leaves=leaves, bodies=bodies)


def _kind_of(entry: Dated) -> EntryKind:
    match entry:
        case Class():
            return EntryKind.CLASS
        case Directive():
            return EntryKind.DIRECTIVE
        case Question():
            return EntryKind.QUESTION
        case _:
            assert_never(entry)


def _condition_of(entry: Dated) -> Condition:
    match entry:
        case Class(when=when):
            return ALWAYS if when is None else when
        case Directive(condition=condition):
            return condition
        case Question(when=when):
            return when
        case _:
            assert_never(entry)


def _entity_of(entry: Dated) -> Entity | None:
    match entry:
        case Class():
            return None
        case Directive(for_each=entity):
            return entity
        case Question(for_each=entity, fact=fact):
            return entity or _ENTITIES.get(fact.of)
        case _:
            assert_never(entry)
