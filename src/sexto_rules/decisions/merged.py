"""The plan as people read it: lines of the same act, target and doer made one.

`design/language.md`, *Order*: strongest modality, earliest deadline, all reasons. A merged
line stands where the first of its lines does, so nothing moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from attrs import frozen

from sexto_rules.decisions.line import ContactCard, DecidedLine
from sexto_rules.protocol.model import Basis, Modality, Text, Within
from sexto_rules.protocol.outcome import Status, Target

__all__ = ["PlanLine", "merge"]

_STRENGTH: Final = (
    Modality.MUST_NOT,
    Modality.MUST,
    Modality.SHOULD,
    Modality.MAY,
    Modality.NOTE,
)
_UNSHOWN: Final = frozenset({Status.LIFTED, Status.OVERRIDDEN})
"""A prohibition lifted is no permission, and what is overridden does not apply."""


@frozen(kw_only=True)
class PlanLine:
    """One thing to do, or not to do: everything that the directives say of it.

    `ids`, `texts`, `bases`, `sources` and `because` gather what the lines say, each once, the
    strongest line first. `within` and `deadline` are the earliest; `certain` and `breached`
    hold if they do of one.
    """

    ids: tuple[str, ...]
    modality: Modality
    acts: tuple[str, ...]
    target: Target | None
    status: Status
    by: str
    certain: bool
    breached: bool
    within: Within | None
    deadline: datetime | None
    texts: tuple[Text, ...]
    because: tuple[str, ...]
    bases: tuple[Basis, ...]
    sources: tuple[str, ...]
    contacts: tuple[ContactCard, ...]
    held_by: tuple[str, ...]
    freed_by: tuple[str, ...]
    stuck: bool


def merge(lines: Iterable[DecidedLine]) -> tuple[PlanLine, ...]:
    """Return the lines that people are shown, those of the same act, target and doer merged.

    Lines of different status stay apart, and so do notes, which have no act.
    """
    groups: dict[object, list[DecidedLine]] = {}
    for line in lines:
        if line.status not in _UNSHOWN:
            what = line.acts or line.id
            prohibits = line.modality is Modality.MUST_NOT
            key = (prohibits, what, line.target, line.by, line.status)
            groups.setdefault(key, []).append(line)
    return tuple(_merged(group) for group in groups.values())


def _merged(lines: Sequence[DecidedLine]) -> PlanLine:
    by_strength = sorted(lines, key=lambda line: _STRENGTH.index(line.modality))
    strongest = by_strength[0]
    deadlines = [line.deadline for line in lines if line.deadline is not None]
    times = [line.within for line in lines if line.within is not None]
    texts = {tuple(sorted(line.text.items())): line.text for line in by_strength}
    contacts = {card.id: card for line in by_strength for card in line.contacts}
    return PlanLine(
        ids=_each_once(line.id for line in by_strength),
        modality=strongest.modality,
        acts=strongest.acts,
        target=strongest.target,
        status=strongest.status,
        by=strongest.by,
        certain=any(line.certain for line in lines),
        breached=any(line.breached for line in lines),
        within=min(times, key=lambda within: within.rank, default=None),
        deadline=min(deadlines, default=None),
        texts=tuple(texts.values()),
        because=_each_once(reason for line in by_strength for reason in line.because),
        bases=tuple(dict.fromkeys(line.basis for line in by_strength if line.basis is not None)),
        sources=_each_once(source for line in by_strength for source in line.sources),
        contacts=tuple(contacts.values()),
        held_by=_each_once(name for line in by_strength for name in line.held_by),
        freed_by=_each_once(path for line in by_strength for path in line.freed_by),
        stuck=any(line.stuck for line in lines),
    )


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
