"""Writing YAML: what is written reads back as the same."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sexto_rules.documents import Plain, parse_document, plain, yaml_text

_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cn"]))
_VALUES: st.SearchStrategy[Plain] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(_VALUES)
@example("Ā" * 13 + "0 0").via("a space beside the place where a line was folded")
def test_what_is_written_reads_back(value: Plain) -> None:
    """Plain data of any shape comes back as it was, texts that look like numbers too."""
    assert plain(parse_document(yaml_text({"a": value}), "f.yaml")) == {"a": value}


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "no", "true", "null", "~", "", "12", "0o17", "0x1F", "1e3", ".inf", "-", "<<"),
        *("=", "%", "2026-01-15T10:20:00-05:00", "a: b", "a #b", "a\nb\n", " a ", "!x", "*x"),
        *("&x", "@", "[", "é"),
    ],
)
def test_texts_stay_texts(text: str) -> None:
    """A text that spells something else is quoted."""
    assert plain(parse_document(yaml_text({text: [text]}), "f.yaml")) == {text: [text]}


def test_shared_parts_are_written_out() -> None:
    """No alias is written, since none would be read."""
    shared: list[Plain] = ["b"]
    assert plain(parse_document(yaml_text({"a": shared, "c": shared}))) == {"a": ["b"], "c": ["b"]}
