"""The command before it has begun: nothing is loaded yet, and somebody stops it."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

_PROGRAM: Final = """
import sys

class Stopped:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "sexto_rules.cli.app":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Stopped)
from sexto_rules.cli import main
main()
"""


def test_stopped_while_it_is_loaded() -> None:
    """The exit code says so; no traceback is shown."""
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")
