"""What a Program means, as plainly as it can be written: one reading, one clause at a time."""

from __future__ import annotations

from collections.abc import Mapping

from sexto_rules.engines.base import aggregate_holds
from sexto_rules.facts import UNKNOWN, Device, Incident, Person, Role
from sexto_rules.facts.known import age_gap_at_least, was_done
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering.observation import Observation
from sexto_rules.lowering.program import (
    AgeSettled,
    AgesMeet,
    AgesWithin,
    Constant,
    Done,
    FactIs,
    GapIs,
    Program,
    Reading,
    Stage,
)
from sexto_rules.protocol.conditions import FactRef, Of
from sexto_rules.reference.knowledge import (
    BLANK,
    About,
    Blank,
    ages_known,
    bearer,
    is_age_settled,
    is_known,
    is_role_settled,
    is_unsayable,
    listed,
    role_known,
    value_of,
)

ENTITIES = (None, Entity.PERSON, Entity.DEVICE)


def rows_of(incident: Incident, entity: Entity | None, observation: Observation) -> list[About]:
    """The rows of an entity: the incident itself, or the listed ones and perhaps the blank."""
    if entity is None:
        return [None]
    rows: list[About] = [*listed(incident, entity)]
    return rows if len(rows) == observation.rows(entity) else [*rows, BLANK]


def holds(reading: Reading, incident: Incident, about: About) -> bool:
    """Whether a reading holds of the incident, or of one row."""
    match reading:
        case FactIs():
            return _fact_holds(reading, incident, about)
        case AgesWithin(of, ages):
            return not ages_known(of, incident, about) & ~ages
        case AgesMeet(of, ages):
            return bool(ages_known(of, incident, about) & ages)
        case AgeSettled(of, settled):
            return is_age_settled(of, incident, about) is settled
        case GapIs(years, true, unknown, false):
            return {True: true, UNKNOWN: unknown, False: false}[age_gap_at_least(incident, years)]
        case Done(of, acts, done):
            whose = None if of is Of.INCIDENT else bearer(of, incident, about)
            if isinstance(whose, Blank):
                return not done
            target = whose.id if isinstance(whose, Person | Device) else None
            return any(was_done(incident, act, target) for act in acts) is done
        case Constant(_, value):
            return value


def _fact_holds(reading: FactIs, incident: Incident, about: About) -> bool:
    """Whether the fact is one of what the reading allows."""
    fact = reading.fact
    if fact.name.startswith("roles."):
        role = Role(fact.name.removeprefix("roles."))
        value: object = role_known(fact.of, role, incident, about)
        known, unsayable = value is not UNKNOWN, is_role_settled(fact.of, role, incident, about)
    else:
        value = None if fact.name == "age" else value_of(fact, incident, about)
        known = is_known(FactRef(fact.of, fact.name), incident, about)
        unsayable = is_unsayable(fact, incident, about)
    if known:
        return (value in reading.values) is not reading.outside
    return reading.cannot_say if unsayable else reading.unknown


def evaluate(program: Program, observation: Observation) -> list[int]:
    """The column of every literal of the program, each clause by itself, in the program's order."""
    columns = [*observation.columns, *[0] * (len(program.literals) - program.base)]
    full = {entity: (1 << observation.rows(entity)) - 1 for entity in ENTITIES}
    for stage in program.stages:
        _evaluate_stage(program, stage, observation, columns, full)
    return columns


def _evaluate_stage(
    program: Program,
    stage: Stage,
    observation: Observation,
    columns: list[int],
    full: Mapping[Entity | None, int],
) -> None:
    for aggregate in stage.aggregates:
        counted = columns[aggregate.literal]
        columns[aggregate.head] = int(aggregate_holds(aggregate, counted, observation))
    for entity, clauses in zip(ENTITIES, (stage.incident, stage.person, stage.device), strict=True):
        for clause in clauses:
            matching = full[entity]
            for literal in clause.body:
                shared = program.literals[literal].entity is None and columns[literal]
                matching &= full[entity] if shared else columns[literal]
            columns[clause.head] |= matching
