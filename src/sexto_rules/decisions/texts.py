"""Texts that nobody can change: a decision hands out the same ones again and again."""

from __future__ import annotations

from collections.abc import Mapping

from sexto_rules.facts.frozen_mapping import FrozenMapping
from sexto_rules.protocol.model import Text

__all__ = ["frozen_text", "frozen_text_or_none", "frozen_texts"]


def frozen_text(text: Text) -> Text:
    """Return the text as one that cannot change; the same one where it is such already."""
    return text if isinstance(text, FrozenMapping) else FrozenMapping(text)


def frozen_text_or_none(text: Text | None) -> Text | None:
    """Return the text as one that cannot change, if there is one."""
    return None if text is None else frozen_text(text)


def frozen_texts(texts: Mapping[str, Text]) -> Mapping[str, Text]:
    """Return texts by what they are the text of, none of which can change."""
    return FrozenMapping({name: frozen_text(text) for name, text in texts.items()})
