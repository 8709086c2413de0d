"""The published schemas with no other keys allowed: what is written is said, every key of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from sexto_rules.decisions.schema import decision_schema, why_schema


def require_decision(data: object) -> None:
    """Require that a decision as plain data has the keys of its schema, and no others."""
    _require(decision_schema, data)


def require_why(**answers: object) -> None:
    """Require that what `sexto why` writes has the keys of its schema, and no others."""
    _require(why_schema, answers)


def _require(schema: Callable[[], dict[str, Any]], data: object) -> None:
    for validator in _validators(schema):
        validator.validate(data)


@cache
def _validators(schema: Callable[[], dict[str, Any]]) -> tuple[Draft202012Validator, ...]:
    """Return what requires that data is as a schema says, and has no other keys."""
    data = schema()
    Draft202012Validator.check_schema(data)
    return Draft202012Validator(data), Draft202012Validator(_closed(data))


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
