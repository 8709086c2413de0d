"""What a protocol rests on: each source with the lines it carries, and each line by its basis.

`design/language.md`, *Basis and sources*. Every entry of every date is there, with its period.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from attrs import frozen

from sexto_rules.protocol.model import Basis, Contact, Period, Protocol, Source, SourceRef, Text

__all__ = ["Carried", "Provenance", "Statement", "StatementKind", "provenance"]


class StatementKind(StrEnum):
    """What kind of entry a statement is, in the order in which a reader meets them."""

    CLASS = "class"
    CONCLUSION = "conclusion"
    DIRECTIVE = "directive"
    INVARIANT = "invariant"
    QUESTION = "question"
    TERM = "term"
    CONTACT = "contact"


@frozen(kw_only=True)
class Statement:
    """One statement of a protocol; of a conclusion, each rule is one, of questions the sourced.

    `remark` is what its author notes about what it rests on.
    """

    kind: StatementKind
    id: str
    origin: str
    text: Text
    basis: Basis | None
    sources: tuple[SourceRef, ...]
    period: Period
    remark: str | None = None


@frozen
class Carried:
    """A statement that a source carries, wholly or only partly."""

    statement: Statement
    partly: bool


@frozen(kw_only=True)
class Provenance:
    """What a protocol rests on.

    `sources` is in the order of the protocol; `carried` has what rests on each by its id, and
    `by_basis` every statement by its basis, the firmest first, and last what gives none.
    """

    sources: tuple[Source, ...]
    carried: Mapping[str, tuple[Carried, ...]]
    by_basis: Mapping[Basis | None, tuple[Statement, ...]]


_ORDER: Final[tuple[Basis | None, ...]] = (*Basis, None)


def provenance(protocol: Protocol) -> Provenance:
    """Return what a protocol rests on, with all that it inherits."""
    kinds = list(StatementKind)
    statements = sorted(_statements(protocol), key=lambda each: kinds.index(each.kind))
    carried: dict[str, list[Carried]] = {source.id: [] for source in protocol.sources}
    for statement in statements:
        for ref in statement.sources:
            carried[ref.id].append(Carried(statement, ref.partly))
    by_basis = {
        basis: tuple(each for each in statements if each.basis is basis) for basis in _ORDER
    }
    return Provenance(
        sources=protocol.sources,
        carried={name: tuple(each) for name, each in carried.items()},
        by_basis={basis: each for basis, each in by_basis.items() if each},
    )


def _statements(protocol: Protocol) -> Iterator[Statement]:
    for kind, entries in (
        (StatementKind.CLASS, protocol.classes),
        (StatementKind.DIRECTIVE, protocol.directives),
        (StatementKind.INVARIANT, protocol.invariants),
        (StatementKind.QUESTION, [each for each in protocol.questions if each.sources]),
        (StatementKind.TERM, protocol.terms),
        (StatementKind.CONTACT, protocol.contacts),
    ):
        for entry in entries:
            yield Statement(
                kind=kind,
                id=entry.id,
                origin=entry.origin,
                text=entry.name if isinstance(entry, Contact) else entry.text,
                basis=entry.basis,
                sources=entry.sources,
                period=entry.period,
                remark=entry.note,
            )
    for conclusion in protocol.conclusions:
        for rule in conclusion.rules:
            yield Statement(
                kind=StatementKind.CONCLUSION,
                id=conclusion.id,
                origin=conclusion.origin,
                text=conclusion.text,
                basis=rule.basis,
                sources=rule.sources,
                period=rule.period,
            )
