"""A new protocol: without mistakes, in canonical form, valid for editors, whatever it extends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from jsonschema import Draft202012Validator

from sexto_rules.analysis import check_meaning, lint_protocol
from sexto_rules.authoring.asked import unasked
from sexto_rules.authoring.canonical import canonical_text, form_of_protocol
from sexto_rules.authoring.schema import protocol_schema
from sexto_rules.authoring.schema.known import names_of
from sexto_rules.authoring.skeleton import skeleton
from sexto_rules.documents import parse_document, plain
from sexto_rules.errors import Severity
from sexto_rules.library import check_protocol, load_protocol
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Protocol
from sexto_rules.reference import decide
from sexto_rules.scenarios import check_scenarios, failures, load_scenarios
from sexto_rules.scenarios.canonical import form_of_scenario
from sexto_rules.scenarios.schema import scenario_schema

DAY: Final = date(2026, 11, 25)
WITHOUT_ROUTES: Final = """\
protocol:
  id: base
  version: 0.1.0
  date: 2026-11-20
  title: {en: Base, fr: Base commune}
  notice: {en: A try., fr: Un essai.}
  languages: [en, fr]
  extends: core
answers:
  - {id: seen_by, type: bool, text: {en: 'seen by "many"', fr: vu par plusieurs}}
urgency:
  - {id: people-next, text: {en: People, fr: Personnes}}
questions:
  - id: ask-roles
    fact: person.roles
    for_each: person
    urgency: people-next
    text: {en: Role?, fr: Rôle?}
directives:
  - id: no-interview
    for_each: person
    must_not: interview_witness
    when: {age: {under: 12}, at_risk: yes, answers.seen_by: yes, setting: primary}
    text: {en: Ask this witness nothing., fr: Ne rien demander à ce témoin.}
    basis: unverified
  - id: call-the-police
    for_each: device
    note: yes
    when: {holder.pupil: yes}
    text: {en: A note., fr: Une information.}
    basis: unverified
