"""The pages of the documentation: which there are, and the blocks of code in them.

A block runs unless the line before its fence says otherwise:

* `<!-- exit: 1 -->` before a console block: its command ends with that code;
* `<!-- not run -->`: nothing is run.

The tutorials run as a whole, in `test_doc_tutorial.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import frozen

ROOT: Final = Path(__file__).parents[2]

DOCS: Final = ROOT / "docs"

TUTORIALS: Final = (
    (DOCS / "tutorial.md", DOCS / "tutorial-2-worked-cases.md"),
    (DOCS / "fr" / "tutoriel.md", DOCS / "fr" / "tutoriel-2-des-cas.md"),
)
"""Pages whose blocks belong together: those of each run from top to bottom, in one folder."""

_FENCE: Final = re.compile(r"(?P<fence>`{3,})(?P<language>[^`\s]*)\s*")
_FRONT_MATTER: Final = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_EXIT: Final = re.compile(r"<!-- exit: (\d+) -->")
_NOT_RUN: Final = "<!-- not run -->"


@frozen
class Block:
    """A fenced block: its page, the line it starts on (from 1), its language and its text."""

    page: Path
    line: int
    language: str
    text: str
    mark: str

    @property
    def name(self) -> str:
        """The place, for the id of a test."""
        return f"{self.page.relative_to(ROOT).as_posix()}:{self.line}"

    @property
    def is_run(self) -> bool:
        """Whether the page says that the block runs."""
        return self.mark != _NOT_RUN

    @property
    def exit_code(self) -> int:
        """The code that the page says its command ends with."""
        found = _EXIT.fullmatch(self.mark)
        return int(found[1]) if found else 0


def site_pages() -> list[Path]:
    """Return the pages of the site."""
    return sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts)


def all_pages() -> list[Path]:
    """Return the pages of the site and those at the top of the repository."""
    return [*sorted(ROOT.glob("*.md")), ROOT / "rulesets" / "README.md", *site_pages()]


def blocks_of(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page, in order."""
    lines = page.read_text("utf-8").splitlines()
    number = 0
    while number < len(lines):
        opening = _FENCE.fullmatch(lines[number])
        if opening is None:
            number += 1
            continue
        end = lines.index(opening["fence"], number + 1)
        yield Block(
            page=page,
            line=number + 2,
            language=opening["language"],
            text="\n".join(lines[number + 1 : end]),
            mark=lines[number - 1].strip() if number else "",
        )
        number = end + 1


def prose_of(page: Path) -> str:
    """Return a page without its front matter and its fenced blocks; code in a line is one `x`."""
    lines = page.read_text("utf-8").splitlines()
    for block in blocks_of(page):
        start = block.line - 1
        lines[start : start + block.text.count("\n") + 1] = [""] * (block.text.count("\n") + 1)
    text = _FRONT_MATTER.sub("", "\n".join(lines))
    return re.sub(r"`[^`\n]+`", "x", text)
