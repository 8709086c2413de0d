"""What is proved of interviews, held against all there are: every way to ask is tried.

An interview is a way to choose the next question from what is known. Of small protocols every one
is tried against every incident, as a game: the questions are chosen by whoever asks, the answers by
an adversary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations, product
from random import Random
from typing import Any, Final

import pytest
from attrs import evolve

from decisions.deciding import URGENCY, decider_of, question
from reference.small_protocols import PERSON, must, route, told, under
from sexto_rules.decisions import Decider
from sexto_rules.errors import IncidentError
from sexto_rules.facts import Incident, Person
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    Condition,
    FactRef,
    FactStatus,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
)
from sexto_rules.protocol.model import Directive, Question
from sexto_rules.simulation.knowable import Knowable
from sexto_rules.simulation.worker import Worker
from simulation.simulating import fewest, grid_of, interview, no_longer, unanswered

FACTS: Final = ("blackmail", "coerced", "grooming", "ongoing")
A, B, C, D = (told(each) for each in FACTS)
FIRST, LATER = (group.id for group in URGENCY[:2])
UNSAYABLE: Final = FactStatus(FactRef(Of.INCIDENT, "grooming"), Mode.CANNOT_SAY)


def in_groups(questions: Sequence[Question], first: int) -> tuple[Question, ...]:
    """These questions, so many of them in the most urgent group."""
    return tuple(
        evolve(each, urgency=FIRST if place < first else LATER)
        for place, each in enumerate(questions)
    )


def of_facts(*conditions: Condition, first: int, **more: Any) -> Decider:
    """A protocol with a duty by each condition that asks for the four facts."""
    acts = ("tell_lead", "call_police", "complete_grid")
    duties = [must(f"d{n}", acts[n], each) for n, each in enumerate(conditions)]
    questions = in_groups(grid_of(*FACTS), first)
    return decider_of(*duties, questions=questions, urgency=URGENCY, **more)


PROTOCOLS: Final = {
    "any": of_facts(AnyOf((A, B, C, D)), first=4),
    "any, by groups": of_facts(AnyOf((A, B, C, D)), first=2),
    "all and any": of_facts(All((A, B)), AnyOf((B, C, D)), first=3),
    "needed later": of_facts(AnyOf((A, B, D)), C, D, first=3),
    "either way": of_facts(AnyOf((All((A, B)), All((Not(A), C)))), first=4),
    "unsayable": of_facts(AnyOf((A, UNSAYABLE)), All((B, D)), first=2),
    "out of place": decider_of(
        must("x", "tell_lead", AnyOf((A, B, C))),
        questions=(
            evolve(question("first", "blackmail", when=Modal(Mode.POSSIBLY, B)), urgency=FIRST),
            *in_groups(grid_of(*FACTS[1:]), 1),
        ),
        urgency=URGENCY,
    ),
    "routes": of_facts(
        first=3, classes=[route("danger", A), route("bad", AnyOf((B, C))), route("rest")]
    ),
}


def incidents() -> list[Incident]:
    """Everything that can be with the four facts."""
    found = []
    for values in product((True, False, None), repeat=4):
        truth = dict(zip(FACTS, values, strict=True))
        told_so: dict[str, Any] = {each: its for each, its in truth.items() if its is not None}
        unsayable = {each for each in truth if truth[each] is None}
        found.append(Incident(**told_so, cannot_say=unsayable))
    return found


def people() -> list[Incident]:
    """Everything that can be with one person, and a fact of the incident."""
    found = []
    for age, adult, suspected, ongoing in product(
        (15, 18, None), (True, False, None), (True, False, None), (True, False)
    ):
        parts: dict[str, Any] = {"age": age, "adult": adult, "adult_suspected": suspected}
        told_so = {name: value for name, value in parts.items() if value is not None}
        try:
            person = Person(id="p1", **told_so)
        except IncidentError:
            continue
        unsayable = {f"persons.p1.{name}" for name in parts if parts[name] is None}
        found.append(
            Incident(persons=[person], persons_complete=True, ongoing=ongoing, cannot_say=unsayable)
        )
    return found


class Game:
    """Every way to ask, in the order of urgency, against every incident."""

    def __init__(self, decider: Decider, everything: Sequence[Incident]) -> None:
        """Begin with nothing tried."""
        self._decider = decider
        self._workers = {each: Worker(Knowable(decider.day), each) for each in everything}
        self._next: dict[Incident, list[str]] = {}
        self._replies: dict[tuple[Incident, Incident, str], Incident] = {}
        self._most: Mapping[Incident, int] = {}
        self._tried: dict[Incident, bool] = {}

    def can_be_asked(self, most: Mapping[Incident, int]) -> bool:
        """Whether some interview takes no more questions than that in any incident."""
        self._most, self._tried = most, {}
        everything = list(self._workers)
        return self._goes_on(self._workers[everything[0]].begin(), everything, 0)

    def _goes_on(self, known: Incident, left: Sequence[Incident], asked: int) -> bool:
        if known not in self._tried:
            self._tried[known] = self._is_won(known, left, asked)
        return self._tried[known]

    def _is_won(self, known: Incident, left: Sequence[Incident], asked: int) -> bool:
        paths = self._paths(known)
        if not paths:
            return True
        if any(asked >= self._most[each] for each in left):
            return False
        return any(
            all(
                self._goes_on(after, its, asked + 1)
                for after, its in self._answers(known, left, path).items()
            )
            for path in paths
        )

    def _paths(self, known: Incident) -> list[str]:
        """What can be asked: all of the most urgent group in which something matters."""
        if known not in self._next:
            self._next[known] = self._found_paths(known)
        return self._next[known]

    def _found_paths(self, known: Incident) -> list[str]:
        questions = self._decider.decide(known).questions
        if not questions:
            return []
        # Those that are out of place stand last, of whatever group: so the first says which.
        first = questions[0].urgency
        facts = {str(each.fact) for each in self._decider.day.questions if each.urgency == first}
        return [
            path
            for path in unanswered(self._decider.day, known)
            if path in facts or f"person.{path.rpartition('.')[2]}" in facts
        ]

    def _answers(
        self, known: Incident, left: Sequence[Incident], path: str
    ) -> dict[Incident, list[Incident]]:
        found: dict[Incident, list[Incident]] = {}
        for each in left:
            key = (known, each, path)
            if key not in self._replies:
                self._replies[key] = self._workers[each].reply(known, path)
            found.setdefault(self._replies[key], []).append(each)
        return found


def holds_against_every_way_to_ask(decider: Decider, everything: Sequence[Incident]) -> int:
    """Hold what is proved of each incident against the game; return of how many it is exact."""
    game = Game(decider, everything)
    ours = {each: len(interview(decider, each)) for each in everything}
    anything = dict.fromkeys(everything, 99)
    assert game.can_be_asked(ours)
    exact = 0
    for truth in everything:
        in_order, least = fewest(decider, truth, in_order=True), no_longer(decider, truth)
        assert fewest(decider, truth) <= in_order <= least <= ours[truth]
        assert not in_order or not game.can_be_asked({**anything, truth: in_order - 1}), truth
        assert not least or not game.can_be_asked({**ours, truth: least - 1}), truth
        exact += least == ours[truth]
    return exact


@pytest.mark.parametrize("name", PROTOCOLS)
def test_no_way_to_ask_is_shorter_than_is_proved(name: str) -> None:
    """In the order of urgency; and without being longer than ours in any incident."""
    assert holds_against_every_way_to_ask(PROTOCOLS[name], incidents()) == 81, "of all"


def drawn_condition(rng: Random, depth: int = 2) -> Condition:
    """A condition of the four facts."""
    if depth == 0 or rng.random() < 0.25:
        fact = rng.choice((A, B, C, D))
        return Not(fact) if rng.random() < 0.25 else fact
    parts = tuple(drawn_condition(rng, depth - 1) for _ in range(rng.choice((2, 2, 3))))
    return All(parts) if rng.random() < 0.45 else AnyOf(parts)


def test_the_same_of_protocols_drawn_at_random() -> None:
    """And nearly always as much is proved as ours takes."""
    sayable = [each for each in incidents() if not each.cannot_say]
    exact = 0
    for seed in range(25):
        rng = Random(seed)  # noqa: S311 - a protocol, no secret
        conditions = [drawn_condition(rng) for _ in range(rng.choice((1, 2, 3)))]
        decider = of_facts(*conditions, first=rng.choice((1, 2, 3, 4)))
        exact += holds_against_every_way_to_ask(decider, sayable)
    assert exact >= 360, "of 400"


SOME_GROWN: Final = Quantified(Quantifier.SOME, PERSON, Modal(Mode.CERTAINLY, Not(under(18))))
YOUNG: Final = must("young", "inform_parents", under(18), for_each=PERSON)


AGE_FACTS: Final = ("age", "adult_suspected", "adult")


@pytest.mark.parametrize("first", [1, 4])
@pytest.mark.parametrize(
    ("duties", "names"), [((YOUNG,), AGE_FACTS), *(((), each) for each in permutations(AGE_FACTS))]
)
def test_the_same_of_a_person_of_some_age(
    duties: tuple[Directive, ...], names: tuple[str, ...], first: int
) -> None:
    """Of whom it may be suspected that they pose as younger, whatever is asked first."""
    questions = (
        *(question(name.replace("_", "-"), name, Of.PERSON, for_each=PERSON) for name in names),
        question("ongoing", "ongoing"),
    )
    decider = decider_of(
        must("grown", "tell_lead", AnyOf((told("ongoing"), SOME_GROWN))),
        *duties,
        questions=in_groups(questions, first),
        urgency=URGENCY,
        given=[FactRef(Of.INCIDENT, "persons_complete")],
    )
    assert holds_against_every_way_to_ask(decider, people())
