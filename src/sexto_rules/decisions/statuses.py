"""From the truth of every condition to the status of every line.

`design/language.md`, *Directives* and *Status*, in words of its own: it is held against the
reference, which says the same differently. Engines derive conditions only; this turns them
into possible classes, overrides, held duties, conflicts and order.

A `Plan` has everything that depends on the protocol alone, so that a line is looked up
(`ready_lines`), not built, unless the journal, an override or a prohibition that meets its act
may speak of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from operator import getitem
from typing import Final

from sexto_rules.decisions.line import Statement, statement_of
from sexto_rules.decisions.meeting import Meeting, meetings_of, met_by, overriders_of
from sexto_rules.decisions.readers import gap_readers_of, readers_of, reads_of
from sexto_rules.decisions.ready_lines import ReadyLines
from sexto_rules.engines.base import Conditions
from sexto_rules.facts.ages import ADULT_AGES
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.journal import JournalEntry
from sexto_rules.facts.unknown import UNKNOWN
from sexto_rules.facts.vocabulary import AGES
from sexto_rules.protocol.conditions import AgeTest, GapTest
from sexto_rules.protocol.model import DayProtocol, Directive, InDoubt, Modality
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Target, Truth
from sexto_rules.protocol.walk import walk

__all__ = ["Plan", "outcome_from", "possible_classes"]

_NONE: Final[frozenset[int]] = frozenset()


class Plan:
    """What can be worked out of a protocol on a day before any incident is known.

    Safe from any number of threads: the only thing that ever changes is a bounded store of
    lines made before.
    """

    def __init__(self, day: DayProtocol) -> None:
        """Work it out."""
        self.day = day
        self.classes: tuple[str, ...] = tuple(each.id for each in day.classes)
        self.statements: dict[str, Statement] = {
            each.id: statement_of(each, day) for each in day.directives
        }
        self.numbers: dict[str, int] = {
            each.id: number for number, each in enumerate(day.directives)
        }
        self.overriders: dict[int, tuple[int, ...]] = overriders_of(day)
        self.overridden: tuple[tuple[int, ...], ...] = tuple(
            tuple(self.numbers[name] for name in each.overrides if name in self.numbers)
            for each in day.directives
        )
        self.meetings: dict[int, Meeting] = meetings_of(day)
        self.met: tuple[tuple[int, ...], ...] = met_by(day, self.meetings)
        self.starts: tuple[Truth, ...] = tuple(
            Truth.UNKNOWN if each.in_doubt is InDoubt.APPLIES else Truth.TRUE
            for each in day.directives
        )
        """From which truth on each directive applies."""
        self.edges: tuple[int, ...]
        """The ages at which some test changes its answer, in ascending order."""
        self.gaps: frozenset[int]
        """How many years apart two persons are asked to be."""
        self.edges, self.gaps = _ages_asked_about(day)
        self.gap_readers: frozenset[int] = _gap_readers(self)
        """The directives whose lines depend on that, and `CLASSES` if these do."""
        self.reads: dict[int, frozenset[str]] = reads_of(day)
        """Which facts, by their names in the protocol, a directive may depend on."""
        self.readers: dict[str, tuple[int, ...]] = readers_of(self.reads)
        """Which directives may depend on a fact: those that read the fewest facts first."""
        self.by_name: dict[str, frozenset[int]] = _numbers_by_name(day)
        self.ready: ReadyLines = ReadyLines(day)


def _ages_asked_about(day: DayProtocol) -> tuple[tuple[int, ...], frozenset[int]]:
    conditions = [
        *(each.condition for each in day.directives),
        *(each.when for each in day.classes if each.when is not None),
        *(rule.when for each in day.conclusions for rule in each.rules),
    ]
    tests = list(chain.from_iterable(map(walk, conditions)))
    sets = [ADULT_AGES, *(test.ages for test in tests if isinstance(test, AgeTest))]
    edges = {age for ages in sets for age in AGES if (ages ^ (ages << 1)) >> age & 1}
    gaps = frozenset(test.years for test in tests if isinstance(test, GapTest))
    return tuple(sorted(edges)), gaps


def _gap_readers(plan: Plan) -> frozenset[int]:
    """Return those that ask for an age gap, or are held, freed or overridden by one that does."""
    own = gap_readers_of(plan.day)
    return own | {number for number in plan.numbers.values() if own & _decided_by(plan, number)}


def _decided_by(plan: Plan, number: int) -> set[int]:
    """Return a directive, and those on which it depends if it counts."""
    found: set[int] = set()
    pending = [number]
    while pending:
        number = pending.pop()
        if number not in found:
            found.add(number)
            pending += plan.overriders.get(number, ())
            meeting = plan.meetings.get(number)
            pending += chain.from_iterable(meeting.by_act) if meeting else ()
    return found


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
    tables = plan.ready.tables_for(
        tuple([person.id for person in incident.persons]),
        tuple([device.id for device in incident.devices]),
    )
    assert len(values) == len(tables), "an engine answers for every directive"
    lines: list[Sequence[Line]] = list(map(getitem, tables, values))
    touched = _touched(plan, incident, values)
    if touched:
        look = _CloserLook(plan, incident, values)
        for number in touched:
            lines[number] = look.at(number, lines[number])
    possible = possible_classes(plan.classes, conditions.classes)
    return Outcome(possible, tuple(chain.from_iterable(lines)))


def _touched(plan: Plan, incident: Incident, values: Sequence[Sequence[Truth]]) -> set[int]:
    """Return the directives of which more than their own condition may speak."""
    touched: set[int] = set()
    for entry in incident.done:
        touched |= plan.by_name.get(entry.act, _NONE)
        for name in entry.for_ or ():
            touched |= plan.by_name.get(name, _NONE)
    for number, overriders in plan.overriders.items():
        for overrider in overriders:
            if Truth.TRUE in values[overrider]:
                touched.add(number)
    starts = plan.starts
    for number, meeting in plan.meetings.items():
        row = values[number]
        if row and max(row) >= starts[number]:
            for prohibition in meeting.prohibitions:
                others = values[prohibition]
                if others and max(others) >= starts[prohibition]:
                    touched.add(number)
                    break
    return touched


class _CloserLook:
    """A closer look at the lines of which the journal or another directive may speak."""

    def __init__(self, plan: Plan, incident: Incident, values: Sequence[Sequence[Truth]]) -> None:
        self._plan = plan
        self._incident = incident
        self._values = values
        self._places: dict[str, int] = {}
        self._defeated: dict[tuple[int, int], bool] = {}

    def at(self, number: int, lines: Sequence[Line]) -> Sequence[Line]:
        """Return the lines of a directive as they are with all considered that may speak of it."""
        directive = self._plan.day.directives[number]
        if directive.modality is Modality.MUST_NOT:
            return self._prohibitions(number, directive, lines)
        done_to = _targets_done(directive, self._incident)
        meeting = self._plan.meetings.get(number)
        if not done_to and meeting is None and number not in self._plan.overriders:
            return lines
        return [self._duty(number, line, done_to, meeting) for line in lines]

    def _duty(
        self, number: int, line: Line, done_to: AbstractSet[str | None], meeting: Meeting | None
    ) -> Line:
        """Return a line of a directive that prohibits nothing."""
        if line.status is Status.POSSIBLE:
            return line
        if _id_of(line.target) in done_to:
            return _with(line, Status.DONE)
        place = self._place(line.target)
        if self._is_defeated(number, place):
            return _with(line, Status.OVERRIDDEN)
        return line if meeting is None else self._beside_prohibitions(line, meeting, place)

    def _place(self, target: Target | None) -> int:
        """Return where the values of a condition have the one for this target."""
        if target is None or target.scope is Scope.EVERY:
            return 0
        if target.id is None:
            return -1
        if not self._places:
            incident = self._incident
            self._places.update({each.id: place for place, each in enumerate(incident.persons)})
            self._places.update({each.id: place for place, each in enumerate(incident.devices)})
        return self._places[target.id]

    def _value(self, number: int, place: int) -> Truth:
        """Return the truth of a condition for the entity at a place, its own or the only one."""
        values = self._values[number]
        return values[place] if self._plan.day.directives[number].for_each else values[0]

    def _is_defeated(self, number: int, place: int) -> bool:
        """Whether a directive that overrides this one is true there and not itself defeated."""
        overriders = self._plan.overriders.get(number)
        if overriders is None:
            return False
        key = (number, place)
        if key not in self._defeated:
            self._defeated[key] = any(
                self._value(other, place) is Truth.TRUE and not self._is_defeated(other, place)
                for other in overriders
            )
        return self._defeated[key]

    def _prohibitions(
        self, number: int, directive: Directive, lines: Sequence[Line]
    ) -> Sequence[Line]:
        """Return the lines of a prohibition, overridden or breached where they are."""
        breaches = [each for each in self._incident.done if self._is_breach(each, directive)]
        if not breaches and number not in self._plan.overriders:
            return lines
        return [self._prohibition(number, line, breaches) for line in lines]

    def _prohibition(self, number: int, line: Line, breaches: Sequence[JournalEntry]) -> Line:
        if line.status is Status.LIFTED:
            return line
        if self._is_defeated(number, self._place(line.target)):
            return _with(line, Status.OVERRIDDEN)
        if line.status is Status.IN_FORCE and any(
            each.act in line.acts and _is_target(each, line.target) for each in breaches
        ):
            return Line(
                line.directive, line.acts, line.target, line.status, line.certain, breached=True
            )
        return line

    def _is_breach(self, entry: JournalEntry, directive: Directive) -> bool:
        """Whether what was done is an act of this prohibition, by somebody whom it binds."""
        if entry.act not in directive.acts:
            return False
        doers = self._plan.day.protocol.doers
        by = entry.by
        return by is UNKNOWN or not doers[directive.by].isdisjoint(doers[by])

    def _binds(self, number: int, place: int) -> bool:
        """Whether a prohibition is in force for the entity at a place."""
        return self._value(number, place) >= self._plan.starts[number] and not self._is_defeated(
            number, place
        )

    def _beside_prohibitions(self, line: Line, meeting: Meeting, place: int) -> Line:
        """Return a line that is due beside the prohibitions that meet its acts."""
        binding = {number for number in meeting.prohibitions if self._binds(number, place)}
        if not binding:
            return line
        blockers = [
            [number for number in numbers if number in binding] for numbers in meeting.by_act
        ]
        free = tuple(act for act, numbers in zip(line.acts, blockers, strict=True) if not numbers)
        if free:
            return Line(line.directive, free, line.target, Status.DUE, line.certain)
        contradicted = line.certain and all(
            any(self._value(number, place) is Truth.TRUE for number in numbers)
            for numbers in blockers
        )
        names = {self._plan.day.directives[number].id for number in binding}
        status = Status.CONFLICT if contradicted else Status.HELD
        blocked_by = tuple(sorted(names))
        return Line(
            line.directive, line.acts, line.target, status, line.certain, blocked_by=blocked_by
        )


def _with(line: Line, status: Status) -> Line:
    return Line(line.directive, line.acts, line.target, status, line.certain)


def _id_of(target: Target | None) -> str | None:
    return None if target is None else target.id


def is_discharged(directive: Directive, target: Target | None, incident: Incident) -> bool:
    """Whether the journal says that this was done for this target."""
    return _id_of(target) in _targets_done(directive, incident)


def _targets_done(directive: Directive, incident: Incident) -> AbstractSet[str | None]:
    """Return the targets for which the journal says that this was done; None: the one without.

    A note that is about nobody is done by any entry that names it.
    """
    done_to: set[str | None] = set()
    for entry in incident.done:
        named = directive.id in (entry.for_ or ())
        if directive.modality is Modality.NOTE:
            if named:
                done_to |= {entry.target, None}
        elif entry.act in directive.acts and (
            named or (entry.for_ is None and not directive.separately and not directive.personal)
        ):
            done_to.add(entry.target)
    return done_to


def _is_target(entry: JournalEntry, target: Target | None) -> bool:
    """Whether an act of the journal was done to what a prohibition speaks of."""
    if target is None:
        return entry.target is None
    if target.scope is Scope.EVERY:
        return True
    return target.scope is Scope.ONE and entry.target == target.id
