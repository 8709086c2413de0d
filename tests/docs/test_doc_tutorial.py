"""The tutorials run: each page from top to bottom, in one empty folder, as an author would.

The line before a fence says what becomes of a block:

* `<!-- write: my-school/rules.yaml -->`: the file is written anew;
* `<!-- add: my-school/rules.yaml -->`: the block is added to its end;
* `<!-- change: my-school/rules.yaml -->`: lines with `-` give way to those with `+`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest

from docs.doc_commands import command_environment, require_as_shown
from docs.docs_pages import TUTORIALS, Block, blocks_of

_DONE_TO_A_FILE: Final = re.compile(r"<!-- (write|add|change): ([\w./-]+) -->")
_TAUGHT: Final = frozenset(
    {"new", "check", "explain", "decide", "test", "--coverage", "--suggest", "--mutate", "format"}
)
_MISTAKES: Final = frozenset({"SX204", "SX206", "SX218", "SX321"})


def _write(_: str, text: str) -> str:
    return text


def _add(old: str, text: str) -> str:
    return old + text


def _change(old: str, text: str) -> str:
    """Return a file with the lines that a block shows as removed and added changed."""
    lines = text.splitlines(keepends=True)
    gone = "".join(each[1:] for each in lines if not each.startswith("+"))
    come = "".join(each[1:] for each in lines if not each.startswith("-"))
    assert old.count(gone) == 1, f"not once in the file:\n{gone}"
    return old.replace(gone, come)


_EDITS: Final[dict[str, Callable[[str, str], str]]] = {
    "write": _write,
    "add": _add,
    "change": _change,
}


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.name)
def test_a_tutorial_runs_from_top_to_bottom(
    page: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whoever types what the page shows sees what the page shows, and every block is one of it."""
    environment = command_environment(tmp_path_factory.mktemp("home"))
    answers = []
    for block in blocks_of(page):
        edit = _DONE_TO_A_FILE.fullmatch(block.mark)
        if edit is not None:
            path = tmp_path / edit[2]
            old = path.read_text("utf-8") if path.exists() else ""
            path.parent.mkdir(exist_ok=True)
            path.write_text(_EDITS[edit[1]](old, f"{block.text}\n"), "utf-8")
        elif block.is_run:
            assert block.language == "console", f"{block.name}: nothing says what it is for"
            answers.append((block, require_as_shown(block, tmp_path, environment)))
    _require_that_the_survivor_is_caught(answers)


def _require_that_the_survivor_is_caught(answers: Iterable[tuple[Block, str]]) -> None:
    """The mistake that the first `--mutate` shows is not in the answer of the second."""
    (shown, first), (_, second) = (each for each in answers if "--mutate" in each[0].text)
    survivor = re.search(r"^\S+:\d+:\d+: .*\n  - .*\n  \+ .*$", shown.text, re.MULTILINE)
    assert survivor is not None
    assert survivor[0] in first
    assert survivor[0] not in second


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.name)
def test_a_tutorial_walks_the_whole_path(page: Path) -> None:
    """Each command an author needs is typed, and each kind of mistake is made and shown."""
    shown = [block.text for block in blocks_of(page) if block.language == "console"]
    typed = {word for text in shown for word in _typed(text)}
    assert _TAUGHT - typed == set()
    assert _MISTAKES - set(re.findall(r"\bSX\d{3}\b", "\n".join(shown))) == set()


def test_both_tutorials_are_the_same_path() -> None:
    """The French page does and types the same as the English one, block by block."""
    english, french = ([_kind(block) for block in blocks_of(page)] for page in TUTORIALS)
    assert english == french


def _kind(block: Block) -> tuple[str, ...]:
    """Return what both languages share: the language, what becomes of the block, the commands."""
    mark = block.mark.partition(":")[0] if block.mark.startswith("<!--") else ""
    known = (word for word in _typed(block.text) if word in _TAUGHT | _MISTAKES)
    return (block.language, mark, *known)


def _typed(text: str) -> Iterator[str]:
    """Yield the words of the commands of a console block."""
    for line in re.findall(r"^\$ (.*)$", text, re.MULTILINE):
        yield from line.split()
