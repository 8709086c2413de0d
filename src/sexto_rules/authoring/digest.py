"""The digest of a protocol: a hash of what it says, the same on every machine.

Places do not count, nor the order of keys in a mapping, nor how the files are cut: two
folders that say the same have the same digest. What came into the language later counts where
it is said: a protocol that does not say it keeps the digest it had.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Any, Final

from attrs import Attribute, fields, has

from sexto_rules.protocol.model import Protocol

__all__ = ["digest_of"]

_LEFT_OUT: Final = frozenset({"place", "digest", "declared"})
_WHERE_SAID: Final = frozenset({"weight"})
"""Attributes that came into the language later: left out where they are the default."""


def digest_of(protocol: Protocol) -> str:
    """Return `sha256:` and the hash of the typed content of a protocol."""
    canonical = json.dumps(
        _canonical(protocol), ensure_ascii=True, sort_keys=True, separators=(",", ":")
    )
    return f"sha256:{hashlib.sha256(canonical.encode('ascii')).hexdigest()}"


def _canonical(value: object) -> Any:  # noqa: ANN401 - JSON is any of six types
    """Return a value as JSON, sets sorted and every class named."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Mapping():
            return {str(key): _canonical(each) for key, each in value.items()}
        case tuple():
            return [_canonical(each) for each in value]
        case frozenset():
            return sorted((_canonical(each) for each in value), key=repr)
        case _:
            kind = type(value)
            assert has(kind), "the typed core holds only attrs classes and plain values"
            content = {
                each.name: _canonical(getattr(value, each.name))
                for each in fields(kind)
                if _counts(each, value)
            }
            return [kind.__name__, content]


def _counts(attribute: Attribute[Any], value: object) -> bool:
    """Whether an attribute of a value is part of what the protocol says."""
    if attribute.name in _WHERE_SAID:
        return bool(getattr(value, attribute.name) != attribute.default)
    return attribute.name not in _LEFT_OUT
