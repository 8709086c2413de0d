"""What two protocols say otherwise beside lines, routes and questions themselves."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest
from attrs import evolve

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.candidates import possibly
from sexto_rules.proof.comparison import compare
from sexto_rules.proof.differences import Comparison, Difference, Group, What
from sexto_rules.proof.moved import moved
from sexto_rules.proof.stating import Relation
from sexto_rules.proof.worded import Aspect
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    ConclusionTest,
    Condition,
    FactRef,
    Modal,
    Mode,
    Not,
    Of,
    ValueTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import (
    Basis,
    Class,
    Contact,
    DayProtocol,
    Directive,
    Invariant,
    Promise,
    PromiseKind,
    Question,
    Source,
    SourceRef,
    UrgencyGroup,
)
from support.build import conclusion, directive, klass, protocol, text, yes

DAY: Final = date(2026, 1, 15)
CALL: Final = directive("call", "must", "call_police", condition=yes("blackmail"))
TELL: Final = directive("tell", "must", "tell_lead")
NEVER: Final = directive("never", "must_not", "view_material")
OTHER_NEVER: Final = directive("never-show", "must_not", "copy_material")
ROUTES: Final = (klass("urgent", yes("blackmail")), klass("rest"))
GUIDE: Final = Source(
    id="guide",
    title="A guide",
    publisher="A ministry",
    url="https://example.org/guide",
    citation=None,
    read=date(2026, 1, 2),
)
POLICE: Final = Contact(id="police", origin="test", name=text("Police"), phone="911")


def day_of(*directives: Directive, **parts: Any) -> DayProtocol:
    """A protocol of these directives, with two classes."""
    return on(protocol(**{"classes": ROUTES, "directives": directives, **parts}), DAY)


def found(before: DayProtocol, after: DayProtocol) -> list[Difference]:
    """What differs, all of it decided and confirmed by the engines."""
    comparison: Comparison = compare(before, after)
    assert not comparison.undecided
    assert not comparison.differences or "compiled" in comparison.decided_by
    return list(comparison.differences)


def the_only(before: DayProtocol, after: DayProtocol) -> Difference:
    """The one thing that differs."""
    (one,) = found(before, after)
    return one


def test_a_line_that_moved() -> None:
    """One line is named, and the one on whose other side it now stands."""
    one = the_only(day_of(CALL, TELL), day_of(TELL, CALL))
    assert (one.what, one.group, one.id, one.beside) == (
        What.DIRECTIVE,
        Group.LATER,
        "call",
        "tell",
    )
    assert one.stated.relation is Relation.EXACTLY
    assert one.stated.condition == possibly(yes("blackmail"))
    back = the_only(day_of(TELL, CALL), day_of(CALL, TELL))
    assert (back.group, back.id, back.beside) == (Group.LATER, "tell", "call")


def test_a_line_that_moved_ahead_of_two() -> None:
    """As few lines as explain the new order are named: here the one that went ahead."""
    note = directive("note", "note")
    one = the_only(day_of(CALL, TELL, note), day_of(note, CALL, TELL))
    assert (one.group, one.id, one.beside) == (Group.EARLIER, "note", "call")


def test_prohibitions_have_an_order_too() -> None:
    """They stand in the plan as they are written."""
    one = the_only(day_of(NEVER, OTHER_NEVER, TELL), day_of(OTHER_NEVER, TELL, NEVER))
    assert {one.id, str(one.beside)} == {"never", "never-show"}


def test_lines_that_never_meet_have_no_order() -> None:
    """Which of two stands first is no difference where no plan has both."""
    no = evolve(TELL, condition=ValueTest(FactRef(Of.INCIDENT, "blackmail"), frozenset({False})))
    assert [each.group for each in found(day_of(CALL, no), day_of(no, CALL))] == [Group.LATER]
    surely = evolve(CALL, condition=Modal(Mode.CERTAINLY, yes("blackmail")))
    surely_not = evolve(TELL, condition=Not(Modal(Mode.CERTAINLY, yes("blackmail"))))
    assert found(day_of(surely, surely_not), day_of(surely_not, surely)) == []


def test_lines_about_each_person_are_placed_too() -> None:
    """Of whomever they are."""
    inform = directive("inform", "must", "inform_parents", for_each=Entity.PERSON)
    one = the_only(day_of(inform, TELL), day_of(TELL, inform))
    assert (one.group, one.id, one.beside) == (Group.LATER, "inform", "tell")


@pytest.mark.parametrize(
    ("places", "names"),
    [
        ("abcd", ""),
        ("bacd", "a>b"),
        ("dabc", "d<c d<b d<a"),
        ("badc", "a>b c>d"),
        ("cba", "a>b a>c b<c b>a"),
    ],
)
def test_as_few_as_explain_it(places: str, names: str) -> None:
    """Of any two that changed sides one moved; each has all that it passed, none else."""
    items = sorted(places)
    told = list(moved([(items.index(each), places.index(each), each) for each in places]))
    words = {f"{each.item}{'<' if each.earlier else '>'}{each.other}" for each in told}
    swapped = {
        frozenset((one, other))
        for one in items
        for other in items
        if one < other and places.index(one) > places.index(other)
    }
    assert {frozenset((each.item, each.other)) for each in told} == swapped
    still = [each for each in items if each not in {one.item for one in told}]
    assert [each for each in places if each in still] == still
    if len(places) == len("abcd"):
        assert words == set(names.split())


def sourced(*refs: SourceRef, **parts: Any) -> Directive:
    """The call, resting on these sources."""
    return evolve(CALL, sources=refs, **parts)


REF: Final = SourceRef("guide")
WORDED: Final[dict[str, tuple[Directive, Directive, Aspect]]] = {
    "a text": (CALL, evolve(CALL, text=text("Phone.")), Aspect.TEXT),
    "a basis": (CALL, evolve(CALL, basis=Basis.LAW), Aspect.BASIS),
    "a source more": (CALL, sourced(REF), Aspect.SOURCES),
    "a source that carries only part": (
        sourced(REF),
        sourced(SourceRef("guide", partly=True)),
        Aspect.SOURCES,
    ),
    "whom to call": (CALL, evolve(CALL, contacts=("police",)), Aspect.CONTACTS),
}


@pytest.mark.parametrize("name", WORDED)
def test_what_is_worded_otherwise(name: str) -> None:
    """It is told which aspect is another one."""
    before, after, aspect = WORDED[name]
    days = (day_of(each, sources=(GUIDE,), contacts=(POLICE,)) for each in (before, after))
    one = the_only(*days)
    assert (one.group, [each.aspect for each in one.changed]) == (Group.REWORDED, [aspect])
    assert one.changed[0].before != one.changed[0].after


def test_what_else_is_worded_otherwise_stands_beside_what_binds() -> None:
    """A duty in more incidents that also rests on another source says both."""
    after = sourced(REF, condition=AnyOf((yes("blackmail"), yes("grooming"))))
    one = the_only(day_of(CALL, sources=(GUIDE,)), day_of(after, sources=(GUIDE,)))
    assert (one.group, [each.aspect for each in one.changed]) == (
        Group.STRICTER,
        [Aspect.SOURCES],
    )


def test_a_source_is_what_it_is_and_not_its_id() -> None:
    """Another id, another day of reading, another note: the same source. Another page is not."""
    before = day_of(sourced(REF), sources=(GUIDE,))
    renamed = evolve(GUIDE, id="handbook", read=date(2026, 1, 9), note="read again")
    after = day_of(sourced(SourceRef("handbook")), sources=(renamed,))
    assert found(before, after) == []
    moved_page = day_of(sourced(REF), sources=(evolve(GUIDE, url="https://example.org/new"),))
    assert [each.aspect for each in the_only(before, moved_page).changed] == [Aspect.SOURCES]


def test_a_number_to_call() -> None:
    """A contact's number is what a line says, wherever it is written; its id is not."""
    calls = evolve(CALL, contacts=("police",))
    before = day_of(calls, contacts=(POLICE,))
    one = the_only(before, day_of(calls, contacts=(evolve(POLICE, phone="310-4141"),)))
    assert [each.aspect for each in one.changed] == [Aspect.CONTACTS]
    assert one.changed[0].after == ({"en": "Police, 310-4141"},)
    same = day_of(evolve(CALL, contacts=("them",)), contacts=(evolve(POLICE, id="them"),))
    assert found(before, same) == []
    unnamed = day_of(CALL, contacts=(evolve(POLICE, phone="310-4141"),))
    assert found(day_of(CALL, contacts=(POLICE,)), unnamed) == []


