"""What authors write when they mean something else, and what to write instead.

Only wording: nothing here makes a protocol read otherwise. Authors think in French or in
English, so a word that they may expect stands here in either; the keys of the language do
not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from sexto_rules.authoring.fields import is_empty
from sexto_rules.documents import Node, ScalarNode, SequenceNode
from sexto_rules.facts.vocabulary import FACTS, Entity

__all__ = [
    "DIRECTIVE_WORDS",
    "help_for_condition",
    "help_for_key",
    "help_for_quantifier",
    "help_for_value",
]

DIRECTIVE_WORDS: Final[Mapping[str, str]] = {
    "if": "when",
    "si": "when",
    "except": "unless",
    "sauf": "unless",
    "who": "by",
    "qui": "by",
    "deadline": "within",
    "shall": "must",
    "doit": "must",
    "shall_not": "must_not",
    "forbid": "must_not",
    "interdit": "must_not",
    "can": "may",
    "peut": "may",
    "comment": "remark",
    "explanation": "remark",
}
"""What authors may call the keys of a directive, with the key that it is."""

_CONNECTIVE_WORDS: Final = {
    "or": "any: [{…}, {…}]",
    "ou": "any: [{…}, {…}]",
    "and": "all: [{…}, {…}]",
    "et": "all: [{…}, {…}]",
    "non": "not: {…}",
    "except": "not: {…}",
    "sauf": "not: {…}",
    "nobody": "none: {person: {…}}",
    "each": "every: {person: {…}}",
}
_ALWAYS: Final = frozenset({"always", "toujours", "yes", "true"})
_NEGATIONS: Final = frozenset({"not", "pas", "non"})
_JOINTS: Final = frozenset({"or", "ou", "and", "et"})


def help_for_condition(node: Node, key: str = "") -> str:
    """Return what to write where a condition is expected and something else stands.

    `key` is the connective that the condition belongs to, empty where there is none.
    """
    before = f"{key}: " if key else ""
    if isinstance(node, SequenceNode):
        return "for all of them write `all: […]`, for one of them at least `any: […]`"
    words = node.text.strip() if isinstance(node, ScalarNode) and not is_empty(node) else ""
    if words.lower() in _ALWAYS and not key:
        return "leave the condition out where it always holds"
    if words and all(char.isalnum() or char in "_.-" for char in words):
        return f"write `{before}{{{words}: yes}}`"
    return f"write `{before}{{fact: value}}`, for instance `{before}{{blackmail: yes}}`"


def help_for_key(
    key: str, value: Node, entity: Entity | None, answers: Collection[str]
) -> str | None:
    """Return what to write instead of a key that a condition does not know; None if unclear."""
    if key in answers:
        return f"write `answers.{key}`"
    if key.lower() in _CONNECTIVE_WORDS:
        return f"did you mean `{_CONNECTIVE_WORDS[key.lower()]}`?"
    if key == entity:
        return f"the {key} is already spoken of: leave `{key}:` out"
    if key.removesuffix("s") in set(Entity):
        return f"write `some: {{{key.removesuffix('s')}: {{…}}}}`; there are `every` and `none` too"
    if " " in key and any(joint in key.split() for joint in ("=", "is", "est")):
        return "write `fact: value`"
    if is_empty(value):
        return "each fact has its value, `fact: yes`; several values are a list, `[one, two]`"
    return "write `fact: value`" if " " in key else None


def help_for_quantifier(quantifier: str, name: str) -> str | None:
    """Return what to write where a quantifier names a fact and not whose fact it is."""
    for entity in Entity:
        if name in FACTS[entity]:
            return f"write `{quantifier}: {{{entity}: {{{name}: …}}}}`"
    return None


def help_for_value(words: str, fact: str, values: Collection[str]) -> str | None:
    """Return what to write instead of several words where one value is expected."""
    first, _, rest = words.partition(" ")
    if first in _NEGATIONS and rest in values:
        return f"write `not: {{{fact}: {rest}}}`"
    parts = [part for part in words.split() if part not in _JOINTS]
    if len(parts) > 1 and all(part in values for part in parts):
        return f"write a list: `[{', '.join(parts)}]`"
    return None
