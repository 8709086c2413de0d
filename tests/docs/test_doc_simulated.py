"""The tables of how long interviews are hold what the program finds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import Final

import pytest

from docs.docs_pages import DOCS
from sexto_rules.library import find_protocols
from support.shipped import shipped

ASKING: Final = [
    info.id
    for info in find_protocols()
    if info.origin == "sexto-rules" and shipped(info.id).questions
]
CHECKED: Final = ASKING if os.environ.get("SEXTO_PROFILE") == "nightly" else ["au-wa"]


def test_every_protocol_that_asks_anything_has_its_rows() -> None:
    """In both languages, and no other."""
    for page in (DOCS / "interview-length.md", DOCS / "fr" / "longueur.md"):
        tables = re.findall(r"<!-- simulated: .*?<!-- end of", page.read_text("utf-8"), re.DOTALL)
        assert len(tables) == 2
        for table in tables:
            named = re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)
            assert list(dict.fromkeys(named)) == ASKING


@pytest.mark.parametrize("name", CHECKED)
def test_the_rows_of_a_protocol_are_what_comes_of_its_simulation(name: str) -> None:
    """What `docs/simulated.py` finds stands there."""
    done = subprocess.run(
        [sys.executable, str(DOCS / "simulated.py"), name],
        capture_output=True,
        text=True,
        check=False,
    )
    said = f"run `python docs/simulated.py --write`\n{done.stdout}{done.stderr}"
    assert done.returncode == 0, said
