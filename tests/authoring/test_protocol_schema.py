"""The schema of protocol files: whatever the reader takes is valid, common mistakes are not."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from jsonschema import Draft202012Validator

from authoring.test_golden import BAD, GOOD, find_parent, texts_of
from sexto_rules.authoring.assembly import ENTRIES, SECTIONS
from sexto_rules.authoring.declarations import CHOICE
from sexto_rules.authoring.header import HEADER
from sexto_rules.authoring.invariants import ALTERNATIVE, THEN
from sexto_rules.authoring.schema import Known, gather_names, protocol_schema
from sexto_rules.authoring.schema.entries import SHAPES
from sexto_rules.authoring.schema.key_labels import KEY_LABELS, SECTION_LABELS
from sexto_rules.authoring.schema.pieces import Schema
from sexto_rules.authoring.within import FROM_ACT
from sexto_rules.documents import parse_document, plain
from sexto_rules.library import load_protocol
from sexto_rules.library.files import protocol_files
from sexto_rules.library.naming import known_names
from sexto_rules.protocol.model import Protocol

RULESETS: Final = Path(__file__).parents[2] / "rulesets"
SHIPPED: Final = ("core", "ca-qc-sexto")
SEEN_BY_A_SCHEMA: Final = re.compile(
    "SX(?:20[1-8]|212|215|220|221|222|223|224|227|228|234|246|252)"
)
"""Codes of mistakes in a single key, name or value."""

SEEN_BY_THE_READER_ALONE: Final = frozenset({"extends-broken", "unknown-term"})
"""Bad folders with one of these codes in another file, or inside a text."""


@cache
def validator(name: str | None) -> Draft202012Validator:
    """Return the validator of a shipped protocol, or of the vocabulary alone."""
    schema = protocol_schema(Known() if name is None else known_names(name))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def wrong(validator: Draft202012Validator, text: str) -> list[str]:
    """Return where a text is not valid."""
    errors = validator.iter_errors(plain(parse_document(text, "case.yaml")))
    return sorted("/".join(map(str, error.absolute_path)) for error in errors)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_files_are_valid(name: str) -> None:
    """By the schema that knows their names, and by that of the vocabulary."""
    files = protocol_files(RULESETS / name)
    assert len(files) > 3
    for path in files:
        text = path.read_text("utf-8")
        assert not wrong(validator(name), text), path
        assert not wrong(validator(None), text), path


@pytest.mark.parametrize("folder", GOOD, ids=lambda path: path.name)
def test_a_good_protocol_is_valid(folder: Path) -> None:
    """Whatever the reader takes is valid, with the names of the protocol and without."""
    texts = texts_of(folder)
    known = gather_names([parse_document(text, name) for name, text in texts.items()], find_parent)
    assert known.is_closed
    own = Draft202012Validator(protocol_schema(known))
    for text in texts.values():
        assert not wrong(own, text)
        assert not wrong(validator(None), text)


def mistakes() -> list[Path]:
    """Return the bad folders with a mistake that a schema can see, all of it YAML."""
    expected = {folder: (folder / "expected.txt").read_text("utf-8") for folder in BAD}
    return [
        folder
        for folder, problems in expected.items()
        if SEEN_BY_A_SCHEMA.search(problems)
        and "SX1" not in problems
        and folder.name not in SEEN_BY_THE_READER_ALONE
    ]


@pytest.mark.parametrize("folder", mistakes(), ids=lambda path: path.name)
def test_a_mistake_that_stands_in_one_place_is_not_valid(folder: Path) -> None:
    """Unknown keys, names and values, missing texts: what an editor can underline."""
    documents = [parse_document(text, name) for name, text in texts_of(folder).items()]
    schema = protocol_schema(gather_names(documents, find_parent))
    assert any(Draft202012Validator(schema).iter_errors(plain(each)) for each in documents)


def test_most_bad_folders_are_seen_by_the_schema() -> None:
    """What is left to the reader is what only the whole protocol shows."""
    assert len(mistakes()) > 75


PROTOCOL: Final = """\
protocol:
  id: small
  version: 0.1.0
  date: 2026-11-20
  title: {fr: Petit, en: Small}
  notice: {fr: Essai., en: A try.}
  languages: [fr, en]
  extends: core
