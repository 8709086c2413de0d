"""The catalogue: an entry for every code, whole in both languages, read when asked for."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

import sexto_rules
from sexto_rules.catalogue import (
    Entry,
    ExampleKind,
    all_codes,
    all_entries,
    find_entry,
    nearest_code,
    parse_entry,
    render_markdown,
    render_text,
)
from sexto_rules.errors import ProblemsError
from sexto_rules.facts.labels import LANGUAGES

SOURCES: Final = Path(sexto_rules.__file__).parent
ENTRIES: Final = tuple(all_entries())

GOOD: Final = """\
title: {fr: le fichier est vide, en: the file is empty}
means: {fr: Le fichier ne contient rien., en: The file holds nothing.}
matters: {fr: Ses consignes manquent., en: Its lines are missing.}
example: "# rien"
instead: "regions: []"
"""


def test_every_code_of_the_sources_has_an_entry_and_no_other() -> None:
    """What can be reported can be explained; what is explained can be reported."""
    used = {
        code
        for path in SOURCES.rglob("*.py")
        for code in re.findall(r'"(SX\d{3})"', path.read_text("utf-8"))
    }
    assert used == set(all_codes())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda each: each.code)
def test_an_entry_is_set_as_the_others(entry: Entry) -> None:
    """A title begins like the middle of a sentence and has no full stop; texts are sentences."""
    wordings = (entry.means, entry.matters, *([entry.advice] if entry.advice else []))
    for title in entry.title:
        assert not title[0].isupper(), title
        assert not title.endswith("."), title
    for text in (text for wording in wordings for text in wording):
        assert not text[0].islower(), text
        assert text.endswith((".", "?", "!", ".)")), text
    for wording in (entry.title, *wordings):
        assert wording.fr != wording.en
    assert entry.example != entry.instead


def test_no_two_codes_have_one_title() -> None:
    """Whoever reads the list can tell the codes apart."""
    for language in range(len(LANGUAGES)):
        titles = [entry.title[language] for entry in ENTRIES]
        assert sorted(titles) == sorted(set(titles))


def test_an_entry_is_read_as_it_stands() -> None:
    """Every part has its place; a no-break space stays; what may be left out is left out."""
    folded = "means:\n  fr: >-\n    Rien\u00a0: ni clé,\n    ni valeur.\n  en: Nothing."
    text = re.sub("means: .*", folded, GOOD)
    entry = parse_entry("SX105", text, "a.yaml")
    assert entry.means.fr == "Rien\u00a0: ni clé, ni valeur."
    assert (entry.code, entry.example, entry.instead) == ("SX105", "# rien", "regions: []")
    assert entry.advice is None
    assert entry.kind is None
    told = "advice: {fr: L'enlever., en: Take it out.}\nkind: protocol\n"
    whole = parse_entry("SX105", GOOD + told, "a.yaml")
    assert whole.advice is not None
    assert whole.advice.en == "Take it out."
    assert whole.kind is ExampleKind.PROTOCOL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a list", "a.yaml:1:1: SX713 in the catalogue of problems: expected `key: value` pairs"),
        (GOOD + "remark: none\n", "a.yaml:6:1: SX713 in the catalogue of problems: `remark` is "),
        (
            GOOD.replace("matters", "# "),
            "a.yaml:1:1: SX713 in the catalogue of problems: `matters`",
        ),
        (GOOD.replace(", en: The file holds nothing.", ""), "a.yaml:2:8: SX713 "),
        (GOOD.replace("The file holds nothing.", "''"), "a.yaml:2:47: SX713 "),
        (GOOD.replace('"# rien"', "[rien]"), "a.yaml:4:10: SX713 in the catalogue of problems: "),
        (GOOD + "kind: recipe\n", "a.yaml:6:7: SX713 in the catalogue of problems: expected one "),
        (GOOD + "title: x\n", "a.yaml:6:1: SX114 "),
    ],
)
def test_an_entry_that_is_not_whole_is_refused_at_its_line(text: str, expected: str) -> None:
    """A key too many or too few, a text in one language, another kind of value: each is told."""
    with pytest.raises(ProblemsError) as refused:
        parse_entry("SX105", text, "a.yaml")
    assert [str(each) for each in refused.value.problems if str(each).startswith(expected)]


def test_everything_that_is_wrong_with_an_entry_is_told_at_once() -> None:
    """Two mistakes are two problems."""
    text = GOOD.replace("matters", "maters").replace('"# rien"', "''")
    with pytest.raises(ProblemsError) as refused:
        parse_entry("SX105", text, "a.yaml")
    assert len(refused.value.problems) == 3


def test_a_code_is_found_by_its_exact_name_alone() -> None:
    """No other code, and no path, leads to an entry."""
    assert find_entry("SX105") is not None
    for code in ("SX000", "sx105", "../entry", "", "SX105.yaml"):
        assert find_entry(code) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("SX20", "SX201"),
        ("sx204", "SX204"),
        ("204", "SX204"),
        ("SX2O4", "SX204"),
        ("SXIOI", "SX101"),
        ("SX2044", "SX204"),
        ("SX-204:", "SX204"),
        ("XS204", "SX204"),
        ("hello", None),
        ("", None),
        ("é" * 10_000, None),
    ],
)
def test_a_mistyped_code_leads_to_the_nearest(typed: str, meant: str | None) -> None:
    """A digit missing, a letter for a digit, small letters; nothing for what is far from any."""
    assert nearest_code(typed) == meant


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_has_the_four_parts_in_its_language(lang: str) -> None:
    """Title, the four headings in order, each text of the entry, none of the other language."""
    entry = find_entry("SX106")
    assert entry is not None
    headings = {
        "en": ["What it means", "Why it matters", "Example", "Instead"],
        "fr": ["Ce que cela veut dire", "Pourquoi c'est important", "Exemple", "À écrire plutôt"],
    }
    page, text = render_markdown(entry, lang), render_text(entry, lang)
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == headings[lang]
    assert re.findall(r"^(?! )(.+)$", text, re.MULTILINE) == headings[lang]
    language = LANGUAGES.index(lang)
    for wording in (entry.means, entry.matters, entry.advice):
        assert wording is not None
        assert wording[language] in page
        assert wording[language] in text
        assert wording[1 - language] not in page
    assert page.startswith("# SX106\u00a0: " if lang == "fr" else "# SX106: ")


def test_a_block_is_coloured_only_as_what_it_is() -> None:
    """An example that is no YAML is shown plain; what is to be written is YAML."""
    entry = find_entry("SX106")
    assert entry is not None
    assert re.findall(r"^```(\w+)$", render_markdown(entry, "en"), re.MULTILINE) == ["text", "yaml"]


def test_nothing_is_read_before_somebody_asks() -> None:
    """Loading the catalogue loads no reader of YAML: most commands never explain anything."""
    program = (
        "import sys, sexto_rules.catalogue as c; c.all_codes(); "
        "assert not [each for each in sys.modules if each.startswith('ruamel')]"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
