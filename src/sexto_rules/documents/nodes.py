"""The tree of a document: mappings, lists and scalars, each knowing where it stands.

No node has a type beyond these three. What a scalar means (a name, a number, a date) is
decided by whoever expects something there, so that `no` is text where a text is expected.
"""

from __future__ import annotations

from typing import TypeAlias

from attrs import field, frozen

from sexto_rules.errors import Place

__all__ = ["KeyNode", "MappingNode", "Node", "ScalarNode", "SequenceNode"]


@frozen
class ScalarNode:
    """A scalar as written, without quotes, escapes and folding.

    `quoted` is True for text in quotes and for block text (`|`, `>`): it is text whatever
    it spells. An empty scalar that is not quoted is a value left out.
    """

    text: str
    quoted: bool
    place: Place = field(eq=False)


KeyNode: TypeAlias = ScalarNode
"""A key of a mapping; keys are always text."""


@frozen
class SequenceNode:
    """A list."""

    items: tuple[Node, ...]
    place: Place = field(eq=False)


@frozen
class MappingNode:
    """Keys with their values, as written; no key stands twice."""

    entries: tuple[tuple[KeyNode, Node], ...]
    place: Place = field(eq=False)


Node: TypeAlias = MappingNode | SequenceNode | ScalarNode
