"""What a difference says of when it is there, held against the reference on random incidents."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Final

import pytest
from attrs import evolve

from proof.pinned import AMOUNTS, rng_of
from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.candidates import told_by
from sexto_rules.proof.comparison import compare
from sexto_rules.proof.demands import Sides
from sexto_rules.proof.differences import Difference, Group, What
from sexto_rules.proof.finder import Finder, Found
from sexto_rules.proof.scene import Claim
from sexto_rules.proof.solver import both
from sexto_rules.proof.stating import Relation, Stated, Stating
from sexto_rules.proof.suspects import suspects_of
from sexto_rules.protocol.conditions import ALWAYS, ClassTest, Condition, DoneTest, Not
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import (
    DayProtocol,
    Invariant,
    Modality,
    Promise,
    PromiseKind,
    Protocol,
)
from sexto_rules.protocol.outcome import Scope, Status, Truth
from sexto_rules.reference import BLANK, About, decide, evaluate
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.testing import sample_protocol
from support.build import directive, klass, protocol, yes
from support.shipped import shipped

BINDING: Final = {Status.DUE, Status.IN_FORCE}
SEEDS: Final = range(max(2, AMOUNTS.protocols // 6))
DAY: Final = date(2026, 1, 15)


def holds(stated: Stated, day: DayProtocol, incident: Incident, about: About) -> bool:
    """Whether the condition is certainly true."""
    return evaluate(stated.condition or ALWAYS, day, incident, about) is Truth.TRUE


def is_kept(stated: Stated, *, differs: bool, condition: bool, is_done: bool) -> bool:
    """Whether one case is as it is stated."""
    if stated.relation is Relation.FOR_EXAMPLE:
        return True
    if differs and not condition:
        return False
    is_all = stated.relation in {Relation.ALWAYS, Relation.EXACTLY}
    return differs or not condition or not is_all or (stated.until_done and is_done)


def in_words_of_their_own(whole: Protocol) -> Protocol:
    """The protocol, each directive in words of its own, so that none stands for another."""
    directives = (evolve(each, text={"en": each.id}) for each in whole.directives)
    return evolve(whole, directives=tuple(directives))


def changed(whole: Protocol, rng: random.Random) -> Protocol:
    """The protocol with another condition for two of its directives, and others elsewhere."""
    directives = list(whole.directives)
    for number in rng.sample(range(len(directives)), k=min(2, len(directives))):
        each, other = directives[number], rng.choice(directives)
        condition = other.condition if other.for_each is each.for_each else Not(each.condition)
        directives[number] = evolve(each, condition=condition)
    rng.shuffle(directives)
    conclusions = tuple(
        evolve(each, text={"en": f"other words for {each.id}"}) for each in whole.conclusions
    )
    return evolve(whole, directives=tuple(directives), conclusions=conclusions)


def promising(whole: Protocol, name: str, condition: Condition) -> Protocol:
    """The protocol with a promise for where the condition holds."""
    never = Promise(PromiseKind.NO_CONFLICT)
    promise = Invariant(id=name, origin="test", text={}, always=condition, promises=(never,))
    return evolve(whole, invariants=(promise,))


def two_days(seed: object) -> tuple[DayProtocol, DayProtocol]:
    """Two random protocols that differ in a little of everything."""
    rng = rng_of(seed)
    before = in_words_of_their_own(sample_protocol(rng))
    after = changed(before, rng)
    if before.classes:
        first = frozenset({before.classes[0].id})
        before = promising(before, "kept", ClassTest(first))
        after = promising(after, "kept", Not(ClassTest(first)))
    return on(before, before.date), on(after, after.date)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_stated_of_any_difference_holds(seed: int) -> None:
    """Of lines, routes, questions, their order, words and promises: wherever an incident looks."""
    before, after = next(
        (before, after)
        for before, after in (two_days(f"stated {seed} {attempt}") for attempt in count())
        if not compare(before, after).same
    )
    finder = Finder(before, after)
    stating = Stating(finder, after, 60)
    rng = rng_of(f"incidents {seed}")
    incidents = [sample_incident(rng, focus_on(after)) for _ in range(3 * AMOUNTS.incidents)]
    seen = set()
    for suspect in list(suspects_of(Sides(before, after))):
        answer = finder.find(suspect.claim)
        if answer.incident is None or suspect.key in seen:
            continue
        seen.add(suspect.key)
        stated = stating.of(suspect.cases, suspect.candidates(), told_by(answer.incident))
        for incident in (answer.incident, *incidents):
            is_done = suspect.cases.is_done(incident)
            for case in suspect.cases.shows(incident):
                condition = holds(stated, after, incident, case.about)
                assert is_kept(stated, differs=case.differs, condition=condition, is_done=is_done)
    assert seen


def binding_targets(day: DayProtocol, incident: Incident, name: str) -> set[str | None]:
    """The targets, by id, for which a directive binds; None for none, and for any other."""
    return {
        None if line.target is None or line.target.scope is not Scope.ONE else line.target.id
        for line in decide(day, incident).lines
        if line.directive == name and line.status in BINDING
    }


def abouts_of(difference: Difference, incident: Incident) -> list[tuple[str | None, About]]:
    """Whom the condition is asked of, each with its id."""
    match difference.stated.of:
        case None:
            return [(None, None)]
        case Entity.PERSON:
            listed: list[Person | Device] = list(incident.persons)
        case _:
            listed = list(incident.devices)
    return [(each.id, each) for each in listed]


def days_that_bind_otherwise(
    seed: int,
) -> Iterator[tuple[DayProtocol, DayProtocol, list[Difference]]]:
    """Random protocols of which some line binds more or less, with these differences."""
    for attempt in count():
        before, after = two_days(f"lines {seed} {attempt}")
        lines = [
            each
            for each in compare(before, after).differences
            if each.what is What.DIRECTIVE and each.group in {Group.STRICTER, Group.LOOSER}
        ]
        if lines:
            yield before, after, lines


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_stated_of_a_line_holds_of_decisions(seed: int) -> None:
    """Held against whole decisions, which know nothing of how a difference is found."""
    before, after, lines = next(days_that_bind_otherwise(seed))
    rng = rng_of(f"decisions {seed}")
    incidents = [sample_incident(rng, focus_on(before)) for _ in range(3 * AMOUNTS.incidents)]
    acts = {each.id: set(each.acts) for each in before.directives}
    for each in lines:
        for incident in (each.incident, *incidents):
            was, now = (binding_targets(day, incident, each.id) for day in (before, after))
            more = now - was if is_later_more(each) else was - now
            is_done = any(
                entry.act in acts[each.id] or each.id in (entry.for_ or ())
                for entry in incident.done
            )
            for name, about in abouts_of(each, incident):
                condition = holds(each.stated, after, incident, about)
                assert is_kept(
                    each.stated, differs=name in more, condition=condition, is_done=is_done
                )


def is_later_more(difference: Difference) -> bool:
    """Whether it is the later protocol whose line binds where the other's does not."""
    modality = getattr(difference.after.entry, "modality", None)
    return (difference.group is Group.STRICTER) is (modality != "may")


