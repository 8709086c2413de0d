"""A reason: what made a condition so, as a value, and as plain strings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, TypedDict

from attrs import field, frozen

from sexto_rules.decisions.texts import frozen_text, frozen_text_or_none
from sexto_rules.facts.ages import AgeRange
from sexto_rules.facts.unknown import UNKNOWN
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.model import Basis, Class, Rule, Text

__all__ = [
    "CitedConclusion",
    "Reason",
    "ReasonKind",
    "Rests",
    "cited_in",
    "conclusions_in",
    "every_reason",
    "flat",
    "is_unknown",
    "rests_on",
    "value_word",
]


class ReasonKind(StrEnum):
    """What a reason cites."""

    FACT = "fact"
    CONCLUSION = "conclusion"
    CLASS = "class"
    DONE = "done"
    AGE_GAP = "age_gap"
    OVERRIDDEN_BY = "overridden_by"


@frozen(kw_only=True, cache_hash=True)
class Reason:
    """One reason, and what in its turn made it so.

    `name` is the fact, conclusion, act or directive; `entity` and `id` say of which person or
    device. `value` is the value as a plain word. `text` is that of a conclusion or class;
    `bases`, `sources` and `partly` say what it rests on: of a conclusion, those of its rules
    that made it so.
    """

    kind: ReasonKind
    name: str
    value: str
    entity: Entity | None = None
    id: str | None = None
    text: Text | None = field(default=None, converter=frozen_text_or_none, eq=False)
    bases: tuple[Basis, ...] = ()
    sources: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    parts: tuple[Reason, ...] = ()

    @property
    def path(self) -> str:
        """What is cited, in one word: `blackmail`, `persons.p1.age`, `done.call_police`."""
        match self.kind:
            case ReasonKind.DONE:
                return f"done.{self.name}" + (f".{self.id}" if self.id else "")
            case ReasonKind.CLASS | ReasonKind.OVERRIDDEN_BY:
                return str(self.kind)
            case _:
                return f"{self.entity}s.{self.id}.{self.name}" if self.entity else self.name

    def to_dict(self) -> dict[str, Any]:
        """Return it, and what made it so, as plain data."""
        return {
            "kind": str(self.kind),
            "path": self.path,
            "value": self.value,
            "text": None if self.text is None else dict(self.text),
            "bases": [str(basis) for basis in self.bases],
            "sources": list(self.sources),
            "partly": list(self.partly),
            "parts": [part.to_dict() for part in self.parts],
        }

    def __str__(self) -> str:
        """`blackmail: true`; a conclusion that holds is its bare name."""
        if self.kind is ReasonKind.CONCLUSION and self.value == "true":
            return self.path
        return f"{self.path}: {self.value}"


def flat(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Return reasons and what made them so as plain strings, each once."""
    return tuple(dict.fromkeys(_flattened(reasons)))


def _flattened(reasons: Iterable[Reason]) -> Iterator[str]:
    for reason in reasons:
        yield str(reason)
        yield from _flattened(reason.parts)


def is_unknown(reason: Reason) -> bool:
    """Whether a reason cites a fact that is not known, or that nobody can say."""
    return reason.kind is ReasonKind.FACT and reason.value in {"unknown", "cannot_say"}


def every_reason(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """Yield reasons and all that made them so, each once, outermost first."""
    seen: set[Reason] = set()
    to_see = list(reasons)[::-1]
    while to_see:
        reason = to_see.pop()
        if reason not in seen:
            seen.add(reason)
            yield reason
            to_see += reversed(reason.parts)


def cited_in(reasons: Iterable[Reason]) -> frozenset[Reason]:
    """Return reasons and all that made them so, at any depth."""
    return frozenset(every_reason(reasons))


@frozen(kw_only=True)
class CitedConclusion:
    """A conclusion that a decision cites, with its value and what it rests on.

    `path` is how `because` names it: its id, with the person or device where it has one.
    """

    path: str
    value: str
    text: Text = field(converter=frozen_text)
    bases: tuple[Basis, ...]
    sources: tuple[str, ...]
    partly: tuple[str, ...]


def conclusions_in(cited: Iterable[Reason]) -> tuple[CitedConclusion, ...]:
    """Return the conclusions among reasons, each once, in the order of their paths."""
    found = {
        reason.path: CitedConclusion(
            path=reason.path,
            value=reason.value,
            text=reason.text or {},
            bases=reason.bases,
            sources=reason.sources,
            partly=reason.partly,
        )
        for reason in cited
        if reason.kind is ReasonKind.CONCLUSION
    }
    return tuple(found[path] for path in sorted(found))


class Rests(TypedDict):
    """What a conclusion or the possible classes rest on."""

    bases: tuple[Basis, ...]
    sources: tuple[str, ...]
    partly: tuple[str, ...]


def rests_on(entries: Iterable[Rule | Class]) -> Rests:
    """Return the bases and sources of rules or classes, each once.

    A source is partly one where no entry says that it carries all of it.
    """
    seen = list(entries)
    sources = [source for each in seen for source in each.sources]
    names = tuple(dict.fromkeys(source.id for source in sources))
    in_full = {source.id for source in sources if not source.partly}
    return {
        "bases": tuple(dict.fromkeys(each.basis for each in seen if each.basis is not None)),
        "sources": names,
        "partly": tuple(name for name in names if name not in in_full),
    }


def value_word(value: object) -> str:
    """Return a value of a fact as a plain word."""
    match value:
        case bool():
            return "true" if value else "false"
        case AgeRange(at_least, under):
            return f"{at_least} to {under - 1}"
        case _ if value is UNKNOWN:
            return "unknown"
        case _:
            return str(value)
