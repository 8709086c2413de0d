"""Each example of the catalogue makes its problem; what is to be written instead does not."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Final

import pytest

from catalogue.conftest import Sexto
from catalogue.trying import ROOT, kind_of, ways_to_try
from sexto_rules.catalogue import Entry, ExampleKind, all_entries
from sexto_rules.documents import MOST_BYTES, MOST_NODES, MOST_PROBLEMS
from sexto_rules.library.files import MOST_FILES

NOT_TRIED: Final = {
    "SX244": "the names of files",
    "SX249": "more than 1,000 entries, of which it shows three",
    "SX251": "a text of 4,001 characters, of which it shows the first",
    "SX312": "40 conclusions, of which it shows two",
    "SX324": "two protocols, of which it shows one",
    "SX351": "the names of files",
    "SX415": "201 persons, of which it shows two",
    "SX490": "a line of Python",
    "SX491": "a line of Python",
    "SX492": "a line of Python",
    "SX493": "a line of Python",
    "SX494": "a line of Python",
    "SX495": "a line of Python",
    "SX496": "a line of Python",
    "SX497": "a line of Python",
    "SX499": "a line of Python",
    "SX498": "a line of Python",
    "SX605": "the names of files",
    "SX630": "a line of Python",
    "SX631": "a line of Python",
}
"""Examples that no reader can try, and what they show."""

ENTRIES: Final = {each.code: each for each in all_entries()}
TRIED: Final = [
    each
    for each in ENTRIES.values()
    if each.code not in NOT_TRIED and kind_of(each) not in {None, ExampleKind.COMMAND}
]
COMMANDS: Final = [each for each in ENTRIES.values() if each.kind is ExampleKind.COMMAND]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the examples of commands run, with the files that they name."""
    good = (ROOT / "examples" / "own_protocol.yaml").read_text("utf-8")
    (tmp_path / "rulesets").symlink_to(ROOT / "rulesets")
    files = {
        "incident.yaml": "blackmail: yes",
        "my-protocol.yaml": good,
        "my-protocol/protocol.yaml": good,
        "whole-district/protocol.yaml": good,
        "whole-district.yaml": f"# {'x' * MOST_BYTES}",
        "generated.yaml": "- x\n" * MOST_NODES,
        "pasted.yaml": "x: y\n" * (MOST_PROBLEMS + 2),
        "saved-as-utf-8.yaml": good,
        **{f"crowded/{number}": "" for number in range(MOST_FILES + 1)},
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "saved-as-latin-1.yaml").write_bytes("# élève\n".encode("latin-1"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("entry", TRIED, ids=lambda each: each.code)
def test_an_example_makes_its_problem(entry: Entry, tmp_path: Path) -> None:
    """In one way of reading it, the example has the code, and what is to be written has not."""
    kind = kind_of(entry)
    assert kind is not None
    assert any(
        entry.code in way(entry.example) and entry.code not in way(entry.instead)
        for way in ways_to_try(kind, tmp_path)
    )


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda each: each.code)
def test_an_example_of_a_command_makes_its_problem(entry: Entry, sexto: Sexto, desk: Path) -> None:
    """The command says the code and ends with 1; the one that is to be written does not say it."""
    assert desk == Path.cwd()
    name, *wrong = shlex.split(entry.example)
    assert name == "sexto"
    said = sexto(*wrong)
    assert said.returncode == 1
    assert entry.code in said.stdout + said.stderr
    done = sexto(*shlex.split(entry.instead)[1:])
    assert entry.code not in done.stdout + done.stderr


def test_whatever_can_be_tried_is_tried() -> None:
    """An example of a file is tried, or it says why it cannot be."""
    assert set(NOT_TRIED) <= set(ENTRIES)
    assert len(TRIED) >= 100
    assert len(COMMANDS) >= 8
