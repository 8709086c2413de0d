"""The engine `durable`: it forward-chains over facts in durable-rules.

Each stage and scope of the Program is a ruleset of its own (`rulesets`). The incident, every
person and every device are evaluated one after the other, each from an empty state: what is
known of them is asserted, the firings say what follows, and that is asserted in turn until
nothing fires. Aggregates are counted here, between the stages. Nothing is negated, nothing is
retracted and nothing is kept from one incident to the next.

A match that the C module lost cannot become advice: both rails of every condition are read,
and one of them would be missing.
"""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from attrs import frozen

from sexto_rules.engines.base import (
    Conditions,
    EngineFailureError,
    aggregate_holds,
    conditions_from,
)
from sexto_rules.engines.durable.door import RawModule, load_raw
from sexto_rules.engines.durable.rulesets import Unit, units_of
from sexto_rules.engines.durable.session import Session, open_sessions
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering.observation import Observation
from sexto_rules.lowering.observe import Observer
from sexto_rules.lowering.program import Aggregate, Program, Stage

__all__ = ["DurableEngine"]


@frozen
class _Step:
    """One ruleset, to be run on the incident or on every row of the entity."""

    entity: Entity | None
    unit: Unit
    session: Session


@frozen
class _Stage:
    """The aggregates of a stage, to be counted first, and its rulesets in order."""

    aggregates: tuple[Aggregate, ...]
    steps: tuple[_Step, ...]


class DurableEngine:
    """Derives conditions with durable-rules; safe from any number of threads.

    The C module is asked under a lock: its calls hold the interpreter anyway. A child process
    after a fork has its own copy of everything, the handles included, and its own lock.
    `close` frees the handles; so does the end of the engine.
    """

    name: Final = "durable"

    def __init__(self, program: Program, raw: RawModule | None = None) -> None:
        """Compile the program.

        Args:
            program: What to evaluate.
            raw: The C module, or what stands for it in a test; None: import it.

        Raises:
            ProtocolError: The program is beyond a limit of durable-rules.
            MissingExtraError: durable-rules is not installed.
            EngineFailureError: durable-rules refused what is within its limits.
        """
        self._program = program
        self._observer = Observer(program)
        units = [_units(stage, program) for stage in program.stages]
        sessions = open_sessions(
            load_raw() if raw is None else raw,
            [unit.ruleset for stage in units for _, unit in stage],
        )
        rest = iter(sessions)
        self._stages = tuple(
            _Stage(
                stage.aggregates,
                tuple(_Step(entity, unit, next(rest)) for entity, unit in pairs),
            )
            for stage, pairs in zip(program.stages, units, strict=True)
        )
        self._locks: dict[int, threading.Lock] = {}
        self._finalizer = weakref.finalize(self, _close_all, sessions)
        self._finalizer.atexit = False

    def conditions(self, incident: Incident) -> Conditions:
        """Return the truth of every condition.

        Raises:
            EngineFailureError: durable-rules failed or lost a match, or the engine is closed.
        """
        observation = self._observer.observe(incident)
        return conditions_from(self._program, observation, self._columns(observation))

    def _columns(self, observation: Observation) -> list[int]:
        """Return the column of every literal."""
        derived = len(self._program.literals) - self._program.base
        columns = [*observation.columns, *[0] * derived]
        with self._alone():
            if not self._finalizer.alive:
                message = "the engine `durable` is closed"
                raise EngineFailureError(message)
            for stage in self._stages:
                for aggregate in stage.aggregates:
                    counted = columns[aggregate.literal]
                    columns[aggregate.head] = int(aggregate_holds(aggregate, counted, observation))
                for step in stage.steps:
                    _run(step, columns, observation)
        return columns

    def close(self) -> None:
        """Free the handles; the engine cannot be used any more."""
        with self._alone():
            self._finalizer()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock of this process: one that was held at a fork stays held in the child."""
        process = os.getpid()
        lock = self._locks.get(process) or self._locks.setdefault(process, threading.Lock())
        with lock:
            yield


def _units(stage: Stage, program: Program) -> list[tuple[Entity | None, Unit]]:
    scopes = (
        (None, stage.incident),
        (Entity.PERSON, stage.person),
        (Entity.DEVICE, stage.device),
    )
    return [
        (entity, unit) for entity, clauses in scopes for unit in units_of(clauses, program.literals)
    ]


def _run(step: _Step, columns: list[int], observation: Observation) -> None:
    """Evaluate the ruleset on every row, from an empty state each."""
    unit, session = step.unit, step.session
    shared = [
        "".join([text for literal, text in wide.incident if columns[literal]]) for wide in unit.wide
    ]
    session.recover()
    for row in range(observation.rows(step.entity)):
        bit = 1 << row
        facts = []
        for wide, common in zip(unit.wide, shared, strict=True):
            own = "".join([text for literal, text in wide.rows if columns[literal] & bit])
            if common or own:
                facts.append(f"{wide.opening}{common}{own}}}")
        for literal, texts in unit.carried:
            if columns[literal] & bit:
                facts.extend(texts)
        if facts:
            try:
                while facts:
                    facts = _derived(unit, columns, bit, session.fired_by(facts))
            except BaseException:
                session.recover()
                raise
            session.clear()


def _derived(unit: Unit, columns: list[int], bit: int, fired: Iterable[str]) -> list[str]:
    """Mark what the fired rules derive, and return the facts to assert for what is new."""
    facts: list[str] = []
    for name in fired:
        heads = unit.heads.get(name)
        if heads is None:
            message = f"durable-rules fired `{name}`, which is none of our rules"
            raise EngineFailureError(message)
        for head in heads:
            if not columns[head] & bit:
                columns[head] |= bit
                facts.extend(unit.derived.get(head, ()))
    return facts


def _close_all(sessions: Iterable[Session]) -> None:
    for session in sessions:
        session.close()
