"""A text of a protocol in the language of its reader."""

from __future__ import annotations

from sexto_rules.protocol.model import Text

__all__ = ["in_language"]


def in_language(text: Text | None, language: str) -> str:
    """Return the text in the language, else in its first one; empty where there is none."""
    if not text:
        return ""
    return text.get(language) or next(iter(text.values()))
