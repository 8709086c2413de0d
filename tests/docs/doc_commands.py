"""The commands that pages show: told apart, run in a folder, and held against what is shown.

Of what a command prints, a page may leave out parts: `…` stands for anything.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from docs.docs_pages import Block

_LONGEST: Final = 120
"""Seconds after which a command is given up."""

_RUN: Final = re.compile(r"(sexto|printf) ")


def commands_of(text: str) -> list[tuple[str, str]]:
    """Return the commands of a console block, each with what the page shows of its output."""
    found = []
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.replace("\\\n", " ").partition("\n")
        found.append((command.partition("  #")[0].strip(), shown.strip()))
    return found


def command_environment(home: Path) -> dict[str, str]:
    """Return where commands run: this Python's `sexto`, no colour, no cache of one's own.

    Modules are compiled once, as where sexto-rules is installed; not beside the sources.
    """
    return {
        **os.environ,
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(home / "modules"),
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
    }


def require_as_shown(block: Block, folder: Path, environment: Mapping[str, str]) -> str:
    """Run every `$ sexto …` and `$ printf …` line of a block in a folder.

    Each ends with the code that the page says, and prints what the page shows. Returns what all of
    them printed.
    """
    answers = []
    shell = shutil.which("bash")
    assert shell is not None
    for command, shown in commands_of(block.text):
        if not _RUN.match(command):
            continue
        done = subprocess.run(
            [shell, "-c", command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_LONGEST,
            check=False,
        )
        printed = "\n".join(line.rstrip() for line in (done.stdout + done.stderr).splitlines())
        answers.append(printed)
        said = f"{block.name}\n$ {command}\n{printed}"
        assert done.returncode == block.exit_code, said
        if shown:
            pattern = ".*".join(re.escape(part.strip()) for part in shown.split("…"))
            assert re.fullmatch(rf"\s*{pattern}\s*", printed, re.DOTALL), said
    return "\n".join(answers)
