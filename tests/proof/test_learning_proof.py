"""What learning more takes back: what is proved, what is named, and that neither is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import pytest

from proof.learning_steps import is_learning, steps, taken_back
from proof.pinned import AMOUNTS, fits, pins_of, rng_of
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.library import load_protocol
from sexto_rules.proof.learning import Kept, LearningProver, Standing, taking_back
from sexto_rules.proof.learning_worlds import PairSolver, small_pair
from sexto_rules.proof.solver import conj
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    ConclusionTest,
    Condition,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    ValueTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Class, DayProtocol, Directive, InDoubt
from sexto_rules.reference import possible_classes
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.testing import sample_day_protocol
from support.build import conclusion, directive, klass, protocol, yes

DAY: Final = date(2026, 1, 1)
BLACKMAIL: Final = yes("blackmail")
PUPIL: Final = ValueTest(FactRef(Of.PERSON, "pupil"), frozenset({True}))
PROVED: Final = frozenset({Kept.BY_STRUCTURE, Kept.BY_SOLVER})
MILLISECONDS: Final = 60_000


def modal(mode: Mode, body: Condition = BLACKMAIL) -> Modal:
    """A question about knowledge."""
    return Modal(mode, body)


def some(body: Condition) -> Quantified:
    """Some person of whom it holds."""
    return Quantified(Quantifier.SOME, Entity.PERSON, body)


MAYBE_OR_NOT: Final = AnyOf((modal(Mode.POSSIBLY, PUPIL), Not(PUPIL)))
"""True of everybody whatever is known, though it asks about knowledge."""


def day_of(*directives: Directive, **parts: Any) -> DayProtocol:
    """A protocol with these directives."""
    return on(protocol(directives=directives, **parts), DAY)


def standing_of(day: DayProtocol, subject: str) -> Standing:
    """The first standing of a class or directive."""
    return next(each for each in LearningProver(day).standings() if each.subject == subject)


def duty(when: Condition, **parts: Any) -> Directive:
    """A duty to call the police."""
    return directive("r", "must", "call_police", condition=when, **parts)


ONLY_BECOMES_CERTAIN: Final = (
    BLACKMAIL,
    Not(BLACKMAIL),
    some(PUPIL),
    modal(Mode.CERTAINLY),
    modal(Mode.KNOWN),
    Not(modal(Mode.POSSIBLY)),
    Not(FactStatus(FactRef(Of.INCIDENT, "blackmail"), Mode.UNKNOWN)),
)
TAKEN_BACK: Final = (
    modal(Mode.POSSIBLY),
    modal(Mode.UNKNOWN),
    modal(Mode.CANNOT_SAY),
    Not(modal(Mode.CERTAINLY)),
    Not(modal(Mode.KNOWN)),
    FactStatus(FactRef(Of.INCIDENT, "blackmail"), Mode.UNKNOWN),
    FactStatus(FactRef(Of.INCIDENT, "blackmail"), Mode.CANNOT_SAY),
    ValueTest(FactRef(Of.INCIDENT, "persons_complete"), frozenset({False})),
    some(modal(Mode.POSSIBLY, PUPIL)),
)


def both_ways(conditions: Sequence[Condition]) -> DayProtocol:
    """A protocol with a duty and a prohibition for each, which never speak of the same act."""
    acts = {"must": "call_police", "must_not": "tell_lead"}
    return day_of(
        *(
            directive(f"{modality}-{number}", modality, act, condition=when)
            for modality, act in acts.items()
            for number, when in enumerate(conditions)
        )
    )


def test_what_only_becomes_certain_is_kept_by_structure() -> None:
    """Kleene's tables are enough; `certainly` and `known` take back only that they were false."""
    standings = list(LearningProver(both_ways(ONLY_BECOMES_CERTAIN)).standings())
    assert len(standings) == 2 * len(ONLY_BECOMES_CERTAIN)
    assert {each.kept for each in standings} == {Kept.BY_STRUCTURE}


