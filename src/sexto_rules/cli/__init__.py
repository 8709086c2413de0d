"""The command `sexto`: one command a file, no logic of its own."""

from __future__ import annotations

from sexto_rules.cli.app import main

__all__ = ["main"]