def test_texts_of_classes() -> None:
    """A route's text and basis, while it may be taken."""
    urgent: Class = evolve(ROUTES[0], text=text("Act now."), basis=Basis.LAW)
    one = the_only(day_of(CALL), day_of(CALL, classes=(urgent, ROUTES[1])))
    assert (one.what, one.group, one.id) == (What.CLASS, Group.REWORDED, "urgent")
    assert [each.aspect for each in one.changed] == [Aspect.TEXT, Aspect.BASIS]


THREAT: Final = conclusion("threat", yes("blackmail"))
THREATENED: Final = evolve(CALL, condition=ConclusionTest("threat"))


def test_texts_of_conclusions() -> None:
    """A conclusion is given as a reason: its words, and what its rules rest on."""
    before = day_of(THREATENED, conclusions=(THREAT,))
    reworded = evolve(THREAT, text=text("Somebody threatens."))
    one = the_only(before, day_of(THREATENED, conclusions=(reworded,)))
    assert (one.what, one.group, one.id) == (What.CONCLUSION, Group.REWORDED, "threat")
    assert one.before.holds == one.after.holds == 1
    rule = evolve(THREAT.rules[0], basis=Basis.LAW)
    one = the_only(before, day_of(THREATENED, conclusions=(evolve(THREAT, rules=(rule,)),)))
    assert [each.aspect for each in one.changed] == [Aspect.BASIS]


