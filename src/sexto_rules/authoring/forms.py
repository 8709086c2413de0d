"""What an author may write in several ways, arranged in one: a form says which.

A form of a list is that of its items. Nothing that a form does changes what a text says: it
puts keys in order, writes `yes` for `true`, and sets blank lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import evolve, field, frozen

from sexto_rules.documents.styled import Collection, Part, Scalar, Style, Styled

__all__ = ["AS_WRITTEN", "YES_OR_NO", "Form", "arrange"]

_YES_NO: Final = {"true": "yes", "false": "no"}
_GROUP: Final = frozenset({"with", "items"})


@frozen(kw_only=True)
class Form:
    """How a mapping is arranged, or each mapping of a list.

    `order` is that of its keys, without blank lines between them; where it is empty they stand
    as written. `values` are the forms of its values by key, `others` that of all other values.
    With `says_yes`, `true` and `false` are written `yes` and `no` in all that is inside. With
    `has_groups`, items may stand in groups (`with:`, `items:`). With `is_spaced`, each key
    stands after one blank line.
    """

    order: tuple[str, ...] = ()
    values: Mapping[str, Form] = field(factory=dict)
    others: Form | None = None
    says_yes: bool = False
    has_groups: bool = False
    is_spaced: bool = False


AS_WRITTEN: Final = Form()
YES_OR_NO: Final = Form(says_yes=True)


def arrange(value: Styled, form: Form) -> Styled:
    """Return a value arranged by its form."""
    if isinstance(value, Scalar):
        is_yes = form.says_yes and value.style is Style.PLAIN
        return evolve(value, text=_YES_NO.get(value.text, value.text)) if is_yes else value
    if not value.is_mapping:
        return _with_values(value, [form] * len(value.parts))
    keys = [part.key.text for part in value.parts if part.key is not None]
    if form.has_groups and _GROUP.intersection(keys):
        alone = evolve(form, has_groups=False)
        return arrange(value, Form(order=("with", "items"), others=alone))
    inherited = YES_OR_NO if form.says_yes else AS_WRITTEN
    forms = [form.values.get(key, form.others or inherited) for key in keys]
    return _in_order(_with_values(value, forms), form)


def _with_values(collection: Collection, forms: list[Form]) -> Collection:
    parts = zip(collection.parts, forms, strict=True)
    return evolve(
        collection,
        parts=tuple(evolve(part, value=arrange(part.value, form)) for part, form in parts),
    )


def _in_order(mapping: Collection, form: Form) -> Collection:
    """Return a mapping with its keys in order and the blank lines of its form."""
    parts = mapping.parts
    if form.is_spaced:
        parts = (*parts[:1], *map(_after_blank, parts[1:]))
    if form.order:
        ranks = {key: rank for rank, key in enumerate(form.order)}
        parts = tuple(
            sorted(map(_without_blank, parts), key=lambda part: ranks.get(_key(part), len(ranks)))
        )
    return evolve(mapping, parts=parts)


def _key(part: Part) -> str:
    return "" if part.key is None else part.key.text


def _after_blank(part: Part) -> Part:
    """Return a part with a blank line above it or among its comments."""
    if part.after_blank or any(comment.after_blank for comment in part.above):
        return part
    if not part.above:
        return evolve(part, after_blank=True)
    first, *others = part.above
    return evolve(part, above=(evolve(first, after_blank=True), *others))


def _without_blank(part: Part) -> Part:
    """Return a part that stands right below the one before it."""
    above = (*(evolve(each, after_blank=False) for each in part.above[:1]), *part.above[1:])
    return evolve(part, after_blank=False, above=above)