def test_what_asks_about_knowledge_is_named_with_a_step() -> None:
    """The node that took it back is named, and the step that shows it only learns."""
    day = both_ways(TAKEN_BACK)
    conditions = {each.id: each.condition for each in day.directives}
    standings = list(LearningProver(day).standings())
    assert len(standings) == 2 * len(TAKEN_BACK)
    for found in standings:
        when = conditions[found.subject]
        assert found.kept is Kept.ON_PURPOSE
        (node,) = found.nodes
        assert node in {when, getattr(when, "body", None)}
        assert found.before is not None
        assert found.after is not None
        assert is_learning(found.before, found.after)
        assert found.subject in taken_back(day, found.before, found.after)


def test_a_question_about_knowledge_that_takes_nothing_back_is_kept_by_the_solver() -> None:
    """Also where it is about any number of persons, or asked through a conclusion."""
    conditions = (
        AnyOf((modal(Mode.POSSIBLY), Not(BLACKMAIL))),
        AnyOf((modal(Mode.UNKNOWN), modal(Mode.KNOWN))),
        AnyOf((BLACKMAIL, modal(Mode.POSSIBLY), modal(Mode.KNOWN))),
        some(MAYBE_OR_NOT),
        ConclusionTest("c"),
    )
    duties = (
        directive(f"r{number}", "must", "call_police", condition=when)
        for number, when in enumerate(conditions)
    )
    day = day_of(*duties, conclusions=(conclusion("c", some(MAYBE_OR_NOT)),))
    kept = [each.kept for each in LearningProver(day).standings()]
    assert kept == [Kept.BY_SOLVER] * len(conditions)


def test_who_is_far_apart_is_also_nearer() -> None:
    """So a gap of five years settles whether there may be one of three."""
    far, near = GapTest(5), AnyOf((modal(Mode.POSSIBLY, GapTest(3)), BLACKMAIL))
    assert standing_of(day_of(duty(All((far, near)))), "r").kept is Kept.BY_SOLVER


def test_as_many_persons_as_it_takes() -> None:
    """A step that needs three of them is found, though the two worlds of a few list two."""
    names = ("pupil", "at_risk", "capacity_concern")
    facts = [ValueTest(FactRef(Of.PERSON, name), frozenset({True})) for name in names]
    one_each = [
        some(All(tuple(each if each is fact else Not(each) for each in facts))) for fact in facts
    ]
    day = day_of(duty(All((modal(Mode.UNKNOWN), *one_each))))
    found = standing_of(day, "r")
    assert found.kept is Kept.ON_PURPOSE
    assert found.before is not None
    assert len(found.before.persons) == len(names)


def test_the_smallest_step_is_shown() -> None:
    """Nothing can be left out of it."""
    found = standing_of(day_of(duty(modal(Mode.POSSIBLY))), "r")
    assert (found.before, found.after) == (Incident(), Incident(blackmail=False))


def test_a_duty_given_in_doubt_goes_when_it_turns_out_not_to_apply() -> None:
    """That is named besides what is so of it once it is certain."""
    day = day_of(duty(BLACKMAIL, in_doubt=InDoubt.APPLIES))
    certain, doubted = LearningProver(day).standings()
    assert (certain.kept, certain.in_doubt) == (Kept.BY_STRUCTURE, False)
    assert (doubted.kept, doubted.in_doubt, doubted.nodes) == (Kept.ON_PURPOSE, True, ())
    assert (doubted.before, doubted.after) == (Incident(), Incident(blackmail=False))


def test_a_prohibition_in_doubt_may_turn_out_not_to_apply() -> None:
    """Its condition has become certainly false; there is nothing to name."""
    standings = list(
        LearningProver(
            day_of(directive("r", "must_not", "call_police", condition=BLACKMAIL))
        ).standings()
    )
    assert [each.kept for each in standings] == [Kept.BY_STRUCTURE]


