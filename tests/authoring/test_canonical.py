"""The canonical form: which key comes first, what `true` becomes, and that nothing else changes."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given

from authoring.test_golden import GOOD, find_parent, texts_of
from documents.written_yaml import Written, written_documents
from sexto_rules.authoring import check_folder
from sexto_rules.authoring.canonical import ORDERS, canonical_text, form_of_protocol
from sexto_rules.authoring.fields import Shape
from sexto_rules.documents.styled_reading import comments_of
from sexto_rules.library import load_protocol
from sexto_rules.library.files import protocol_files

RULESETS = Path(__file__).parents[2] / "rulesets"
FORM = form_of_protocol(["fr", "en"])


@pytest.mark.parametrize(("shape", "order"), ORDERS, ids=[shape.what for shape, _ in ORDERS])
def test_the_order_names_every_key_that_an_entry_may_have(
    shape: Shape, order: tuple[str, ...]
) -> None:
    """A key that a reader knows has its place, and no other key has one."""
    assert sorted(order) == sorted(shape.keys)


def test_the_keys_of_an_entry_are_put_in_order() -> None:
    """What it is, when, by whom, the words, what it rests on; each keeps its comment."""
    before = """\
directives:
  - basis: inference  # ours
    text: {en: Support., fr: Soutenir.}

    # Who it is for.
    when: {roles: depicted}
    must: support_person
    within: {counted_from: call_police, time: P1D}
    for_each: person
    id: support
"""
    assert canonical_text(before, FORM) == """\
directives:
  - id: support
    for_each: person
    must: support_person
    # Who it is for.
    when: {roles: depicted}
    within: {time: P1D, counted_from: call_police}
    text: {fr: Soutenir., en: Support.}
    basis: inference  # ours
"""  # fmt: skip


def test_a_group_says_what_is_shared_first_and_its_items_are_in_order() -> None:
    """The items of a group, and what it shares, are arranged as entries are."""
    before = """\
directives:
  - items:
      - {text: {en: One}, id: one}
    with: {basis: inference, by: staff}
"""
    assert canonical_text(before, FORM) == """\
directives:
  - with: {by: staff, basis: inference}
    items:
      - {id: one, text: {en: One}}
"""  # fmt: skip


def test_yes_and_no_are_the_words_where_a_bool_stands_and_nowhere_else() -> None:
    """A condition and a flag say `yes`; a text in a language says what it says."""
    before = """\
directives:
  - {id: a, note: true, when: {any: [{blackmail: true}, {coerced: false}]}, text: {en: true}}
"""
    after = canonical_text(before, FORM)
    assert "note: yes" in after
    assert "when: {any: [{blackmail: yes}, {coerced: no}]}" in after
    assert "en: true" in after


def test_the_order_of_an_author_stays_where_it_says_something() -> None:
    """Sections, entries, the parts of a condition, choices of a question: as written."""
    text = """\
questions:
  - {id: b, when: {coerced: yes, blackmail: yes}, choices: {wide: {fr: b}, group: {fr: a}}}
  - {id: a}

given: [stage, actor]
"""
    assert canonical_text(text, FORM) == text


def test_sections_stand_apart_by_one_blank_line_above_their_comments() -> None:
    """A blank line that an author left between a comment and its section is enough."""
    before = "given: [stage]\n# groups\nurgency: []\n# loose\n\nacts: []\n\n\nregions: []\n"
    assert canonical_text(before, FORM) == (
        "given: [stage]\n\n# groups\nurgency: []\n# loose\n\nacts: []\n\nregions: []\n"
    )


@pytest.mark.parametrize("folder", GOOD, ids=lambda path: path.name)
def test_a_good_protocol_reads_the_same_in_canonical_form(folder: Path) -> None:
    """The digest is that of before, and the form is reached at once."""
    texts = texts_of(folder)
    before, _ = check_folder(texts, find_parent=find_parent)
    assert before is not None
    form = form_of_protocol(before.languages)
    again = {name: canonical_text(text, form) for name, text in texts.items()}
    after, _ = check_folder(again, find_parent=find_parent)
    assert after is not None
    assert after.digest == before.digest
    assert {name: canonical_text(text, form) for name, text in again.items()} == again


@pytest.mark.parametrize("name", ["core", "ca-qc-sexto"])
def test_a_shipped_protocol_is_in_canonical_form_and_reads_back(name: str) -> None:
    """Its files are as `sexto format` writes them, and turned round they read as before."""
    files = protocol_files(RULESETS / name)
    texts = {str(each): each.read_text("utf-8") for each in sorted(files)}
    assert len(texts) > 3
    before, _ = check_folder(texts, find_parent=load_protocol)
    assert before is not None
    form = form_of_protocol(before.languages)
    again = {file: canonical_text(text, form) for file, text in texts.items()}
    assert again == texts
    turned = {file: canonical_text(_turned(text), form) for file, text in texts.items()}
    after, _ = check_folder(turned, find_parent=load_protocol)
    assert after == before
    assert after.digest == before.digest


def _turned(text: str) -> str:
    """Return a text with every `text:` that stands on one line written with English first."""
    return re.sub(r"\{fr: ([^{},]+), en: ([^{},]+)\}", r"{en: \2, fr: \1}", text)


@given(written_documents())
def test_any_file_keeps_its_comments_and_its_form(written: Written) -> None:
    """Whatever stands in it: each comment is there afterwards, and formatting again is idle."""
    once = canonical_text(written.text, FORM)
    assert Counter(each.text for each in comments_of(once)) == Counter(written.comments)
    assert canonical_text(once, FORM) == once
