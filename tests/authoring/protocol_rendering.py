"""The typed core as text, for the expectations of the good folders: what is not a default."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Any

from attrs import NOTHING, Factory, fields, has

from sexto_rules.facts.ages import AgeSet, ages_in
from sexto_rules.facts.vocabulary import ACTS, DOERS
from sexto_rules.protocol.model import Protocol

_PARTS = (
    "regions",
    "doers",
    "doer_texts",
    "acts",
    "act_texts",
    "answers",
    "terms",
    "sources",
    "contacts",
    "urgency",
    "given",
    "questions",
    "conclusions",
    "classes",
    "directives",
    "invariants",
)

_FACTORY: type = type(Factory(dict))
_VOCABULARY = {"acts": ACTS, "doers": DOERS}


def render_protocol(protocol: Protocol, base: Protocol | None = None) -> str:
    """Return the parts of a protocol that differ from those of a base, an entry a line."""
    lines: list[str] = []
    for part in _PARTS:
        found, known = getattr(protocol, part), _part_of(base, part)
        if isinstance(found, Mapping):
            entries = [
                f"{name}: {show(value)}"
                for name, value in sorted(found.items())
                if not isinstance(known, Mapping) or known.get(name) != value
            ]
        else:
            entries = [show(value) for value in found if value not in known]
        lines += [f"{part}:"] * bool(entries) + [f"  {entry}" for entry in entries]
    return "".join(f"{line}\n" for line in lines)


def _part_of(base: Protocol | None, part: str) -> Any:
    return _VOCABULARY.get(part, ()) if base is None else getattr(base, part)


def show(value: object, name: str = "") -> str:
    """Return one value as text."""
    match value:
        case Enum():
            return str(value.value)
        case int() if name == "ages":
            return _show_ages(AgeSet(value))
        case date() | timedelta():
            return str(value)
        case Mapping():
            return "{" + ", ".join(f"{key}: {show(each)}" for key, each in value.items()) + "}"
        case frozenset():
            return "{" + ", ".join(sorted(show(each) for each in value)) + "}"
        case tuple():
            return "[" + ", ".join(show(each) for each in value) + "]"
        case _:
            return _show_attrs(value) if has(type(value)) else str(value)


def _show_attrs(value: object) -> str:
    shown = []
    kind = type(value)
    assert has(kind)
    for each in fields(kind):
        found = getattr(value, each.name)
        default = {} if isinstance(each.default, _FACTORY) else each.default
        if not each.eq or (default is not NOTHING and found == default):
            continue
        shown.append(f"{each.name}={show(found, each.name)}")
    return f"{type(value).__name__}({', '.join(shown)})"


def _show_ages(ages: AgeSet) -> str:
    years = list(ages_in(ages))
    runs = [year for year in years if year - 1 not in years]
    ends = [year for year in years if year + 1 not in years]
    return ",".join(
        f"{first}" if first == last else f"{first}-{last}"
        for first, last in zip(runs, ends, strict=True)
    )