def stated_of(before: DayProtocol, after: DayProtocol, name: str = "call") -> Stated:
    """What is stated of the one difference of a directive."""
    (one,) = [each for each in compare(before, after).differences if each.id == name]
    return one.stated


def day_of(**parts: object) -> DayProtocol:
    """A protocol with two classes."""
    classes = (klass("urgent", yes("blackmail")), klass("rest"))
    return on(protocol(**{"classes": classes, **parts}), DAY)


CALL: Final = directive("call", "must", "call_police", condition=yes("blackmail"))


def test_always() -> None:
    """A prohibition that is new everywhere; a duty that is, as long as nobody has done it."""
    never = directive("call", "must_not", "view_material")
    assert stated_of(day_of(), day_of(directives=(never,))) == Stated(Relation.ALWAYS)
    duty = evolve(CALL, condition=ALWAYS)
    assert stated_of(day_of(), day_of(directives=(duty,))) == Stated(
        Relation.ALWAYS, until_done=True
    )


def test_only_when_another_line_may_be_in_the_way() -> None:
    """A duty that a prohibition may hold is not there wherever its condition holds."""
    never = directive("never", "must_not", "call_police", condition=yes("grooming"))
    held = evolve(CALL, may_be_held=True)
    stated = stated_of(day_of(directives=(never,)), day_of(directives=(never, held)))
    assert stated == Stated(Relation.ONLY_WHEN, yes("blackmail"))


