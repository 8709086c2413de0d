"""Schemas of entries: the keys of each kind, from the shapes that the readers use.

What `for_each` says decides which facts a condition may name and which acts an entry may be
about, so an entry has one schema for the incident, one for persons and one for devices. A
group hands its keys on to its items; they need not have them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sexto_rules.authoring import (
    conclusions,
    declarations,
    header,
)
from sexto_rules.authoring.assembly import ENTRIES
from sexto_rules.authoring.entries import NEED_SOURCE
from sexto_rules.authoring.fields import Shape
from sexto_rules.authoring.schema.conditions import SCOPES, condition_of
from sexto_rules.authoring.schema.key_labels import KEY_LABELS
from sexto_rules.authoring.schema.pieces import (
    Schema,
    any_of,
    record,
    ref,
    said,
    several,
)
from sexto_rules.authoring.schema.values import value_of
from sexto_rules.facts.vocabulary import FACTS, Entity, FactKind, Role
from sexto_rules.protocol.model import Modality

__all__ = ["SHAPES", "entry_definitions", "section_of"]

SHAPES: Final[Mapping[str, Shape]] = {
    **{section: shape for section, (shape, _) in ENTRIES.items()},
    "regions": declarations.REGION,
    "doers": declarations.DOER,
    "acts": declarations.ACT,
    "answers": declarations.ANSWER,
    "urgency": declarations.URGENCY,
}
"""The shape of the entries of each section that is a list of entries."""

_OF_A_SCOPE: Final = frozenset({"questions", "conclusions", "directives", "invariants"})
"""The sections whose entries may be one for each person or device."""

_RESTS_ON: Final = frozenset({"classes", "directives", "invariants", "terms", "contacts"})
"""The sections whose entries need a basis of their own or of their group."""

_MODALITIES: Final = tuple(modality.value for modality in Modality)


def section_of(section: str) -> Schema:
    """Return the schema of a section: a list of entries, and of groups where it may have them."""
    entry: Schema = ref(f"{section}_entry")
    if ENTRIES.get(section, (None, ()))[1]:
        group: Schema = {"anyOf": [{"required": ["with"]}, {"required": ["items"]}]}
        entry = {"if": group, "then": ref(f"{section}_group"), "else": entry}
    return {"type": "array", "items": entry, "minItems": 1}


def entry_definitions() -> dict[str, Schema]:
    """Return the definitions of the entries and groups of every section."""
    definitions: dict[str, Schema] = {
        "protocol_header": _header(),
        "fitting_choices": {"allOf": _fitting_choices()},
    }
    for section in SHAPES:
        scopes = SCOPES if section in _OF_A_SCOPE else (None,)
        shared = ENTRIES.get(section, (None, ()))[1]
        definitions[f"{section}_entry"] = _entry(section, None, ())
        if shared:
            definitions[f"{section}_group"] = _group(section, shared)
            for scope in scopes:
                definitions[_in_group(section, scope)] = _entry(section, scope, shared)
    return definitions


def _in_group(section: str, scope: Entity | None) -> str:
    return f"{section}_entry_in_group_of_{scope or 'incident'}"


def _header() -> Schema:
    return record(
        {key: value_of("protocol", key) for key in header.HEADER.keys},
        header.HEADER.required,
    )


def _rule() -> Schema:
    shape = conclusions.RULE
    return {key: value_of("rules", key) for key in shape.keys}


def _entry(section: str, scope: Entity | None, shared: Collection[str]) -> Schema:
    """Return the schema of an entry.

    Args:
        section: Its section.
        scope: What it is one of where it does not say so itself: that of its group.
        shared: The keys that its group may give to it.
    """
    shape = SHAPES[section]
    properties = {key: value_of(section, key) for key in shape.keys}
    needed = [*shape.required, *(["basis"] if section in _RESTS_ON else [])]
    schema = record(properties, [key for key in needed if key not in shared])
    rules = list(_BOUND.get(section, ()))
    if "basis" in properties and not shared:
        rules.append(_when({"basis": {"enum": sorted(NEED_SOURCE)}}, {"required": ["sources"]}))
    if section in _OF_A_SCOPE:
        rules.extend(_scoped(section, scope))
    return schema | ({"allOf": rules} if rules else {})


def _group(section: str, shared: Sequence[str]) -> Schema:
    """Return the schema of a group: what its entries share, and the entries."""
    common = {key: value_of(section, key) for key in shared}
    if "when" in common:
        common["when"] = any_of(*(condition_of(scope) for scope in SCOPES))
    items: Schema = {"type": "array", "minItems": 1}
    schema = record(
        {
            "with": said(KEY_LABELS["with"]) | record(common),
            "items": said(KEY_LABELS["items"]) | items,
        },
        ["with", "items"],
    )
    rules = [
        _when(
            {"with": {"properties": {"for_each": {"const": entity}}, "required": ["for_each"]}},
            _items(section, entity),
        )
        for entity in (Entity if section in _OF_A_SCOPE else ())
    ]
    alone = _when({"with": {"properties": {"for_each": False}}}, _items(section, None))
    return schema | {"allOf": [*rules, alone]}


def _items(section: str, scope: Entity | None) -> Schema:
    return {"properties": {"items": {"items": ref(_in_group(section, scope))}}}


def _when(properties: Schema, then: Schema) -> Schema:
    """Return a schema that binds the mappings whose keys have these values."""
    condition = {"properties": properties, "required": list(properties)}
    return {"if": condition, "then": then}


def _scoped(section: str, scope: Entity | None) -> list[Schema]:
    """Return what `for_each` says for the conditions and acts of an entry."""
    rules = [
        _when({"for_each": {"const": entity}}, {"properties": _of_scope(section, entity)})
        for entity in Entity
    ]
    left_out = {"not": {"required": ["for_each"]}}
    return [*rules, {"if": left_out, "then": {"properties": _of_scope(section, scope)}}]


def _of_scope(section: str, scope: Entity | None) -> Schema:
    """Return the schemas of the keys of an entry that depend on what it is one of."""
    keys = SHAPES[section].keys
    values: Schema = {
        key: condition_of(scope) for key in ("when", "unless", "always") if key in keys
    }
    kind = scope or "incident"
    if section == "directives":
        one_of = record({"one_of": several(ref(f"act_on_{kind}"), least=2)}, ["one_of"])
        values["must"] = any_of(ref(f"act_on_{kind}"), one_of)
        values["should"] = values["may"] = ref(f"act_on_{kind}")
        values["must_not"] = ref("act_or_family" if scope is None else f"prohibited_on_{kind}")
    if section == "questions":
        values["fact"] = ref(f"fact_of_{kind}")
    if section == "conclusions":
        rule = record(_rule() | {"when": condition_of(scope)}, conclusions.RULE.required)
        values["rules"] = {"type": "array", "items": rule, "minItems": 1}
    return values


def _exactly_one(keys: Sequence[str]) -> Schema:
    return {"oneOf": [{"required": [key]} for key in keys]}


def _fitting_choices() -> list[Schema]:
    """Return which values the choices of a question may be about, by its fact."""
    rules = []
    for entity, facts in FACTS.items():
        for name, spec in facts.items():
            values = {
                FactKind.BOOL: ("yes", "no", "true", "false"),
                FactKind.CHOICE: spec.values,
                FactKind.ROLES: tuple(Role),
            }.get(spec.kind)
            if values is not None:
                names = [name] if entity is None else [name, f"{entity}.{name}"]
                choices = {"propertyNames": {"enum": [str(value) for value in values]}}
                rules.append(_when({"fact": {"enum": names}}, {"properties": {"choices": choices}}))
    return rules


_BOUND: Final[Mapping[str, Sequence[Schema]]] = {
    "sources": [any_of({"required": ["url"]}, {"required": ["citation"]})],
    "answers": [_exactly_one(["type", "choices"])],
    "conclusions": [_exactly_one(["when", "rules"])],
    "classes": [_exactly_one(["when", "otherwise"])],
    "directives": [_exactly_one(_MODALITIES), {"dependentRequired": {"in_doubt": ["reason"]}}],
    "invariants": [any_of({"required": ["then"]}, {"required": ["never"]})],
    "questions": [ref("fitting_choices")],
}
"""What the keys of an entry have to do with one another."""
