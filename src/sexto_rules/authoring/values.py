"""Reading single values: yes and no, words, dates, addresses, names out of a known set.

YAML decides nothing here: a scalar is text, and each reader says what it expects. A value
that is not one is reported, and None is returned.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from sexto_rules.authoring.fields import Fields, found, is_empty, items_of
from sexto_rules.authoring.report import Report, listed, quoted
from sexto_rules.authoring.words import has_only_plain_words
from sexto_rules.documents import Node, ScalarNode

__all__ = [
    "BOOLS",
    "ID",
    "LONGEST_ID",
    "RESERVED",
    "WEIGHTS",
    "read_bool",
    "read_choice",
    "read_date",
    "read_flag",
    "read_id",
    "read_name",
    "read_names",
    "read_number",
    "read_string",
    "read_url",
    "read_weight",
]

BOOLS: Final = {"yes": True, "no": False, "true": True, "false": False}
_LIKE: Final = {"yes": ("yes", "y", "on", "oui", "vrai"), "no": ("no", "n", "off", "non", "faux")}
STATUS_WORDS: Final = ("unknown", "known", "cannot_say")
RESERVED: Final = frozenset({*BOOLS, *STATUS_WORDS, "null"})
"""Words that would be read as something else where a name or a value may stand."""

ID: Final = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")
LONGEST_ID: Final = 80
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARS: Final = "a test of years is such as `{under: 14}`, `{at_least: 12}`, `{between: [12, 17]}`"
WEIGHTS: Final = range(1, 101)
_NUMBER: Final = re.compile(r"[0-9]{1,4}")
_URL: Final = re.compile(r"https?://[^\s<>\"'`]+")

Word = TypeVar("Word", bound=StrEnum)


def read_scalar(report: Report, node: Node, what: str) -> str | None:
    """Return the text of a scalar that is not empty."""
    if isinstance(node, ScalarNode) and not is_empty(node):
        if node.text.strip():
            return node.text
        report.add("SX208", f"expected {what}, found an empty text", node.place)
    else:
        report.add("SX201", f"expected {what}, found {found(node)}", node.place)
    return None


def read_string(report: Report, node: Node, what: str) -> str | None:
    """Return a text in one language, such as the title of a source."""
    words = read_scalar(report, node, f"a text for {what}")
    if words is None or not has_only_plain_words(report, words, node.place):
        return None
    return words.strip()


def read_bool(report: Report, node: Node, what: str) -> bool | None:
    """Return yes or no."""
    if isinstance(node, ScalarNode) and not node.quoted and node.text in BOOLS:
        return BOOLS[node.text]
    quoted_one = isinstance(node, ScalarNode) and node.text in BOOLS
    report.add(
        "SX205",
        f"{what} is `yes` or `no`, found {'the text ' * quoted_one}{found(node)}",
        node.place,
        "leave the quotes out" if quoted_one else _help_for_bool(node),
    )
    return None


def _help_for_bool(node: Node) -> str | None:
    word = node.text.lower() if isinstance(node, ScalarNode) else ""
    return next((f"write `{plain}`" for plain, words in _LIKE.items() if word in words), None)


def read_flag(report: Report, fields: Fields, key: str) -> bool:
    """Return a yes or no that is no when left out."""
    node = fields.get(key)
    return node is not None and (read_bool(report, node, f"`{key}`") or False)


def read_id(report: Report, node: Node, what: str) -> str | None:
    """Return an identifier that an author gives."""
    word = read_scalar(report, node, f"one word for {what}")
    if word is None:
        return None
    if not ID.fullmatch(word) or len(word) > LONGEST_ID:
        report.add(
            "SX212",
            f"{quoted(word)} is not an id",
            node.place,
            "an id is lower-case letters and digits in words joined by `-` or `_`, "
            "and starts with a letter",
        )
        return None
    if word in RESERVED:
        report.add("SX212", f"{quoted(word)} means something else and cannot be an id", node.place)
        return None
    return word


def read_name(report: Report, node: Node, kind: str, known: Collection[str]) -> str | None:
    """Return a name that must be among the known ones of its kind (`act`, `source`)."""
    word = read_scalar(report, node, f"the name of {_with_article(kind)}")
    if word is None or word in known:
        return word
    report.unknown_name(word, kind, node.place, known)
    return None


def _with_article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def read_names(
    report: Report, node: Node, kind: str, known: Collection[str]
) -> tuple[str, ...] | None:
    """Return one name or a list of different ones; None if any is wrong."""
    items = items_of(report, node, single=True)
    if items is None:
        return None
    names: list[str] = []
    for item in items:
        name = read_name(report, item, kind, known)
        if name in names:
            report.add("SX226", f"{quoted(name)} stands in this list twice", item.place)
        elif name is not None:
            names.append(name)
    return tuple(names) if len(names) == len(items) else None


def read_choice(
    report: Report,
    node: Node,
    what: str,
    words: type[Word],
    help: str | None = None,  # noqa: A002 - the word of the problem itself
) -> Word | None:
    """Return one of the words of the language; `help` is what to do where none is near."""
    word = read_scalar(report, node, f"one word for {what}")
    if word is None:
        return None
    known = [each.value for each in words]
    if word in known:
        return words(word)
    message = f"{what} is {listed(known)}, found {quoted(word)}"
    report.add("SX215", message, node.place, report.nearest(word, known, few=0) or help)
    return None


def read_date(report: Report, node: Node, what: str) -> date | None:
    """Return a day, written 2026-11-23."""
    word = read_scalar(report, node, f"a day for {what}")
    if word is None:
        return None
    if _DATE.fullmatch(word):
        try:
            return date.fromisoformat(word)
        except ValueError:
            report.add("SX216", f"{quoted(word)} is not a day of the calendar", node.place)
            return None
    report.add("SX216", f"{what} is a day such as `2026-11-23`, found {quoted(word)}", node.place)
    return None


def read_number(report: Report, node: Node, what: str, least: int, most: int) -> int | None:
    """Return a whole number of years between two bounds, both included."""
    number = _number(node, least, most)
    if number is not None:
        return number
    message = f"{what} is a whole number from {least} to {most}, found {found(node)}"
    report.add("SX222", message, node.place, _YEARS)
    return None


def read_weight(report: Report, node: Node) -> int | None:
    """Return the weight of a question."""
    number = _number(node, WEIGHTS[0], WEIGHTS[-1])
    if number is not None:
        return number
    text = "the text " if isinstance(node, ScalarNode) and node.quoted else ""
    report.add(
        "SX252",
        f"`weight` is a whole number from {WEIGHTS[0]} to {WEIGHTS[-1]}, found {text}{found(node)}",
        node.place,
        "left out, it is 1; the greater it is, the sooner the question is asked in its group",
    )
    return None


def _number(node: Node, least: int, most: int) -> int | None:
    """Return the whole number that a value is, if it lies between two bounds, both included."""
    word = node.text if isinstance(node, ScalarNode) and not node.quoted else ""
    return int(word) if _NUMBER.fullmatch(word) and least <= int(word) <= most else None


def read_url(report: Report, node: Node) -> str | None:
    """Return an address on the web."""
    word = read_scalar(report, node, "an address for `url`")
    if word is None or _URL.fullmatch(word):
        return word
    report.add("SX248", f"{quoted(word)} is not an address that starts with `https://`", node.place)
    return None
