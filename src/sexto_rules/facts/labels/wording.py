"""The form of a label: the same thing said in French and in English."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Wording"]


class Wording(NamedTuple):
    """One label in both languages, French first."""

    fr: str
    en: str
