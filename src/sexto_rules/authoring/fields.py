"""Reading one mapping key by key: which keys it has, which are missing, which nobody knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import field, frozen

from sexto_rules.authoring.report import Report, listed, quoted
from sexto_rules.documents import MappingNode, Node, ScalarNode, SequenceNode
from sexto_rules.errors import Place

__all__ = ["COMMA", "Fields", "Shape", "found", "is_empty", "items_of", "open_fields"]

COMMA: Final = "a comma ends a text inside `{…}`: put the text before it in quotes"

_MANY: Final = 15
_FEW: Final = 9


@frozen(kw_only=True)
class Shape:
    """The keys that an entry of one kind may have; `what` names the kind in messages.

    `hints` says what to do instead of a key that authors may expect here, `words` which key
    goes by another name with them.
    """

    what: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    hints: Mapping[str, str] = field(factory=dict)
    words: Mapping[str, str] = field(factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key, the required ones first."""
        return self.required + self.optional


@frozen
class Fields:
    """The values of one mapping by key; `shared` holds what its group says for it.

    `meant` are the keys that unknown ones (as reported) seem to be, so that they are not
    also reported as missing.
    """

    what: str
    place: Place
    own: Mapping[str, Node]
    places: Mapping[str, Place]
    shared: Mapping[str, Node] = field(factory=dict)
    meant: frozenset[str] = frozenset()

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
            return "`key: value` pairs"
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
            f"{shape.what} is written in `key: value` pairs, found {found(node)}",
            node.place,
            f"its keys are {listed(shape.keys, 'and')}" if len(shape.keys) <= _MANY else None,
        )
        return None
    own: dict[str, Node] = {}
    places: dict[str, Place] = {}
    meant: set[str] = set()
    for key, value in node.entries:
        if key.text in shape.keys:
            own[key.text], places[key.text] = value, key.place
        else:
            close = shape.words.get(key.text) or report.closest(key.text, shape.keys)
            meant |= {close} if close else set()
            message = f"{quoted(key.text)} is not a key of {shape.what}"
            report.add("SX202", message, key.place, _help_for_key(shape, key.text, value, close))
    fields = Fields(shape.what, node.place, own, places, shared or {}, frozenset(meant))
    for needed in shape.required:
        if fields.get(needed) is None and needed not in meant:
            report.add("SX203", f"{shape.what} needs `{needed}`", node.place)
    return fields


def _help_for_key(shape: Shape, key: str, value: Node, close: str | None) -> str | None:
    """Return what to write instead of a key that no entry of this kind has."""
    if key in shape.hints:
        return shape.hints[key]
    first, blank, rest = key.partition(" ")
    if first in shape.keys and rest:
        return f"write `{first}: {rest}`"
    if is_empty(value) and blank:
        return COMMA
    if close is not None:
        return f"did you mean `{close}`?"
    return f"known here: {listed(shape.keys, 'and')}" if len(shape.keys) <= _FEW else None


def items_of(
    report: Report,
    node: Node,
    *,
    single: bool = False,
    help: str | None = None,  # noqa: A002 - the word of the problem itself
) -> Sequence[Node] | None:
    """Return the items of a list that is not empty; with `single`, one value is a list of one.

    `help` says what to write where there is no list.
    """
    if isinstance(node, SequenceNode):
        if not node.items:
            report.add("SX225", "this list is empty", node.place)
            return None
        return node.items
    if single and not is_empty(node):
        return [node]
    report.add("SX201", f"expected a list, found {found(node)}", node.place, help)
    return None
