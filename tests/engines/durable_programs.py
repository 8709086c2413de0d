"""Programs, observations and a plain evaluator for the tests of the engine `durable`.

The programs have every shape that a Program may have, not only what `lower` makes of protocols.
As a script it evaluates many in a process of its own: `agree SEED SECONDS`,
`memory SEED EVALUATIONS`, `fork SEED`; it exits 1 when something is wrong.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Final, cast

from sexto_rules.engines.durable import DurableEngine
from sexto_rules.engines.durable.door import RawModule, load_raw
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering.observation import Observation
from sexto_rules.lowering.program import (
    Aggregate,
    Clause,
    Constant,
    Literal,
    Over,
    Program,
    Rails,
    Stage,
)

SCOPES: Final = (None, Entity.PERSON, Entity.DEVICE)

PROFILE: Final = os.environ.get("SEXTO_PROFILE", "dev")


def amount(dev: int, ci: int, nightly: int) -> int:
    """How many, by the profile of the tests."""
    return {"dev": dev, "ci": ci, "nightly": nightly}[PROFILE]


class Raw:
    """The C module, its calls noted, with functions that a test may replace.

    Keyword arguments replace functions from the start, `after` from a later call on, `mend`
    takes that back.
    """

    def __init__(self, **instead: Callable[..., Any]) -> None:
        """Replace these functions."""
        self._raw = load_raw()
        self._instead = instead
        self._after: dict[str, tuple[int, Callable[..., Any]]] = {}
        self.calls: list[str] = []
        self.facts: list[str] = []

    def after(self, function: str, calls: int, instead: Callable[..., Any]) -> None:
        """Call `instead` once the function has been called so many more times."""
        self._after[function] = (calls, instead)

    def mend(self) -> None:
        """Forget every `after`."""
        self._after.clear()

    def _call(self, function: str, *arguments: object) -> Any:
        self.calls.append(function)
        left, instead = self._after.get(function, (1, None))
        if instead is not None:
            self._after[function] = (left - 1, instead)
        if instead is None or left > 0:
            instead = self._instead.get(function) or getattr(self._raw, function)
        return instead(*arguments)

    def create_ruleset(self, name: str, rules: str, /) -> int:
        """Compile."""
        return cast("int", self._call("create_ruleset", name, rules))

    def delete_ruleset(self, handle: int, /) -> None:
        """Free a handle."""
        self._call("delete_ruleset", handle)

    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]:
        """Assert."""
        self.facts.append(fact)
        return cast("tuple[int, int]", self._call("assert_fact", handle, fact))

    def start_action_for_state(self, handle: int, offset: int, /) -> tuple[str, str] | None:
        """Return the first firing."""
        return cast("tuple[str, str] | None", self._call("start_action_for_state", handle, offset))

    def complete_and_start_action(self, handle: int, offset: int, /) -> str | None:
        """Return the next firing."""
        return cast("str | None", self._call("complete_and_start_action", handle, offset))

    def delete_state(self, handle: int, sid: str, /) -> None:
        """Free a state."""
        self._call("delete_state", handle, sid)


def incident_program(
    base: int,
    clauses: Sequence[tuple[int, Sequence[int]]],
    rails: Sequence[Rails] = (),
) -> Program:
    """A program of one stage about the incident: base literals, then heads, in order."""
    literals = max([base - 1, *(head for head, _ in clauses)]) + 1
    return Program(
        literals=tuple(
            Literal(f"literal {each}", None, Constant(None, value=True) if each < base else None)
            for each in range(literals)
        ),
        base=base,
        stages=(Stage(incident=tuple(Clause(head, tuple(body)) for head, body in clauses)),),
        classes=tuple(rails),
        directives=(),
        digest="",
    )


def incident_observation(columns: Sequence[int]) -> Observation:
    """An observation of an incident that lists nobody and nothing, the lists closed."""
    return Observation(columns, 0, False, 0, False)  # noqa: FBT003 - a tuple, named above


def random_program(rng: random.Random, most: int = 150) -> Program:
    """A program of up to three stages with literals of every scope, `most` heads in one."""
    literals: list[Literal] = []
    known: dict[Entity | None, list[int]] = {}
    for entity, facts in zip(SCOPES, (60, 30, 20), strict=True):
        known[entity] = _new(literals, entity, rng.randint(1, facts), Constant(entity, value=True))
    base = len(literals)
    stages = []
    for number in range(rng.randint(1, 3)):
        aggregates = _random_aggregates(rng, literals, known) if number else ()
        by_scope = [
            _random_clauses(rng, literals, known, entity, rng.randint(0, heads))
            for entity, heads in zip(SCOPES, (most, most // 2, most // 2), strict=True)
        ]
        stages.append(Stage(aggregates, *by_scope))
    return Program(
        literals=tuple(literals),
        base=base,
        stages=tuple(stages),
        classes=(),
        directives=(),
        digest="",
    )


def random_observation(rng: random.Random, program: Program) -> Observation:
    """Some rows, and every base literal as likely as any other in each of them."""
    rate = rng.choice((0.1, 0.3, 0.6, 0.9, 1.0))
    frame = Observation(
        (), rng.randint(0, 4), rng.random() < 0.6, rng.randint(0, 3), rng.random() < 0.6
    )
    columns = [
        sum((rng.random() < rate) << row for row in range(frame.rows(literal.entity)))
        for literal in program.literals[: program.base]
    ]
    return frame._replace(columns=columns)


def columns_of(program: Program, observation: Observation) -> list[int]:
    """The column of every literal, as the description of a Program says."""
    columns = [*observation.columns, *[0] * (len(program.literals) - program.base)]
    for stage in program.stages:
        for aggregate in stage.aggregates:
            rows = range(
                observation.rows(aggregate.entity)
                if aggregate.blank
                else observation.listed(aggregate.entity)
            )
            counted = [columns[aggregate.literal] >> row & 1 for row in rows]
            some = aggregate.over is Over.SOME
            columns[aggregate.head] = int(any(counted) if some else all(counted))
        for entity, clauses in zip(
            SCOPES, (stage.incident, stage.person, stage.device), strict=True
        ):
            every = (1 << observation.rows(entity)) - 1
            for clause in clauses:
                rows_left = every
                for literal in clause.body:
                    shared = program.literals[literal].entity is not entity
                    column = columns[literal]
                    rows_left &= (every if column else 0) if shared else column
                columns[clause.head] |= rows_left
    return columns


def disagreements(seed: int, observations: int, raw: RawModule | None = None) -> int:
    """How often the engine and the plain evaluator differ on one random program."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    program = random_program(rng)
    engine = DurableEngine(program, raw)
    seen = [random_observation(rng, program) for _ in range(observations)]
    wrong = sum(engine._columns(each) != columns_of(program, each) for each in seen)
    engine.close()
    return wrong


