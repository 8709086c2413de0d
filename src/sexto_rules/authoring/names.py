"""The names that an entry may use: the shared vocabulary, the parent's, the protocol's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field, frozen

from sexto_rules.authoring.fields import Fields
from sexto_rules.authoring.report import Report
from sexto_rules.documents import ScalarNode
from sexto_rules.facts.vocabulary import ACTS, DOERS, FAMILIES, ActSpec, Entity, Family
from sexto_rules.protocol.model import AnswerSpec, Protocol

__all__ = ["Names", "Reading", "declared_id", "declared_ids", "families_of", "names_of_parent"]


@frozen(kw_only=True)
class Names:
    """Every name in scope, by kind.

    `conclusions` says what each is one of (None: of the incident); `answers` holds the
    choices of each (none: yes or no); `directives` the modality key of each.
    """

    protocol: str = ""
    languages: tuple[str, ...] = ()
    regions: frozenset[str] = frozenset()
    doers: Mapping[str, frozenset[str]] = field(factory=lambda: dict(DOERS))
    acts: Mapping[str, ActSpec] = field(factory=lambda: dict(ACTS))
    answers: Mapping[str, tuple[str, ...]] = field(factory=dict)
    urgency: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()
    conclusions: Mapping[str, Entity | None] = field(factory=dict)
    classes: tuple[str, ...] = ()
    inherited_classes: tuple[str, ...] = ()
    directives: Mapping[str, str] = field(factory=dict)


@define
class Reading:
    """What every reader of entries is given: where problems go, and the names in scope.

    `used_sources` grows with the sources that the protocol's own entries name.
    """

    report: Report
    names: Names
    used_sources: set[str] = field(factory=set)


def families_of(acts: Mapping[str, ActSpec]) -> dict[str, tuple[str, ...]]:
    """Return the acts of each family, the shared ones first, then as declared."""
    members: dict[str, list[str]] = {family.value: list(FAMILIES[family]) for family in Family}
    for act in acts.values():
        if act.family is not None and act.name not in members[act.family]:
            members[act.family].append(act.name)
    return {family: tuple(names) for family, names in members.items()}


def answer_values(answers: Iterable[AnswerSpec]) -> dict[str, tuple[str, ...]]:
    """Return the choices of each answer; none for one that is yes or no."""
    return {answer.id: tuple(choice.id for choice in answer.choices) for answer in answers}


def names_of_parent(parent: Protocol | None, protocol: str, languages: tuple[str, ...]) -> Names:
    """Return the names that a protocol starts from: the vocabulary's and its parent's."""
    if parent is None:
        return Names(protocol=protocol, languages=languages)
    classes = tuple(dict.fromkeys(each.id for each in parent.classes))
    return Names(
        protocol=protocol,
        languages=languages,
        regions=frozenset(region.id for region in parent.regions),
        doers=dict(parent.doers),
        acts=dict(parent.acts),
        answers=answer_values(parent.answers),
        urgency=frozenset(group.id for group in parent.urgency),
        terms=frozenset(term.id for term in parent.terms),
        sources=frozenset(source.id for source in parent.sources),
        contacts=frozenset(contact.id for contact in parent.contacts),
        conclusions={each.id: each.for_each for each in parent.conclusions},
        classes=classes,
        inherited_classes=classes,
        directives={each.id: each.modality.value for each in parent.directives},
    )


def declared_ids(entries: Sequence[Fields]) -> dict[str, Fields]:
    """Return the ids that entries give themselves, each with the first entry of that id.

    Silent: whether an id is well formed is for the reader of the entry to say.
    """
    named: dict[str, Fields] = {}
    for entry in entries:
        name = declared_id(entry)
        if name is not None:
            named.setdefault(name, entry)
    return named


def declared_id(entry: Fields) -> str | None:
    """Return the id that an entry gives itself, as it is written."""
    node = entry.get("id")
    return node.text if isinstance(node, ScalarNode) else None
