"""What the pages say is so: links, tables, codes, keys, layers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from docs.docs_pages import DOCS, ROOT, all_pages, blocks_of, prose_of, site_pages
from sexto_rules.catalogue import all_codes
from sexto_rules.decisions import Decider
from sexto_rules.decisions.written import conflict_to_dict
from sexto_rules.facts import incident_from_json
from support.shipped import shipped

MOST_LINES: Final = 400
BILINGUAL: Final = {ROOT / "rulesets" / "README.md"}
_CODE: Final = re.compile(r"SX\d{3}")
_HEADING: Final = re.compile(r"^#{1,6} +(.*)$", re.MULTILINE)
_LINK: Final = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")

_INCIDENT: Final = """{
    "reported_at": "2026-01-15T10:20:00-05:00",
    "persons": [{"id": "p1", "roles": {"depicted": true}, "pupil": true}],
    "devices": [{"id": "d1", "holder": "p1"}]
}"""


def is_of_a_protocol(page: Path) -> bool:
    """Whether a page is made from a protocol: as long as that, with titles in their language."""
    return page.parent.name in {"protocols", "protocoles"} or page.name in {
        "across.md",
        "selon-le-lieu.md",
    }


@pytest.mark.parametrize("page", all_pages(), ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link inside the repository names a file that is there, and a heading in it."""
    for link in _LINK.findall(prose_of(page)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name) if name else page
        assert target.is_file(), link
        if anchor:
            assert anchor in _anchors(target), link


@pytest.mark.parametrize("page", all_pages(), ids=lambda page: page.name)
def test_a_page_is_short(page: Path) -> None:
    """A page written by hand has fewer than 400 lines in a language; no line ends in blanks."""
    lines = page.read_text("utf-8").splitlines()
    languages = 2 if page in BILINGUAL else 1
    assert len(lines) < MOST_LINES * languages or is_of_a_protocol(page)
    assert [line for line in lines if line != line.rstrip()] == []


def test_tables_are_those_of_the_code() -> None:
    """What `docs/tables.py` makes stands in the pages."""
    done = subprocess.run(
        [sys.executable, str(DOCS / "tables.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"run `python docs/tables.py --write`\n{done.stdout}{done.stderr}"


def test_problem_pages_are_those_of_the_catalogue() -> None:
    """What `docs/problem_pages.py` makes stands there: both indexes, a page a code and language."""
    done = subprocess.run(
        [sys.executable, str(DOCS / "problem_pages.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    said = f"run `python docs/problem_pages.py --write`\n{done.stdout}{done.stderr}"
    assert done.returncode == 0, said


def test_protocol_pages_are_those_of_the_protocols() -> None:
    """What `docs/protocol_pages.py` makes stands there: a page each, and the tables."""
    done = subprocess.run(
        [sys.executable, str(DOCS / "protocol_pages.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    said = f"run `python docs/protocol_pages.py --write`\n{done.stdout}{done.stderr}"
    assert done.returncode == 0, said


def test_every_problem_code_has_its_pages_in_both_languages() -> None:
    """Each index links to the page of every code of the catalogue, in order, and to no other."""
    for index in (DOCS / "problems.md", DOCS / "fr" / "problems.md"):
        links = re.findall(r"\]\(problems/(SX\d{3})\.md\)", index.read_text("utf-8"))
        assert tuple(links) == all_codes()
        assert {each.stem for each in index.with_suffix("").glob("*.md")} == set(links)


def test_codes_that_pages_name_exist() -> None:
    """No page names a code that nothing raises."""
    known = set(all_codes())
    for page in all_pages():
        assert set(_CODE.findall(page.read_text("utf-8"))) <= known, page


def test_every_key_of_a_decision_is_explained() -> None:
    """The page of the decision has every key that the JSON has, and no other."""
    told = set(re.findall(r"^\| `([^`]+)` \|", _section("the-decision.md"), re.MULTILINE))
    with Decider(shipped("ca-qc-sexto"), date(2026, 1, 15)) as decider:
        decision = decider.decide(incident_from_json(_INCIDENT))
        data = decision.to_dict()
    data["conflicts"] = [conflict_to_dict(decision.directives[0])]
    written = {_explained(key) for key in _keys(data, "")}
    assert written - told == set()
    optional = {"directives[].within.time", "directives[].within.counted_from"}
    lists = {key for key, value in data.items() if isinstance(value, list)}
    named = {key for key in told if ("." in key or key in data) and ": " not in key}
    assert named - written - optional - lists - _PARENTS == set()


_PARENTS: Final = {
    "directives[].contacts",
    "directives[].target",
    "questions[].target",
}
"""What is explained as a whole, beside its own keys."""


def _explained(key: str) -> str:
    """Return the key under which the page explains this one.

    The keys of some maps are those of the protocol, and a target is the same everywhere.
    """
    for open_map in ("classification.texts", "questions[].choices", "conflicts[].target"):
        if key.startswith(f"{open_map}."):
            return open_map
    return key


def _section(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def _keys(value: Any, path: str) -> Iterator[str]:
    """Yield the path of every key; a text by language is one value."""
    match value:
        case dict() if not path or not set(value) <= {"fr", "en"}:
            for key, part in value.items():
                yield from _keys(part, f"{path}.{key}" if path else key)
        case [dict(), *_]:
            for part in value:
                yield from _keys(part, f"{path}[]")
        case _:
            yield path


def test_architecture_names_the_layers_as_they_are() -> None:
    """The picture has the layers of the import contracts, top to bottom."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = about["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["id"] == "layers")
    picture = next(
        block.text
        for block in blocks_of(ROOT / "ARCHITECTURE.md")
        if block.text.startswith(layers[0])
    )
    drawn = [re.split(r" {2,}", line)[0] for line in picture.splitlines() if line]
    assert drawn == layers


def test_every_contract_of_imports_is_explained() -> None:
    """ARCHITECTURE.md has the name of each import contract."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    for contract in about["tool"]["importlinter"]["contracts"]:
        assert f"**{contract['name']}**" in page


@pytest.mark.parametrize(
    "page",
    [page for page in sorted((DOCS / "fr").rglob("*.md")) if not is_of_a_protocol(page)],
    ids=lambda page: page.name,
)
def test_french_is_set_as_in_quebec(page: Path) -> None:
    """No space before `;`, `?` and `!`; a hard space before `:` and inside « »."""
    _require_quebec_french(prose_of(page))


def _require_quebec_french(text: str) -> None:
    words = re.sub(r"<!--.*?-->|\]\([^)]*\)|\{[a-z]+\}|:?-{3,}:?|https?://\S+", "", text)
    assert re.findall(r".{0,30}[ \u00a0\u202f][;?!]", words) == []
    assert re.findall(r".{0,30}(?<!\u00a0):(?!\w)", words) == []
    assert re.findall(r"«(?!\u00a0).{0,30}|.{0,30}(?<!\u00a0)»", words) == []


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    """Sphinx takes every warning for an error; nothing is fetched. Nightly, as HTML too."""
    builder = "html" if os.environ.get("SEXTO_PROFILE") == "nightly" else "dummy"
    options = ("-b", builder, "-W", "--keep-going", "-q", "-n")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, str(DOCS), "site"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    read = {path.relative_to(tmp_path / "site") for path in tmp_path.rglob("*.doctree")}
    for page in site_pages():
        assert Path(".doctrees", page.relative_to(DOCS).with_suffix(".doctree")) in read


def _anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of a page, as GitHub and MyST make them."""
    found = set()
    for heading in _HEADING.findall(page.read_text("utf-8")):
        plain = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower())
        found.add(plain.strip().replace(" ", "-"))
    return found
