"""Reading one mapping key by key: which keys it has, which are missing, which nobody knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import field, frozen

from sexto_rules.authoring.report import Report, listed, quoted
from sexto_rules.documents import MappingNode, Node, ScalarNode, SequenceNode
from sexto_rules.errors import Place

__all__ = ["Fields", "Shape", "found", "is_empty", "items_of", "open_fields"]

_MANY: Final = 15


@frozen(kw_only=True)
class Shape:
    """The keys that an entry of one kind may have; `what` names the kind in messages.

    `hints` says what to do instead of a key that authors may expect here.
    """

    what: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    hints: Mapping[str, str] = field(factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key, the required ones first."""
        return self.required + self.optional


@frozen
class Fields:
    """The values of one mapping by key; `shared` holds what its group says for it."""

    what: str
    place: Place
    own: Mapping[str, Node]
    places: Mapping[str, Place]
    shared: Mapping[str, Node] = field(factory=dict)

    def get(self, key: str) -> Node | None:
        """Return the value of a key, the entry's own or the group's; None where neither has it."""
        return self.own.get(key, self.shared.get(key))

    def place_of(self, key: str) -> Place:
        """Return where the key stands, or where the entry does."""
        return self.places.get(key, self.place)


def is_empty(node: Node) -> bool:
    """Whether nothing stands where a value is expected: YAML's null."""
    return isinstance(node, ScalarNode) and not node.quoted and node.text in {"", "~", "null"}


def found(node: Node) -> str:
    """Say what a node is, for a message that says what was found."""
    match node:
        case MappingNode():
            return "a mapping"
        case SequenceNode():
            return "a list"
        case _:
            return "nothing" if is_empty(node) else quoted(node.text)


def open_fields(
    report: Report, node: Node, shape: Shape, shared: Mapping[str, Node] | None = None
) -> Fields | None:
    """Return the fields of a mapping, reporting unknown and missing keys; None if it is none.

    `shared` is what the group of the entry says for all of its items.
    """
    if not isinstance(node, MappingNode):
        report.add(
            "SX201",
            f"{shape.what} is a mapping of keys and values, found {found(node)}",
            node.place,
            f"its keys are {listed(shape.keys, 'and')}" if len(shape.keys) <= _MANY else None,
        )
        return None
    own: dict[str, Node] = {}
    places: dict[str, Place] = {}
    for key, value in node.entries:
        if key.text in shape.keys:
            own[key.text], places[key.text] = value, key.place
        else:
            report.add(
                "SX202",
                f"{quoted(key.text)} is not a key of {shape.what}",
                key.place,
                shape.hints.get(key.text) or report.nearest(key.text, shape.keys),
            )
    fields = Fields(shape.what, node.place, own, places, shared or {})
    for needed in shape.required:
        if fields.get(needed) is None:
            report.add("SX203", f"{shape.what} needs `{needed}`", node.place)
    return fields


def items_of(report: Report, node: Node, *, single: bool = False) -> Sequence[Node] | None:
    """Return the items of a list that is not empty; with `single`, one value is a list of one."""
    if isinstance(node, SequenceNode):
        if not node.items:
            report.add("SX225", "this list is empty", node.place)
            return None
        return node.items
    if single and not is_empty(node):
        return [node]
    report.add("SX201", f"expected a list, found {found(node)}", node.place)
    return None
