"""The check of the subset: each bound holds at the limit and is named one beyond it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

import pytest

from sexto_rules.engines.durable.door import load_raw
from sexto_rules.engines.durable.session import open_sessions
from sexto_rules.engines.durable.subset import (
    MAX_CONDITIONS,
    MAX_PATTERN_USES,
    MAX_PATTERNS,
    MAX_PROPERTIES,
    MAX_RULES,
    MAX_TESTS,
    MAX_TYPES,
    PRIME,
    SID,
    VALUE,
    Condition,
    Rule,
    Ruleset,
    find_problems,
    fnv1a,
    ruleset_text,
)

COLLIDING = ("costarring", "liquid")


def rules_of(bodies: Iterable[Iterable[Condition]]) -> Ruleset:
    """A ruleset with one rule for each body."""
    rules = [Rule(f"r{number}", tuple(body)) for number, body in enumerate(bodies)]
    return Ruleset(rules=tuple(rules), fact_ids=())


def names(prefix: str, count: int) -> tuple[str, ...]:
    """So many names."""
    return tuple(f"{prefix}{number}" for number in range(count))


def one_rule_each(count: int) -> Ruleset:
    """So many rules, spread over types so that no other bound is near."""
    return rules_of([Condition(f"w{n // 50}", (f"p{n % 50}",))] for n in range(count))


def rule_with_conditions(count: int) -> Ruleset:
    """One rule with so many conditions."""
    return rules_of([[Condition(each, ("p",)) for each in names("w", count)]])


def types(count: int) -> Ruleset:
    """So many types beside that of the priming fact."""
    return rules_of([Condition(each, ("p",))] for each in names("w", count))


def patterns_of_one_type(count: int) -> Ruleset:
    """So many patterns of one type."""
    return rules_of([Condition("w", (each,))] for each in names("p", count))


def uses_of_one_pattern(count: int) -> Ruleset:
    """So many rules with the same pattern."""
    return rules_of([Condition("w", ("p",)), Condition("n", (f"q{n % 50}",))] for n in range(count))


def condition_with_tests(count: int) -> Ruleset:
    """One condition with so many tests, that of the type included."""
    return rules_of([[Condition("w", names("p", count - 1))]])


def properties_of_one_fact(count: int) -> Ruleset:
    """Conditions that look at so many properties of one fact, its type included."""
    every = names("p", count - 1)
    return rules_of([[Condition("w", every[:150])], [Condition("w", every[150:])]])


BOUNDS = [
    (one_rule_each, MAX_RULES - 1, "4097 rules, where it takes at most 4096"),
    (rule_with_conditions, MAX_CONDITIONS, "17 conditions in one rule"),
    (types, MAX_TYPES - 1, "512 types of facts"),
    (patterns_of_one_type, MAX_PATTERNS, "61 patterns of one type of fact"),
    (uses_of_one_pattern, MAX_PATTERN_USES, "256 conditions with the same pattern"),
    (condition_with_tests, MAX_TESTS, "201 tests in one condition"),
    (properties_of_one_fact, MAX_PROPERTIES, "253 properties of one fact"),
]


@pytest.mark.parametrize(("ruleset_with", "limit", "what"), BOUNDS)
def test_a_bound_holds_at_the_limit_and_is_named_beyond_it(
    ruleset_with: Callable[[int], Ruleset], limit: int, what: str
) -> None:
    """What is at the limit passes; one more is the one problem, and says which limit."""
    assert find_problems(ruleset_with(limit)) == []
    (problem,) = find_problems(ruleset_with(limit + 1))
    assert problem.startswith(what)


@pytest.mark.parametrize(("ruleset_with", "limit"), [bound[:2] for bound in BOUNDS])
def test_at_every_limit_the_c_module_fires_each_rule_once(
    ruleset_with: Callable[[int], Ruleset], limit: int
) -> None:
    """With one fact of each type that has every property, every rule fires, time after time."""
    ruleset = ruleset_with(limit)
    properties: dict[str, list[str]] = {}
    for condition in (each for rule in ruleset.rules for each in rule.conditions):
        properties.setdefault(condition.type, []).extend(condition.tests)
    facts = [
        json.dumps({"id": name, "sid": SID, "t": name, **dict.fromkeys(tests, VALUE)})
        for name, tests in properties.items()
    ]
    (session,) = open_sessions(load_raw(), [ruleset])
    for _ in range(2):
        assert sorted(session.fired_by(facts)) == sorted(rule.name for rule in ruleset.rules)
        session.clear()
    session.close()


def test_the_limits_are_those_that_were_measured() -> None:
    """No limit is above what `engine/durable-rules.md` (sections 3 and 11) shows to be safe."""
    assert MAX_RULES <= 4096
    assert MAX_CONDITIONS <= 16
    assert MAX_TYPES <= 511
    assert MAX_PATTERNS <= 60
    assert MAX_PATTERN_USES <= 255
    assert MAX_TESTS <= 200
    assert MAX_PROPERTIES <= 252


@pytest.mark.parametrize(
    ("ruleset", "what"),
    [
        (rules_of([[]]), "rule `r0` without a condition, which would never fire"),
        (
            rules_of([[Condition("w", ("p",))] * 2]),
            "rule `r0` with a condition twice, which would never fire",
        ),
        (rules_of([[Condition(PRIME, ())]]), "a condition on the priming fact"),
        (
            rules_of([[Condition("w", COLLIDING)]]),
            "property names `costarring` and `liquid`, which have the same hash",
        ),
        (
            rules_of([[Condition("w", ("t",))]]),
            "property names `t` and `t`, which have the same hash",
        ),
        (
            Ruleset(rules=(), fact_ids=COLLIDING),
            "fact ids `costarring` and `liquid`, which have the same hash",
        ),
        (
            Ruleset(rules=(Rule(PRIME, (Condition("w", ()),)),), fact_ids=()),
            "rule names `prime` and `prime`, which have the same hash",
        ),
    ],
)
def test_what_would_go_wrong_in_silence_is_named(ruleset: Ruleset, what: str) -> None:
    """Rules that never fire and names that durable-rules confuses are problems."""
    assert what in find_problems(ruleset)


@pytest.mark.parametrize("name", ['p"', "p\\", "p,", "p$all", "é", "P", "", "p 1"])
def test_only_plain_names_pass(name: str) -> None:
    """A name that JSON would escape, or that durable-rules reads as an operator, is a problem."""
    in_use = [
        Ruleset(rules=(Rule(name, (Condition("w", ()),)),), fact_ids=()),
        rules_of([[Condition(name, ())]]),
        rules_of([[Condition("w", (name,))]]),
        Ruleset(rules=(), fact_ids=(name,)),
    ]
    for ruleset in in_use:
        (problem,) = find_problems(ruleset)
        assert f"the name `{name}`" in problem


def test_the_hash_is_that_of_durable_rules() -> None:
    """FNV-1a with 32 bits; the two words that durable-rules takes for one have one hash."""
    assert fnv1a("") == 0x811C9DC5
    assert fnv1a("a") == 0xE40C292C
    assert fnv1a("costarring") == fnv1a("liquid")


def test_the_text_holds_the_priming_rule_and_nothing_but_equality() -> None:
    """A ruleset becomes rules of `all`, conditions of `$and`, and tests for the value 1."""
    ruleset = rules_of([[Condition("w0", ("p4", "p5")), Condition("n0", ("p6",))]])
    assert json.loads(ruleset_text(ruleset)) == {
        "prime": {"all": [{"m0": {"$and": [{"t": "prime"}]}}]},
        "r0": {
            "all": [
                {"m0": {"$and": [{"t": "w0"}, {"p4": "1"}, {"p5": "1"}]}},
                {"m1": {"$and": [{"t": "n0"}, {"p6": "1"}]}},
            ]
        },
    }