def _new(
    literals: list[Literal], entity: Entity | None, count: int, reading: Constant | None = None
) -> list[int]:
    first = len(literals)
    literals.extend(Literal(f"literal {first + each}", entity, reading) for each in range(count))
    return list(range(first, first + count))


def _random_aggregates(
    rng: random.Random, literals: list[Literal], known: dict[Entity | None, list[int]]
) -> tuple[Aggregate, ...]:
    entities = [rng.choice((Entity.PERSON, Entity.DEVICE)) for _ in range(8)]
    counted = [rng.choice(known[entity]) for entity in entities]
    heads = _new(literals, None, len(entities))
    known[None] += heads
    return tuple(
        Aggregate(head, rng.choice(list(Over)), literal, entity, rng.random() < 0.5)
        for head, literal, entity in zip(heads, counted, entities, strict=True)
    )


def _random_clauses(
    rng: random.Random,
    literals: list[Literal],
    known: dict[Entity | None, list[int]],
    entity: Entity | None,
    heads: int,
) -> tuple[Clause, ...]:
    clauses: list[Clause] = []
    longest = rng.choice((1, 3, 6, 25))
    for _ in range(heads):
        usable = list(dict.fromkeys([*known[entity], *known[None]]))
        recent = usable[-40:] if rng.random() < 0.4 else usable
        bodies = {
            tuple(sorted(rng.sample(recent, rng.randint(1, min(longest, len(recent))))))
            for _ in range(rng.choice((1, 2, 2, 8)))
        }
        (head,) = _new(literals, entity, 1)
        clauses += [Clause(head, body) for body in sorted(bodies)]
        known[entity].append(head)
    return tuple(clauses)


def _agree(seed: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if disagreements(seed, 20):
            return False
        seed += 1
    return True


def _memory_is_flat(seed: int, evaluations: int) -> bool:
    """Whether the process stays within 2 MiB of what it needed for the first thousand."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    program = random_program(rng, most=20)
    engine = DurableEngine(program)
    seen = [random_observation(rng, program) for _ in range(50)]
    for number in range(1000):
        engine._columns(seen[number % 50])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(evaluations):
        engine._columns(seen[number % 50])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2048


def _children_agree(seed: int) -> bool:
    """Whether children forked while another thread evaluates are right, and the parent stays so."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    program = random_program(rng)
    engine = DurableEngine(program)
    seen = [random_observation(rng, program) for _ in range(20)]
    expected = [columns_of(program, each) for each in seen]
    stop = threading.Event()

    def evaluate() -> bool:
        return [engine._columns(each) for each in seen] == expected

    def keep_busy() -> None:
        while not stop.is_set():
            evaluate()

    worker = threading.Thread(target=keep_busy)
    worker.start()
    right = True
    for _ in range(20):
        time.sleep(rng.random() / 1000)
        child = os.fork()
        if not child:
            signal.alarm(60)
            right = evaluate()
            engine.close()
            os._exit(0 if right else 1)
        right = right and os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    stop.set()
    worker.join()
    return right and evaluate()


if __name__ == "__main__":
    what, *numbers = sys.argv[1:]
    checks: dict[str, Callable[..., bool]] = {
        "agree": _agree,
        "memory": _memory_is_flat,
        "fork": _children_agree,
    }
    sys.exit(not checks[what](*map(int, numbers)))
