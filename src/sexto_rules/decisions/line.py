"""One line of a decision, typed: what a directive says of one target, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from attrs import field, frozen

from sexto_rules.decisions.texts import frozen_text, frozen_text_or_none
from sexto_rules.protocol.model import (
    Basis,
    Contact,
    DayProtocol,
    Directive,
    Modality,
    Text,
    Within,
)
from sexto_rules.protocol.outcome import Line, Status, Target

__all__ = [
    "ContactCard",
    "DecidedLine",
    "LineGrounds",
    "Statement",
    "WrittenLineGrounds",
    "statement_of",
]


@frozen(kw_only=True)
class ContactCard:
    """Whom to call, and how."""

    id: str
    name: Text = field(converter=frozen_text)
    phone: str | None = None
    url: str | None = None
    text: Text | None = field(default=None, converter=frozen_text_or_none)


@frozen(kw_only=True)
class Statement:
    """What a directive says on each of its lines, whatever the incident."""

    id: str
    origin: str
    modality: Modality
    by: str
    within: Within | None
    text: Text = field(converter=frozen_text)
    basis: Basis | None
    sources: tuple[str, ...]
    partly: tuple[str, ...]
    contacts: tuple[ContactCard, ...]


def statement_of(directive: Directive, day: DayProtocol) -> Statement:
    """Return what a directive says on each of its lines."""
    return Statement(
        id=directive.id,
        origin=directive.origin,
        modality=directive.modality,
        by=directive.by,
        within=directive.within,
        text=directive.text,
        basis=directive.basis,
        sources=tuple(source.id for source in directive.sources),
        partly=tuple(source.id for source in directive.sources if source.partly),
        contacts=tuple(
            card_of(day.contacts[name]) for name in directive.contacts if name in day.contacts
        ),
    )


def card_of(contact: Contact) -> ContactCard:
    """Return whom to call, without where the protocol says so."""
    return ContactCard(
        id=contact.id,
        name=contact.name,
        phone=contact.phone,
        url=contact.url,
        text=contact.text,
    )


class LineGrounds(Protocol):
    """What a line needs to know of the incident for what is worked out when read."""

    def because(self, line: Line) -> tuple[str, ...]:
        """Return the conclusions and facts that made the line so."""

    def freed_by(self, line: Line) -> tuple[str, ...]:
        """Return the open facts that may free a held line."""

    def deadline(self, statement: Statement, line: Line) -> datetime | None:
        """Return the moment by which it is to be done."""


@frozen
class WrittenLineGrounds:
    """The same, read from where it was written down."""

    its_because: tuple[str, ...]
    its_freed_by: tuple[str, ...]
    its_deadline: datetime | None

    def because(self, _line: Line) -> tuple[str, ...]:
        """Return what was written."""
        return self.its_because

    def freed_by(self, _line: Line) -> tuple[str, ...]:
        """Return what was written."""
        return self.its_freed_by

    def deadline(self, _statement: Statement, _line: Line) -> datetime | None:
        """Return what was written."""
        return self.its_deadline


@frozen(eq=False, repr=False)
class DecidedLine:
    """One line of a decision.

    Immutable. `because`, `freed_by`, `stuck` and `deadline` are worked out when first read,
    and are the same whenever that is. Two lines are equal when all they say is.
    """

    _statement: Statement
    _line: Line
    _grounds: LineGrounds

    @property
    def id(self) -> str:
        """The id of the directive; lines of several acts or targets share it."""
        return self._statement.id

    @property
    def origin(self) -> str:
        """The protocol that wrote the directive."""
        return self._statement.origin

    @property
    def modality(self) -> Modality:
        """Whether it is a duty, a recommendation, a permission, a prohibition or a note."""
        return self._statement.modality

    @property
    def acts(self) -> tuple[str, ...]:
        """The act; the alternatives that are free, of a directive with several; none of a note."""
        return self._line.acts

    @property
    def target(self) -> Target | None:
        """To whom or what the act is done; None for an act without target."""
        return self._line.target

    @property
    def status(self) -> Status:
        """The status of the line."""
        return self._line.status

    @property
    def certain(self) -> bool:
        """Whether its condition is certainly true, and not only in doubt."""
        return self._line.certain

    @property
    def breached(self) -> bool:
        """Whether the journal has what it prohibits."""
        return self._line.breached

    @property
    def by(self) -> str:
        """Who acts."""
        return self._statement.by

    @property
    def within(self) -> Within | None:
        """How soon, in the words of the protocol."""
        return self._statement.within

    @property
    def deadline(self) -> datetime | None:
        """How soon, as a moment: where the time it counts from is known.

        For `same_day`, the end of the day on which `reported_at` falls by its own offset: give
        it with the offset of the school, or the day is another one.
        """
        return self._grounds.deadline(self._statement, self._line)

    @property
    def text(self) -> Text:
        """What people read, by language."""
        return self._statement.text

    @property
    def because(self) -> tuple[str, ...]:
        """The conclusions and facts that made it so, as plain strings."""
        return self._grounds.because(self._line)

    @property
    def basis(self) -> Basis | None:
        """What it rests on: law, guidance, practice, or our own reading."""
        return self._statement.basis

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of its sources; the decision has them in full."""
        return self._statement.sources

    @property
    def partly(self) -> tuple[str, ...]:
        """The ids of the sources that carry only part of it."""
        return self._statement.partly

    @property
    def contacts(self) -> tuple[ContactCard, ...]:
        """Whom to call."""
        return self._statement.contacts

    @property
    def held_by(self) -> tuple[str, ...]:
        """The ids of the prohibitions that hold it, or that it is in conflict with."""
        return self._line.blocked_by

    @property
    def freed_by(self) -> tuple[str, ...]:
        """The open facts that may free it while it is held."""
        return self._grounds.freed_by(self._line) if self.status is Status.HELD else ()

    @property
    def stuck(self) -> bool:
        """Whether it is held and no open fact can free it: take it to the lead or the police."""
        return self.status is Status.HELD and not self.freed_by

    def __eq__(self, other: object) -> bool:
        """Whether both say the same."""
        if not isinstance(other, DecidedLine):
            return NotImplemented
        return (
            self._line == other._line
            and self._statement == other._statement
            and self.because == other.because
            and self.freed_by == other.freed_by
            and self.deadline == other.deadline
        )

    def __hash__(self) -> int:
        """Equal lines have the same hash."""
        return hash(self._line)

    def __repr__(self) -> str:
        """The line in short."""
        whom = ""
        if self.target is not None:
            whom = f" {self.target.id or f'{self.target.scope} {self.target.kind}'}"
        acts = " or ".join(self.acts)
        return f"<{self.id}: {self.modality} {acts}{whom}: {self.status}>"

    def __reduce__(
        self,
    ) -> tuple[type[DecidedLine], tuple[Statement, Line, WrittenLineGrounds]]:
        """Pickle what it says, not the incident and the protocol it was decided from."""
        return (
            DecidedLine,
            (
                self._statement,
                self._line,
                WrittenLineGrounds(self.because, self.freed_by, self.deadline),
            ),
        )
