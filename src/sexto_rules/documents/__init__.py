"""Documents: YAML and JSON with positions and limits; knows nothing of what they mean.

Whatever bytes come in, either a tree comes out or `ProblemsError` with everything that is
wrong with them, soon.
"""

from __future__ import annotations

from sexto_rules.documents.document import (
    is_json,
    is_misnamed,
    parse_document,
    read_bytes,
    read_document,
)
from sexto_rules.documents.limits import MOST_BYTES, MOST_DEPTH, MOST_NODES, MOST_PROBLEMS
from sexto_rules.documents.nodes import KeyNode, MappingNode, Node, ScalarNode, SequenceNode
from sexto_rules.documents.places import place_of
from sexto_rules.documents.plain import Plain, plain
from sexto_rules.documents.tree import too_many_problems
from sexto_rules.documents.writing import yaml_text

__all__ = [
    "MOST_BYTES",
    "MOST_DEPTH",
    "MOST_NODES",
    "MOST_PROBLEMS",
    "KeyNode",
    "MappingNode",
    "Node",
    "Plain",
    "ScalarNode",
    "SequenceNode",
    "is_json",
    "is_misnamed",
    "parse_document",
    "place_of",
    "plain",
    "read_bytes",
    "read_document",
    "too_many_problems",
    "yaml_text",
]
