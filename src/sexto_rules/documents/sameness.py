"""Whether two trees say the same, however they are written."""

from __future__ import annotations

from typing import Final

from sexto_rules.documents.nodes import MappingNode, Node, ScalarNode, SequenceNode
from sexto_rules.documents.scalar_forms import is_told_apart_by_quotes

__all__ = ["say_the_same"]

_YES_NO: Final = {"true": "yes", "false": "no"}


def say_the_same(before: Node, after: Node) -> bool:
    """Whether a tree says what it said before it was written anew.

    The order of keys does not count, nor do quotes around what is text without them, `true` in
    place of `yes`, and the line feed at the end of a text below `>` or `|`.

    Example:
        >>> from sexto_rules.documents import parse_document
        >>> say_the_same(parse_document("{a: 'one', b: 2}"), parse_document("{b: 2, a: one}"))
        True
    """
    match before, after:
        case MappingNode(), MappingNode():
            others = {key.text: value for key, value in after.entries}
            return len(others) == len(before.entries) and all(
                key.text in others and say_the_same(value, others[key.text])
                for key, value in before.entries
            )
        case SequenceNode(), SequenceNode():
            return len(before.items) == len(after.items) and all(
                map(say_the_same, before.items, after.items)
            )
        case ScalarNode(), ScalarNode():
            return _is_same_scalar(before, after)
        case _:
            return False


def _is_same_scalar(before: ScalarNode, after: ScalarNode) -> bool:
    if before.quoted != after.quoted and is_told_apart_by_quotes(before.text):
        return False
    if before.quoted or after.quoted:
        return after.text in {before.text, before.text.rstrip("\n")}
    return _YES_NO.get(before.text, before.text) == _YES_NO.get(after.text, after.text)