def test_a_conclusion_under_another_name() -> None:
    """What it is called between files is shown to nobody; its text is."""
    before = day_of(THREATENED, conclusions=(THREAT,))
    renamed = evolve(THREAT, id="menace")
    duty = evolve(CALL, condition=ConclusionTest("menace"))
    assert found(before, day_of(duty, conclusions=(renamed,))) == []
    both = evolve(renamed, text=text("Somebody threatens."))
    assert the_only(before, day_of(duty, conclusions=(both,))).what is What.CONCLUSION


def test_a_conclusion_that_nothing_uses() -> None:
    """Nobody reads its words."""
    words = (THREAT, evolve(THREAT, text=text("Somebody threatens.")))
    assert found(*(day_of(CALL, conclusions=(each,)) for each in words)) == []


NOW: Final = UrgencyGroup(id="now", text=text("At once"))
SOON: Final = UrgencyGroup(id="soon", text=text("Soon"))


def question(name: str, **parts: Any) -> Question:
    """A question for a fact of the incident."""
    fact = FactRef(Of.INCIDENT, name)
    usual = {"id": name, "origin": "test", "fact": fact, "urgency": "now", "text": text(name)}
    return Question(**{**usual, **parts})


def asking(*questions: Question, **parts: Any) -> DayProtocol:
    """A protocol that asks these."""
    return day_of(CALL, questions=questions, **{"urgency": (NOW, SOON), **parts})


def test_the_order_of_questions() -> None:
    """By urgency first, then as written."""
    one, two = question("blackmail"), question("grooming")
    moved_one = the_only(asking(one, two), asking(two, one))
    assert (moved_one.what, moved_one.group) == (What.QUESTION, Group.LATER)
    assert (moved_one.id, moved_one.beside) == ("blackmail", "grooming")
    urgent = evolve(one, urgency="soon")
    differing = found(asking(one, two), asking(urgent, two))
    assert [(each.group, each.id) for each in differing] == [
        (Group.LATER, "blackmail"),
        (Group.REWORDED, "blackmail"),
    ]
    assert [each.aspect for each in differing[0].changed] == [Aspect.URGENCY]


def test_the_same_order_written_otherwise() -> None:
    """Where urgency decides, the order in the file does not; nor does the id of a group."""
    one, two = question("blackmail"), question("grooming", urgency="soon")
    assert found(asking(one, two), asking(two, one)) == []
    renamed = asking(evolve(one, urgency="first"), two, urgency=(evolve(NOW, id="first"), SOON))
    assert found(asking(one, two), renamed) == []


def test_a_question_that_looks_at_what_nothing_else_does() -> None:
    """What its `when` looks at is told, though no line depends on it."""
    when: Condition = ValueTest(FactRef(Of.INCIDENT, "content"), frozenset({"nude"}))
    one, other = question("blackmail"), question("blackmail", when=when)
    difference = the_only(asking(one), asking(other))
    assert difference.group is Group.OTHERWISE
    assert difference.stated.relation is Relation.EXACTLY
    assert difference.stated.condition == Not(when)