sources:
  - {id: guide, title: Guide, publisher: Us, citation: Our guide, read: 2026-11-01}
answers:
  - {id: told_by, text: {fr: Par, en: By}, choices: [
      {id: them, text: {fr: E, en: T}}, {id: us, text: {fr: N, en: U}}]}
conclusions:
  - {id: young, for_each: person, text: {fr: J, en: Y}, when: {age: {under: 14}}, basis: inference}
"""
LINE: Final = """\
directives:
  - id: one
    {rest}
    text: {{fr: Un., en: One.}}
    basis: inference
"""
RIGHT: Final = (
    "must: call_police\n    when: {blackmail: yes}",
    "must: call_police\n    when: {blackmail: true, coerced: [no, yes], grooming: unknown}",
    "must: {one_of: [call_police, consult_police]}\n    within: PT2H",
    "must_not: looking\n    unless: {some: {person: {young: yes, age: {at_least: 12}}}}",
    "for_each: person\n    must: support_person\n    when: {roles: depicted, young: no}",
    "for_each: device\n    should: secure_device\n    when: {holder.roles: [sharer, requester]}",
    "note: yes\n    when: {all: [{answers.told_by: them}, {not: {distribution: [wide, public]}}]}",
    "may: discipline\n    when: {largest_age_gap: {at_least: 5}, adult_involved: cannot_say}",
    "must: call_police\n    after: [core-tell-lead, record_facts]\n    by: principal",
    "must: call_police\n    in_doubt: applies\n    reason: Too late otherwise.",
    "must: call_police\n    sources: [guide, {guide: partly}]",
)
WRONG: Final = (
    "must: call_polices",
    "must: looking",
    "must: support_person",
    "for_each: person\n    must: call_police",
    "must: call_police\n    should: record_facts",
    "must: [call_police, consult_police]",
    "must: {one_of: [call_police]}",
    "when: {blackmail: yes}",
    "must: call_police\n    when: {blackmale: yes}",
    "must: call_police\n    when: {blackmail: perhaps}",
    "must: call_police\n    when: {distribution: everywhere}",
    "must: call_police\n    when: {roles: depicted}",
    "must: call_police\n    when: {young: yes}",
    "must: call_police\n    when: {some: {person: {age: {over: 14}}}}",
    "must: call_police\n    when: {any: [{blackmail: yes}, {answers.told: them}]}",
    "must: call_police\n    when: {answers.told_by: nobody}",
    "must: call_police\n    when: {reported_at: yes}",
    "must: call_police\n    when: {}",
    "must: call_police\n    when: {some: {child: {age: 12}}}",
    "must: call_police\n    when: {done: support_person}",
    "must: call_police\n    within: soon",
    "must: call_police\n    by: headmaster",
    "must: call_police\n    sources: [guides]",
    "must: call_police\n    contacts: [police]",
    "must: call_police\n    overrides: [two]",
    "must: call_police\n    in_doubt: applies",
    "must: call_police\n    deadline: same_day",
    "must: call_police\n    in_force_from: tomorrow",
    "must: call_police\n    remark: {fr: Une note.}",
    "note: no",
)


def small() -> Draft202012Validator:
    """Return the validator of a small protocol with the line that is tried."""
    line = LINE.format(rest="note: yes")
    documents = [parse_document(PROTOCOL + line, "small.yaml")]
    return Draft202012Validator(protocol_schema(gather_names(documents, known_parent)))


def known_parent(name: str) -> Protocol:
    """Return a shipped protocol."""
    return load_protocol(name)


@pytest.mark.parametrize("rest", RIGHT)
def test_a_right_line_is_valid(rest: str) -> None:
    """By the schema that knows the names of the protocol, and by that of the vocabulary."""
    text = PROTOCOL + LINE.format(rest=rest)
    assert not wrong(small(), text)
    assert not wrong(validator(None), text)


@pytest.mark.parametrize("rest", WRONG)
def test_a_wrong_line_is_not_valid(rest: str) -> None:
    """The error lies in the line, and in none of the others."""
    found = wrong(small(), PROTOCOL + LINE.format(rest=rest))
    assert found
    assert all(path.startswith("directives/0") for path in found)


WEIGHTS: Final = ("1", "100", "0", "-1", "101", "high", "1.5", "true", '"5"', "", "[5]")


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_weight_is_valid_where_the_reader_takes_it(weight: str) -> None:
    """A whole number from 1 to 100, and nothing else."""
    entry = f"{{id: q, fact: blackmail, urgency: later, weight: {weight}, text: {{fr: a, en: a}}}}"
    found = wrong(validator(None), f"questions: [{entry}]\n")
    assert found == ([] if weight in {"1", "100"} else ["questions/0/weight"])


def test_every_language_needs_its_text() -> None:
    """A text that is missing in one language, or is in another, is not valid."""
    for text in ("{fr: Un.}", "{fr: Un., en: One., es: Uno.}", "{fr: Un., en: }", "Un."):
        line = f"directives:\n  - {{id: one, note: yes, text: {text}, basis: inference}}\n"
        assert wrong(small(), PROTOCOL + line), text


def test_a_group_gives_its_keys_to_its_items() -> None:
    """Items need not have what the group says, and its `for_each` is theirs."""
    group = (
        "directives:\n  - with: {{for_each: person, basis: inference}}\n    items:\n"
        "      - {{id: one, must: {act}, text: {{fr: Un., en: One.}}}}\n"
    )
    assert not wrong(small(), PROTOCOL + group.format(act="support_person"))
    assert wrong(small(), PROTOCOL + group.format(act="call_police"))
    assert wrong(small(), "directives:\n  - with: {by: staff}\n")


def test_the_vocabulary_alone_leaves_own_names_open() -> None:
    """Names that a protocol may declare are taken, keys and values of the vocabulary are not."""
    line = LINE.format(rest="must: own_act\n    when: {{own: yes, answers.x: y}}").replace(
        "{{", "{"
    )
    assert not wrong(validator(None), line.replace("}}", "}"))
    assert wrong(validator(None), LINE.format(rest="must: call_police\n    when: {blackmail: 3}"))


def test_names_stay_open_while_a_file_cannot_be_read(tmp_path: Path) -> None:
    """What is missing may be declared there, so an unknown name is no mistake yet."""
    (tmp_path / "a.yaml").write_text(PROTOCOL, "utf-8")
    assert known_names(tmp_path).is_closed
    (tmp_path / "b.yaml").write_text("acts: [", "utf-8")
    known = known_names(tmp_path)
    assert not known.is_closed
    assert "told_by" in known.names.answers


def test_the_schema_has_the_keys_of_the_shapes_and_no_others() -> None:
    """Every key that the reader takes is in the schema, with what it is for in both languages."""
    schema = protocol_schema(Known())
    assert tuple(schema["properties"]) == SECTIONS
    definitions: Schema = schema["$defs"]
    for section, shape in SHAPES.items():
        assert set(definitions[f"{section}_entry"]["properties"]) == set(shape.keys)
    assert set(definitions["protocol_header"]["properties"]) == set(HEADER.keys)
    assert set(definitions["then"]["properties"]) == set(THEN.keys)
    for section, (_, shared) in ENTRIES.items():
        if shared:
            group = definitions[f"{section}_group"]["properties"]["with"]
            assert set(group["properties"]) == set(shared)
    keys = {
        key for shape in (*SHAPES.values(), HEADER, THEN, FROM_ACT, CHOICE) for key in shape.keys
    }
    assert keys <= set(KEY_LABELS)
    assert set(SECTIONS) == set(SECTION_LABELS)
    assert set(ALTERNATIVE.keys) <= set(THEN.keys)


def test_an_editor_is_told_what_names_mean_in_both_languages() -> None:
    """The words of the vocabulary, of the protocol and of what it extends stand beside names."""
    schema = protocol_schema(known_names("ca-qc-sexto"))["$defs"]
    acts = dict(zip(schema["act"]["enum"], schema["act"]["enumDescriptions"], strict=True))
    assert acts["call_police"] == "appeler la police · call the police"
    assert acts["return_device"] == "Rendre l'appareil · Give the device back"
    assert acts["stay_with_person_at_risk"].startswith("Rester auprès")
    assert schema["test_of_blackmail"]["description"] == "chantage · blackmail"
