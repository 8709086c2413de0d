"""Finding the entry of a code. Nothing is read before it is asked for, and then one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import Final

from sexto_rules.catalogue.entry import Entry, parse_entry

__all__ = ["all_codes", "all_entries", "find_entry", "nearest_code"]

_TEXTS: Final = files("sexto_rules.catalogue") / "texts"
_SUFFIX: Final = ".yaml"
_LONGEST: Final = 20
_NEAR: Final = 0.6
_LOOKALIKES: Final = str.maketrans("OIL", "011")
"""Letters that are typed for digits."""


@cache
def all_codes() -> tuple[str, ...]:
    """Return every code that has an entry, in order.

    Example:
        >>> all_codes()[0]
        'SX101'
    """
    names = (each.name for each in _TEXTS.iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


@cache
def find_entry(code: str) -> Entry | None:
    """Return what a code means; None where there is no such code.

    Raises:
        ProblemsError: The file of the entry is broken (SX713): the installation is.

    Example:
        >>> find_entry("SX106").title.en
        'the file is not YAML'
    """
    if code not in all_codes():
        return None
    file = _TEXTS / f"{code}{_SUFFIX}"
    return parse_entry(code, file.read_bytes(), file.name)


def all_entries() -> Iterator[Entry]:
    """Yield every entry, in the order of the codes.

    Raises:
        ProblemsError: The file of an entry is broken (SX713).
    """
    for code in all_codes():
        entry = find_entry(code)
        assert entry is not None
        yield entry


def nearest_code(typed: str) -> str | None:
    """Return the code that somebody most likely means; None where nothing is near.

    Example:
        >>> nearest_code("sx106"), nearest_code("SX1O6"), nearest_code("106")
        ('SX106', 'SX106', 'SX106')
    """
    number = re.sub(r"\W|_", "", typed[:_LONGEST].upper()).removeprefix("SX")
    if re.fullmatch(r"[0-9OIL]+", number):
        number = number.translate(_LOOKALIKES)
    near = [(SequenceMatcher(None, number, code[2:]).ratio(), code) for code in all_codes()]
    best = max((ratio for ratio, _ in near), default=0.0)
    return next(code for ratio, code in near if ratio == best) if best > _NEAR else None
