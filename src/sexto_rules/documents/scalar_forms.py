"""How a scalar can be written: plain, in quotes, or as a text folded over several lines.

Quotes stand where they are needed and nowhere else: where YAML would read the text as
something else than this text, by version 1.1 or 1.2.
"""

from __future__ import annotations

import re
from typing import Final

from sexto_rules.documents.styled import Scalar, Style

__all__ = ["fold", "inline_form", "is_told_apart_by_quotes"]

_WORDS: Final = frozenset(
    {"", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<"}
)
_NUMBER: Final = re.compile(
    r"[-+.]?[0-9][0-9a-fA-FxXoO_.,:eE+-]*|[-+]?\.(?:inf|nan)", re.IGNORECASE
)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}\b.*")
_INDICATORS: Final = "-?:,[]{}#&*!|>'\"%@`"
_ENDS_PLAIN: Final = re.compile(r":(?:\s|$)|\s#|[\n\t]")
_ENDS_PLAIN_IN_FLOW: Final = re.compile(r"[,\[\]{}:\n\t]|\s#")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_ONE_BLANK: Final = re.compile(r"(?<! ) (?! )")


def is_told_apart_by_quotes(text: str) -> bool:
    """Whether YAML, of either version, reads the text without quotes as no text.

    Example:
        >>> is_told_apart_by_quotes("911"), is_told_apart_by_quotes("call 911")
        (True, False)
    """
    return bool(text.lower() in _WORDS or _NUMBER.fullmatch(text) or _DAY.fullmatch(text))


def inline_form(scalar: Scalar, *, in_flow: bool) -> str:
    """Return the scalar on one line; `in_flow` is inside brackets."""
    if scalar.style is Style.PLAIN and "\n" not in scalar.text:
        return scalar.text
    if _can_be_plain(scalar.text, in_flow=in_flow):
        return scalar.text
    has_lines = "\n" in scalar.text or "\t" in scalar.text
    if not has_lines and ('"' in scalar.text or "\\" in scalar.text):
        return "'" + scalar.text.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in scalar.text) + '"'


def _can_be_plain(text: str, *, in_flow: bool) -> bool:
    """Whether a text in quotes says the same without them."""
    ends = _ENDS_PLAIN_IN_FLOW if in_flow else _ENDS_PLAIN
    return not (
        is_told_apart_by_quotes(text)
        or text != text.strip()
        or text[0] in _INDICATORS
        or text.startswith("...")
        or ends.search(text)
    )


def fold(text: str, width: int) -> list[str] | None:
    """Return the lines of a text below `>-`, none longer than `width` where it has blanks.

    None for a text that would not come back the same: one with blanks at the ends of a line.

    Example:
        >>> fold("Call the police at once.", 14)
        ['Call the', 'police at', 'once.']
    """
    lines: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        if paragraph != paragraph.strip(" \t") or not (paragraph or number):
            return None
        if number:
            lines.append("")
        lines.extend(_filled(paragraph, width) if paragraph else ())
    return lines if text and not text.endswith("\n") else None


def _filled(paragraph: str, width: int) -> list[str]:
    """Return the lines of one paragraph, each as full as it can be."""
    lines = [""]
    for word in _ONE_BLANK.split(paragraph):
        if not lines[-1]:
            lines[-1] = word
        elif len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
