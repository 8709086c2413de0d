"""The pieces that schemas are made of: texts, names, yes and no, a value or a list of values.

A text that says `yes` is a bool for some programs that read YAML, and a text for others: both
are taken where a bool stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from sexto_rules.facts.labels import Wording

__all__ = [
    "DATE",
    "FLAG",
    "WORDS",
    "YES",
    "Schema",
    "any_of",
    "choice",
    "one_or_more",
    "record",
    "ref",
    "said",
    "several",
]

Schema: TypeAlias = dict[str, Any]

WORDS: Final[Schema] = {"type": ["string", "number", "boolean"], "minLength": 1}
"""A text in one language; `911` without quotes is one too."""

FLAG: Final[Schema] = {"enum": ["yes", "no", "true", "false", True, False]}
YES: Final[Schema] = {"enum": ["yes", "true", True]}
DATE: Final[Schema] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def ref(name: str) -> Schema:
    """Return a reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def said(wording: Wording) -> Schema:
    """Return the titles of a key in both languages, and both in one line for editors."""
    return {
        "title": wording.en,
        "x-title-fr": wording.fr,
        "description": f"{wording.fr} · {wording.en}",
    }


def any_of(*schemas: Schema) -> Schema:
    """Return the schema of whatever fits one of these."""
    return schemas[0] if len(schemas) == 1 else {"anyOf": list(schemas)}


def choice(names: Iterable[str], words: Mapping[str, str] | None = None) -> Schema:
    """Return the schema of one of these names, each with the words that an editor shows."""
    known = list(names)
    if not known:
        return {"not": {}}
    told = words or {}
    if not any(told.get(name) for name in known):
        return {"enum": known}
    return {"enum": known, "enumDescriptions": [told.get(name, "") for name in known]}


def several(schema: Schema, *, least: int = 1) -> Schema:
    """Return the schema of a list of different values."""
    return {"type": "array", "items": schema, "minItems": least, "uniqueItems": True}


def one_or_more(schema: Schema) -> Schema:
    """Return the schema of one value or a list of different ones."""
    return any_of(schema, several(schema))


def record(properties: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    """Return the schema of a mapping with these keys and no others."""
    schema: Schema = {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
    }
    needed = list(required)
    return schema | {"required": needed} if needed else schema