KEPT: Final = Invariant(
    id="kept",
    origin="test",
    text=text("Kept."),
    always=yes("blackmail"),
    promises=(Promise(PromiseKind.MUST, ("call_police",)),),
)
WIDE: Final = AnyOf((yes("blackmail"), yes("grooming")))
PROMISES: Final[dict[str, tuple[tuple[Invariant, ...], set[tuple[Group, str]]]]] = {
    "in other words": ((evolve(KEPT, always=Not(Not(yes("blackmail")))),), set()),
    "under another name": ((evolve(KEPT, id="promised"),), set()),
    "for fewer": (
        (evolve(KEPT, always=All((yes("blackmail"), yes("grooming")))),),
        {(Group.LOOSER, "kept")},
    ),
    "for more": ((evolve(KEPT, always=WIDE),), {(Group.STRICTER, "kept")}),
    "for others": (
        (evolve(KEPT, always=yes("grooming")),),
        {(Group.STRICTER, "kept"), (Group.LOOSER, "kept")},
    ),
    "of more": (
        (evolve(KEPT, promises=(Promise(PromiseKind.MUST, ("call_police", "tell_lead")),)),),
        {(Group.STRICTER, "kept")},
    ),
    "of one or the other": (
        (evolve(KEPT, promises=(), some_of=(*KEPT.promises, Promise(PromiseKind.NO_CONFLICT))),),
        {(Group.LOOSER, "kept")},
    ),
    "only while something else is due": (
        (evolve(KEPT, when_due=("tell_lead",)),),
        {(Group.LOOSER, "kept")},
    ),
    "gone": ((), {(Group.REMOVED, "kept")}),
    "another one besides": (
        (KEPT, evolve(KEPT, id="more", always=yes("grooming"))),
        {(Group.ADDED, "more")},
    ),
    "one that says no more": (
        (KEPT, evolve(KEPT, id="less", always=All((yes("blackmail"), yes("grooming"))))),
        set(),
    ),
    "in words for people": (
        (evolve(KEPT, text=text("The police are called.")),),
        {(Group.REWORDED, "kept")},
    ),
}


@pytest.mark.parametrize("name", PROMISES)
def test_promises(name: str) -> None:
    """By what they ask of decisions, whatever these two protocols decide."""
    after, groups = PROMISES[name]
    duties = (evolve(CALL, condition=WIDE), TELL)
    differing = found(day_of(*duties, invariants=(KEPT,)), day_of(*duties, invariants=after))
    assert {(each.group, each.id) for each in differing} == groups
    assert all(each.what is What.PROMISE for each in differing)
    assert {each.by_structure for each in differing} <= {
        name in {"of more", "of one or the other", "only while something else is due"}
    }


def test_one_promise_as_two() -> None:
    """Each act promised by itself, or for each part of its premise, is the same."""
    acts = Promise(PromiseKind.MUST, ("call_police", "tell_lead"))
    whole = evolve(KEPT, always=WIDE, promises=(acts,))
    first = evolve(whole, promises=(Promise(PromiseKind.MUST, ("call_police",)),))
    second = evolve(
        whole,
        id="second",
        always=yes("blackmail"),
        promises=(Promise(PromiseKind.MUST, ("tell_lead",)),),
    )
    third = evolve(second, id="third", always=yes("grooming"))
    duties = (evolve(CALL, condition=WIDE), TELL)
    days = (day_of(*duties, invariants=each) for each in ((whole,), (first, second, third)))
    assert found(*days) == []


def test_promises_of_each_device() -> None:
    """The condition is asked of each device."""
    secure = directive("secure", "must", "secure_device", for_each=Entity.DEVICE)
    promise = evolve(
        KEPT,
        for_each=Entity.DEVICE,
        always=All(()),
        promises=(Promise(PromiseKind.MUST, ("secure_device",)),),
    )
    holds = ValueTest(FactRef(Of.DEVICE, "may_hold_material"), frozenset({True}))
    less = evolve(promise, always=holds)
    one = the_only(day_of(secure, invariants=(promise,)), day_of(secure, invariants=(less,)))
    assert (one.group, one.stated.of) == (Group.LOOSER, Entity.DEVICE)
    assert one.stated.relation is Relation.EXACTLY
