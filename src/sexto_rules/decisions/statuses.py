"""From the truth of every condition to the status of every line.

`design/language.md`, *Directives* and *Status*, in words of its own: it is held against the
reference, which says the same differently. Engines derive conditions only; this turns them
into possible classes, overrides, held duties, conflicts and order.

A `Plan` has everything that depends on the protocol alone, ready-made lines included, so that
a line is looked up, not built, unless the journal, an override or a prohibition that meets
its act may speak of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from sexto_rules.decisions.line import statement_of
from sexto_rules.decisions.meeting import Meeting, meetings_of, met_by, overriders_of
from sexto_rules.engines.base import Conditions
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.journal import JournalEntry
from sexto_rules.facts.unknown import UNKNOWN
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.model import DayProtocol, Directive, InDoubt, Modality
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Target, Truth

__all__ = ["Plan", "outcome_from", "possible_classes"]

_MOST_IDS_KEPT: Final = 256
"""For how many ids of a kind a plan keeps ready lines; incidents use `p1`, `p2`, …"""

_ByTruth: TypeAlias = tuple[tuple[Line, ...], tuple[Line, ...], tuple[Line, ...]]
"""The lines of one directive (or one act of it) and target: when false, unknown, true."""


class Plan:
    """What can be worked out of a protocol on a day before any incident is known.

    Safe from any number of threads: the only thing that ever changes is a bounded store of
    ready lines by id.
    """

    def __init__(self, day: DayProtocol) -> None:
        """Work it out."""
        self.day = day
        self.classes = tuple(each.id for each in day.classes)
        self.statements = {each.id: statement_of(each, day) for each in day.directives}
        self.numbers = {each.id: number for number, each in enumerate(day.directives)}
        self.overriders = overriders_of(day)
        self.meetings = meetings_of(day)
        self.met = met_by(day, self.meetings)
        self.starts = tuple(
            Truth.UNKNOWN if each.in_doubt is InDoubt.APPLIES else Truth.TRUE
            for each in day.directives
        )
        """From which truth on each directive applies."""
        self.by_name = _numbers_by_name(day)
        self.slots: dict[Entity, list[tuple[int, str | None]]] = {kind: [] for kind in Entity}
        self.steps = tuple(
            self._step(number, directive) for number, directive in enumerate(day.directives)
        )
        self.others = {kind: self._ready(kind, None) for kind in Entity}
        self._by_id: dict[Entity, dict[str, tuple[_ByTruth, ...]]] = {kind: {} for kind in Entity}

    def _step(
        self, number: int, directive: Directive
    ) -> tuple[_ByTruth | None, Entity | None, tuple[int, ...]]:
        """Return the ready lines of a directive, or whose they are and in which slots."""
        acts = acts_of_lines(directive)
        kind = directive.for_each
        if kind is None:
            parts = [
                lines_by_truth(directive, act, self.target_of(directive, act, None)) for act in acts
            ]
            return (
                (
                    tuple(line for part in parts for line in part[0]),
                    tuple(line for part in parts for line in part[1]),
                    tuple(line for part in parts for line in part[2]),
                ),
                None,
                (),
            )
        slots = self.slots[kind]
        slots.extend((number, act) for act in acts)
        return None, kind, tuple(range(len(slots) - len(acts), len(slots)))

    def target_of(
        self, directive: Directive, act: str | None, place: Target | None
    ) -> Target | None:
        """Return the target of a line of the directive that stands at this place of a list."""
        if directive.for_each is not None:
            return place
        kind = None if act is None else self.day.protocol.acts[act].target
        return None if kind is None else Target(kind, Scope.EVERY)

    def _ready(self, kind: Entity, its_id: str | None) -> tuple[_ByTruth, ...]:
        """Return the ready lines of every slot for one entity; without an id, for any other."""
        target = Target(kind, Scope.OTHER if its_id is None else Scope.ONE, its_id)
        directives = self.day.directives
        return tuple(
            lines_by_truth(directives[number], act, target) for number, act in self.slots[kind]
        )

    def ready_lines(
        self, kind: Entity, ids: Sequence[str], *, is_open: bool
    ) -> list[tuple[_ByTruth, ...]]:
        """Return the ready lines of every slot for each entity, and last for any other."""
        kept = self._by_id[kind]
        found = []
        for its_id in ids:
            ready = kept.get(its_id)
            if ready is None:
                ready = self._ready(kind, its_id)
                if len(kept) < _MOST_IDS_KEPT:
                    kept[its_id] = ready
            found.append(ready)
        if is_open:
            found.append(self.others[kind])
        return found


def acts_of_lines(directive: Directive) -> tuple[str | None, ...]:
    """Return one act for each line of a prohibition; for all else there is one line, of no act."""
    return directive.acts if directive.modality is Modality.MUST_NOT else (None,)


def lines_by_truth(directive: Directive, act: str | None, target: Target | None) -> _ByTruth:
    """Return the lines when nothing but the condition speaks: no journal, no other directive."""
    name = directive.id
    doubtful = directive.in_doubt is InDoubt.APPLIES
    if act is not None:
        in_doubt = Status.IN_FORCE if doubtful else Status.POSSIBLE
        return (
            (Line(name, (act,), target, Status.LIFTED, certain=False),),
            (Line(name, (act,), target, in_doubt, certain=False),),
            (Line(name, (act,), target, Status.IN_FORCE, certain=True),),
        )
    is_other = target is not None and target.scope is Scope.OTHER
    due = Status.POSSIBLE if is_other else Status.DUE
    in_doubt = due if doubtful else Status.POSSIBLE
    return (
        (),
        (Line(name, directive.acts, target, in_doubt, certain=False),),
        (Line(name, directive.acts, target, due, certain=True),),
    )


def _numbers_by_name(day: DayProtocol) -> dict[str, frozenset[int]]:
    """Return which directives an entry of the journal may speak of, by act and by id."""
    found: dict[str, set[int]] = {}
    for number, directive in enumerate(day.directives):
        for name in (directive.id, *directive.acts):
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def possible_classes(names: Sequence[str], values: Sequence[Truth]) -> tuple[str, ...]:
    """Return the classes not excluded: not false, and none before them true."""
    possible = []
    for name, value in zip(names, values, strict=True):
        if value:
            possible.append(name)
            if value == 2:
                break
    return tuple(possible)


def outcome_from(plan: Plan, incident: Incident, conditions: Conditions) -> Outcome:
    """Return the possible classes and every line, from the truth of every condition.

    Args:
        plan: The protocol on the day.
        incident: For its lists and its journal; its facts are in the conditions.
        conditions: The truth of every class and directive.
    """
    values = conditions.directives
    ready = {
        Entity.PERSON: plan.ready_lines(
            Entity.PERSON,
            [each.id for each in incident.persons],
            is_open=incident.persons_complete is not True,
        ),
        Entity.DEVICE: plan.ready_lines(
            Entity.DEVICE,
            [each.id for each in incident.devices],
            is_open=incident.devices_complete is not True,
        ),
    }
    touched = _touched(plan, incident, values)
    closer = _Closer(plan, incident, values) if touched else None
    lines: list[Line] = []
    for number, (table, kind, slots) in enumerate(plan.steps):
        row = values[number]
        if closer is not None and number in touched:
            lines += closer.lines(number)
        elif table is not None:
            lines += table[row[0]]
        elif kind is not None:
            entities = ready[kind]
            for slot in slots:
                for by_slot, value in zip(entities, row, strict=True):
                    lines += by_slot[slot][value]
    return Outcome(possible_classes(plan.classes, conditions.classes), tuple(lines))


def _touched(
    plan: Plan, incident: Incident, values: Sequence[Sequence[Truth]]
) -> frozenset[int] | set[int]:
    """Return the directives of which more than their own condition may speak."""
    touched: set[int] = set()
    for entry in incident.done:
        touched |= plan.by_name.get(entry.act, frozenset())
        for name in entry.for_:
            touched |= plan.by_name.get(name, frozenset())
    for number, overriders in plan.overriders.items():
        if any(Truth.TRUE in values[overrider] for overrider in overriders):
            touched.add(number)
    starts = plan.starts
    for number, meeting in plan.meetings.items():
        if max(values[number], default=0) >= starts[number]:
            for prohibition in meeting.prohibitions:
                if max(values[prohibition], default=0) >= starts[prohibition]:
                    touched.add(number)
                    break
    return touched


class _Closer:
    """A closer look at the directives of which the journal or another directive may speak."""

    def __init__(self, plan: Plan, incident: Incident, values: Sequence[Sequence[Truth]]) -> None:
        self._plan = plan
        self._incident = incident
        self._values = values
        self._places: dict[Entity, list[Target]] = {}

    def lines(self, number: int) -> list[Line]:
        """Return the lines of one directive, all of what may speak of it considered."""
        directive = self._plan.day.directives[number]
        if directive.modality is Modality.MUST_NOT:
            return [
                self._prohibition(number, act, target, place)
                for act in directive.acts
                for place, target in enumerate(self._targets(directive, act))
            ]
        return [
            self._duty(number, target, place)
            for place, target in enumerate(self._targets(directive, None))
            if self._values[number][place]
        ]

    def _targets(self, directive: Directive, act: str | None) -> Sequence[Target | None]:
        """Return the targets of the lines, in the order of the values of the condition."""
        kind = directive.for_each
        if kind is None:
            return [self._plan.target_of(directive, act, None)]
        if kind not in self._places:
            self._places[kind] = targets_listed(self._incident, kind)
        return self._places[kind]

    def _value(self, number: int, place: int) -> Truth:
        """Return the truth of a condition for the entity at a place, its own or the only one."""
        values = self._values[number]
        return values[place] if self._plan.day.directives[number].for_each else values[0]

    def _is_defeated(self, number: int, place: int) -> bool:
        """Whether a directive that overrides this one is true there and not itself defeated."""
        overriders = self._plan.overriders.get(number)
        if overriders is None:
            return False
        return any(
            self._value(overrider, place) is Truth.TRUE and not self._is_defeated(overrider, place)
            for overrider in overriders
        )

    def _binds(self, number: int, place: int) -> bool:
        """Whether a prohibition is in force for the entity at a place."""
        return self._value(number, place) >= self._plan.starts[number] and not self._is_defeated(
            number, place
        )

    def _prohibition(self, number: int, act: str, target: Target | None, place: int) -> Line:
        directive, value = self._plan.day.directives[number], self._value(number, place)
        status = Status.POSSIBLE
        if value is Truth.FALSE:
            status = Status.LIFTED
        elif self._is_defeated(number, place):
            status = Status.OVERRIDDEN
        elif value >= self._plan.starts[number]:
            status = Status.IN_FORCE
        return Line(
            directive.id,
            (act,),
            target,
            status,
            certain=value is Truth.TRUE,
            breached=status is Status.IN_FORCE and self._is_breached(directive, act, target),
        )

    def _is_breached(self, directive: Directive, act: str, target: Target | None) -> bool:
        """Whether the journal has the act, to such a target, by somebody whom this binds."""
        doers = self._plan.day.protocol.doers
        bound = doers[directive.by]
        return any(
            entry.act == act
            and _is_target(entry, target)
            and (entry.by is UNKNOWN or not bound.isdisjoint(doers[entry.by]))
            for entry in self._incident.done
        )

    def _duty(self, number: int, target: Target | None, place: int) -> Line:
        directive, value = self._plan.day.directives[number], self._value(number, place)
        certain = value is Truth.TRUE
        status, acts = Status.DUE, directive.acts
        blocked_by: tuple[str, ...] = ()
        is_other = target is not None and target.scope is Scope.OTHER
        if is_other or value < self._plan.starts[number]:
            status = Status.POSSIBLE
        elif is_discharged(directive, target, self._incident):
            status = Status.DONE
        elif self._is_defeated(number, place):
            status = Status.OVERRIDDEN
        elif number in self._plan.meetings:
            meeting = self._plan.meetings[number]
            status, acts, blocked_by = self._blocked(directive, meeting, place, certain=certain)
        return Line(directive.id, acts, target, status, certain, blocked_by=blocked_by)

    def _blocked(
        self, directive: Directive, meeting: Meeting, place: int, *, certain: bool
    ) -> tuple[Status, tuple[str, ...], tuple[str, ...]]:
        """Return the status beside the prohibitions in force, the acts left, and who blocks."""
        binding = {number for number in meeting.prohibitions if self._binds(number, place)}
        if not binding:
            return Status.DUE, directive.acts, ()
        blockers = [
            [number for number in numbers if number in binding] for numbers in meeting.by_act
        ]
        free = tuple(
            act for act, numbers in zip(directive.acts, blockers, strict=True) if not numbers
        )
        if free:
            return Status.DUE, free, ()
        contradicted = certain and all(
            any(self._value(number, place) is Truth.TRUE for number in numbers)
            for numbers in blockers
        )
        directives = self._plan.day.directives
        names = {directives[number].id for numbers in blockers for number in numbers}
        status = Status.CONFLICT if contradicted else Status.HELD
        return status, directive.acts, tuple(sorted(names))


def targets_listed(incident: Incident, kind: Entity) -> list[Target]:
    """Return a target for each person (or device) listed, and for any other while more may be."""
    is_person = kind is Entity.PERSON
    listed = incident.persons if is_person else incident.devices
    complete = incident.persons_complete if is_person else incident.devices_complete
    targets = [Target(kind, Scope.ONE, each.id) for each in listed]
    return targets if complete is True else [*targets, Target(kind, Scope.OTHER)]


def is_discharged(directive: Directive, target: Target | None, incident: Incident) -> bool:
    """Whether the journal says that this was done for this target."""
    return any(_discharges(entry, directive, target) for entry in incident.done)


def _discharges(entry: JournalEntry, directive: Directive, target: Target | None) -> bool:
    """Whether one entry discharges: it names the directive, or stands for the act as such."""
    named = directive.id in entry.for_
    its_id = None if target is None else target.id
    if directive.modality is Modality.NOTE:
        return named and (its_id is None or entry.target == its_id)
    if entry.act not in directive.acts or entry.target != its_id:
        return False
    return named or not (entry.for_ or directive.separately or directive.personal)


def _is_target(entry: JournalEntry, target: Target | None) -> bool:
    """Whether an act of the journal was done to what a prohibition speaks of."""
    if target is None:
        return entry.target is None
    if target.scope is Scope.EVERY:
        return True
    return target.scope is Scope.ONE and entry.target == target.id
