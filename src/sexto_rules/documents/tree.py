"""Building the tree from a stream of events, iteratively and within the limits.

Both readers use it: they say what they meet, it checks what holds for every document
(depth, number of nodes, keys that are text and stand once) and gathers the problems.
"""

from __future__ import annotations

from attrs import define, field

from sexto_rules.documents.limits import MOST_DEPTH, MOST_NODES, MOST_PROBLEMS
from sexto_rules.documents.nodes import KeyNode, MappingNode, Node, ScalarNode, SequenceNode
from sexto_rules.documents.text import character_problem
from sexto_rules.errors import UNSEEN, Place, Problem, ProblemsError

__all__ = ["TreeBuilder", "too_many_problems"]


@define
class _OpenList:
    """A list whose end has not come yet."""

    place: Place
    items: list[Node] = field(factory=list)


@define
class _OpenMapping:
    """A mapping whose end has not come yet; `key` is the one whose value comes next.

    `expects_value` is also True while the value of a key that was refused is still to come.
    """

    place: Place
    entries: list[tuple[KeyNode, Node]] = field(factory=list)
    first_lines: dict[str, int | None] = field(factory=dict)
    key: KeyNode | None = None
    expects_value: bool = False


@define
class TreeBuilder:
    """Takes events and gives the tree; `problems` gathers what is wrong and can be passed over."""

    problems: list[Problem] = field(factory=list)
    root: Node | None = None
    _open: list[_OpenList | _OpenMapping] = field(factory=list)
    _nodes: int = 0

    def add_scalar(self, text: str, place: Place, *, quoted: bool) -> None:
        """Take a scalar: a key, a value or an item.

        A value left out stands where its key does.
        """
        self._count(place)
        inner = self._open[-1] if self._open else None
        if not (text or quoted) and isinstance(inner, _OpenMapping) and inner.expects_value:
            place = inner.key.place if inner.key is not None else place
        unseen = UNSEEN.search(text)
        if unseen:
            self.report(character_problem(unseen[0], place))
        self._place_node(ScalarNode(text, quoted, place))

    def start_list(self, place: Place) -> None:
        """Take the start of a list."""
        self._start(_OpenList(place))

    def start_mapping(self, place: Place) -> None:
        """Take the start of a mapping."""
        self._start(_OpenMapping(place))

    def end(self) -> None:
        """Take the end of the innermost list or mapping."""
        ended = self._open.pop()
        if isinstance(ended, _OpenList):
            self._place_node(SequenceNode(tuple(ended.items), ended.place))
        else:
            self._place_node(MappingNode(tuple(ended.entries), ended.place))

    def report(self, problem: Problem) -> None:
        """Take a problem that leaves a way to read on.

        Raises:
            ProblemsError: There are so many that nobody reads more of them.
        """
        self.problems.append(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            raise self.stop(too_many_problems(problem.place))

    def result(self) -> Node:
        """Return the tree.

        Raises:
            ProblemsError: Anything was wrong.
        """
        if self.problems or self.root is None:
            raise ProblemsError(self.problems)
        return self.root

    def stop(self, problem: Problem) -> ProblemsError:
        """Return the error that ends the reading: this problem and those before it."""
        return ProblemsError([*self.problems, problem])

    def _start(self, opened: _OpenList | _OpenMapping) -> None:
        self._count(opened.place)
        if len(self._open) >= MOST_DEPTH:
            raise self.stop(
                Problem(
                    "SX108",
                    f"lists and mappings stand more than {MOST_DEPTH} deep in one another",
                    opened.place,
                )
            )
        self._open.append(opened)

    def _count(self, place: Place) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise self.stop(
                Problem(
                    "SX109",
                    f"the file has more than {MOST_NODES:,} keys and values",
                    place,
                    "split it into several files",
                )
            )

    def _place_node(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        inner = self._open[-1]
        if isinstance(inner, _OpenList):
            inner.items.append(node)
        elif inner.expects_value:
            if inner.key is not None:
                inner.entries.append((inner.key, node))
            inner.expects_value = False
        else:
            inner.key = self._checked_key(inner, node)
            inner.expects_value = True

    def _checked_key(self, mapping: _OpenMapping, node: Node) -> KeyNode | None:
        """Return the key, or None where it is refused; the value is read all the same."""
        if not isinstance(node, ScalarNode):
            kind = "a list" if isinstance(node, SequenceNode) else "a mapping"
            help_ = "a text that begins with `[` or `{` stands in quotes"
            self.report(Problem("SX115", f"a key is a word, found {kind}", node.place, help_))
            return None
        if not node.quoted and not node.text:
            self.report(Problem("SX115", "a key is a word, found nothing before `:`", node.place))
            return None
        if not node.quoted and node.text != node.text.strip():
            help_ = "indent with blanks"
            self.report(
                Problem("SX115", "a non-breaking blank stands beside a key", node.place, help_)
            )
            return None
        if not node.quoted and node.text == "<<":
            help_ = "write the keys out, or use a group with `with:` and `items:`"
            self.report(Problem("SX113", "`<<` (merging mappings) is refused", node.place, help_))
            return None
        if node.text in mapping.first_lines:
            first = mapping.first_lines[node.text]
            self.report(
                Problem(
                    "SX114",
                    f"this key stands twice, first in line {first}",
                    node.place,
                    "keep one of them; if a new entry begins here, put a dash before it: `- id: …`",
                )
            )
            return None
        mapping.first_lines[node.text] = node.place.line
        return node


def too_many_problems(place: Place) -> Problem:
    """Return what stands for the problems that are not shown any more."""
    message = f"the file has more problems; the first {MOST_PROBLEMS} are shown"
    return Problem("SX117", message, place, "mend these first")