"""


@pytest.fixture
def parents(tmp_path: Path) -> Path:
    """A folder with a protocol without routes of its own, that asks little of what it uses."""
    (tmp_path / "base.yaml").write_text(WITHOUT_ROUTES, "utf-8")
    return tmp_path


def parent_of(name: str, folder: Path) -> Protocol:
    """Return a shipped protocol, or the one of the folder."""
    return load_protocol(folder / "base.yaml" if name == "base" else name)


def written(folder: Path, name: str, texts: Mapping[str, str]) -> Path:
    """Write the files of a new protocol."""
    for path, text in texts.items():
        file = folder / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder / name


def require_sound(folder: Path) -> Protocol:
    """Return the protocol of a folder in which nothing is to be mended, and whose cases pass."""
    protocol, found = check_protocol(folder)
    assert protocol is not None, found
    problems = [
        *found,
        *check_meaning(protocol),
        *check_scenarios(folder, protocol),
        *(each for each in lint_protocol(protocol, DAY) if each.severity is not Severity.REMARK),
    ]
    assert problems == []
    day = on(protocol, DAY)
    scenarios = load_scenarios(folder, protocol)
    assert len(scenarios) == 2
    for scenario in scenarios:
        for step in scenario.steps:
            assert not list(failures(step, day, decide(day, step.incident)))
    return protocol


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("core", ("fr", "en")),
        ("core", ("en",)),
        ("ca-qc-sexto", ("fr", "en")),
        ("ca-qc-sexto", ("fr",)),
        ("base", ("en", "fr")),
    ],
)
def test_a_new_protocol_has_nothing_to_mend(
    name: str, languages: tuple[str, ...], parents: Path
) -> None:
    """It reads without a problem, its cases come out as they say, its form is the canonical one."""
    parent = parent_of(name, parents)
    texts = skeleton("our-school", parent, languages, DAY)
    protocol = require_sound(written(parents, "our-school", texts))
    assert protocol.languages == languages
    assert protocol.lineage[0] == parent.id
    assert protocol.date == DAY
    for path, text in texts.items():
        form = form_of_scenario if path.startswith("scenarios/") else form_of_protocol
        assert canonical_text(text, form(languages)) == text, path


@pytest.mark.parametrize("name", ["core", "ca-qc-sexto", "base"])
def test_a_new_protocol_can_itself_be_extended(name: str, parents: Path) -> None:
    """Ids that are taken by then get the name of the new protocol before them."""
    first = written(parents, "first", skeleton("first", parent_of(name, parents), ["fr"], DAY))
    parent, _ = check_protocol(first)
    assert parent is not None
    second = require_sound(written(parents, "second", skeleton("second", parent, ["fr"], DAY)))
    own = [each.id for each in second.directives if each.origin == "second"]
    assert own
    clash = name == "ca-qc-sexto"
    assert all(each.startswith("second-") is clash for each in own)


@pytest.mark.parametrize("name", ["core", "ca-qc-sexto", "base"])
def test_a_new_protocol_is_valid_for_an_editor(name: str, parents: Path) -> None:
    """By the schemas that are written beside it, which the first line of each file names."""
    parent = parent_of(name, parents)
    known = names_of(parent, ["fr", "en"])
    schemas = {
        "protocol": Draft202012Validator(protocol_schema(known)),
        "scenario": Draft202012Validator(scenario_schema(known)),
    }
    for path, text in skeleton("our-school", parent, ["fr", "en"], DAY).items():
        line = re.match(r"# yaml-language-server: \$schema=(.+)\n", text)
        assert line is not None
        kind = "scenario" if path.startswith("scenarios/") else "protocol"
        where = (Path("our-school") / path).parent / line[1]
        assert where.as_posix().replace("scenarios/../", "") == f"our-school/.schema/{kind}.json"
        assert not list(schemas[kind].iter_errors(plain(parse_document(text, path)))), path


def test_it_asks_for_all_that_its_parent_leaves_to_it(parents: Path) -> None:
    """Facts of persons and devices, answers of the parent, what an application knows."""
    parent = parent_of("base", parents)
    left = {str(fact) for fact in unasked(parent)}
    assert {"person.age", "answers.seen_by", "devices_complete", "setting", "stage"} <= left
    folder = written(parents, "ours", skeleton("ours", parent, ["fr", "en"], DAY))
    protocol = require_sound(folder)
    assert not unasked(protocol)
    own = {str(each.fact): each for each in protocol.questions if each.origin == "ours"}
    assert own["answers.seen_by"].text == {"fr": "Vu par plusieurs?", "en": "Seen by 'many'?"}
    assert own["person.age"].for_each == "person"
    assert "person.roles" not in own
    assert {str(each) for each in protocol.given} == {"setting", "stage", "reported_at"}


def test_the_route_that_is_shown_can_be_taken_into_use(parents: Path) -> None:
    """With the mark before its lines removed, the route stands before the parent's last one."""
    parent = parent_of("ca-qc-sexto", parents)
    texts = skeleton("our-school", parent, ["fr", "en"], DAY)
    text = texts["conclusions.yaml"]
    start = text.index("# classes:")
    texts["conclusions.yaml"] = text[:start] + re.sub(r"(?m)^# ", "", text[start:])
    protocol, problems = check_protocol(written(parents, "our-school", texts))
    assert not problems
    assert protocol is not None
    names = [each.id for each in protocol.classes]
    assert names.index("route_with_other_school") == names.index(parent.classes[-1].id) - 1


def test_comments_are_in_the_languages_asked_for(parents: Path) -> None:
    """No mark of a template is left, and no words of a language that was not asked for."""
    french = "".join(skeleton("a", parent_of("core", parents), ["fr"], DAY).values())
    english = "".join(skeleton("a", parent_of("core", parents), ["en"], DAY).values())
    assert "#fr" not in french + english
    assert "$" not in (french + english).replace("$schema", "")
    assert "Les questions, telles qu'on" in french
    assert "The questions, as they are put" not in french
    assert "Les questions, telles qu'on" not in english
