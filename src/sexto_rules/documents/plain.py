"""A tree as plain data, by the core schema of YAML 1.2."""

from __future__ import annotations

import re
from typing import Final, TypeAlias, assert_never

from sexto_rules.documents.nodes import MappingNode, Node, ScalarNode, SequenceNode

__all__ = ["Plain", "plain"]

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | float | bool | None"
"""What JSON can hold."""

_WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_MOST_DIGITS: Final = 40
_INT: Final = re.compile(rf"[-+]?[0-9]{{1,{_MOST_DIGITS}}}")
_OCTAL: Final = re.compile(rf"0o[0-7]{{1,{_MOST_DIGITS}}}")
_HEXADECIMAL: Final = re.compile(rf"0x[0-9a-fA-F]{{1,{_MOST_DIGITS}}}")
_FLOAT: Final = re.compile(
    rf"[-+]?(?:\.[0-9]{{1,{_MOST_DIGITS}}}|[0-9]{{1,{_MOST_DIGITS}}}(?:\.[0-9]{{0,{_MOST_DIGITS}}})?)"
    r"(?:[eE][-+]?[0-9]{1,4})?"
)
_SPECIAL: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def plain(node: Node) -> Plain:
    """Return a tree as dicts, lists, texts, numbers, bools and None.

    A scalar that is not quoted is a bool, null or number only where it is spelled as the
    core schema spells one: `yes`, `on` and `NO` are text. Keys are always text. A number
    of more than 40 digits stays text, as written.

    Example:
        >>> from sexto_rules.documents import parse_document
        >>> plain(parse_document("{age: 14, pupil: yes, at_risk: null}", "incident.yaml"))
        {'age': 14, 'pupil': 'yes', 'at_risk': None}
    """
    match node:
        case MappingNode(entries):
            return {key.text: plain(value) for key, value in entries}
        case SequenceNode(items):
            return [plain(item) for item in items]
        case ScalarNode(text, quoted):
            return text if quoted else _value(text)
        case _:
            assert_never(node)


def _value(text: str) -> str | int | float | bool | None:
    """Return what a scalar that is not quoted spells."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _OCTAL.fullmatch(text) or _HEXADECIMAL.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _SPECIAL.fullmatch(text):
        return float(text.replace(".", ""))
    return text
