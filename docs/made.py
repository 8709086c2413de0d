"""Writing the pages that are made: all at once with `--write`, else saying which are stale."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

__all__ = ["FOLDER", "write_or_compare"]

FOLDER: Final = Path(__file__).parent


def write_or_compare(wanted: Iterable[tuple[Path, str | None]]) -> int:
    """Write the files where `--write` was given, else say which are stale; return the exit code.

    Args:
        wanted: Each file with what it must hold; None for one that must not be there.
    """
    write = sys.argv[1:] == ["--write"]
    stale = 0
    for path, text in wanted:
        if text == (path.read_text("utf-8") if path.exists() else None):
            continue
        stale += 1
        print(f"{'written' if write else 'stale'}: {path.relative_to(FOLDER)}")
        if write and text is None:
            path.unlink()
        elif write and text is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return 0 if write or not stale else 1
