"""Without z3 the door to the solver says which extra is missing, and nothing else asks for it."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

PROGRAM: Final = """
import sys

sys.modules["z3"] = None  # as where the extra was not installed
import sexto_rules.proof
from sexto_rules import MissingExtraError

try:
    import sexto_rules.proof.finder
except MissingExtraError as error:
    print(error)
"""


def test_the_door_says_what_to_install() -> None:
    """Whatever needs the solver gets the same words, and no bare ImportError of z3."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, check=True, text=True
    )
    assert "z3" in run.stdout
    assert "pip install 'sexto-rules[proof]'" in run.stdout
