"""Where the files of a protocol are found, and what is made of a folder as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from authoring.test_golden import HERE, find_parent
from sexto_rules.authoring import check_folder, read_protocol
from sexto_rules.authoring.assembly import MOST_DATES, MOST_ENTRIES
from sexto_rules.authoring.folder import MOST_PROBLEMS
from sexto_rules.errors import ProtocolError

BASE = (HERE / "base.yaml").read_text("utf-8")
DIRECTIVE = (
    "directives: [{{id: {name}, must: call_police, text: {{fr: a, en: a}}, basis: inference}}]\n"
)


def codes(folder: Path | str | dict[str, str]) -> list[str]:
    """The codes of the problems of a folder."""
    return [problem.code for problem in check_folder(folder, find_parent=find_parent)[1]]


def test_folder_is_read_with_its_subfolders_in_order_of_path(tmp_path: Path) -> None:
    """Files are read in the order of their paths, those of `scenarios` and hidden ones are not."""
    for name in ("b", "a", "directives/c", "directives/scenarios/d"):
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(DIRECTIVE.format(name=path.stem), "utf-8")
    (tmp_path / "base.yaml").write_text(BASE, "utf-8")
    for name in ("scenarios/x.yaml", ".hidden/x.yaml", ".x.yaml", "notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("not: [a protocol", "utf-8")
    protocol = read_protocol(tmp_path, find_parent=find_parent)
    assert [each.id for each in protocol.directives] == ["a", "b", "c", "d"]
    assert protocol.directives[2].place.file == str(tmp_path / "directives" / "c.yaml")


def test_single_file_is_a_protocol_too(tmp_path: Path) -> None:
    """A file is read like a folder that holds nothing else."""
    path = tmp_path / "small.yaml"
    path.write_text(BASE, "utf-8")
    assert read_protocol(str(path), find_parent=find_parent).id == "small"


def test_file_with_another_suffix_is_reported(tmp_path: Path) -> None:
    """A `.yml` file would be left out silently, so it is a problem; so is a hidden `.txt`."""
    (tmp_path / "base.yaml").write_text(BASE, "utf-8")
    (tmp_path / "more.yml").write_text(DIRECTIVE.format(name="one"), "utf-8")
    (tmp_path / "MORE.YAML").write_text(DIRECTIVE.format(name="two"), "utf-8")
    (tmp_path / "rest.yaml.txt").write_text(DIRECTIVE.format(name="three"), "utf-8")
    (tmp_path / "notes.txt").write_text("nothing of the protocol", "utf-8")
    assert codes(tmp_path) == ["SX244", "SX244", "SX244"]


def test_folder_without_files_is_reported(tmp_path: Path) -> None:
    """An empty folder, one that is not there and no texts at all are no protocol."""
    assert codes(tmp_path) == ["SX244"]
    assert codes(tmp_path / "nowhere") == ["SX244"]
    assert codes({}) == ["SX244"]


def test_header_in_an_unreadable_file_is_not_missed_twice() -> None:
    """Where a file cannot be read, what it may hold is not reported as missing."""
    found = codes({"a.yaml": "protocol: [", "b.yaml": DIRECTIVE.format(name="one")})
    assert found
    assert all(code.startswith("SX1") for code in found)


def test_questions_in_an_unreadable_file_are_not_missed() -> None:
    """A grid that cannot be read makes no problem of each fact that it may well ask for."""
    directive = DIRECTIVE.format(name="one").replace("basis:", "when: {blackmail: yes}, basis:")
    route = "classes: [{id: a, text: {fr: a, en: a}, otherwise: yes, basis: inference}]\n"
    texts = {"base.yaml": BASE, "more.yaml": directive + route}
    assert "SX239" in codes(texts)
    grid = "questions:\n  - id: a\n     fact: blackmail\n"
    assert codes({**texts, "grid.yaml": grid}) == ["SX106"]


def test_problems_are_raised_all_at_once() -> None:
    """`read_protocol` raises every problem of the folder in one exception."""
    texts = {"base.yaml": BASE, "a.yaml": "directive: []\n", "b.yaml": "fact: []\n"}
    with pytest.raises(ProtocolError) as caught:
        read_protocol(texts, find_parent=find_parent)
    assert [problem.code for problem in caught.value.problems] == ["SX202", "SX202"]


def test_too_many_entries_are_refused() -> None:
    """A protocol beyond any sense is refused before it is checked entry against entry."""
    entry = "  - {{id: d{}, must: call_police, text: {{fr: a, en: a}}, basis: inference}}\n"
    many = "".join(entry.format(number) for number in range(MOST_ENTRIES + 1))
    assert codes({"base.yaml": BASE, "d.yaml": f"directives:\n{many}"}) == ["SX249"]


def test_too_many_dates_are_refused() -> None:
    """Each date is one more protocol to check, so there is a most."""
    entry = (
        "  - {{id: d{0}, must: call_police, text: {{fr: a, en: a}}, basis: inference, "
        "in_force_from: {1}-01-01}}\n"
    )
    many = "".join(entry.format(number, 1900 + number) for number in range(MOST_DATES + 1))
    assert codes({"base.yaml": BASE, "d.yaml": f"directives:\n{many}"}) == ["SX249"]


def test_help_stays_quick_in_a_file_of_mistakes() -> None:
    """The nearest name is searched for a few hundred times, then no more."""
    many = "".join(f"  blackmial{number}: yes\n" for number in range(MOST_PROBLEMS + 500))
    text = (
        "directives:\n- id: one\n  must: call_police\n  basis: inference\n"
        f"  text: {{fr: a, en: a}}\n  when:\n{many.replace('  b', '    b')}"
    )
    _, problems = check_folder({"base.yaml": BASE, "d.yaml": text}, find_parent=find_parent)
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].code == "SX117"
    assert problems[0].help is not None
    assert problems[-2].help is None
