"""What authors write when they mean something else, and what to write instead.

Only wording: nothing here makes a protocol read otherwise. A name may stand here in another
language, since an author thinks in one; the keys of the language are English.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from sexto_rules.authoring.fields import found, is_empty
from sexto_rules.authoring.report import quoted
from sexto_rules.documents import Node, ScalarNode, SequenceNode
from sexto_rules.facts.vocabulary import FACTS, Entity

__all__ = [
    "COMMA",
    "DIRECTIVE_WORDS",
    "YEARS",
    "help_for_condition",
    "help_for_key",
    "help_for_quantifier",
    "help_for_value",
]

COMMA: Final = "a comma ends a text inside `{…}`: put the text before it in quotes"

YEARS: Final = "write `{under: 14}`, `{at_least: 12}` or `{between: [12, 17]}`"

DIRECTIVE_WORDS: Final[Mapping[str, str]] = {
    "if": "when",
    "only_if": "when",
    "si": "when",
    "except": "unless",
    "except_if": "unless",
    "sauf": "unless",
    "who": "by",
    "qui": "by",
    "deadline": "within",
    "delai": "within",
    "shall": "must",
    "doit": "must",
    "shall_not": "must_not",
    "forbid": "must_not",
    "forbidden": "must_not",
    "interdit": "must_not",
    "can": "may",
    "peut": "may",
    "comment": "remark",
    "explanation": "remark",
}
"""What authors call the keys of a directive, with the key that it is."""

_CONNECTIVE_WORDS: Final = {
    "or": "any",
    "ou": "any",
    "either": "any",
    "and": "all",
    "et": "all",
    "both": "all",
    "non": "not",
    "no": "not",
    "if": "all",
    "nobody": "none",
    "each": "every",
}
_FORMS: Final = {
    "any": "any: [{…}, {…}]",
    "all": "all: [{…}, {…}]",
    "not": "not: {…}",
    "none": "none: {person: {…}}",
    "every": "every: {person: {…}}",
}
_ALWAYS: Final = frozenset({"always", "toujours", "yes", "true"})


def help_for_condition(node: Node, key: str = "") -> str:
    """Return what to write where a condition is expected and something else stands.

    `key` is the connective that the condition belongs to, where there is one.
    """
    before = f"{key}: " if key else ""
    if isinstance(node, SequenceNode):
        return "for all of them write `all: […]`, for one of them at least `any: […]`"
    if isinstance(node, ScalarNode) and not is_empty(node):
        words = node.text.strip()
        if words.lower() in _ALWAYS and not key:
            return "leave the condition out where it always holds"
        if words and all(char.isalnum() or char in "_.-" for char in words):
            return f"write `{before}{{{words}: yes}}`"
    return f"write what must hold as `{before}{{fact: value}}`, such as `{before}{{blackmail: yes}}`"


def help_for_key(key: str, value: Node, entity: Entity | None, answers: Collection[str]) -> str | None:
    """Return what to write instead of a key that nobody knows in a condition, if it is plain."""
    if key in answers:
        return f"write `answers.{key}`"
    connective = _CONNECTIVE_WORDS.get(key.lower())
    if connective:
        return f"did you mean `{_FORMS[connective]}`?"
    if key in {"person", "device"}:
        if key == entity:
            return f"the {key} is already spoken of: write `fact: value` without `{key}:`"
        return f"write `some: {{{key}: {{…}}}}`; also `every` and `none`"
    if key in {"persons", "devices"}:
        return f"ask it of them with `some: {{{key[:-1]}: {{…}}}}`, `every` or `none`"
    if is_empty(value):
        return "a list of values stands in brackets: `[one, two]`; each fact has a value: `fact: yes`"
    if " " in key:
        return "write `fact: value`"
    return None


def help_for_quantifier(name: str, key: str) -> str | None:
    """Return what to write where a quantifier names a fact in place of whose fact it is."""
    for entity in Entity:
        if name in FACTS[entity] or name == f"{entity}s":
            return f"write `{key}: {{{entity}: {{{'…' if name.endswith('s') and name not in FACTS[entity] else name + ': …'}}}}}`"
    return None


def help_for_value(words: str, fact: str, values: Collection[str]) -> str | None:
    """Return what to write instead of several words where a value is expected."""
    first, _, rest = words.partition(" ")
    if first in {"not", "pas", "non"} and rest in values:
        return f"write `not: {{{fact}: {rest}}}`"
    parts = [part for part in words.replace(",", " ").split() if part not in {"or", "ou", "et", "and"}]
    if len(parts) > 1 and all(part in values for part in parts):
        return f"write a list: `[{', '.join(parts)}]`"
    return None
