"""Reading YAML 1.2 into the tree.

Of YAML only what an author needs: mappings, lists, text. Anchors, aliases, tags, merge
keys, directives and several documents in one file are refused, each with what to write
instead. ruamel's stream of events is used and nothing of what it makes of the events: no
tag is resolved, no object is built, nothing recurses.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StreamMark
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sexto_rules.documents.nodes import Node, ScalarNode
from sexto_rules.documents.text import place_at
from sexto_rules.documents.tree import TreeBuilder
from sexto_rules.documents.yaml_errors import syntax_problem
from sexto_rules.errors import Place, Problem, ProblemsError

__all__ = ["parse_yaml"]

_DIRECTIVE: Final = re.compile(r"\A(?:[ \t]*(?:#[^\n]*)?\n)*+%")
_ANY_DIRECTIVE: Final = re.compile("^%", re.MULTILINE)
_TOO_LARGE_ESCAPE: Final = re.compile(r"\\U(?!0010|000[0-9A-Fa-f])[0-9A-Fa-f]{8}")


def parse_yaml(text: str, file: str | None) -> Node:
    """Return the tree of a YAML text (one that `decode` returned).

    Raises:
        ProblemsError: The text is not YAML, or uses what is refused; all problems at once,
            up to the first that leaves no way to read on.
    """
    directive = _DIRECTIVE.match(text)
    if directive:
        raise ProblemsError([_directive_problem(place_at(text, directive.end() - 1, file))])
    reader = _Reader(file, TreeBuilder())
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            reader.take(event)
    except MarkedYAMLError as error:
        line = _ANY_DIRECTIVE.search(text) if "<document start>" in str(error.problem) else None
        if line:
            problem = _directive_problem(place_at(text, line.start(), file))
        else:
            problem = syntax_problem(error, text, file)
        raise reader.tree.stop(problem) from None
    except (ValueError, OverflowError) as error:
        if isinstance(error, ProblemsError):
            raise
        raise reader.tree.stop(_unread_problem(text, file)) from None
    root = reader.tree.root
    is_empty = isinstance(root, ScalarNode) and not root.quoted and not root.text
    if (root is None or is_empty) and not reader.tree.problems:
        raise reader.tree.stop(Problem("SX105", "the file is empty", Place(file, 1, 1)))
    return reader.tree.result()


@frozen
class _Reader:
    """Hands each event on to the tree, and reports what is refused."""

    file: str | None
    tree: TreeBuilder

    def take(self, event: Event) -> None:
        """Take one event."""
        place = self._place(event.start_mark)
        if isinstance(event, NodeEvent):
            self._refuse_properties(event, place)
        match event:
            case ScalarEvent():
                self.tree.add_scalar(event.value, place, quoted=event.style is not None)
            case AliasEvent():
                self.tree.add_scalar("", place, quoted=True)
            case MappingStartEvent():
                self.tree.start_mapping(place)
            case SequenceStartEvent():
                self.tree.start_list(place)
            case MappingEndEvent() | SequenceEndEvent():
                self.tree.end()
            case DocumentStartEvent() if self.tree.root is not None:
                raise self.tree.stop(
                    Problem(
                        "SX110",
                        "a second document begins here; a file holds one",
                        place,
                        "put it into a file of its own",
                    )
                )
            case _:
                pass

    def _refuse_properties(self, event: NodeEvent, place: Place) -> None:
        """Report an alias, an anchor or a tag."""
        if event.anchor is not None:
            mark = "*" if isinstance(event, AliasEvent) else "&"
            help_ = "write the text out (in quotes if it begins so), or use a group with `with:`"
            self.tree.report(
                Problem("SX111", f"`{mark}` (an alias or anchor) is refused", place, help_)
            )
        if getattr(event, "tag", None) is not None:
            self.tree.report(
                Problem(
                    "SX112",
                    "`!` (a tag) is refused",
                    place,
                    "leave the tag out, or put a text that begins with `!` in quotes",
                )
            )

    def _place(self, mark: StreamMark) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1)


def _directive_problem(place: Place) -> Problem:
    return Problem(
        "SX116",
        "`%` (a directive) is refused",
        place,
        "delete this line, or put the text in quotes",
    )


def _unread_problem(text: str, file: str | None) -> Problem:
    """Return the problem of a number that ruamel itself cannot hold: an escape, a version."""
    escape = _TOO_LARGE_ESCAPE.search(text)
    if escape:
        return Problem(
            "SX106",
            f"`{escape[0]}` is not a character",
            place_at(text, escape.start(), file),
            "write the character itself",
        )
    line = _ANY_DIRECTIVE.search(text)
    return _directive_problem(place_at(text, line.start() if line else 0, file))
