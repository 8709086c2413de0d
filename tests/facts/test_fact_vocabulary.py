"""The vocabulary and the classes that carry it say the same."""

from __future__ import annotations

import attrs
import pytest

from sexto_rules.facts import (
    ACTS,
    FACTS,
    FAMILIES,
    INVOLVED_ROLES,
    UNKNOWN,
    Device,
    Entity,
    Family,
    Incident,
    Person,
    Role,
    fact_spec,
)


@pytest.mark.parametrize(
    ("kind", "entity", "others"),
    [
        (Incident, None, ("persons", "devices", "done", "answers", "cannot_say")),
        (Person, Entity.PERSON, ()),
        (Device, Entity.DEVICE, ()),
    ],
)
def test_attributes_are_the_vocabulary(
    kind: type, entity: Entity | None, others: tuple[str, ...]
) -> None:
    """Each class has the facts of the vocabulary, in its order, after the id."""
    names = [attribute.name for attribute in attrs.fields(kind)]
    first = [] if entity is None else ["id"]
    assert names == [*first, *FACTS[entity], *others]


def test_everything_is_unknown_by_default() -> None:
    """Nothing is known of an incident, a person or a device of which nothing is told."""
    assert all(getattr(Incident(), name) is UNKNOWN for name in FACTS[None])
    person, device = Person(id="p1"), Device(id="d1")
    assert all(getattr(person, name) is UNKNOWN for name in FACTS[Entity.PERSON] if name != "roles")
    assert all(person.role(role) is UNKNOWN for role in Role)
    assert all(getattr(device, name) is UNKNOWN for name in FACTS[Entity.DEVICE])


def test_no_name_is_of_two_facts() -> None:
    """A name alone says of what it is a fact."""
    names = [name for facts in FACTS.values() for name in facts]
    assert len(names) == len(set(names))
    assert all(fact_spec(name) is FACTS[entity][name] for entity in FACTS for name in FACTS[entity])
    assert fact_spec("photo") is None


def test_families_are_their_acts() -> None:
    """A family holds the acts that say they are of it."""
    for family in Family:
        assert FAMILIES[family] == tuple(n for n, act in ACTS.items() if act.family is family)
    assert "call_police" in FAMILIES[Family.ALARM]


def test_witness_and_reporter_are_not_involved() -> None:
    """Every other role makes a person involved."""
    assert set(Role) - INVOLVED_ROLES == {Role.WITNESS, Role.REPORTER}


def test_unknown_is_neither_true_nor_false() -> None:
    """Using an unknown fact as a bool is refused, since it would read as an answer."""
    with pytest.raises(TypeError, match="compare it with `is UNKNOWN`"):
        bool(Incident().blackmail)
    assert repr(UNKNOWN) == "UNKNOWN"
