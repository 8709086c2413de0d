"""Plain data by the core schema of YAML 1.2, and places by path."""

from __future__ import annotations

import math

import pytest

from sexto_rules.documents import Plain, parse_document, place_of, plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((word, None) for word in ("~", "null", "Null", "NULL")),
        *((word, True) for word in ("true", "True", "TRUE")),
        *((word, False) for word in ("false", "False", "FALSE")),
        *((word, word) for word in ("yes", "no", "on", "off", "NO", "Yes", "y", "n", "tRUE")),
        *((word, word) for word in ("nUll", "none", "unknown", "1_000", "1:30", "0b1", "0o8")),
        *(
            (word, word)
            for word in ("2026-11-20", "1.0.0", "0xG", "+0x1F", ".", "e5", "1e", "+.nan")
        ),
        *(("0", 0), ("7", 7), ("-1", -1), ("+12", 12), ("007", 7), ("0o17", 15), ("0x1f", 31)),
        *(("1.5", 1.5), ("-.5", -0.5), ("1.", 1.0), ("1e3", 1000.0), ("+1.5E-1", 0.15)),
        *((".inf", math.inf), ("-.INF", -math.inf), ("+.Inf", math.inf), ("1e999", math.inf)),
        *(("'1'", "1"), ('"true"', "true"), ("'null'", "null"), ('""', "")),
    ],
)
def test_scalars_are_what_the_core_schema_spells(text: str, value: Plain) -> None:
    """Only the spellings of YAML 1.2 are anything but text, and only without quotes."""
    found = plain(parse_document(f"a: {text}", "f.yaml"))
    assert found == {"a": value}
    assert isinstance(found, dict)
    assert type(found["a"]) is type(value)


@pytest.mark.parametrize("text", [".nan", ".NaN", ".NAN"])
def test_not_a_number_is_a_float(text: str) -> None:
    """The core schema spells it so; no fact takes it."""
    found = plain(parse_document(text, "f.yaml"))
    assert isinstance(found, float)
    assert math.isnan(found)


def test_left_out_values_and_block_texts() -> None:
    """Nothing is None; block text is text whatever it spells; keys are always text."""
    text = "a:\nb: |-\n  true\n1: 2\ntrue: [~, x]\nnull: {}\n"
    assert plain(parse_document(text, "f.yaml")) == {
        "a": None,
        "b": "true",
        "1": 2,
        "true": [None, "x"],
        "null": {},
    }


@pytest.mark.parametrize("text", ["9" * 41, "-" + "1" * 5000, "0x" + "f" * 41, "0." + "1" * 5000])
def test_numbers_that_are_too_long_stay_text(text: str) -> None:
    """No digit is lost and no time either: such a number is text, which no fact takes for one."""
    assert plain(parse_document(text, "f.yaml")) == text


_TREE = """\
setting: secondary
persons:
  - id: p1
    roles: {depicted: yes}
    age: 200
  - {id: p2, photo: x}
answers:
  a.b: 1
  a: {b: 2}
  a.b[0]: 3
"""


@pytest.mark.parametrize(
    ("path", "at_key", "expected"),
    [
        ("", False, "1:1"),
        ("setting", False, "1:10"),
        ("setting", True, "1:1"),
        ("persons", False, "3:3"),
        ("persons", True, "2:1"),
        ("persons[0]", False, "3:5"),
        ("persons[0]", True, "3:5"),
        ("persons[0].age", False, "5:10"),
        ("persons[0].age", True, "5:5"),
        ("persons[0].roles.depicted", False, "4:23"),
        ("persons[1].photo", True, "6:14"),
        ("persons[1].photo", False, "6:21"),
        ("persons[1].absent", False, "6:5"),
        ("persons[1].absent.deeper[3]", True, "6:5"),
        ("persons[7]", False, "3:3"),
        ("persons.p1.age", False, "3:3"),
        ("persons[0", False, "3:3"),
        ("setting.deeper", False, "1:10"),
        ("absent", False, "1:1"),
        ("answers.a.b", True, "8:3"),
        ("answers.a.b[0]", True, "10:3"),
        ("answers.a.b[1]", True, "8:8"),
        ("answers.a", False, "9:6"),
    ],
)
def test_places_by_path(path: str, at_key: bool, expected: str) -> None:  # noqa: FBT001 - a case
    """A path leads to its value or key, else to the nearest thing around it that is there."""
    assert str(place_of(parse_document(_TREE), path, at_key=at_key)) == f"<text>:{expected}"
