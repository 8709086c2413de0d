"""How large a document may be.

Far above any protocol or incident, and low enough that the worst file is refused quickly.
"""

from __future__ import annotations

from typing import Final

__all__ = ["MOST_BYTES", "MOST_DEPTH", "MOST_NODES", "MOST_PROBLEMS"]

MOST_BYTES: Final = 1024 * 1024
"""Bytes of one file."""

MOST_DEPTH: Final = 64
"""Lists and mappings inside one another."""

MOST_NODES: Final = 100_000
"""Scalars, lists and mappings in one file, keys included."""

MOST_PROBLEMS: Final = 100
"""Problems of one file; whoever has more mends these first."""
