"""The JSON Schema of an incident, made from the vocabulary.

It describes the canonical form, which `unstructure_incident` writes: what is unknown is
left out. Whatever `unstructure_incident` writes is valid by it. What is valid by it is
taken by `structure_incident`, unless the incident contradicts itself or names a day that
no calendar has; these a schema cannot say.

Titles are in English (`title`) and French (`x-title-fr`); the labels of values are in
`x-enum-titles`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sexto_rules.facts.ages import OLDEST
from sexto_rules.facts.contradictions import LIMITS, TRUE_AND_FALSE
from sexto_rules.facts.labels import LabelKind, label
from sexto_rules.facts.shown import ID
from sexto_rules.facts.values import CODE, RESERVED
from sexto_rules.facts.vocabulary import ACTS, FACTS, Entity, FactKind, FactSpec, Role

__all__ = ["incident_schema"]

_Schema = dict[str, Any]

_MOMENT: Final = (
    "(19[7-9][0-9]|2[01][0-9][0-9])-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
    "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)


def incident_schema() -> _Schema:
    """Return the schema (draft 2020-12) as plain data.

    Example:
        >>> incident_schema()["properties"]["blackmail"]
        {'title': 'blackmail', 'x-title-fr': 'chantage', 'type': 'boolean'}
    """
    facts = {name: _fact(spec) for name, spec in FACTS[None].items()}
    lists = {
        "persons": {"type": "array", "items": _ref("person"), "maxItems": LIMITS["persons"]},
        "devices": {"type": "array", "items": _ref("device"), "maxItems": LIMITS["devices"]},
        "done": {"type": "array", "items": _ref("entry"), "maxItems": LIMITS["done"]},
        "answers": _answers(),
        "cannot_say": _unsayables(),
    }
    properties = facts | {name: _titles(name) | schema for name, schema in lists.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:sexto-rules:incident",
        **_titles("incident", LabelKind.FIELD),
        **_map(properties),
        "$defs": {
            "id": {"type": "string", "pattern": _whole(ID.pattern)},
            "code": _code(RESERVED),
            "moment": {"type": "string", "format": "date-time", "pattern": _whole(_MOMENT)},
            "age": _age(),
            "roles": _roles(),
            "person": _entity(Entity.PERSON),
            "device": _entity(Entity.DEVICE),
            "entry": _entry(),
        },
    }


def _ref(name: str) -> _Schema:
    """Return a reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def _whole(pattern: str) -> str:
    """Return a pattern that the whole text must match, the same in Python and ECMAScript."""
    return f"^(?:{pattern})(?!\\n)$"


def _titles(name: str, kind: LabelKind = LabelKind.FACT) -> _Schema:
    """Return the titles of a name in both languages."""
    return {"title": label(name, "en", kind=kind), "x-title-fr": label(name, "fr", kind=kind)}


def _map(properties: _Schema, required: Iterable[str] = ()) -> _Schema:
    """Return the schema of a map with these keys and no others."""
    schema: _Schema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return schema | {"required": list(required)} if required else schema


def _code(reserved: Iterable[str]) -> _Schema:
    """Return the schema of a code that is none of the words that mean something else."""
    return {
        "type": "string",
        "pattern": _whole(CODE.pattern),
        "not": {"enum": sorted(reserved)},
    }


def _fact(spec: FactSpec) -> _Schema:
    """Return the schema of one fact."""
    titles = _titles(spec.name)
    match spec.kind:
        case FactKind.BOOL:
            return titles | {"type": "boolean"}
        case FactKind.CHOICE:
            return titles | _choices(spec.name, spec.values)
        case FactKind.CODE:
            return titles | _ref("code")
        case FactKind.REFERENCE:
            return titles | _ref("id")
        case _:
            return titles | _ref(spec.kind.value)


def _choices(kind: str, values: Iterable[str]) -> _Schema:
    """Return the schema of an enumeration, with the label of each value."""
    names = [str(value) for value in values]
    titles = {
        lang: {name: label(name, lang, kind=LabelKind(kind)) for name in names}
        for lang in ("en", "fr")
    }
    return {"enum": names, "x-enum-titles": titles}


def _age() -> _Schema:
    """Return the schema of an age, or of a range of ages."""
    bounds = {
        "at_least": {"type": "integer", "minimum": 0, "maximum": OLDEST},
        "under": {"type": "integer", "minimum": 1, "maximum": OLDEST + 1},
    }
    bounds = {name: _titles(name, LabelKind.FIELD) | schema for name, schema in bounds.items()}
    return {
        "anyOf": [
            {"type": "integer", "minimum": 0, "maximum": OLDEST},
            _map(bounds) | {"minProperties": 1},
        ]
    }


def _roles() -> _Schema:
    """Return the schema of roles: a list of all, or a map of single ones."""
    single = {str(role): _titles(role, LabelKind.ROLES) | {"type": "boolean"} for role in Role}
    return {"anyOf": [{"type": "array", "items": _choices("roles", Role)}, _map(single)]}


def _entity(entity: Entity) -> _Schema:
    """Return the schema of a person or a device."""
    facts = {name: _fact(spec) for name, spec in FACTS[entity].items()}
    properties = {"id": _titles("id", LabelKind.FIELD) | _ref("id")} | facts
    return _titles(entity, LabelKind.ENTITY) | _map(properties, ["id"])


def _entry() -> _Schema:
    """Return the schema of a line of the journal; a shipped act has its target or none."""
    keys = {
        "act": _ref("code"),
        "target": _ref("id"),
        "for": {"type": "array", "items": _ref("code")},
        "at": _ref("moment"),
        "by": _ref("code"),
    }
    properties = {name: _titles(name, LabelKind.FIELD) | schema for name, schema in keys.items()}
    targeted = [name for name, spec in ACTS.items() if spec.target]
    untargeted = [name for name, spec in ACTS.items() if not spec.target]
    return _map(properties, ["act"]) | {
        "allOf": [
            _when_act(targeted, {"required": ["target"]}),
            _when_act(untargeted, {"properties": {"target": False}}),
        ]
    }


def _when_act(acts: list[str], then: _Schema) -> _Schema:
    """Return a schema that binds the lines of these acts."""
    return {"if": {"properties": {"act": {"enum": acts}}, "required": ["act"]}, "then": then}


def _answers() -> _Schema:
    """Return the schema of the answers to a protocol's own questions."""
    return {
        "type": "object",
        "propertyNames": _ref("code"),
        "additionalProperties": {"anyOf": [{"type": "boolean"}, _code(RESERVED | TRUE_AND_FALSE)]},
        "maxProperties": LIMITS["answers"],
    }


def _unsayables() -> _Schema:
    """Return the schema of `cannot_say`: paths to facts."""
    of_person = "|".join([*FACTS[Entity.PERSON], f"roles\\.({'|'.join(Role)})"])
    of_device = "|".join(FACTS[Entity.DEVICE])
    paths = [
        f"persons\\.{ID.pattern}\\.({of_person})",
        f"devices\\.{ID.pattern}\\.({of_device})",
        f"answers\\.(?!({'|'.join(sorted(RESERVED))})$){CODE.pattern}",
    ]
    items = [{"enum": list(FACTS[None])}, *({"pattern": _whole(path)} for path in paths)]
    return {
        "type": "array",
        "items": {"type": "string", "anyOf": items},
        "maxItems": LIMITS["cannot_say"],
    }
