"""Reading YAML 1.2 into the tree.

Of YAML only what an author needs: mappings, lists, text. Anchors, aliases, tags, merge
keys, directives and several documents in one file are refused, each with what to write
instead. ruamel's event stream is used, nothing of what it makes of the events: no tag is
resolved, no object built, nothing recurses.
"""

from __future__ import annotations

from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sexto_rules.documents.nodes import Node
from sexto_rules.documents.tree import TreeBuilder
from sexto_rules.errors import Place, Problem

__all__ = ["parse_yaml"]

_ESCAPED_BLOCK: Final = frozenset({"'", '"', "|", ">"})


def parse_yaml(text: str, file: str | None) -> Node:
    """Return the tree of a YAML text (one that `decode` returned).

    Raises:
        ProblemsError: The text is not YAML, or uses what is refused; all problems at once,
            up to the first that leaves no way to read on.
    """
    reader = _Reader(file)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            reader.take(event)
    except MarkedYAMLError as error:
        raise reader.tree.stop(_syntax_problem(error, text, file)) from None
    except (YAMLError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise
    return reader.tree.result()


class _Reader:
    pass


def _syntax_problem(error, text, file):
    pass
