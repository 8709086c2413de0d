"""The tests that an engine passes: a base class for pytest."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import combinations, islice
from typing import Any, ClassVar, Final

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sexto_rules.engines.base import Conditions, Engine, EngineFailureError
from sexto_rules.errors import ProtocolError
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import FACTS, FactKind
from sexto_rules.library import incident_to_yaml
from sexto_rules.lowering import Program, lower
from sexto_rules.protocol.conditions import All, AnyOf, Not
from sexto_rules.protocol.model import DayProtocol, Directive
from sexto_rules.protocol.outcome import Truth
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.sampling.smallest import smallest
from sexto_rules.testing.conformance.case import (
    Case,
    is_yes,
    note_of,
    protocol_of,
)
from sexto_rules.testing.conformance.entity_cases import entity_cases
from sexto_rules.testing.conformance.expected import differences, expected_conditions
from sexto_rules.testing.conformance.incident_cases import incident_cases
from sexto_rules.testing.random_protocols import day_protocols, sample_day_protocol
from sexto_rules.testing.strategies import incidents

__all__ = ["CASES", "EngineConformance"]

CASES: Final = (*incident_cases(), *entity_cases())
"""Every hand-made case."""

_PHASES: Final = (Phase.explicit, Phase.reuse, Phase.generate, Phase.target)
"""Without `shrink`, which takes minutes."""

_HUGE: Final = 2_500
"""So many conditions are more than any protocol has; an engine takes them or says it does not."""

_FACTS: Final = [spec.name for spec in FACTS[None].values() if spec.kind is FactKind.BOOL]


class EngineConformance(ABC):
    """What every engine does; a subclass makes one (`make_engine`) and pytest runs the tests.

    `random_protocols` and `incidents_each` say how much is drawn; a nightly run raises them.

    Example:
        >>> from sexto_rules.engines.compiled import CompiledEngine
        >>> class TestCompiled(EngineConformance):
        ...     def make_engine(self, program):
        ...         return CompiledEngine(program)
    """

    random_protocols: ClassVar[int] = 40
    incidents_each: ClassVar[int] = 8

    @abstractmethod
    def make_engine(self, program: Program) -> Engine:
        """Return the engine, made for a program."""

    @contextmanager
    def engine_for(self, day: DayProtocol) -> Iterator[Engine]:
        """Make an engine for a protocol, and close it afterwards."""
        engine = self.make_engine(lower(day))
        try:
            yield engine
        finally:
            engine.close()

    def require(self, engine: Engine, day: DayProtocol, incident: Incident) -> None:
        """Require that the engine says of an incident what the specification says."""
        __tracebackhide__ = True
        found, expected = engine.conditions(incident), expected_conditions(day, incident)
        if found != expected:
            message = (
                f"{engine.name} differs from the specification: "
                f"{differences(day, expected, found)}\nincident:\n{incident_to_yaml(incident)}"
            )
            raise AssertionError(message)

    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
    def test_a_hand_made_case(self, case: Case) -> None:
        """Each edge of the language: the truth in each row is the one written beside it."""
        with self.engine_for(case.day) as engine:
            assert engine.conditions(case.incident).directives == (case.truths,)
            self.require(engine, case.day, case.incident)

    @pytest.mark.parametrize("block", range(4))
    def test_random_protocols(self, block: int) -> None:
        """On random protocols and incidents every condition is that of the specification."""
        for number in range(block, self.random_protocols, 4):
            rng = random.Random(f"conformance-{number}")  # noqa: S311 - no secret
            day = sample_day_protocol(rng)
            focus = focus_on(day)
            with self.engine_for(day) as engine:
                for _ in range(self.incidents_each):
                    self.require(engine, day, sample_incident(rng, focus))

    def test_small_random_protocols(self) -> None:
        """The same, drawn by hypothesis; what fails is shown with little known."""

        @settings(phases=_PHASES, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.data())
        def agrees(data: st.DataObject) -> None:
            day = data.draw(day_protocols())
            incident = data.draw(incidents(day))
            if self._differs(day, incident):
                self._require_small(day, incident)

        agrees()

    def _differs(self, day: DayProtocol, incident: Incident) -> bool:
        with self.engine_for(day) as engine:
            return engine.conditions(incident) != expected_conditions(day, incident)

    def _require_small(self, day: DayProtocol, incident: Incident) -> None:
        """Require it of the classes or one directive alone, and of little that is known."""
        parts: list[tuple[Directive, ...]] = [(), *((each,) for each in day.directives)]
        alone = (evolve(day, directives=part) for part in parts)
        day = next((each for each in alone if self._differs(each, incident)), day)
        small = smallest(incident, lambda each: self._differs(day, each))
        with self.engine_for(day) as engine:
            self.require(engine, day, small)

    def test_an_empty_protocol(self) -> None:
        """No class and no directive: nothing to say, and no failure."""
        with self.engine_for(protocol_of()) as engine:
            assert engine.conditions(Incident()) == Conditions((), ())

    def test_it_has_a_name(self) -> None:
        """A decision lists the engine by its name, which two of a kind share."""
        with self.engine_for(protocol_of()) as one, self.engine_for(_sample(3)[0]) as other:
            assert isinstance(one.name, str)
            assert one.name
            assert one.name == other.name

    def test_nothing_is_kept_between_incidents(self) -> None:
        """In any order and again, each incident has the answer that a new engine gives."""
        day, drawn = _sample(5)
        expected = [self._fresh(day, incident) for incident in drawn]
        with self.engine_for(day) as engine:
            for order in (range(len(drawn)), reversed(range(len(drawn)))):
                for at in order:
                    assert engine.conditions(drawn[at]) == expected[at]
                    assert engine.conditions(drawn[at]) == expected[at]

    def _fresh(self, day: DayProtocol, incident: Incident) -> Conditions:
        with self.engine_for(day) as engine:
            return engine.conditions(incident)

    def test_engines_do_not_know_each_other(self) -> None:
        """Engines of several protocols side by side, used in turn, answer as if alone."""
        pairs = [_sample(seed) for seed in range(4)]
        engines = [self.make_engine(lower(day)) for day, _ in pairs]
        try:
            for at in range(len(pairs[0][1])):
                for engine, (day, drawn) in zip(engines, pairs, strict=True):
                    self.require(engine, day, drawn[at])
        finally:
            for engine in engines:
                engine.close()

    def test_many_threads(self) -> None:
        """Eight threads on one engine get what one thread gets."""
        day, drawn = _sample(11)
        with self.engine_for(day) as engine:
            alone = [engine.conditions(incident) for incident in drawn]
            with ThreadPoolExecutor(8) as threads:
                assert list(threads.map(engine.conditions, drawn * 8)) == alone * 8

    def test_threads_make_and_close_engines(self) -> None:
        """Engines come and go in several threads while others decide."""

        def live(seed: int) -> bool:
            day, drawn = _sample(seed)
            expected = [expected_conditions(day, incident) for incident in drawn]
            return [self._fresh(day, incident) for incident in drawn] == expected

        with ThreadPoolExecutor(4) as threads:
            assert all(threads.map(live, range(8)))

    def test_closing(self) -> None:
        """Closed twice is closed; a closed engine is right or fails, and others go on."""
        day, drawn = _sample(7)
        expected = expected_conditions(day, drawn[0])
        with self.engine_for(day) as other:
            engine = self.make_engine(lower(day))
            engine.close()
            engine.close()
            try:
                said = engine.conditions(drawn[0])
            except EngineFailureError:
                said = expected
            assert said == expected
            self.require(other, day, drawn[0])

    def test_a_huge_program_is_taken_or_refused(self) -> None:
        """Beyond its limits an engine refuses when it is made, with a problem that says why."""
        told: dict[str, Any] = dict.fromkeys(_FACTS, False)
        try:
            engine = self.make_engine(_huge_program())
        except ProtocolError as error:
            said = {(problem.code[:3], bool(problem.message)) for problem in error.problems}
            assert said == {("SX5", True)}, error.problems  # noqa: PT017 - it may be taken too
            return
        try:
            found = engine.conditions(Incident(**told))
            assert found.directives == ((Truth.TRUE,),) * _HUGE
        finally:
            engine.close()


def _sample(seed: int, count: int = 12) -> tuple[DayProtocol, list[Incident]]:
    """Return a random protocol and incidents of it, the same for the same seed."""
    rng = random.Random(f"sample-{seed}")  # noqa: S311 - no secret
    day = sample_day_protocol(rng)
    focus = focus_on(day)
    return day, [sample_incident(rng, focus) for _ in range(count)]


@cache
def _huge_program() -> Program:
    """Return a program of so many conditions, each true where every fact is denied."""
    each_of = islice(combinations(map(is_yes, _FACTS), 4), _HUGE)
    conditions = [AnyOf((Not(one), All(tuple(others)))) for one, *others in each_of]
    return lower(protocol_of(*(note_of(each, code=f"n{at}") for at, each in enumerate(conditions))))
