"""What a problem may show of an incident: never a text that could be somebody's name.

A refusal says where the value stands and what was expected. It repeats a word only where
that is, but for a slip of the keys, a word of the vocabulary or of the protocol; any other
text may be a name, whatever it is made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Final

from sexto_rules.facts.ages import AgeRange

__all__ = ["ID", "is_slip", "nearest", "shown"]

ID: Final = re.compile(r"[a-z]{1,3}-?[0-9]{1,6}")
"""The id of a person or a device: opaque, so that it cannot be a name."""

_BOOLS: Final = {"yes", "no", "true", "false", "oui", "non", "vrai", "faux", "on", "off"}
_PLAIN: Final = frozenset(_BOOLS | {"none", "null", "unknown", "known", "cannot_say"})
"""Words of any file that are nobody's name."""

_SHORTEST_SLIP: Final = 5
"""A shorter word is as near to a name as to a word of ours."""

_LONGEST: Final = 64
_NEAR: Final = 0.8
_MOST_DIGITS: Final = 4
"""A year or an age; a longer number may be that of a telephone or a file."""

_KINDS: Final[tuple[tuple[type | tuple[type, ...], str], ...]] = (
    (Mapping, "a map"),
    ((list, tuple, set, frozenset), "a list"),
    (AgeRange, "an age range"),
    (datetime, "a moment"),
)


def is_slip(word: str, known: Iterable[str]) -> bool:
    """Whether a word is one of those known, or one of them misspelt.

    Example:
        >>> is_slip("blackmial", ["blackmail"]), is_slip("emma", ["blackmail"])
        (True, False)
    """
    names = [str(name) for name in known]
    if word in names:
        return True
    if not _SHORTEST_SLIP <= len(word) <= _LONGEST:
        return False
    return bool(get_close_matches(word.casefold(), names, n=1, cutoff=_NEAR))


def shown(value: object, known: Iterable[str] = (), *, other: str = "a text") -> str:
    """Return a value as a problem may show it; a text that is no slip of one known is `other`.

    Example:
        >>> shown("primry", ["primary"]), shown("emma", ["primary"]), shown(13)
        ('`primry`', 'a text', '`13`')
    """
    if isinstance(value, str):
        may_be_shown = value in _PLAIN or ID.fullmatch(value) or is_slip(value, known)
        return f"`{value}`" if may_be_shown else other
    if isinstance(value, bool | int | float):
        text = str(value)
        is_short = isinstance(value, bool) or len(text.lstrip("-")) <= _MOST_DIGITS
        return f"`{text}`" if is_short else "a number"
    for kind, name in _KINDS:
        if isinstance(value, kind):
            return name
    return "nothing" if value is None else f"`{type(value).__name__}`"


def nearest(name: object, known: Iterable[str]) -> str | None:
    """Return `did you mean …?` with the nearest known name, None if none is near."""
    if not isinstance(name, str) or len(name) > _LONGEST:
        return None
    close = get_close_matches(name.casefold(), list(known), n=1)
    return f"did you mean `{close[0]}`?" if close else None
