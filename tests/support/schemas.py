"""The published schemas with no other keys allowed: what is written is said, every key of it."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

from sexto_rules.decisions.schema import decision_schema, why_schema


def require_decision(data: object) -> None:
    """Require that a decision as plain data has the keys of its schema, and no others."""
    _require(decision_schema(), data)


def require_why(**answers: object) -> None:
    """Require that what `sexto why` writes has the keys of its schema, and no others."""
    _require(why_schema(), answers)


def _require(schema: dict[str, Any], data: object) -> None:
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)
    Draft202012Validator(_closed(schema)).validate(data)


def _closed(schema: Any) -> Any:
    """Return a schema by which nothing has a key that it does not name."""
    if isinstance(schema, list):
        return [_closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: _closed(each) for name, each in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        closed["additionalProperties"] = False
    return closed
