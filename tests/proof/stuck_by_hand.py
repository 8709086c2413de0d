"""Which incidents leave a line stuck without saying so, by trying all that can be learned."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, Final

from attrs import evolve, frozen

from sexto_rules.decisions.freeing import freeing_facts
from sexto_rules.decisions.relevance import Relevance
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.statuses import Plan
from sexto_rules.facts import UNKNOWN, Incident, Person
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    Condition,
    FactRef,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    ValueTest,
)
from sexto_rules.protocol.model import DayProtocol, Directive, InDoubt
from sexto_rules.protocol.outcome import Line, Status
from sexto_rules.reference import decide
from support.build import directive, yes

__all__ = ["Small", "is_due", "said_to_be_free", "small_rules", "stuck_incidents"]

_PUPIL: Final = ValueTest(FactRef(Of.PERSON, "pupil"), frozenset({True}))
_ASKED_IN_VAIN: Final = "cannot say"


@frozen
class Small:
    """The incidents tried: these facts of the incident, so many persons of whom one may be told."""

    facts: tuple[str, ...]
    persons: int

    def incidents(self) -> Iterator[Incident]:
        """Yield every incident there is."""
        told = (UNKNOWN, True, False, _ASKED_IN_VAIN)
        for values in product(told, repeat=len(self.facts)):
            for count in range(self.persons + 1):
                for pupils in product(told, repeat=count):
                    for complete in told if self.persons else (UNKNOWN,):
                        yield self._incident(values, pupils, complete)

    def _incident(
        self, values: tuple[Any, ...], pupils: tuple[Any, ...], complete: Any
    ) -> Incident:
        paths = [*self.facts, *(f"persons.p{number}.pupil" for number, _ in enumerate(pupils, 1))]
        said = dict(zip([*paths, "persons_complete"], [*values, *pupils, complete], strict=True))
        told: dict[str, Any] = {
            path: UNKNOWN if value == _ASKED_IN_VAIN else value for path, value in said.items()
        }
        return Incident(
            **{name: told[name] for name in (*self.facts, "persons_complete")},
            persons=[
                Person(id=f"p{number}", pupil=told[f"persons.p{number}.pupil"])
                for number, _ in enumerate(pupils, 1)
            ],
            cannot_say=frozenset(path for path, value in said.items() if value == _ASKED_IN_VAIN),
        )

    def learned(self, incident: Incident) -> Iterator[Incident]:
        """Yield all that may be known once more is: with one more person than are ever tried."""
        choices = [self._choices(incident, getattr(incident, name), name) for name in self.facts]
        pupils = [
            self._choices(incident, each.pupil, f"persons.{each.id}.pupil")
            for each in incident.persons
        ]
        is_open = (
            incident.persons_complete is not True and "persons_complete" not in incident.cannot_say
        )
        most = self.persons + 1 - len(incident.persons) if is_open and self.persons else 0
        for values in product(*choices):
            for told in product(*pupils):
                for count in range(most + 1):
                    for new in product((UNKNOWN, True, False), repeat=count):
                        for complete in {incident.persons_complete, *([True] if is_open else [])}:
                            yield evolve(
                                incident,
                                **dict(zip(self.facts, values, strict=True)),
                                persons=[
                                    Person(id=f"p{number}", pupil=pupil)
                                    for number, pupil in enumerate((*told, *new), 1)
                                ],
                                persons_complete=complete,
                            )

    @staticmethod
    def _choices(incident: Incident, value: Any, path: str) -> tuple[Any, ...]:
        is_open = value is UNKNOWN and path not in incident.cannot_say
        return (UNKNOWN, True, False) if is_open else (value,)


def said_to_be_free(day: DayProtocol, incident: Incident, name: str) -> list[Line]:
    """Return the held lines of a directive for which a decision names what may free them."""
    plan, residuals = Plan(day), Residuals(day, incident)
    relevance = Relevance(plan, residuals)
    return [
        line
        for line in decide(day, incident).lines
        if line.directive == name
        and line.status is Status.HELD
        and freeing_facts(plan, relevance, residuals, line)
    ]


def is_due(day: DayProtocol, incident: Incident, line: Line) -> bool:
    """Whether the line of the same directive and target is due."""
    return any(
        (each.directive, each.target, each.status) == (line.directive, line.target, Status.DUE)
        for each in decide(day, incident).lines
    )


def stuck_incidents(day: DayProtocol, name: str, small: Small) -> Iterator[Incident]:
    """Yield each incident with a line for which facts are named and that nothing frees."""
    for incident in small.incidents():
        for line in said_to_be_free(day, incident, name):
            if not any(is_due(day, each, line) for each in small.learned(incident)):
                yield incident


def small_rules(rng: random.Random, small: Small) -> tuple[Directive, ...]:
    """Return a duty, prohibitions of its act, and now and then what lifts one of them."""
    kind = Entity.PERSON if small.persons and rng.random() < 0.4 else None
    acts = ("inform_parents",) if kind else ("record_facts", "hand_over_grid")[: rng.randint(1, 2)]

    def condition(depth: int = 2) -> Condition:
        return _condition(rng, small, kind, depth)

    duty = directive(
        "duty",
        "must",
        *acts,
        condition=condition(1) if rng.random() < 0.4 else All(()),
        for_each=kind,
        in_doubt=rng.choice((InDoubt.WAITS, InDoubt.WAITS, InDoubt.APPLIES)),
    )
    bans = [
        directive(f"ban{number}", "must_not", act, condition=condition(), for_each=kind)
        for number, act in enumerate((*acts, rng.choice(acts)))
    ]
    lifting = _condition(rng, small, None, 1)
    lifts = [
        directive("lifts", "may", "tell_lead", condition=lifting, overrides=("ban0",))
        for _ in range(rng.random() < 0.3)
    ]
    return (duty, *bans, *lifts)


def _condition(rng: random.Random, small: Small, kind: Entity | None, depth: int) -> Condition:
    """Return a condition about the facts tried, and the person where there is one."""
    more: Callable[[Entity | None], Condition] = lambda about: _condition(  # noqa: E731 - a short name
        rng, small, about, depth - 1
    )
    what = rng.random()
    if depth <= 0 or what < 0.25:
        facts = [*map(yes, small.facts), *([_PUPIL] if kind else [])]
        return rng.choice(facts)
    if what < 0.55:
        return rng.choice((All, AnyOf))(tuple(more(kind) for _ in range(2)))
    if what < 0.7:
        return Not(more(kind))
    if what < 0.8:
        return Modal(rng.choice(list(Mode)), more(kind))
    if small.persons:
        return Quantified(rng.choice(list(Quantifier)), Entity.PERSON, more(Entity.PERSON))
    return more(kind)
