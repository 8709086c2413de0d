"""The JSON Schemas of a decision and of why: the keys, with their types."""

from __future__ import annotations

from typing import Any

from sexto_rules.facts.vocabulary import Entity, FactKind
from sexto_rules.protocol.model import Basis, Modality
from sexto_rules.protocol.outcome import Scope, Status

STRING = {"type": "string"}
STRINGS = {"type": "array", "items": STRING}
BOOL = {"type": "boolean"}
TEXT = {"type": "object", "additionalProperties": STRING}
TARGET = {
    "type": ["object", "null"],
    "required": ["kind", "scope", "id"],
    "properties": {
        "kind": {"enum": list(map(str, Entity))},
        "scope": {"enum": list(map(str, Scope))},
        "id": {"type": ["string", "null"]},
    },
    "additionalProperties": False,
}


def record(**properties: Any) -> dict[str, Any]:
    """Return the schema of an object with exactly these keys."""
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


LINE = record(
    id=STRING,
    modality={"enum": list(map(str, Modality))},
    acts=STRINGS,
    target=TARGET,
    status={"enum": list(map(str, Status))},
    certain=BOOL,
    breached=BOOL,
    by=STRING,
    within={"type": ["string", "object", "null"]},
    deadline={"type": ["string", "null"]},
    text=TEXT,
    because=STRINGS,
    basis={"enum": [*map(str, Basis), None]},
    sources=STRINGS,
    partly=STRINGS,
    contacts={"type": "array"},
    held_by=STRINGS,
    freed_by=STRINGS,
    stuck=BOOL,
    origin=STRING,
)
QUESTION = record(
    id=STRING,
    fact=STRING,
    path=STRING,
    target=TARGET,
    kind={"enum": list(map(str, FactKind))},
    values={"type": "array"},
    text=TEXT,
    help={"type": ["object", "null"]},
    choices={"type": "object", "additionalProperties": TEXT},
    urgency=STRING,
    adds={"type": ["string", "null"]},
    learned_by={"type": ["string", "null"]},
)
LIST_OF = {"type": "array"}
CHANGE = record(path=STRING, was=STRING, to=LIST_OF, new=BOOL)
ALTERNATIVE = record(changes=LIST_OF | {"items": CHANGE, "minItems": 1}, learned=BOOL)
ALTERNATIVES = LIST_OF | {"items": ALTERNATIVE}
WHY_SCHEMA = record(
    line=LINE,
    facts=STRINGS,
    reasons=LIST_OF,
    unknown=STRINGS,
    beside=LIST_OF,
    changed_by=ALTERNATIVES,
    changed_by_complete=BOOL,
    sources=LIST_OF,
)
"""Of `why` in what `sexto why --format json` writes."""
WHY_NOT_SCHEMA = record(
    name=STRING,
    target={"type": ["string", "null"]},
    given=BOOL,
    directives=STRINGS,
    lines=LIST_OF | {"items": LINE},
    prohibited_by=LIST_OF | {"items": LINE},
    alternatives=ALTERNATIVES,
    complete=BOOL,
)
"""Of `why_not` in it."""
DECISION_SCHEMA = record(
    protocol=record(
        id=STRING, version=STRING, digest=STRING, as_of=STRING, title=TEXT, notice=TEXT
    ),
    classification={
        **record(
            settled=BOOL,
            possible=STRINGS,
            texts={"type": "object", "additionalProperties": TEXT},
            classes={
                "type": "array",
                "items": record(
                    id=STRING,
                    text=TEXT,
                    basis={"enum": [*map(str, Basis), None]},
                    sources=STRINGS,
                    partly=STRINGS,
                ),
            },
            because=STRINGS,
        ),
        "additionalProperties": {"type": ["string", "null"]},
    },
    directives={"type": "array", "items": LINE},
    questions={"type": "array", "items": QUESTION},
    missing=STRINGS,
    final=BOOL,
    relevance={"enum": ["exact", "residual"]},
    conflicts={
        "type": "array",
        "items": record(id=STRING, acts=STRINGS, target=TARGET, prohibited_by=STRINGS),
    },
    conclusions={
        "type": "array",
        "items": record(
            path=STRING,
            value={"enum": ["true", "unknown", "false"]},
            text=TEXT,
            bases={"type": "array", "items": {"enum": list(map(str, Basis))}, "minItems": 1},
            sources=STRINGS,
            partly=STRINGS,
        ),
    },
    sources={"type": "array"},
    decided_by=STRINGS,
)
