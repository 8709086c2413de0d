"""The schema of scenario files, and the canonical order of their keys."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import pytest
from jsonschema import Draft202012Validator

from sexto_rules.authoring.canonical import canonical_text
from sexto_rules.authoring.schema import Known
from sexto_rules.documents import Plain, parse_document, plain
from sexto_rules.library.naming import known_names
from sexto_rules.scenarios.canonical import (
    EXPECT_ORDER,
    SCENARIO_ORDER,
    STEP_ORDER,
    form_of_scenario,
)
from sexto_rules.scenarios.expecting import EXPECT
from sexto_rules.scenarios.reading import SCENARIO, STEP, VARIANT
from sexto_rules.scenarios.schema import SCENARIO_LABELS, scenario_schema

FILES: Final = sorted((Path(__file__).parents[2] / "rulesets").glob("*/scenarios/*.yaml"))
TOLD: Final = """\
title: {fr: Un cas, en: A case}
incident:
  blackmail: yes
  region: unknown
  answers: {known_only_online: no}
  persons:
    - {id: p1, roles: {depicted: yes, sharer: unknown}, age: {at_least: 13, under: 15}}
    - {id: p2, roles: [threatener]}
  devices: [{id: d1, holder: p2, in_hand: }]
  done:
    - {act: tell_lead, by: frontline_staff, at: "2026-01-15T10:20:00-05:00"}
    - {act: return_device, target: d1}
  cannot_say: [persons_complete, persons.p2.age]
"""
EXPECT_ALL: Final = """\
expect:
  class: signs_of_malice
  must: [call_police, {support_person: p1}]
  not_due: {meet_involved: any}
  because: {call_police: [blackmail], class: persons.p2.roles.threatener}
  final: no
  by: {call_police: staff}
  within:
    call_police: immediately
    tell_lead: none
    support_person: {time: P7D, counted_from: call_police}
  order: [call_police, support_person]
  in_doubt: [discipline]
  absent: {support_person: p2}
steps:
  - then_learn: {immediate_danger: yes, persons: [{id: p2, age: 20}]}
    then_done: [{act: call_police}]
    expect: {done: call_police}
"""
WRONG: Final = (
    "expect: {class: sign_of_malice}",
    "expect: {must: [call_polices]}",
    "expect: {must: [{support_person: Alice}]}",
    "expect: {shall: [call_police]}",
    "expect: {next_question: none-such}",
    "expect: {final: perhaps}",
    "expect: {by: {call_police: somebody}}",
    "expect: {within: {call_police: soon}}",
    "expect: {order: [call_police]}",
    "expect: {}",
    "expect: {class: open}\nbase: other",
    "expect: {class: open}\ndiffers: {blackmail: no}",
    "expect: {class: open}\nas_of: yesterday",
    "expect: {class: open}\nsteps: [{then_learn: {done: []}, expect: {class: open}}]",
    "expect: {class: open}\nsteps: [{then_done: [{act: secure_device}], expect: {class: open}}]",
    "expect: {class: open}\nsteps: [{then_learn: {blackmale: yes}, expect: {class: open}}]",
    "expect: {class: open}\nsteps: [{then_learn: {distribution: far}, expect: {class: open}}]",
    "expect: {class: open}\nsteps: [{then_learn: {answers: {a: yes}}, expect: {class: open}}]",
    "steps: []",
)


@cache
def validator(name: str | None) -> Draft202012Validator:
    """Return the validator of the scenarios of a protocol, or of the vocabulary alone."""
    schema = scenario_schema(Known() if name is None else known_names(name))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@cache
def tree_of(text: str) -> Plain:
    """Return what a scenario says, as the validator takes it; reading is most of the work."""
    return plain(parse_document(text, "case.yaml"))


def wrong(name: str | None, text: str) -> list[str]:
    """Return where a scenario is not valid."""
    errors = validator(name).iter_errors(tree_of(text))
    return ["/".join(map(str, error.absolute_path)) for error in errors]


def test_the_shipped_scenarios_are_valid() -> None:
    """By the schema that knows the names of their protocol, and by that of the vocabulary."""
    assert len(FILES) > 50
    for path in FILES:
        text = path.read_text("utf-8")
        assert not wrong(path.parents[1].name, text), path
        assert not wrong(None, text), path


def test_everything_that_a_scenario_may_say_is_valid() -> None:
    """Facts told, half told and unknown, an expectation of every kind, steps, a base."""
    for name in ("ca-qc-sexto", None):
        assert not wrong(name, TOLD + EXPECT_ALL)
        variant = "title: {fr: Un, en: One}\nbase: other\ndiffers: {blackmail: no}\n"
        assert not wrong(name, variant + EXPECT_ALL)


@pytest.mark.parametrize("rest", WRONG)
def test_a_mistake_is_not_valid(rest: str) -> None:
    """Unknown keys, names, values and targets, and keys that do not go together."""
    assert wrong("ca-qc-sexto", TOLD + rest)


def test_the_schema_and_the_canonical_order_have_the_keys_of_the_reader() -> None:
    """No key is missing from either, and neither has one of its own."""
    schema = scenario_schema(Known())
    assert set(schema["properties"]) == {*SCENARIO.keys, *VARIANT.keys} == set(SCENARIO_ORDER)
    definitions = schema["$defs"]
    assert set(definitions["expect"]["properties"]) == set(EXPECT.keys) == set(EXPECT_ORDER)
    assert set(definitions["step"]["properties"]) == set(STEP.keys) == set(STEP_ORDER)
    assert set(SCENARIO_LABELS) == {*SCENARIO_ORDER, *STEP_ORDER, *EXPECT_ORDER}


def test_a_scenario_is_put_in_order_and_its_incident_stays_as_told() -> None:
    """Keys of the scenario, of a step and of what is expected; ids first; `yes` for `true`."""
    before = """\
expect: {not_due: [call_police], class: open}
title: {en: One, fr: Un}
incident:
  persons: [{age: 14, id: p1}]

  blackmail: true
"""
    assert canonical_text(before, form_of_scenario(["fr", "en"])) == """\
title: {fr: Un, en: One}
incident:
  persons: [{id: p1, age: 14}]

  blackmail: yes
expect: {class: open, not_due: [call_police]}
"""  # fmt: skip