def test_any_other_may_turn_out_to_be_somebody_exempt() -> None:
    """A prohibition for "any other" goes for one who is listed, not only by closing the list."""
    when = Not(modal(Mode.CERTAINLY, PUPIL))
    ban = directive("r", "must_not", "meet_involved", condition=when, for_each=Entity.PERSON)
    found = standing_of(day_of(ban), "r")
    assert found.kept is Kept.ON_PURPOSE
    assert found.nodes == (modal(Mode.CERTAINLY, PUPIL),)


@pytest.mark.parametrize(
    ("when", "kept"),
    [
        (BLACKMAIL, Kept.BY_STRUCTURE),
        (modal(Mode.POSSIBLY), Kept.ON_PURPOSE),
        (AnyOf((modal(Mode.POSSIBLY), Not(BLACKMAIL))), Kept.BY_SOLVER),
    ],
)
def test_a_settled_class_is_withdrawn_only_on_purpose(when: Condition, kept: Kept) -> None:
    """By another that comes back."""
    day = day_of(classes=(klass("first", when), klass("last")))
    found = standing_of(day, "first")
    assert found.kept is kept
    if found.before is not None:
        assert found.after is not None
        assert found.nodes == (when,)
        assert possible_classes(day, found.before) == ("first",)
        assert possible_classes(day, found.after) == ("last",)


def test_core_keeps_everything_by_structure() -> None:
    """Nothing in what every school is given asks about knowledge itself."""
    standings = list(LearningProver(on(load_protocol("core"), date(2026, 1, 15))).standings())
    assert {each.kept for each in standings} == {Kept.BY_STRUCTURE}


def test_every_step_of_learning_fits_the_two_worlds() -> None:
    """So nothing that may be learned is left out of the proof."""
    fitting = 0
    for seed in range(AMOUNTS.protocols // 2):
        rng = rng_of(f"learning-fits-{seed}")
        day = sample_day_protocol(rng)
        pair, focus = small_pair(day), focus_on(day)
        worlds = pair.before.world, pair.after.world
        solver = PairSolver(pair, MILLISECONDS)
        for _ in range(AMOUNTS.incidents // 2):
            before = sample_incident(rng, focus)
            for after in steps(rng, before, focus, 3):
                assert is_learning(before, after)
                if fits(worlds[0], before) and fits(worlds[1], after):
                    pins = [*pins_of(worlds[0], before), *pins_of(worlds[1], after)]
                    assert solver.may_hold(conj(pins)), (seed, before, after)
                    fitting += 1
    assert fitting > AMOUNTS.protocols


def test_nothing_that_is_proved_is_ever_taken_back() -> None:
    """Neither by steps drawn at random, nor in two worlds of a few; what is named is a step."""
    seen: Counter[Kept] = Counter()
    for seed in range(AMOUNTS.protocols // 2):
        rng = rng_of(f"more-{seed}")
        day = sample_day_protocol(rng)
        prover, small = LearningProver(day), PairSolver(small_pair(day), MILLISECONDS)
        proved = set()
        entries: list[Class | Directive] = [*day.classes, *day.directives]
        for entry in entries:
            found = next(iter(prover.of(entry)))
            seen[found.kept] += 1
            assert found.kept is not Kept.BROKEN
            if found.kept in PROVED:
                proved.add(entry.id)
                assert small.may_hold(taking_back(entry).shown(small.pair)) is False
            if found.before is not None and found.after is not None:
                assert is_learning(found.before, found.after)
        assert proved.isdisjoint(_taken_back_at_random(day, seed)), seed
    assert seen[Kept.UNDECIDED] <= sum(seen.values()) // 100
    assert min(seen[each] for each in (*PROVED, Kept.ON_PURPOSE)) > 0


def _taken_back_at_random(day: DayProtocol, seed: int) -> set[str]:
    rng, focus = rng_of(f"learning-steps-{seed}"), focus_on(day)
    found = set()
    for _ in range(AMOUNTS.incidents // 2):
        before = sample_incident(rng, focus)
        settled = possible_classes(day, before)
        for after in steps(rng, before, focus, 3):
            found |= taken_back(day, before, after)
            if len(settled) == 1 and possible_classes(day, after) != settled:
                found |= {*settled}
    return found
