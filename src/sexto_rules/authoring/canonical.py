"""The canonical form of a protocol: which key of an entry comes before which.

An entry says first what it is (`id`, `for_each`, the act), then when, then by whom and how
soon, then the words for people, then what it rests on. Sections and entries stay in the order
of their author, and so do the parts of a condition: the order says something to who reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sexto_rules.authoring import (
    conclusions,
    declarations,
    directives,
    grid,
    header,
    invariants,
    references,
    within,
)
from sexto_rules.authoring.entries import DATES
from sexto_rules.authoring.fields import Shape
from sexto_rules.authoring.forms import YES_OR_NO, Form, arrange
from sexto_rules.documents.rewriting import rewrite
from sexto_rules.documents.styled import Collection
from sexto_rules.protocol.model import PromiseKind

__all__ = ["ORDERS", "canonical_text", "form_of_protocol", "form_of_text"]

_BASIS: Final = ("basis", "sources", "remark")

_DIRECTIVE: Final = (
    "id", "for_each", "must", "must_not", "should", "may", "note", "when", "unless", "in_doubt",
    "may_be_held", "default", "reason", *DATES, "by", "within", "separately", "personal", "after",
    "before", "overrides", "text", "contacts", *_BASIS,
)  # fmt: skip
_QUESTION: Final = (
    "id", "fact", "for_each", "when", *DATES, "urgency", "weight", "learned_by", "adds", "text",
    "choices", "help", *_BASIS,
)  # fmt: skip
_CONCLUSION: Final = ("id", "for_each", *DATES, "text", "when", "rules", *_BASIS)
_RULE: Final = ("when", *DATES, *_BASIS)
_CLASS: Final = ("id", "before", *DATES, "text", "when", "otherwise", *_BASIS)
_INVARIANT: Final = (
    "id", "for_each", "always", "when_due", "then", "never", *DATES, "text", *_BASIS
)  # fmt: skip
_SOURCE: Final = ("id", "title", "publisher", "citation", "url", "read", "note", "remark")
_CONTACT: Final = ("id", "name", "phone", "url", *DATES, "text", *_BASIS)
_TERM: Final = ("id", *DATES, "text", *_BASIS)
_HEADER: Final = (
    "id", "version", "date", "title", "notice", "languages", "extends", "remark"
)  # fmt: skip
_NAMED: Final = ("id", "text", "remark")
_DOER: Final = ("id", "part_of", "text", "remark")
_ACT: Final = ("id", "family", "target", "text", "remark")
_ANSWER: Final = ("id", "type", "state", "text", "choices", "remark")
_CHOICE: Final = ("id", "text")
_THEN: Final = (*(str(kind) for kind in PromiseKind), "some_of")
_FROM_ACT: Final = ("time", "counted_from")

ORDERS: Final[Sequence[tuple[Shape, tuple[str, ...]]]] = (
    (header.HEADER, _HEADER),
    (references.SOURCE, _SOURCE),
    (references.CONTACT, _CONTACT),
    (references.TERM, _TERM),
    (grid.QUESTION, _QUESTION),
    (conclusions.CONCLUSION, _CONCLUSION),
    (conclusions.RULE, _RULE),
    (conclusions.CLASS, _CLASS),
    (directives.DIRECTIVE, _DIRECTIVE),
    (invariants.INVARIANT, _INVARIANT),
    (invariants.THEN, _THEN),
    (within.FROM_ACT, _FROM_ACT),
    (declarations.REGION, _NAMED),
    (declarations.URGENCY, _NAMED),
    (declarations.DOER, _DOER),
    (declarations.ACT, _ACT),
    (declarations.ANSWER, _ANSWER),
    (declarations.CHOICE, _CHOICE),
)
"""The order of the keys of each kind of mapping."""


def canonical_text(content: bytes | str, form: Form, file: str | None = None) -> str:
    r"""Return a text in canonical form, every comment kept.

    Raises:
        ProblemsError: It is not YAML, or cannot be written anew (SX720, SX721).

    Example:
        >>> text = "given: [actor]\nacts:\n- text: {en: Call}\n  id: call  # ours"
        >>> print(canonical_text(text, form_of_protocol(["en"])), end="")
        given: [actor]
        <BLANKLINE>
        acts:
          - id: call  # ours
            text: {en: Call}
    """

    def arranged(root: Collection) -> Collection:
        value = arrange(root, form)
        assert isinstance(value, Collection), "a mapping or list stays one"
        return value

    return rewrite(content, arranged, file)


def form_of_text(languages: Sequence[str]) -> Form:
    """Return the form of a text in several languages: the main one first."""
    return Form(order=tuple(languages))


def form_of_protocol(languages: Sequence[str]) -> Form:
    """Return the form of each file of a protocol; `languages` are the protocol's, in order."""
    text = form_of_text(languages)
    flags = ("default", "may_be_held", "separately", "personal", "otherwise", "state")
    values = {
        **dict.fromkeys(("text", "help", "name", "title", "notice", "remark"), text),
        **dict.fromkeys(("when", "unless", "always", *flags), YES_OR_NO),
        "within": Form(order=_FROM_ACT),
        "then": Form(order=_THEN, values={PromiseKind.NO_CONFLICT: YES_OR_NO}),
    }

    def entries(order: tuple[str, ...], **others: Form) -> Form:
        return Form(order=order, values={**values, **others}, has_groups=True)

    choices = Form(others=text)
    sections = {
        "protocol": entries(_HEADER),
        "sources": entries(_SOURCE),
        "contacts": entries(_CONTACT),
        "terms": entries(_TERM),
        "questions": entries(_QUESTION, choices=choices),
        "conclusions": entries(_CONCLUSION, rules=entries(_RULE)),
        "classes": entries(_CLASS),
        "directives": entries(_DIRECTIVE, note=YES_OR_NO),
        "invariants": entries(_INVARIANT),
        "regions": entries(_NAMED),
        "urgency": entries(_NAMED),
        "doers": entries(_DOER),
        "acts": entries(_ACT),
        "answers": entries(_ANSWER, choices=entries(_CHOICE)),
    }
    return Form(values=sections, is_spaced=True)
