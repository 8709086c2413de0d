"""The values of single facts: what is taken, and what is wrong with the rest.

The `as_` functions bring a value into the form in which it is kept (an enumeration from a
string) and leave what they do not know as it is; `find_value_problem` then says what is
wrong with it. So one pass over an object reports every mistake at once.

A problem never repeats a text that might be somebody's name (`sexto_rules.facts.shown`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import Final, TypeVar, cast

from sexto_rules.errors import Place, Problem
from sexto_rules.facts.ages import OLDEST, AgeRange
from sexto_rules.facts.frozen_mapping import FrozenMapping
from sexto_rules.facts.shown import ID, nearest, shown
from sexto_rules.facts.unknown import UNKNOWN, Unknown
from sexto_rules.facts.vocabulary import (
    Actor,
    Content,
    Distribution,
    FactKind,
    FactSpec,
    Legality,
    MaterialSeen,
    Owner,
    Role,
    Setting,
    Stage,
)

__all__ = [
    "CODE",
    "RESERVED",
    "YEARS",
    "as_actor",
    "as_content",
    "as_distribution",
    "as_legality",
    "as_material_seen",
    "as_moment",
    "as_owner",
    "as_role",
    "as_roles",
    "as_setting",
    "as_stage",
    "find_code_problem",
    "find_id_problem",
    "find_value_problem",
    "wrong_type",
]

CODE: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
"""A code of a protocol: an act, a region, a doer, an answer, a directive."""

RESERVED: Final = frozenset({"unknown", "known", "cannot_say"})
"""Words that say what is known of a fact and are never the value of one."""

YEARS: Final = range(1970, 2200)
"""The years of a moment: outside, it is a slip, and a deadline could not be reckoned."""

_EnumT = TypeVar("_EnumT", bound=Enum)

_EXPECTED: Final = {
    FactKind.BOOL: "yes or no",
    FactKind.CODE: "a code that the protocol declares",
    FactKind.AGE: f"whole years from 0 to {OLDEST}, or a range of them",
    FactKind.ROLES: "a list of roles, or a map from roles to yes or no",
    FactKind.MOMENT: "a moment with its time zone, such as `2026-11-23T09:15:00-05:00`",
}


def _choice(values: type[_EnumT], value: object) -> _EnumT:
    """Return the member that a plain string names; leave anything else as it is."""
    if isinstance(value, str) and not isinstance(value, Enum):
        try:
            return values(value)
        except ValueError:
            pass
    return cast("_EnumT", value)


def as_setting(value: Setting | str | Unknown) -> Setting | Unknown:
    """Take a setting or its name."""
    return _choice(Setting, value)


def as_actor(value: Actor | str | Unknown) -> Actor | Unknown:
    """Take an actor or its name."""
    return _choice(Actor, value)


def as_stage(value: Stage | str | Unknown) -> Stage | Unknown:
    """Take a stage or its name."""
    return _choice(Stage, value)


def as_material_seen(value: MaterialSeen | str | Unknown) -> MaterialSeen | Unknown:
    """Take a value of `material_seen` or its name."""
    return _choice(MaterialSeen, value)


def as_content(value: Content | str | Unknown) -> Content | Unknown:
    """Take a kind of content or its name."""
    return _choice(Content, value)


def as_distribution(value: Distribution | str | Unknown) -> Distribution | Unknown:
    """Take a distribution or its name."""
    return _choice(Distribution, value)


def as_legality(value: Legality | str | Unknown) -> Legality | Unknown:
    """Take a value of `legality` or its name."""
    return _choice(Legality, value)


def as_owner(value: Owner | str | Unknown) -> Owner | Unknown:
    """Take an owner or its name."""
    return _choice(Owner, value)


def as_role(value: Role | str) -> Role:
    """Take a role or its name."""
    return _choice(Role, value)


def as_roles(
    roles: Mapping[Role, bool | Unknown]
    | Mapping[str, bool | Unknown]
    | Collection[Role | str]
    | Unknown,
) -> Mapping[Role, bool]:
    """Bring roles into one form: those known, each with yes or no.

    A list says these and no others; a map says single ones.
    """
    if roles is UNKNOWN:
        return FrozenMapping()
    if isinstance(roles, Mapping):
        return FrozenMapping(
            {as_role(role): has for role, has in roles.items() if has is not UNKNOWN}
        )
    if not isinstance(roles, list | tuple | set | frozenset):
        return cast("Mapping[Role, bool]", roles)
    named = [as_role(role) for role in roles]
    if not all(isinstance(role, Role) for role in named):
        return cast("Mapping[Role, bool]", tuple(named))
    return FrozenMapping({role: role in named for role in Role})


def as_moment(value: datetime | Unknown) -> datetime | Unknown:
    """Give a moment a fixed offset, as its written form has, so that both are equal."""
    if isinstance(value, datetime):
        offset = value.utcoffset()
        if offset is not None and not offset % timedelta(minutes=1):
            return value.replace(tzinfo=timezone(offset), fold=0)
    return value


def wrong_type(value: object, expected: str, path: str) -> Problem:
    """Return the problem of a value of the wrong type."""
    if value is None:
        return Problem(
            "SX403",
            f"nothing was given, expected {expected}",
            Place(path=path),
            "leave it out, or write `UNKNOWN`; the word `none` is a value of its own",
        )
    found = shown(value)
    if isinstance(value, str) and found.startswith("`"):
        found = f"the text {found}"
    return Problem("SX403", f"found {found}, expected {expected}", Place(path=path))


def find_id_problem(value: object, path: str) -> Problem | None:
    """Say what is wrong with the id of a person or a device."""
    if isinstance(value, str) and ID.fullmatch(value):
        return None
    return Problem(
        "SX406",
        f"found {'a text' if isinstance(value, str) else shown(value)}, "
        "expected an opaque code such as `p1` or `d12`",
        Place(path=path),
        "one to three small letters and a number: an id never holds a name",
    )


def find_code_problem(value: object, path: str, expected: str) -> Problem | None:
    """Say what is wrong with a code of the protocol."""
    if isinstance(value, str) and CODE.fullmatch(value) and value not in RESERVED:
        return None
    return wrong_type(value, expected, path)


def find_value_problem(spec: FactSpec, value: object, path: str) -> Problem | None:
    """Say what is wrong with the value of a fact; None where nothing is."""
    if value is UNKNOWN:
        return None
    match spec.kind:
        case FactKind.BOOL:
            is_bool = value is True or value is False
            return None if is_bool else wrong_type(value, _EXPECTED[spec.kind], path)
        case FactKind.CHOICE:
            return _find_choice_problem(spec, value, path)
        case FactKind.CODE:
            return find_code_problem(value, path, _EXPECTED[spec.kind])
        case FactKind.AGE:
            return _find_age_problem(value, path)
        case FactKind.ROLES:
            return _find_roles_problem(value, path)
        case FactKind.MOMENT:
            return _find_moment_problem(value, path)
        case _:
            return find_id_problem(value, path)


def _find_choice_problem(spec: FactSpec, value: object, path: str) -> Problem | None:
    """Say what is wrong with the value of an enumeration."""
    if type(value) is type(spec.values[0]):
        return None
    expected = "one of " + ", ".join(f"`{each}`" for each in spec.values)
    if not isinstance(value, str):
        return wrong_type(value, expected, path)
    return Problem(
        "SX404",
        f"found {shown(value, spec.values)}, expected {expected}",
        Place(path=path),
        nearest(value, spec.values),
    )


def _is_whole(value: object) -> bool:
    """Whether this is a whole number; a bool is not one."""
    return isinstance(value, int) and not isinstance(value, bool)


def _find_age_problem(value: object, path: str) -> Problem | None:
    """Say what is wrong with an age or a range of ages."""
    if isinstance(value, AgeRange):
        if not (_is_whole(value.at_least) and _is_whole(value.under)):
            bad = value.under if _is_whole(value.at_least) else value.at_least
            return wrong_type(bad, "whole years as the bounds of an age range", path)
        if 0 <= value.at_least < value.under <= OLDEST + 1:
            return None
        return Problem(
            "SX405",
            f"no age is at least `{value.at_least}` and under `{value.under}` "
            f"within 0 to {OLDEST} years",
            Place(path=path),
            "`at_least` is the first age in the range, `under` the first age above it",
        )
    if not _is_whole(value):
        return wrong_type(value, _EXPECTED[FactKind.AGE], path)
    if 0 <= cast("int", value) <= OLDEST:
        return None
    return Problem(
        "SX405",
        f"found {shown(value)} years, expected {_EXPECTED[FactKind.AGE]}",
        Place(path=path),
    )


def _find_roles_problem(value: object, path: str) -> Problem | None:
    """Say what is wrong with roles, once `as_roles` has seen them."""
    if not isinstance(value, FrozenMapping | tuple):
        return wrong_type(value, _EXPECTED[FactKind.ROLES], path)
    for role in value:
        if not isinstance(role, Role):
            return Problem(
                "SX404",
                f"found {shown(role, Role)}, expected one of "
                + ", ".join(f"`{each}`" for each in Role),
                Place(path=path),
                nearest(role, Role),
            )
    assert isinstance(value, FrozenMapping)
    for role, has in value.items():
        if has is not True and has is not False:
            return wrong_type(has, _EXPECTED[FactKind.BOOL], f"{path}.{role}")
    return None


def _find_moment_problem(value: object, path: str) -> Problem | None:
    """Say what is wrong with a moment: it needs an offset from UTC in whole minutes."""
    if not isinstance(value, datetime):
        return wrong_type(value, _EXPECTED[FactKind.MOMENT], path)
    if value.year not in YEARS:
        return Problem(
            "SX405",
            f"found the year `{value.year}`, expected {YEARS[0]} to {YEARS[-1]}",
            Place(path=path),
        )
    offset = value.utcoffset()
    if offset is not None and not offset % timedelta(minutes=1):
        return None
    found = "no time zone" if offset is None else "an offset with seconds"
    return Problem(
        "SX414", f"found {found}, expected {_EXPECTED[FactKind.MOMENT]}", Place(path=path)
    )
