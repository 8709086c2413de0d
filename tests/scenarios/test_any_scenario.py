"""Whatever a scenario file holds, reading it ends with a scenario that runs or with problems."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.small_protocol import TITLE, small
from scenarios.test_scenario_running import GOOD
from scenarios.test_scenario_steps import BEFORE, EXPECT
from sexto_rules.documents import parse_document, plain, yaml_text
from sexto_rules.scenarios import Runner, read_scenarios

TEXTS: Final = (
    TITLE + GOOD,
    TITLE + BEFORE + EXPECT,
    TITLE
    + "base: first\ndiffers: {content: nude, persons: [{id: p2, age: {under: 15}}]}\n"
    + EXPECT,
    f"""{TITLE}as_of: 2026-12-01
incident: {{persons: [{{id: p1, roles: {{sharer: yes}}, age: {{at_least: 12}}}}]}}
expect: {{classes: [urgent, ordinary], lifted: discipline, held: {{secure: any}}}}
steps:
  - then_learn: {{persons: [{{id: p1, age: 15}}], cannot_say: [blackmail], persons_complete: yes}}
    expect: {{order: [call, support], within: {{call: none}}, by: {{call: staff}}, absent: secure}}
""",
)
TREES: Final[list[Any]] = [plain(parse_document(text)) for text in TEXTS]
WORDS: Final = (
    *("", None, "yes", "no", True, 0, -1, 14, 1e300, "unknown", "none", "any", "every", "open"),
    *("p1", "p2", "p9", "d1", "first", "fuzz", "2026-02-31", "call_police", "call", "support"),
    *("secure_device", "urgent", "blackmail", "persons.p1.age", "done.secure_device.d1", "x" * 300),
)  # fmt: skip


def parts_of(tree: Any) -> list[Any]:
    """Every value in a tree, itself first."""
    if isinstance(tree, dict):
        return [tree, *(part for value in tree.values() for part in parts_of(value))]
    if isinstance(tree, list):
        return [tree, *(part for value in tree for part in parts_of(value))]
    return [tree]


PARTS: Final = [part for tree in TREES for part in parts_of(tree)]
KEYS: Final = sorted({key for part in PARTS if isinstance(part, dict) for key in part})


def mutated(random: Random, tree: Any, rate: float) -> Any:
    """The tree with some of its values and keys exchanged, left out or doubled."""
    if random.random() < rate:
        return random.choice((random.choice(WORDS), random.choice(PARTS), [], {}))
    if isinstance(tree, dict):
        return {
            (random.choice(KEYS) if random.random() < rate else key): mutated(random, value, rate)
            for key, value in tree.items()
            if random.random() >= rate / 2
        }
    if isinstance(tree, list):
        items = [mutated(random, value, rate) for value in tree if random.random() >= rate / 2]
        return items + ([random.choice(PARTS)] if random.random() < rate else [])
    return tree


@cache
def runner() -> Runner:
    """What runs the scenarios of all examples."""
    return Runner(small(), ("compiled",))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one good scenario, which others may be based on."""
    path = tmp_path_factory.mktemp("scenarios")
    (path / "first.yaml").write_text(TEXTS[1], "utf-8")
    return path


@given(number=st.integers(0, len(TREES) - 1), random=st.randoms(), rate=st.floats(0, 0.3))
def test_any_tree_is_a_scenario_that_runs_or_has_problems(
    folder: Path, number: int, random: Random, rate: float
) -> None:
    """No tree makes the reader or the runner fail; every problem has a line."""
    path = folder / "fuzz.yaml"
    path.write_text(yaml_text(mutated(random, TREES[number], rate)), "utf-8")
    scenarios, problems = read_scenarios([path], small())
    assert bool(scenarios) is not bool(problems)
    assert all(problem.place.line for problem in problems)
    for scenario in scenarios:
        runner().run(scenario)


@pytest.mark.parametrize("number", range(len(TREES)))
def test_each_tree_is_read_as_it_is(folder: Path, number: int) -> None:
    """The trees that are mutated begin without a problem."""
    path = folder / "whole.yaml"
    path.write_text(yaml_text(TREES[number]), "utf-8")
    scenarios, problems = read_scenarios([path], small())
    assert scenarios, problems