def test_for_example_where_nothing_short_is_known() -> None:
    """A question of the journal by ids is no condition that an author could write."""
    personal = evolve(CALL, condition=ALWAYS, personal=True)
    stated = stated_of(
        day_of(directives=(evolve(CALL, condition=ALWAYS),)), day_of(directives=(personal,))
    )
    assert stated == Stated(Relation.FOR_EXAMPLE)


def test_no_time_is_said() -> None:
    """Whatever the solver was not given the time for is no more than an example."""
    before, after = day_of(), day_of(directives=(CALL,))
    finder = Finder(before, after)
    suspect = next(
        each
        for each in suspects_of(Sides(before, after))
        if each.what is What.DIRECTIVE and each.group is Group.ADDED
    )
    stated = Stating(finder, after, 0.0).of(
        suspect.cases, suspect.candidates(), told_by(Incident(blackmail=True))
    )
    assert stated == Stated(Relation.FOR_EXAMPLE, in_time=False)


def test_a_note_that_is_ticked_off() -> None:
    """It is no longer there for anybody; what else was done is for the condition to say."""
    called = DoneTest(frozenset({"call_police"}))
    note = evolve(CALL, acts=(), modality=Modality.NOTE, condition=called)
    duty = evolve(CALL, id="tell", acts=("tell_lead",))
    before, after = day_of(directives=(duty,)), day_of(directives=(duty, note))
    assert stated_of(before, after) == Stated(Relation.EXACTLY, called, until_done=True)
    ticked = Incident(blackmail=True, done=[JournalEntry(act="call_police", for_=("call",))])
    (suspect, *_) = [
        each
        for each in suspects_of(Sides(before, after))
        if each.what is What.DIRECTIVE and each.group is Group.ADDED
    ]
    finder = Finder(before, after)
    named = Claim(
        lambda scene: both(
            suspect.claim.shown(scene),
            *(formula for name, _, _, formula in scene.world.journal() if name == "call"),
        ),
        suspect.claim.shows,
    )
    assert not suspect.claim.shows(ticked)
    assert finder.find(named).found is Found.IMPOSSIBLE


def test_the_journal_is_no_part_of_it() -> None:
    """Once the call is made, it is no longer due; until then the condition is exact."""
    stated = stated_of(day_of(), day_of(directives=(CALL,)))
    assert stated == Stated(Relation.EXACTLY, yes("blackmail"), until_done=True)
    done = Incident(blackmail=True, done=[JournalEntry(act="call_police")])
    assert not binding_targets(day_of(directives=(CALL,)), done, "call")
    assert holds(stated, day_of(directives=(CALL,)), done, BLANK)


def test_what_came_into_force_in_quebec() -> None:
    """In 2025 a court order became possible, and the law took another name for the material."""
    quebec = shipped("ca-qc-sexto")
    found = compare(on(quebec, date(2025, 1, 1)), on(quebec, DAY))
    assert {(each.group, each.id) for each in found.differences} == {
        (Group.ADDED, "inform-of-remedy"),
        (Group.ADDED, "inform-of-remedy-under-14"),
        (Group.REWORDED, "never-view"),
    }
    assert found.decided_by
