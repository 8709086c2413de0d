"""The subset of durable-rules that was measured to be sound, and the check that nothing leaves it.

A crash of C code takes the host process with it, and some mistakes fail silently: so a
`Ruleset` is written down as plain data first, `find_problems` counts every bound of
`engine/durable-rules.md` (sections 3, 6 and 11) on it, and only what passes is turned into
text and compiled. The subset: rules that all conditions of which must match (`all`), conditions
that test string properties of one fact for equality, no negation, no joins, no priorities.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

__all__ = [
    "MAX_CONDITIONS",
    "MAX_PATTERNS",
    "MAX_PATTERN_USES",
    "MAX_PROPERTIES",
    "MAX_RULES",
    "MAX_TESTS",
    "MAX_TYPES",
    "PRIME",
    "PRIME_FACT",
    "RESERVED_IDS",
    "RESERVED_PROPERTIES",
    "SID",
    "VALUE",
    "Condition",
    "Rule",
    "Ruleset",
    "find_problems",
    "fnv1a",
    "ruleset_text",
]

MAX_RULES: Final = 4096
"""Rules of one ruleset; one more is error 106."""

MAX_CONDITIONS: Final = 16
"""Conditions of one rule; one more is error 304, and only when facts come."""

MAX_TYPES: Final = 511
"""Types of facts in one ruleset; two more and `assert_fact` never returns."""

MAX_PATTERNS: Final = 60
"""Distinct patterns of one type: a fact that meets more than 64 is error 303."""

MAX_PATTERN_USES: Final = 255
"""Conditions with one and the same pattern; one more fires unrelated rules."""

MAX_TESTS: Final = 200
"""Tests in one condition, the type included: what was tried."""

MAX_PROPERTIES: Final = 252
"""Properties of one fact beside `id` and `sid`; one more is error 302."""

SID: Final = "s"
"""The one state of every handle."""

VALUE: Final = "1"
"""The value of every property that is there; one that does not hold is left out."""

PRIME: Final = "prime"
"""The rule, the type and the fact that prime a handle: see `session`."""

PRIME_FACT: Final = f'{{"id":"{PRIME}","sid":"{SID}","t":"{PRIME}"}}'

RESERVED_PROPERTIES: Final = ("t", "id", "sid", "$s")
"""Properties that facts have anyway."""

RESERVED_IDS: Final = (f"sid-{SID}", PRIME)
"""Ids of facts that are there anyway."""

_NAME: Final = re.compile(r"[a-z]{1,8}[0-9]{0,9}")


@frozen
class Condition:
    """One fact of this type that has all these properties."""

    type: str
    tests: tuple[str, ...]


@frozen
class Rule:
    """A rule: it fires once when every condition meets a fact."""

    name: str
    conditions: tuple[Condition, ...]


@frozen
class Ruleset:
    """The rules of one handle, and the ids of all facts that will ever be asserted in it."""

    rules: tuple[Rule, ...]
    fact_ids: tuple[str, ...]


def fnv1a(text: str) -> int:
    """Return the 32-bit FNV-1a hash, by which durable-rules takes names and ids for equal.

    >>> hex(fnv1a("costarring")), hex(fnv1a("liquid"))
    ('0x5e4daa9d', '0x5e4daa9d')
    """
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def ruleset_text(ruleset: Ruleset) -> str:
    """Return the JSON that `create_ruleset` takes, the priming rule first."""
    prime = Rule(PRIME, (Condition(PRIME, ()),))
    return json.dumps(
        {
            rule.name: {
                "all": [
                    {alias: {"$and": _tests(condition)}}
                    for alias, condition in zip(_aliases(rule), rule.conditions, strict=True)
                ]
            }
            for rule in (prime, *ruleset.rules)
        }
    )


def find_problems(ruleset: Ruleset) -> list[str]:
    """Return every bound of the subset that the ruleset breaks, in words."""
    return [
        *_over("rules", len(ruleset.rules) + 1, MAX_RULES),
        *_rule_problems(ruleset.rules),
        *_type_problems(ruleset.rules),
        *_name_problems(ruleset),
    ]


def _aliases(rule: Rule) -> list[str]:
    return [f"m{index}" for index in range(len(rule.conditions))]


def _tests(condition: Condition) -> list[dict[str, str]]:
    return [{"t": condition.type}, *({name: VALUE} for name in condition.tests)]


def _over(what: str, found: int, limit: int) -> Iterator[str]:
    if found > limit:
        yield f"{found} {what}, where it takes at most {limit}"


def _rule_problems(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        if not rule.conditions:
            yield f"rule `{rule.name}` without a condition, which would never fire"
        if len(set(rule.conditions)) != len(rule.conditions):
            yield f"rule `{rule.name}` with a condition twice, which would never fire"
        yield from _over("conditions in one rule", len(rule.conditions), MAX_CONDITIONS)
        for condition in rule.conditions:
            yield from _over("tests in one condition", len(condition.tests) + 1, MAX_TESTS)


def _type_problems(rules: Iterable[Rule]) -> Iterator[str]:
    uses = Counter(condition for rule in rules for condition in rule.conditions)
    patterns = Counter(condition.type for condition in uses)
    properties: dict[str, set[str]] = {}
    for condition in uses:
        properties.setdefault(condition.type, {"t"}).update(condition.tests)
    yield from _over("types of facts", len(patterns) + 1, MAX_TYPES)
    if PRIME in patterns:
        yield "a condition on the priming fact"
    for count in uses.values():
        yield from _over("conditions with the same pattern", count, MAX_PATTERN_USES)
    for count in patterns.values():
        yield from _over("patterns of one type of fact", count, MAX_PATTERNS)
    for names in properties.values():
        yield from _over("properties of one fact", len(names), MAX_PROPERTIES)


def _name_problems(ruleset: Ruleset) -> Iterator[str]:
    conditions = [condition for rule in ruleset.rules for condition in rule.conditions]
    rules = [rule.name for rule in ruleset.rules]
    properties = sorted({name for condition in conditions for name in condition.tests})
    types = sorted({condition.type for condition in conditions})
    yield from _clashes("rule names", (PRIME, *rules))
    yield from _clashes("property names", (*RESERVED_PROPERTIES, *properties))
    yield from _clashes("fact ids", (*RESERVED_IDS, *ruleset.fact_ids))
    yield from _clashes("aliases", [f"m{index}" for index in range(MAX_CONDITIONS)])
    for name in (*rules, *properties, *types, *ruleset.fact_ids):
        if not _NAME.fullmatch(name):
            yield f"the name `{name}`, where it takes short lower-case words and numbers"


def _clashes(what: str, names: Iterable[str]) -> Iterator[str]:
    """Two names with one hash are one name to durable-rules; a hash of 0 is no name at all."""
    seen = {0: "no name"}
    for name in names:
        value = fnv1a(name)
        if value in seen:
            yield f"{what} `{seen[value]}` and `{name}`, which have the same hash"
        seen[value] = name
