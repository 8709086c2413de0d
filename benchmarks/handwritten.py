"""The Québec protocol as somebody would write it by hand, to compare the engine with.

It knows this one protocol, by the ids of its directives; the day gives the tables that do not
depend on an incident: acts, who acts, what `done` discharges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, TypeAlias

from attrs import frozen

from benchmarks.handwritten_conclusions import BLANK_DEVICE, BLANK_PERSON, Conclusions, conclude
from benchmarks.handwritten_directives import of_device, of_incident, of_person
from sexto_rules.facts import UNKNOWN, Incident, JournalEntry
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.model import DayProtocol, Directive, InDoubt, Modality
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Target, Truth

__all__ = ["Handwritten"]

_Truths: TypeAlias = dict[str, int]
_Targets: TypeAlias = list[tuple[Target, _Truths]]

_SIGNS, _OUTSIDE, _NO_SIGN = "signs_of_malice", "outside_kit", "no_sign_of_malice"
_CLASSES: Final = (
    ((_NO_SIGN,), (_OUTSIDE, _NO_SIGN), (_OUTSIDE,)),
    ((_SIGNS, _NO_SIGN), (_SIGNS, _OUTSIDE, _NO_SIGN), (_SIGNS, _OUTSIDE)),
    ((_SIGNS,), (_SIGNS,), (_SIGNS,)),
)
"""The possible classes, by whether a sign is told and whether it is beyond the kit."""


@frozen
class _Prohibition:
    """One act of a prohibition; `plain` are its lines by truth, for a fixed target."""

    id: str
    act: str
    for_each: Entity | None
    every: Target | None
    applies_from: int
    bound: frozenset[str]
    plain: tuple[Line, Line, Line]


@frozen
class _Duty:
    """A directive that prohibits nothing; `due` and `done` are its lines by truth."""

    id: str
    acts: tuple[str, ...]
    for_each: Entity | None
    is_note: bool
    applies_from: int
    by_act: bool
    blockers: Mapping[str, tuple[_Prohibition, ...]]
    possible: tuple[Line, Line, Line]
    done: tuple[Line, Line, Line]
    due: tuple[Line, Line, Line]


class Handwritten:
    """The protocol of one day.

    Example:
        >>> Handwritten(day).outcome(Incident()).possible_classes  # doctest: +SKIP
        ('signs_of_malice', 'outside_kit', 'no_sign_of_malice')
    """

    def __init__(self, day: DayProtocol) -> None:
        """Make the tables; nothing is ever overridden in this protocol."""
        assert not any(directive.overrides for directive in day.directives)
        self._prohibitions = tuple(
            _prohibition(directive, act, day)
            for directive in day.directives
            if directive.modality is Modality.MUST_NOT
            for act in directive.acts
        )
        self._duties = tuple(
            _duty(directive, self._prohibitions)
            for directive in day.directives
            if directive.modality is not Modality.MUST_NOT
        )

    def outcome(self, incident: Incident) -> Outcome:
        """Return the possible classes and the status of every line."""
        known = conclude(incident)
        whole = of_incident(incident, known)
        targets = {
            Entity.PERSON: _persons(incident, known),
            Entity.DEVICE: _devices(incident, known),
        }
        journal_of = _Journal(incident.done)
        lines: list[Line] = []
        for prohibition in self._prohibitions:
            journal = journal_of.of_act.get(prohibition.act, [])
            if prohibition.for_each is not None:
                lines += _forbidden_each(prohibition, targets[prohibition.for_each], journal)
            elif journal and _is_breached(prohibition, whole[prohibition.id], journal):
                lines.append(_breached(prohibition, prohibition.every, whole[prohibition.id]))
            else:
                lines.append(prohibition.plain[whole[prohibition.id]])
        for duty in self._duties:
            if duty.for_each is not None:
                lines += _for_each(duty, targets[duty.for_each], whole, journal_of)
            elif value := whole[duty.id]:
                lines.append(_line(duty, None, value, whole, whole, journal_of))
        return Outcome(_CLASSES[known.sign_told][known.beyond_the_kit], tuple(lines))


class _Journal:
    """The journal by act, and what it discharges by act and by the directives named."""

    __slots__ = ("by_act", "by_directive", "of_act")

    def __init__(self, entries: Iterable[JournalEntry]) -> None:
        """Sort the entries."""
        self.by_act: set[tuple[str, str | None]] = set()
        self.by_directive: dict[str, list[JournalEntry]] = {}
        self.of_act: dict[str, list[JournalEntry]] = {}
        for entry in entries:
            self.of_act.setdefault(entry.act, []).append(entry)
            if entry.for_ is None:
                self.by_act.add((entry.act, entry.target))
            for name in entry.for_ or ():
                self.by_directive.setdefault(name, []).append(entry)

    def is_done(self, duty: _Duty, target_id: str | None) -> bool:
        """Whether a duty is discharged for a target."""
        for entry in self.by_directive.get(duty.id, ()):
            if duty.is_note:
                if target_id is None or entry.target == target_id:
                    return True
            elif entry.act in duty.acts and entry.target == target_id:
                return True
        return (
            duty.by_act
            and bool(self.by_act)
            and any((act, target_id) in self.by_act for act in duty.acts)
        )


def _persons(incident: Incident, known: Conclusions) -> _Targets:
    """Return the persons listed, and one further while the list is open."""
    targets = [
        (Target(Entity.PERSON, Scope.ONE, name), of_person(person, incident, known))
        for name, person in known.persons.items()
    ]
    if incident.persons_complete is not True:
        targets.append((_OTHER_PERSON, of_person(BLANK_PERSON, incident, known)))
    return targets


def _devices(incident: Incident, known: Conclusions) -> _Targets:
    """Return the devices listed, and one further while the list is open."""
    targets = [
        (Target(Entity.DEVICE, Scope.ONE, name), of_device(device, incident, known))
        for name, device in known.devices.items()
    ]
    if incident.devices_complete is not True:
        targets.append((_OTHER_DEVICE, of_device(BLANK_DEVICE, incident, known)))
    return targets


_OTHER_PERSON: Final = Target(Entity.PERSON, Scope.OTHER)
_OTHER_DEVICE: Final = Target(Entity.DEVICE, Scope.OTHER)


def _forbidden_each(
    prohibition: _Prohibition, targets: _Targets, journal: list[JournalEntry]
) -> Iterator[Line]:
    """Yield the line of a prohibition for each target."""
    for target, truths in targets:
        value = truths[prohibition.id]
        of_target = journal and [entry for entry in journal if entry.target == target.id]
        if of_target and target.id is not None and _is_breached(prohibition, value, of_target):
            yield _breached(prohibition, target, value)
        else:
            plain = prohibition.plain[value]
            yield Line(plain.directive, plain.acts, target, plain.status, plain.certain)


def _is_breached(prohibition: _Prohibition, value: int, journal: list[JournalEntry]) -> bool:
    """Whether the act was done by somebody bound, while it is forbidden."""
    return value >= prohibition.applies_from and any(
        entry.by is UNKNOWN or entry.by in prohibition.bound for entry in journal
    )


def _breached(prohibition: _Prohibition, target: Target | None, value: int) -> Line:
    """Return the line of a breached prohibition."""
    return Line(
        prohibition.id, (prohibition.act,), target, Status.IN_FORCE, value == 2, breached=True
    )


def _for_each(duty: _Duty, targets: _Targets, whole: _Truths, journal: _Journal) -> Iterator[Line]:
    """Yield the lines of a duty for the targets it may apply to."""
    for target, truths in targets:
        if value := truths[duty.id]:
            yield _line(duty, target, value, truths, whole, journal)


def _line(  # noqa: PLR0913, PLR0917 - what a status depends on
    duty: _Duty,
    target: Target | None,
    value: int,
    truths: _Truths,
    whole: _Truths,
    journal: _Journal,
) -> Line:
    """Return the line of a duty: possible, done, due, or stopped by prohibitions."""
    target_id = None if target is None else target.id
    if value < duty.applies_from or (target is not None and target_id is None):
        plain = duty.possible[value]
    elif journal.is_done(duty, target_id):
        plain = duty.done[value]
    else:
        plain = duty.due[value]
        if duty.blockers:
            return _meet_prohibitions(duty, target, value, truths, whole)
    if target is None:
        return plain
    return Line(plain.directive, plain.acts, target, plain.status, plain.certain)


def _meet_prohibitions(
    duty: _Duty, target: Target | None, value: int, truths: _Truths, whole: _Truths
) -> Line:
    """Return the line of a duty some act of which may be forbidden."""
    free = []
    names: set[str] = set()
    all_certain = value == 2
    for act in duty.acts:
        certain, is_free = False, True
        for prohibition in duty.blockers.get(act, ()):
            scope = whole if prohibition.for_each is None else truths
            strength = scope[prohibition.id]
            if strength >= prohibition.applies_from:
                is_free = False
                certain = certain or strength == 2
                names.add(prohibition.id)
        if is_free:
            free.append(act)
        all_certain = all_certain and certain
    if free:
        return Line(duty.id, tuple(free), target, Status.DUE, value == 2)
    status = Status.CONFLICT if all_certain else Status.HELD
    return Line(duty.id, duty.acts, target, status, value == 2, blocked_by=tuple(sorted(names)))


def _prohibition(directive: Directive, act: str, day: DayProtocol) -> _Prohibition:
    """Make the table of one act of a prohibition."""
    kind = day.protocol.acts[act].target
    every = None if kind is None else Target(kind, Scope.EVERY)
    applies_from = _applies_from(directive)
    in_doubt = Status.POSSIBLE if applies_from == 2 else Status.IN_FORCE
    doers = day.protocol.doers
    return _Prohibition(
        id=directive.id,
        act=act,
        for_each=directive.for_each,
        every=every,
        applies_from=applies_from,
        bound=frozenset(doer for doer, members in doers.items() if members & doers[directive.by]),
        plain=(
            Line(directive.id, (act,), every, Status.LIFTED, certain=False),
            Line(directive.id, (act,), every, in_doubt, certain=False),
            Line(directive.id, (act,), every, Status.IN_FORCE, certain=True),
        ),
    )


def _duty(directive: Directive, prohibitions: tuple[_Prohibition, ...]) -> _Duty:
    """Make the table of a directive that prohibits nothing."""
    is_note = directive.modality is Modality.NOTE
    blockers = {
        act: tuple(
            each
            for each in prohibitions
            if each.act == act
            and directive.by in each.bound
            and (each.every is None) is (directive.for_each is None)
        )
        for act in directive.acts
    }
    return _Duty(
        id=directive.id,
        acts=directive.acts,
        for_each=directive.for_each,
        is_note=is_note,
        applies_from=_applies_from(directive),
        by_act=not (is_note or directive.separately or directive.personal),
        blockers=blockers if any(chain.from_iterable(blockers.values())) else {},
        possible=_by_truth(directive, Status.POSSIBLE),
        done=_by_truth(directive, Status.DONE),
        due=_by_truth(directive, Status.DUE),
    )


def _by_truth(directive: Directive, status: Status) -> tuple[Line, Line, Line]:
    """Return the lines of a status, by truth."""
    in_doubt = Line(directive.id, directive.acts, None, status, certain=False)
    certain = Line(directive.id, directive.acts, None, status, certain=True)
    return in_doubt, in_doubt, certain


def _applies_from(directive: Directive) -> int:
    """Return the truth from which a directive applies."""
    return Truth.UNKNOWN if directive.in_doubt is InDoubt.APPLIES else Truth.TRUE
