"""One incident under many protocols, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from attrs import frozen

from sexto_rules.decisions import Decider, Decision, Reason
from sexto_rules.decisions.fitted import fitted
from sexto_rules.decisions.fitting import Fitting
from sexto_rules.decisions.merged import PlanLine
from sexto_rules.facts import Incident
from sexto_rules.protocol.model import DayProtocol, Modality
from sexto_rules.protocol.outcome import Status, Target

__all__ = ["Across", "Row", "Section", "Side", "across"]

_SAID: Final = frozenset({Status.IN_FORCE, Status.DUE, Status.HELD, Status.DONE, Status.CONFLICT})
_TELLING: Final = ("call_", "consult_", "inform_", "notify_", "report_", "tell_")
"""How the names of the acts begin by which somebody is told; a protocol's own acts too."""


class Section(StrEnum):
    """What a row is about."""

    TOLD = "told"
    FORBIDDEN = "forbidden"
    GIVEN = "given"


@frozen(kw_only=True)
class Side:
    """What one protocol says of the incident.

    `left_out` cites what of the incident this protocol does not know: a region, an answer, an
    act of another one, a directive that something was done for.
    """

    day: DayProtocol
    incident: Incident
    decision: Decision
    left_out: tuple[Reason, ...]

    @property
    def id(self) -> str:
        """The id of the protocol."""
        return self.day.protocol.id


@frozen(kw_only=True)
class Row:
    """One act, and who says what of it; a duty of several acts to choose from is in each row.

    `says` has the lines of each protocol that speaks of it, by the id of the protocol.
    `differs` where not every protocol says the same of it: how strongly, whether it is given
    now, and how soon.
    """

    section: Section
    act: str
    target: Target | None
    says: Mapping[str, tuple[PlanLine, ...]]
    differs: bool


@frozen(kw_only=True)
class Across:
    """The plans side by side: one side for each protocol, one row for each act.

    Rows come in the order of the sections, then in the order in which the plans have them.
    """

    as_of: date
    sides: tuple[Side, ...]
    rows: tuple[Row, ...]

    def of(self, section: Section) -> tuple[Row, ...]:
        """Return the rows of a section."""
        return tuple(row for row in self.rows if row.section is section)


def across(
    incident: Incident,
    deciders: Iterable[Decider],
    *,
    after_each: Callable[[], None] = lambda: None,
) -> Across:
    """Decide one incident under several protocols.

    Args:
        incident: The incident; what a protocol does not know of it is left out there.
        deciders: The protocols made ready, in the order of the sides, all for the same day.
        after_each: Called when a protocol is done with.

    Raises:
        AdviceWithheldError: An engine failed, or two disagree.
        ValueError: There is no protocol, or they are read on different days.
    """
    sides: list[Side] = []
    for decider in deciders:
        sides.append(_side(incident, decider))
        after_each()
    days = {side.day.as_of for side in sides}
    if len(days) != 1:
        message = f"protocols of one day are compared, found {len(days)} days"
        raise ValueError(message)
    return Across(as_of=days.pop(), sides=tuple(sides), rows=tuple(_rows(sides)))


def _side(incident: Incident, decider: Decider) -> Side:
    known = fitted(incident, Fitting(decider.day))
    return Side(
        day=decider.day,
        incident=known.incident,
        decision=decider.decide(known.incident),
        left_out=known.dropped,
    )


_Key = tuple[Section, str, Target | None]


def _rows(sides: Sequence[Side]) -> Iterator[Row]:
    found: dict[_Key, dict[str, list[PlanLine]]] = {}
    for side in sides:
        for line in side.decision.plan:
            for act in line.acts if line.status in _SAID else ():
                key = (_section(line, act), act, line.target)
                found.setdefault(key, {}).setdefault(side.id, []).append(line)
    order = list(Section)
    for section, act, target in sorted(found, key=lambda each: order.index(each[0])):
        lines = found[section, act, target]
        says: Mapping[str, tuple[PlanLine, ...]] = {
            name: tuple(each) for name, each in lines.items()
        }
        said = {_strength(each) for each in says.values()}
        yield Row(
            section=section,
            act=act,
            target=target,
            says=says,
            differs=len(says) < len(sides) or len(said) > 1,
        )


def _section(line: PlanLine, act: str) -> Section:
    if line.modality is Modality.MUST_NOT:
        return Section.FORBIDDEN
    return Section.TOLD if act.startswith(_TELLING) else Section.GIVEN


def _strength(lines: Iterable[PlanLine]) -> frozenset[object]:
    """Return what makes two protocols say the same of an act, whatever their words."""
    return frozenset((each.modality, each.status, each.within, each.acts) for each in lines)
