"""What the pages show runs: every Python block, and every `sexto` command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import pytest

from docs.docs_pages import ROOT, Block, all_pages, blocks_of

BLOCKS: Final = [block for page in all_pages() for block in blocks_of(page) if block.is_run]
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
    """Where commands run: this Python's `sexto`, no colour, no cache of the person's own."""
    home = tmp_path_factory.mktemp("home")
    return {
        **os.environ,
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
    }


@pytest.mark.parametrize("block", CONSOLE, ids=lambda block: block.name)
def test_commands_run(block: Block, environment: dict[str, str], tmp_path: Path) -> None:
    """Every `$ sexto …` line ends with the code that the page says, and prints what it shows.

    Of what it prints, a page may leave out parts: `…` stands for anything.
    """
    for folder in ("examples", "rulesets"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    shell = shutil.which("bash")
    assert shell is not None
    for command, shown in _commands(block.text):
        if not re.match(r"(sexto|printf) ", command):
            continue
        done = subprocess.run(
            [shell, "-c", command],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        said = f"$ {command}\n{done.stdout}{done.stderr}"
        assert done.returncode == block.exit_code, said
        if shown:
            pattern = ".*".join(re.escape(part.strip()) for part in shown.split("…"))
            printed = "\n".join(line.rstrip() for line in said.splitlines()[1:])
            assert re.fullmatch(rf"\s*{pattern}\s*", printed, re.DOTALL), said


def test_scripts_that_pages_name_are_there() -> None:
    """A console block names only scripts of the repository that can be run."""
    for block in CONSOLE:
        for command, _ in _commands(block.text):
            script = command.split()[0]
            if script.startswith("scripts/"):
                assert os.access(ROOT / script, os.X_OK), f"{block.name}: {script}"


def _commands(text: str) -> list[tuple[str, str]]:
    """Return the commands of a console block, each with what the page shows of its output."""
    found = []
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.replace("\\\n", " ").partition("\n")
        found.append((command.partition("  #")[0].strip(), shown.strip()))
    return found
