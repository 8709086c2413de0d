"""What answers are worth, over every case and cases made anew: the protocol alone decides."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import Final

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from practice.practising import DAY, decider, exercises, quebec, shipped
from sexto_rules import reference
from sexto_rules.decisions import Decider
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity, Family
from sexto_rules.practice import (
    Answer,
    Exercise,
    Judged,
    Mark,
    Moment,
    Offer,
    PracticeResult,
    expected_of,
)
from sexto_rules.practice.offers import CARE, HOW_MANY
from sexto_rules.protocol.model import Modality
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Target

MOMENTS: Final = [(each.case.level, moment) for each in exercises() for moment in each.moments]
_DUTIES: Final = {Modality.MUST, Modality.SHOULD}


@cache
def by_reference(incident: Incident) -> Outcome:
    """What the specification says of an incident."""
    return reference.decide(decider().day, incident)


def right_by_reference(incident: Incident, offer: Offer) -> set[Answer]:
    """Every answer that the specification has a reason for; none: nothing asks or forbids."""
    modalities = {each.id: each.modality for each in decider().day.directives}
    found = set()
    for line in by_reference(incident).lines:
        if not set(line.acts) & set(offer.acts) or not reaches(line, offer):
            continue
        if line.status is Status.IN_FORCE:
            found.add(Answer.NEVER)
        elif line.status is Status.DUE and modalities[line.directive] in _DUTIES:
            found.add(Answer.DO)
    return found


def reaches(line: Line, offer: Offer) -> bool:
    """Whether a line is about the target of an offer."""
    if line.target is None or line.target.scope is Scope.EVERY or offer.target is None:
        return True
    return line.target.id == offer.target.id and line.target.scope is Scope.ONE


def test_every_offer_is_judged_as_the_specification_says() -> None:
    """What is right is what the reference derives of the incident of that step, and that alone."""
    counted: Counter[Answer] = Counter()
    for _, moment in MOMENTS:
        for task in moment.tasks:
            found = right_by_reference(moment.step.incident, task.offer)
            assert found == {task.expected.answer} - {Answer.NEITHER}
            counted[task.expected.answer] += 1
    assert min(counted.values()) > 60, counted


def test_every_step_offers_a_fair_mix() -> None:
    """Some to do, some forbidden, no more than the level has, none of them twice."""
    for level, moment in MOMENTS:
        counted = Counter(task.expected.answer for task in moment.tasks)
        assert counted[Answer.DO] >= 2
        assert counted[Answer.NEVER] >= 3
        assert all(counted[answer] <= most for answer, most in HOW_MANY[level].items())
        assert len({task.offer for task in moment.tasks}) == len(moment.tasks)


def test_every_case_has_something_that_is_not_due() -> None:
    """In each case some act is to be left aside: not everything is either right or wrong."""
    for exercise in exercises():
        answers = {task.expected.answer for each in exercise.moments for task in each.tasks}
        assert answers == set(Answer), exercise.case.id


def test_no_call_for_help_and_no_care_is_offered_as_not_due() -> None:
    """Whoever would call, or look after somebody, is never told that it was too early."""
    acts = quebec().acts
    for _, moment in MOMENTS:
        for task in moment.tasks:
            if task.expected.answer is Answer.NEITHER:
                assert all(acts[act].family is not Family.ALARM for act in task.offer.acts)
                assert CARE.isdisjoint(task.offer.acts)


def test_care_that_is_named_is_an_act() -> None:
    """Each act of care is one that the protocol has: none is misspelt."""
    assert set(quebec().acts) >= CARE


def test_whatever_is_judged_has_its_grounds() -> None:
    """A line for each right answer, with texts in both languages and a basis."""
    for _, moment in MOMENTS:
        for task in moment.tasks:
            lines = task.expected.lines
            assert lines or task.expected.answer is Answer.NEITHER
            for line in lines:
                assert set(line.text) == {"fr", "en"}
                assert line.basis is not None
                assert line.id in {each.id for each in moment.decision.directives}


def test_the_same_seed_offers_the_same_and_another_one_else() -> None:
    """A case can be done again as it was, or differently."""
    for case in shipped()[:3]:
        first, again, other = (Exercise.prepare(case, decider(), seed) for seed in (5, 5, 6))
        assert offers_of(first) == offers_of(again)
        assert offers_of(first) != offers_of(other)


def offers_of(exercise: Exercise) -> list[list[Offer]]:
    """What each step offers, in order."""
    return [[task.offer for task in moment.tasks] for moment in exercise.moments]


def test_what_has_changed_is_asked_about() -> None:
    """A step of which the answer to an act has changed offers such an act."""
    for case in shipped():
        exercise = Exercise.prepare(case, decider(), seed=2)
        for before, now in pairwise(exercise.moments):
            changed = {task.offer for task in now.tasks if is_new(before, task.offer, now)}
            assert changed, exercise.case.id


def is_new(before: Moment, offer: Offer, now: Moment) -> bool:
    """Whether the answer to an offer is not the one of the step before."""
    old, new = expected_of(before.decision, offer), expected_of(now.decision, offer)
    assert new is not None
    return old is None or old.answer is not new.answer


def test_another_protocol_judges_the_same_act_differently() -> None:
    """Nothing about an act is written down: without the rule, the answer is another one."""
    incident = Incident(blackmail=True)
    discipline = Offer(("discipline",))
    expected = expected_of(decider().decide(incident), discipline)
    assert expected is not None
    assert expected.answer is Answer.NEVER
    rules = [each for each in quebec().directives if "discipline" not in each.acts]
    looser = evolve(quebec(), directives=tuple(rules), invariants=())
    with Decider(looser, DAY, engines=["compiled"]) as other:
        silent = expected_of(other.decide(incident), discipline)
    assert silent is not None
    assert (silent.answer, silent.lines) == (Answer.NEITHER, ())


def test_what_says_two_things_is_not_asked() -> None:
    """A permission, a lifted prohibition or an act that is one way among others is no question."""
    decision = decider().decide(shipped()[1].steps[-1].incident)
    for line in decision.directives:
        kept = line.target is None or line.target.scope is not Scope.OTHER
        if line.modality is Modality.MAY and line.status is Status.DUE and kept:
            assert expected_of(decision, Offer(line.acts, line.target)) is None
        if line.status in {Status.LIFTED, Status.DONE} and kept:
            found = expected_of(decision, Offer(line.acts, line.target))
            assert found is None or found.answer is not Answer.NEITHER
    person = Target(Entity.PERSON, Scope.ONE, "p1")
    assert expected_of(decision, Offer(("consult_child_protection",), person)) is None


@settings(max_examples=40)
@given(st.data())
def test_answers_are_worth_what_they_are(data: st.DataObject) -> None:
    """Whatever is answered: right where it is what was expected, each mistake once, all counted."""
    exercise = data.draw(st.sampled_from(exercises()))
    result = PracticeResult(exercise=exercise)
    steps = data.draw(st.integers(0, len(exercise.moments)))
    for moment in exercise.moments[:steps]:
        places = st.integers(0, len(moment.tasks) - 1)
        answers = data.draw(st.dictionaries(places, st.sampled_from(Answer)))
        judged = moment.judged(answers)
        for place, each in enumerate(judged):
            task = moment.tasks[place]
            assert each.answer is answers.get(place, Answer.NEITHER)
            assert (each.mark is Mark.RIGHT) is (each.answer is task.expected.answer)
            assert is_worth(each)
        result = result.with_step(judged)
    assert result.is_finished is (steps == len(exercise.moments))
    assert result.asked == sum(len(moment.tasks) for moment in exercise.moments[:steps])
    assert sum(map(result.of, Mark)) == result.asked
    assert result.right + len(list(result.mistakes())) == result.asked
    order = list(Mark)
    ranks = [order.index(each.mark) for _, each in result.mistakes()]
    assert ranks == sorted(ranks)
    data_of = result.to_dict()
    assert json.loads(json.dumps(data_of)) == data_of
    cited = {
        name
        for step in data_of["steps"]
        for each in step["answers"]
        for line in each["lines"]
        for name in line["sources"]
    }
    assert {source["id"] for source in data_of["sources"]} == cited


def is_worth(each: Judged) -> bool:
    """Whether a mark is the one of what was expected and what was answered."""
    match each.expected.answer, each.answer:
        case Answer.NEVER, Answer.DO:
            return each.mark is Mark.FORBIDDEN
        case Answer.DO, Answer.NEVER:
            return each.mark is Mark.REFUSED
        case Answer.DO, Answer.NEITHER:
            return each.mark is Mark.MISSED
        case Answer.NEVER, Answer.NEITHER:
            return each.mark is Mark.UNNAMED
        case Answer.NEITHER, Answer.DO:
            return each.mark is Mark.EARLY
        case Answer.NEITHER, Answer.NEVER:
            return each.mark is Mark.OVERCAUTIOUS
        case _:
            return each.mark is Mark.RIGHT


@pytest.mark.parametrize("exercise", exercises(), ids=lambda each: each.case.id)
def test_who_answers_as_expected_misses_nothing(exercise: Exercise) -> None:
    """The answers that the protocol gives are all right."""
    result = PracticeResult(exercise=exercise)
    for moment in exercise.moments:
        answers = {place: task.expected.answer for place, task in enumerate(moment.tasks)}
        result = result.with_step(moment.judged(answers))
    assert result.is_finished
    assert result.right == result.asked > 0
    assert list(result.mistakes()) == []
