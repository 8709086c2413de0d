"""`sexto explain`, and the hint that `sexto check` gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from catalogue.conftest import Sexto
from sexto_rules.catalogue import all_codes, find_entry

BAD: Final = Path(__file__).parents[1] / "authoring" / "bad"

GOOD: Final = """\
protocol:
  id: small
  version: 1.0.0
  date: 2026-11-20
  title: {fr: Petit protocole, en: Small protocol}
  notice: {fr: Modèle non officiel., en: Unofficial model.}
  languages: [fr, en]
  extends: core
"""


@pytest.mark.parametrize("typed", ["SX106", "sx106", " SX106 "])
def test_a_code_is_explained_in_both_languages(sexto: Sexto, typed: str) -> None:
    """Title, the four headings in order, and the example as it is typed, in the language asked."""
    entry = find_entry("SX106")
    assert entry is not None
    for lang, index, headings in (
        ("en", 1, ["WHAT IT MEANS", "WHY IT MATTERS", "EXAMPLE", "INSTEAD"]),
        (
            "fr",
            0,
            ["CE QUE CELA VEUT DIRE", "POURQUOI C'EST IMPORTANT", "EXEMPLE", "À ÉCRIRE PLUTÔT"],
        ),
    ):
        done = sexto("explain", typed, "--lang", lang)
        assert done.returncode == 0, done.stderr
        lines = done.stdout.splitlines()
        assert lines[0] == f"SX106  {entry.title[index]}"
        assert [line for line in lines if line in headings] == headings
        assert "\n".join(f"  {line}" for line in entry.example.splitlines()) in done.stdout
        assert f"  {entry.matters[index]}" in lines


def test_an_explanation_as_json_has_both_languages(sexto: Sexto) -> None:
    """`--format json` has every part of the entry; advice that there is none of is null."""
    entry = find_entry("SX114")
    assert entry is not None
    data = json.loads(sexto("explain", "SX114", "--format", "json").stdout)
    assert data == {
        "code": "SX114",
        "title": entry.title._asdict(),
        "means": entry.means._asdict(),
        "matters": entry.matters._asdict(),
        "example": entry.example,
        "instead": entry.instead,
        "advice": None,
    }


def test_without_a_code_all_are_listed(sexto: Sexto) -> None:
    """A line for each code, in order, with its title in the language asked for; JSON likewise."""
    done = sexto("explain", "--lang", "fr")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(all_codes())
    entry = find_entry("SX106")
    assert entry is not None
    assert f"SX106 {entry.title.fr}" in done.stdout
    listed = json.loads(sexto("explain", "--format", "json").stdout)
    assert [each["code"] for each in listed] == list(all_codes())
    assert {frozenset(each["title"]) for each in listed} == {frozenset({"fr", "en"})}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("SX2O4", "SX712 `SX2O4` is not a problem code\n  help: did you mean `SX204`?\n"),
        ("SX20", "SX712 `SX20` is not a problem code\n  help: did you mean `SX201`?\n"),
        ("hm", "SX712 `hm` is not a problem code\n  help: `sexto explain` lists every code\n"),
        (
            "\x1b[m",
            "SX712 this is not a problem code\n  help: `sexto explain` lists every code\n",
        ),
        ("x" * 13, "SX712 this is not a problem code\n  help: `sexto explain` lists every code\n"),
    ],
)
def test_a_code_that_nobody_knows_is_a_problem(sexto: Sexto, typed: str, said: str) -> None:
    """It ends with 1 and offers the nearest code; what may be anything is not repeated."""
    done = sexto("explain", typed)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


def test_check_says_how_to_understand_what_it_found(
    sexto: Sexto, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Its last line names the command for the first code, and only where there are problems."""
    monkeypatch.chdir(BAD.parent)
    last = {
        lang: sexto("check", "bad/file-not-yaml", "--lang", lang).stdout.splitlines()[-1]
        for lang in ("en", "fr")
    }
    assert last == {
        "en": "To understand a code: sexto explain SX106",
        "fr": "Pour comprendre un code\u00a0: sexto explain SX106 --lang fr",
    }
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    assert sexto("check", str(tmp_path / "good.yaml")).stdout == "no problems\n"
