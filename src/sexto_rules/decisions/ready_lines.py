"""Lines made ready: what a directive says when nothing but its own condition speaks.

They follow from the protocol, the ids listed and the truth of the condition. So they are
looked up, not made, for lists and truths that were met before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count, repeat
from typing import Final, TypeAlias

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.model import DayProtocol, Directive, InDoubt, Modality
from sexto_rules.protocol.outcome import Line, Scope, Status, Target, Truth

__all__ = ["Lines", "ReadyLines", "Row"]

_MOST_ROWS: Final = 8_192
"""For how many rows of truths lines are kept; ids come again: `p1`, `p2`, …"""

_MOST_LISTS: Final = 256
"""For how many lists of ids tables are kept."""

Row: TypeAlias = tuple[Truth, ...]
"""The truth of a condition: one; with `for_each` one an entity, one more while the list is open."""

Lines: TypeAlias = tuple[Line, ...]


class ReadyLines:
    """The lines of every directive; all that ever changes is which of them are kept.

    Safe from any number of threads: two that miss the same lines make the same.
    """

    def __init__(self, day: DayProtocol) -> None:
        """Make the lines of the directives without `for_each`."""
        self._day = day
        self._alone = [{} if each.for_each else _lines_alone(each, day) for each in day.directives]
        self._tables: dict[tuple[tuple[str, ...], ...], Sequence[Mapping[Row, Lines]]] = {}
        self._of_each: dict[tuple[int, tuple[str, ...]], _LinesOfEach] = {}
        self.room = _MOST_ROWS
        """For how many more rows of truths there is room."""

    def tables_for(
        self, persons: tuple[str, ...], devices: tuple[str, ...]
    ) -> Sequence[Mapping[Row, Lines]]:
        """Return, for each directive, its lines by the truth of its condition.

        Args:
            persons: The ids of the persons listed.
            devices: The ids of the devices listed.
        """
        tables = self._tables.get((persons, devices))
        if tables is None:
            ids = {None: (), Entity.PERSON: persons, Entity.DEVICE: devices}
            tables = [
                self._table(number, each, ids[each.for_each])
                for number, each in enumerate(self._day.directives)
            ]
            if len(self._tables) < _MOST_LISTS:
                self._tables[persons, devices] = tables
        return tables

    def _table(
        self, number: int, directive: Directive, ids: tuple[str, ...]
    ) -> Mapping[Row, Lines]:
        """Return the table of one directive, the same for the same ids of the kind it is about."""
        if directive.for_each is None:
            return self._alone[number]
        table = self._of_each.get((number, ids))
        if table is None:
            table = _LinesOfEach(self, directive, directive.for_each, ids)
            if len(self._tables) < _MOST_LISTS:
                self._of_each[number, ids] = table
        return table


class _LinesOfEach(dict[Row, Lines]):
    """The lines of one directive with `for_each`, for one list of ids."""

    def __init__(
        self, store: ReadyLines, directive: Directive, kind: Entity, ids: Sequence[str]
    ) -> None:
        """Begin with none."""
        super().__init__()
        self._store = store
        self._directive = directive
        self._acts = _acts_of_lines(directive)
        self._targets = [
            *(Target(kind, Scope.ONE, each) for each in ids),
            Target(kind, Scope.OTHER),
        ]
        self._made: dict[tuple[str | None, int, Truth], Lines] = {}

    def __missing__(self, row: Row) -> Lines:
        """Put together the lines for each id, then for any other; keep them while there is room."""
        parts = [
            self._made[key] if key in self._made else self._part(*key)
            for act in self._acts
            for key in zip(repeat(act), count(), row, strict=False)
        ]
        lines = tuple(chain.from_iterable(parts))
        if self._store.room > 0:
            self._store.room -= 1
            self[row] = lines
        return lines

    def _part(self, act: str | None, place: int, value: Truth) -> Lines:
        """Make and keep the lines of one act and target."""
        lines = tuple(_lines_when(self._directive, act, self._targets[place], value))
        self._made[act, place, value] = lines
        return lines


def _lines_alone(directive: Directive, day: DayProtocol) -> dict[Row, Lines]:
    """Return the lines of a directive without `for_each`, by the truth of its condition."""
    acts = [(act, _target_of(act, day)) for act in _acts_of_lines(directive)]
    return {
        (value,): tuple(
            line for act, target in acts for line in _lines_when(directive, act, target, value)
        )
        for value in Truth
    }


def _acts_of_lines(directive: Directive) -> tuple[str | None, ...]:
    """Return one act for each line of a prohibition; for all else there is one line, of no act."""
    return directive.acts if directive.modality is Modality.MUST_NOT else (None,)


def _target_of(act: str | None, day: DayProtocol) -> Target | None:
    """Return the target of a line without `for_each`: of a prohibited act, every one."""
    kind = None if act is None else day.protocol.acts[act].target
    return None if kind is None else Target(kind, Scope.EVERY)


def _lines_when(
    directive: Directive, act: str | None, target: Target | None, value: Truth
) -> Iterator[Line]:
    """Yield the line, if there is one, for a truth: no journal, no other directive."""
    certain = value is Truth.TRUE
    applies = certain or (value is Truth.UNKNOWN and directive.in_doubt is InDoubt.APPLIES)
    if act is not None:
        status = Status.IN_FORCE if applies else Status.POSSIBLE
        if value is Truth.FALSE:
            status = Status.LIFTED
        yield Line(directive.id, (act,), target, status, certain)
    elif value is not Truth.FALSE:
        is_other = target is not None and target.scope is Scope.OTHER
        status = Status.DUE if applies and not is_other else Status.POSSIBLE
        yield Line(directive.id, directive.acts, target, status, certain)
