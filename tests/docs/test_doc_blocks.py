"""What the pages show runs: every Python block, and every `sexto` command."""

from __future__ import annotations

import os
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import pytest

from docs.doc_commands import command_environment, commands_of, require_as_shown
from docs.docs_pages import ROOT, TUTORIALS, Block, all_pages, blocks_of

BLOCKS: Final = [
    block
    for page in all_pages()
    if not any(page in pages for pages in TUTORIALS)
    for block in blocks_of(page)
    if block.is_run
]
PYTHON: Final = [
    list(group)
    for _, group in groupby(
        (block for block in BLOCKS if block.language == "python"), key=lambda each: each.page
    )
]
CONSOLE: Final = [block for block in BLOCKS if block.language == "console"]


def test_there_is_something_to_run() -> None:
    """A change of the markup cannot leave these tests with nothing."""
    assert len(PYTHON) >= 4
    assert len(CONSOLE) >= 4


@pytest.mark.parametrize("blocks", PYTHON, ids=lambda blocks: blocks[0].page.name)
def test_python_blocks_run(blocks: list[Block], monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python blocks of a page run one after the other, in one namespace."""
    monkeypatch.chdir(ROOT)
    namespace: dict[str, Any] = {"__name__": "page"}
    for block in blocks:
        source = "\n" * (block.line - 1) + block.text
        exec(compile(source, str(block.page), "exec"), namespace)  # noqa: S102 - our own pages


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where the commands of these pages run."""
    return command_environment(tmp_path_factory.mktemp("home"))


@pytest.mark.parametrize("block", CONSOLE, ids=lambda block: block.name)
def test_commands_run(block: Block, environment: dict[str, str], tmp_path: Path) -> None:
    """Every `$ sexto …` line ends with the code that the page says, and prints what it shows."""
    for folder in ("examples", "rulesets"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    require_as_shown(block, tmp_path, environment)


def test_scripts_that_pages_name_are_there() -> None:
    """A console block names only scripts of the repository that can be run."""
    for block in CONSOLE:
        for command, _ in commands_of(block.text):
            script = command.split()[0]
            if script.startswith("scripts/"):
                assert os.access(ROOT / script, os.X_OK), f"{block.name}: {script}"
