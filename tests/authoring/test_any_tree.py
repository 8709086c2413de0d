"""Whatever a tree holds, reading it ends with a protocol or with problems."""

from __future__ import annotations

from random import Random

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from authoring.test_golden import HERE, find_parent, texts_of
from sexto_rules.authoring import check_folder
from sexto_rules.authoring.folder import check_documents
from sexto_rules.authoring.report import Report
from sexto_rules.documents import (
    MOST_DEPTH,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    parse_document,
)
from sexto_rules.errors import Place, Severity

HERE_IS = Place("tree.yaml", 1, 1)
TREES = [
    [parse_document(text, name) for name, text in sorted(texts_of(folder).items())]
    for folder in sorted(HERE.glob("good/*"))
]
WORDS = (
    "", "~", "null", "yes", "no", "true", "unknown", "cannot_say", "none", "1e400", "-1", "121",
    "12", "9" * 400, "0x1f", "2026-11-23", "0001-01-01", "9999-12-31", "2026-02-31", "PT2H",
    "P9999D", "person", "device", "roles", "age", "blackmail", "holder.roles", "answers.channel",
    "looking", "call_police", "secure_device", "guide", "partly", "law", "small", "core", "parent",
    "fr", "en", "{minor}", "{", "}}", "a b", "é", "immediately", "otherwise", ".", "answers.",
    "device.holder.", "x" * 500,
)  # fmt: skip


def nodes_of(node: Node) -> list[Node]:
    """Every node of a tree."""
    match node:
        case MappingNode(entries):
            return [node, *(each for _, value in entries for each in nodes_of(value))]
        case SequenceNode(items):
            return [node, *(each for item in items for each in nodes_of(item))]
        case ScalarNode():
            return [node]


ALL_NODES = [node for tree in TREES for document in tree for node in nodes_of(document)]
ALL_KEYS = sorted(
    {key.text for node in ALL_NODES if isinstance(node, MappingNode) for key, _ in node.entries}
)


def any_node(random: Random) -> Node:
    """A scalar, an empty list or mapping, or a node out of some good protocol."""
    match random.randrange(6):
        case 0:
            return SequenceNode((), HERE_IS)
        case 1:
            return MappingNode((), HERE_IS)
        case 2 | 3:
            return ScalarNode(random.choice(WORDS), random.random() < 0.2, HERE_IS)
        case _:
            return random.choice(ALL_NODES)


def mutated(random: Random, node: Node, rate: float) -> Node:
    """The tree with some of its nodes and keys exchanged, left out or added."""
    if random.random() < rate:
        return any_node(random)
    match node:
        case MappingNode(entries):
            changed = {
                (random.choice(ALL_KEYS) if random.random() < rate else key.text): (key, value)
                for key, value in entries
                if random.random() >= rate / 2
            }
            if random.random() < rate:
                key = ScalarNode("", quoted=True, place=HERE_IS)
                changed[random.choice((*ALL_KEYS, *WORDS))] = (key, any_node(random))
            return evolve(
                node,
                entries=tuple(
                    (evolve(key, text=text), mutated(random, value, rate))
                    for text, (key, value) in changed.items()
                ),
            )
        case SequenceNode(items):
            kept = [mutated(random, item, rate) for item in items if random.random() >= rate / 2]
            if kept and random.random() < rate:
                kept.append(random.choice(kept))
            return evolve(node, items=tuple(kept))
        case ScalarNode():
            return node


@given(st.integers(0, 2**32), st.sampled_from(TREES), st.sampled_from([0.005, 0.03, 0.2]))
def test_any_tree_gives_a_protocol_or_problems(seed: int, tree: list[Node], rate: float) -> None:
    """Mutated trees raise nothing, and are refused exactly when there is an error."""
    random = Random(seed)  # noqa: S311 - mistakes, not secrets
    documents = [mutated(random, document, rate) for document in tree]
    protocol, problems = check_documents(Report(), documents, HERE_IS, find_parent)
    assert (protocol is None) is any(each.severity is Severity.ERROR for each in problems)


def test_conditions_may_be_as_deep_as_a_document() -> None:
    """The deepest condition that a document can hold is read, checked and hashed."""
    depth = MOST_DEPTH - 6
    for open_, close in (("{not: ", "}"), ("{all: [", "]}"), ("{some: {person: ", "}}")):
        levels = depth // (1 if open_ == "{not: " else 2)
        text = (
            "directives: [{id: one, must: call_police, text: {fr: a, en: a}, basis: inference, "
            f"when: {open_ * levels}{{blackmail: yes}}{close * levels}}}]\n"
        )
        base = (HERE / "base.yaml").read_text("utf-8")
        protocol, problems = check_folder(
            {"base.yaml": base, "deep.yaml": text}, find_parent=find_parent
        )
        assert not problems
        assert protocol is not None
