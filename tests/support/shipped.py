"""The shipped protocols, each read once: reading one takes longer than most of its tests."""

from __future__ import annotations

from functools import cache

from sexto_rules.library import load_protocol
from sexto_rules.protocol.model import Protocol

__all__ = ["shipped"]


@cache
def shipped(name: str) -> Protocol:
    """Return the shipped protocol of this name."""
    return load_protocol(name)
