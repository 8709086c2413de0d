"""The tutorials run: the pages of each from top to bottom in one folder, as an author would.

The line before a fence says what becomes of a block:

* `<!-- write: my-school/rules.yaml -->`: the file is written anew;
* `<!-- add: my-school/rules.yaml -->`: the block is added to its end;
* `<!-- change: my-school/rules.yaml -->`: lines with `-` give way to those with `+`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Final

import pytest

from docs.doc_commands import command_environment, require_as_shown
from docs.docs_pages import TUTORIALS, Block, blocks_of

_DONE_TO_A_FILE: Final = re.compile(r"<!-- (write|add|change): ([\w./-]+) -->")
_TAUGHT: Final = frozenset(
    {"new", "check", "explain", "decide", "test", "--coverage", "--suggest", "--mutate", "format"}
)
_MISTAKES: Final = frozenset({"SX106", "SX204", "SX206", "SX218", "SX321"})


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


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where the commands of the tutorials run."""
    return command_environment(tmp_path_factory.mktemp("home"))


def _blocks(pages: Iterable[Path]) -> Iterator[Block]:
    return chain.from_iterable(map(blocks_of, pages))


each_tutorial = pytest.mark.parametrize("pages", TUTORIALS, ids=lambda pages: pages[0].stem)


@each_tutorial
def test_a_tutorial_runs_from_top_to_bottom(
    pages: tuple[Path, ...], environment: Mapping[str, str], tmp_path: Path
) -> None:
    """Whoever types what the pages show sees what they show, and every block is one of it."""
    answers = []
    for block in _blocks(pages):
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
    survivor = re.search(r"^ +- .*\n +\+ .*$", shown.text, re.MULTILINE)
    assert survivor is not None
    assert survivor[0] in first
    assert survivor[0] not in second


@each_tutorial
def test_a_tutorial_walks_the_whole_path(pages: tuple[Path, ...]) -> None:
    """Each command an author needs is typed, and each kind of mistake is made and shown."""
    shown = [block.text for block in _blocks(pages) if block.language == "console"]
    typed = {word for text in shown for word in _typed(text)}
    assert _TAUGHT - typed == set()
    assert _MISTAKES - set(re.findall(r"\bSX\d{3}\b", "\n".join(shown))) == set()


def test_both_tutorials_are_the_same_path() -> None:
    """The French pages do and type the same as the English ones, page by page, block by block."""
    english, french = (
        [[_kind(block) for block in blocks_of(page)] for page in pages] for pages in TUTORIALS
    )
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
