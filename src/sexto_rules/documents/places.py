"""Where a value of a tree stands, by its path."""

from __future__ import annotations

import re
from typing import Final, assert_never

from sexto_rules.documents.nodes import MappingNode, Node, ScalarNode, SequenceNode
from sexto_rules.errors import Place

__all__ = ["place_of"]

_INDEX: Final = re.compile(r"\[([0-9]{1,9})\]")


def place_of(node: Node, path: str, *, at_key: bool = False) -> Place:
    r"""Return where the value at a path such as `persons[0].age` stands.

    What is not there has the place of the nearest thing around it that is. With `at_key`,
    the place of the key itself, for what is wrong with a key; an item of a list has none,
    so its own place is given. An entry of a mapping may also be given by its position,
    as an item of a list is: `answers[2]`.

    Example:
        >>> from sexto_rules.documents import parse_document
        >>> tree = parse_document("persons:\n  - {id: p1, age: 200}", "incident.yaml")
        >>> str(place_of(tree, "persons[0].age")), str(place_of(tree, "persons[0].roles"))
        ('incident.yaml:2:19', 'incident.yaml:2:5')
    """
    place = node.place
    while path:
        match node:
            case MappingNode():
                step = _numbered(node, path) or _entry(node, path)
                if step is None:
                    return place
                key, node, path = step
                place = key.place if at_key and not path else node.place
            case SequenceNode(items):
                index = _INDEX.match(path)
                if index is None or int(index[1]) >= len(items):
                    return place
                node = items[int(index[1])]
                place = node.place
                path = path[index.end() :].removeprefix(".")
            case ScalarNode():
                return place
            case _:
                assert_never(node)
    return place


def _numbered(node: MappingNode, path: str) -> tuple[ScalarNode, Node, str] | None:
    """Return the entry at the position that the path begins with, and the rest of the path."""
    index = _INDEX.match(path)
    if index is None or int(index[1]) >= len(node.entries):
        return None
    key, value = node.entries[int(index[1])]
    return key, value, path[index.end() :].removeprefix(".")


def _entry(node: MappingNode, path: str) -> tuple[ScalarNode, Node, str] | None:
    """Return the entry that the path begins with, and the rest of the path.

    A key may hold dots and brackets itself; the longest that fits is meant.
    """
    fitting = [
        (key, value)
        for key, value in node.entries
        if path.startswith(key.text) and path[len(key.text) : len(key.text) + 1] in {"", ".", "["}
    ]
    if not fitting:
        return None
    key, value = max(fitting, key=lambda entry: len(entry[0].text))
    return key, value, path[len(key.text) :].removeprefix(".")
