"""Plain data as short YAML, for people to review: a key a line, and what it holds on that line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

__all__ = ["compact_text"]

_PLAIN: Final = re.compile(r"[a-z][a-z0-9_.-]*|\d{4}-\d{2}-\d{2}")
_NOT_PLAIN: Final = frozenset({"yes", "no", "true", "false", "null", "unknown"})
_DEPTH: Final = 2
"""Mappings inside each other that are written a key a line."""


def compact_text(data: Mapping[str, Any]) -> str:
    r"""Return plain data as YAML, lists of mappings one mapping a line.

    Example:
        >>> compact_text({"persons": [{"id": "p1", "age": 14}], "blackmail": True})
        'persons:\n  - {id: p1, age: 14}\nblackmail: yes\n'
    """
    return "".join(f"{line}\n" for line in _block(data, 0))


def _block(data: Mapping[str, Any], depth: int) -> Iterator[str]:
    margin = "  " * depth
    for key, value in data.items():
        if isinstance(value, Mapping) and value and depth + 1 < _DEPTH:
            yield f"{margin}{key}:"
            yield from _block(value, depth + 1)
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield f"{margin}{key}:"
            yield from (f"{margin}  - {_flow(each)}" for each in value)
        else:
            yield f"{margin}{key}: {_flow(value)}"


def _flow(value: object) -> str:
    match value:
        case Mapping():
            return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
        case list() | tuple():
            return f"[{', '.join(map(_flow, value))}]"
        case bool():
            return "yes" if value else "no"
        case str():
            is_plain = _PLAIN.fullmatch(value) and value not in _NOT_PLAIN
            return value if is_plain else json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
