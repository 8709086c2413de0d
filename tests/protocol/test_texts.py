"""A text in the language of its reader."""

from __future__ import annotations

from sexto_rules.protocol.texts import in_language


def test_a_text_in_a_language() -> None:
    """In its first one where it is not written in that; empty where there is none."""
    text = {"fr": "Appeler", "en": "Call"}
    assert in_language(text, "en") == "Call"
    assert in_language(text, "es") == "Appeler"
    assert in_language({}, "fr") == in_language(None, "fr") == ""
