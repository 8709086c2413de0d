"""Reading JSON: strict, with places, and agreeing with the standard library's reader."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sexto_rules.documents import MOST_DEPTH, MappingNode, ScalarNode, parse_document, plain
from sexto_rules.errors import ProblemsError

_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cn"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abé ", max_size=3), inner),
    max_leaves=12,
)


def problems_of(content: str | bytes) -> list[str]:
    """Return the problems of a JSON text as `line:column code`."""
    with pytest.raises(ProblemsError) as caught:
        parse_document(content, "f.json")
    return [f"{each.place.line}:{each.place.column} {each.code}" for each in caught.value.problems]


def test_json_has_places() -> None:
    """Keys and values have their lines and columns, tabs counting as one column."""
    root = parse_document('{\n\t"a": [1, "b"],\n\t"c": {"d" :\r\n null}}\n', "f.json")
    assert isinstance(root, MappingNode)
    assert str(root.place) == "f.json:1:1"
    assert [(str(key.place), str(value.place)) for key, value in root.entries] == [
        ("f.json:2:2", "f.json:2:7"),
        ("f.json:3:2", "f.json:3:7"),
    ]
    inner = root.entries[1][1]
    assert isinstance(inner, MappingNode)
    assert str(inner.entries[0][1].place) == "f.json:4:2"


def test_strings_are_quoted_and_the_rest_is_not() -> None:
    """`"true"` is text, `true` is not."""
    assert plain(parse_document('["true", true, "1", 1, "", null]', "F.JSON")) == [
        *("true", True, "1", 1, "", None)
    ]


@given(_VALUES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_json_means_what_the_standard_library_reads(
    value: object,
    indent: int | str | None,
    ascii_only: bool,  # noqa: FBT001 - drawn
) -> None:
    """Any JSON text, however indented and escaped, reads to the same data."""
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert plain(parse_document(text, "f.json")) == json.loads(text)


@given(st.text(st.sampled_from('{}[],:"\\u0019.eE+-truefalsn /b\n'), max_size=14))
def test_json_takes_no_more_and_no_less_than_the_standard_library(text: str) -> None:
    """A text that one refuses the other refuses too (duplicate keys and long numbers apart)."""
    expected: object = ProblemsError
    with suppress(ValueError):
        expected = json.loads(text)
    found: object = ProblemsError
    try:
        found = plain(parse_document(text, "f.json"))
    except ProblemsError as error:
        if {each.code for each in error.problems} <= {"SX104", "SX114"}:
            return
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1:1 SX105"]),
        (" \n\t ", ["1:1 SX105"]),
        ("{", ["1:2 SX107"]),
        ("[1,", ["1:4 SX107"]),
        ("[1,]", ["1:4 SX107"]),
        ("[,1]", ["1:2 SX107"]),
        ("[1 2]", ["1:4 SX107"]),
        ("[1}", ["1:3 SX107"]),
        ("{a: 1}", ["1:2 SX107"]),
        ("{'a': 1}", ["1:2 SX107"]),
        ('{"a" 1}', ["1:6 SX107"]),
        ('{"a": }', ["1:7 SX107"]),
        ('{"a": 1,}', ["1:9 SX107"]),
        ("[1]\n[2]", ["2:1 SX107"]),
        ("NaN", ["1:1 SX107"]),
        ("[Infinity, 1]", ["1:2 SX107"]),
        ("[-Infinity]", ["1:2 SX107"]),
        ("01", ["1:1 SX107"]),
        ("+1", ["1:1 SX107"]),
        ("1.", ["1:1 SX107"]),
        (".5", ["1:1 SX107"]),
        ("0x1F", ["1:1 SX107"]),
        ("truex", ["1:1 SX107"]),
        ('"a', ["1:1 SX107"]),
        ('"a\nb"', ["1:1 SX107"]),
        ('"\\x"', ["1:1 SX107"]),
        ('"\\ud800"', ["1:1 SX104"]),
        ('"\\u0000"', ["1:1 SX104"]),
        ("// no\n1", ["1:1 SX107"]),
        ('{"a": 1, "a": 2, "a": 3}', ["1:10 SX114", "1:18 SX114"]),
        ('{"a": 1, "a": 2, "b": }', ["1:10 SX114", "1:23 SX107"]),
        ("[" * 100_000, [f"1:{MOST_DEPTH + 1} SX108"]),
        ('{"a":' * 10_000, [f"1:{5 * MOST_DEPTH + 1} SX108"]),
    ],
)
def test_what_is_refused_and_where(text: str, expected: list[str]) -> None:
    """What is not JSON is refused where it stops being JSON."""
    assert problems_of(text) == expected


def test_surrogate_pairs_are_one_character() -> None:
    """JSON writes an emoji as two escapes; the text has one character."""
    node = parse_document('"\\ud83d\\ude00"', "f.json")
    assert isinstance(node, ScalarNode)
    assert node.text == "\U0001f600"


def test_long_keys_are_keys() -> None:
    """Unlike in YAML, a key may be as long as it likes."""
    assert plain(parse_document(f'{{"{"a" * 3000}": 1}}', "f.json")) == {"a" * 3000: 1}
