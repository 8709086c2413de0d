"""Finding what is to be tested: by folder, file, pattern or name; nothing found is an error."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scenarios.small_protocol import SMALL, TITLE
from sexto_rules.errors import ProtocolError
from sexto_rules.scenarios import Found, find_scenarios

CASE = TITLE + "incident: {blackmail: yes}\nexpect: {must: call}\n"
ONE, TWO, OTHER = "one.yaml", "two.yaml", "other.yaml"


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A protocol folder `mine` with three scenarios, in the current folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SMALL, tmp_path / "mine")
    (tmp_path / "mine" / "scenarios").mkdir()
    for name in (ONE, TWO, OTHER, "notes.txt"):
        (tmp_path / "mine" / "scenarios" / name).write_text(CASE, "utf-8")
    return Path("mine")


def names_of(*wanted: str) -> list[tuple[str, list[str]]]:
    """The folder and the names of the files found, of each protocol."""
    return [
        (each.folder.as_posix(), [path.name for path in each.files])
        for each in find_scenarios(wanted)
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("mine", [ONE, OTHER, TWO]),
        ("./mine/", [ONE, OTHER, TWO]),
        ("mine/scenarios", [ONE, OTHER, TWO]),
        ("mine/scenarios/one.yaml", [ONE]),
        ("mine/scenarios/o*.yaml", [ONE, OTHER]),
        ("mi*/scenarios/[ot]*.yaml", [ONE, OTHER, TWO]),
    ],
)
def test_a_protocol_is_found_by_its_folder_its_files_or_a_pattern(
    mine: Path, wanted: str, found: list[str]
) -> None:
    """All of its scenarios, or those that are meant, in order of their names."""
    assert names_of(wanted) == [(mine.as_posix(), sorted(found))]


def test_a_name_is_that_of_an_installed_protocol() -> None:
    """Where the current folder has nothing of this name."""
    (found,) = find_scenarios(["ca-qc-sexto"])
    assert found.folder.name == "ca-qc-sexto"
    assert len(found.files) > 50


def test_several_words_are_gathered_by_protocol(mine: Path) -> None:
    """Each file once, whatever names it."""
    shutil.copytree(mine, "yours")
    one, two, yours = (
        f"{folder}/scenarios/{name}" for folder, name in ((mine, ONE), (mine, TWO), ("yours", ONE))
    )
    assert names_of(two, one, yours, two) == [("mine", [TWO, ONE]), ("yours", [ONE])]


def test_files_are_found_from_within_the_folder(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the folder `scenarios` a file is named alone."""
    monkeypatch.chdir(mine / "scenarios")
    assert find_scenarios([ONE]) == (Found(folder=Path(".."), files=(Path(ONE),)),)
    assert names_of(".") == [("..", [ONE, OTHER, TWO])]
    monkeypatch.chdir("..")
    assert names_of(".") == [(".", [ONE, OTHER, TWO])]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("mine/scenarios/x*.yaml", "SX605"),
        ("mine/*.yaml", "SX605"),
        ("mine/protocol.yaml", "SX605"),
        ("mine/scenarios/notes.txt", "SX605"),
        ("bare", "SX605"),
        ("misnamed", "SX605"),
        ("mine/scenarios/three.yaml", "SX707"),
        ("no-such-protocol", "SX701"),
        ("core-of-nothing/here", "SX707"),
    ],
)
def test_what_finds_nothing_is_a_problem(mine: Path, wanted: str, code: str) -> None:
    """A pattern that fits nothing, a file that is no scenario, a protocol without any.

    So is a folder with a file that would not be run.
    """
    shutil.copytree(SMALL, mine.parent / "bare")
    shutil.copytree(mine, mine.parent / "misnamed")
    (mine.parent / "misnamed" / "scenarios" / "four.yml").write_text("", "utf-8")
    with pytest.raises(ProtocolError) as refused:
        find_scenarios(["mine", wanted])
    assert {each.code for each in refused.value.problems} == {code}
