"""Facts: the vocabulary, the incident and what follows from it, labels, converters.

The names are fixed in `design/vocabulary.md`. Nothing here holds a name of a person, a
text or a file.
"""

from __future__ import annotations

from sexto_rules.facts.ages import AgeRange
from sexto_rules.facts.converter import (
    incident_from_json,
    incident_to_json,
    make_converter,
    structure_incident,
    unstructure_incident,
)
from sexto_rules.facts.incident import Device, Incident, JournalEntry, Person
from sexto_rules.facts.labels import LabelKind, label, value_label
from sexto_rules.facts.schema import incident_schema
from sexto_rules.facts.unknown import UNKNOWN, Unknown
from sexto_rules.facts.vocabulary import (
    ACTS,
    AGES,
    DOERS,
    FACTS,
    FAMILIES,
    INVOLVED_ROLES,
    STAFF,
    Actor,
    ActSpec,
    Content,
    Distribution,
    Doer,
    Entity,
    FactKind,
    FactSpec,
    Family,
    Legality,
    MaterialSeen,
    Owner,
    Role,
    Setting,
    Stage,
    fact_spec,
)

__all__ = [
    "ACTS",
    "AGES",
    "DOERS",
    "FACTS",
    "FAMILIES",
    "INVOLVED_ROLES",
    "STAFF",
    "UNKNOWN",
    "ActSpec",
    "Actor",
    "AgeRange",
    "Content",
    "Device",
    "Distribution",
    "Doer",
    "Entity",
    "FactKind",
    "FactSpec",
    "Family",
    "Incident",
    "JournalEntry",
    "LabelKind",
    "Legality",
    "MaterialSeen",
    "Owner",
    "Person",
    "Role",
    "Setting",
    "Stage",
    "Unknown",
    "fact_spec",
    "incident_from_json",
    "incident_schema",
    "incident_to_json",
    "label",
    "make_converter",
    "structure_incident",
    "unstructure_incident",
    "value_label",
]
