"""The command `sexto`: one command a file, no logic of its own."""

from __future__ import annotations

import sys
from typing import Final, NoReturn

__all__ = ["main"]

_INTERRUPTED: Final = 130


def main() -> NoReturn:
    """Run the command; end the process with its exit code.

    All that it takes is loaded here: somebody may stop it before it has begun.
    """
    try:
        from sexto_rules.cli.app import main as run  # noqa: PLC0415 - see above
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    run()
