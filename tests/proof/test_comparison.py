"""Two protocols compared by meaning: what differs, how, and an incident for each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import pytest
from attrs import evolve

from sexto_rules.decisions.fitted import fitted
from sexto_rules.decisions.fitting import Fitting
from sexto_rules.facts import AgeRange, Incident, Person
from sexto_rules.facts.ages import ages_from
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.library import load_protocol
from sexto_rules.proof.comparison import Comparing, compare
from sexto_rules.proof.differences import Comparison, Difference, Group, What
from sexto_rules.proof.plainest import plainest
from sexto_rules.proof.worded import Aspect, Change
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    FactRef,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import (
    AnswerSpec,
    Basis,
    Choice,
    DayProtocol,
    Directive,
    InDoubt,
    Question,
    Within,
    WithinKind,
)
from sexto_rules.protocol.outcome import Status
from sexto_rules.protocol.wording import condition_words
from support.build import conclusion, directive, klass, protocol, text, yes

DAY: Final = date(2026, 1, 15)
URGENT: Final = klass("urgent", yes("blackmail"))
REST: Final = klass("rest")
IMMEDIATELY: Final = Within(WithinKind.IMMEDIATELY)
SAME_DAY: Final = Within(WithinKind.SAME_DAY)
NEVER_VIEW: Final = directive("never-view", "must_not", "view_material")
CALL: Final = directive(
    "call", "must", "call_police", condition=yes("blackmail"), within=SAME_DAY, by="staff"
)
FOURTEEN: Final = AgeTest(Of.PERSON, ages_from(14))


def day_of(*directives: Directive, **parts: Any) -> DayProtocol:
    """A protocol of these directives, with two classes."""
    whole = {"classes": (URGENT, REST), "directives": directives, **parts}
    return on(protocol(**whole), DAY)


def groups_of(comparison: Comparison) -> set[tuple[Group, str]]:
    """Each group that something is in, and what."""
    assert not comparison.undecided
    return {(each.group, each.id) for each in comparison.differences}


def told(difference: Difference) -> str:
    """When something differs: the relation, and the condition in the author's words."""
    stated = difference.stated
    words = "" if stated.condition is None else condition_words(stated.condition)
    return f"{stated.relation} {words}".rstrip()


CHANGES: Final[dict[str, tuple[Directive | None, Directive | None, set[Group]]]] = {
    "a new duty": (None, CALL, {Group.ADDED}),
    "a duty gone": (CALL, None, {Group.REMOVED}),
    "a duty in more incidents": (
        CALL,
        evolve(CALL, condition=AnyOf((yes("blackmail"), yes("grooming")))),
        {Group.STRICTER},
    ),
    "a duty in fewer": (
        CALL,
        evolve(CALL, condition=All((yes("blackmail"), yes("grooming")))),
        {Group.LOOSER},
    ),
    "a duty in others": (
        CALL,
        evolve(CALL, condition=yes("grooming")),
        {Group.STRICTER, Group.LOOSER},
    ),
    "only advice now": (
        CALL,
        directive(
            "call", "should", "call_police", condition=yes("blackmail"), by="staff", within=SAME_DAY
        ),
        {Group.LOOSER},
    ),
    "one way more to meet it": (
        CALL,
        evolve(CALL, acts=("call_police", "report_child_protection")),
        {Group.LOOSER},
    ),
    "somebody else to do it": (
        CALL,
        evolve(CALL, by="trained_responder"),
        {Group.STRICTER, Group.LOOSER},
    ),
    "less time": (CALL, evolve(CALL, within=IMMEDIATELY), {Group.EARLIER}),
    "more time": (
        CALL,
        evolve(CALL, within=Within(WithinKind.DURATION, timedelta(hours=48))),
        {Group.LATER},
    ),
    "no deadline any more": (CALL, evolve(CALL, within=None), {Group.LATER}),
    "the same time, counted from elsewhere": (
        evolve(CALL, within=Within(WithinKind.DURATION, timedelta(hours=4))),
        evolve(CALL, within=Within(WithinKind.DURATION, timedelta(hours=4), "tell_lead")),
        {Group.OTHERWISE},
    ),
    "other words": (CALL, evolve(CALL, text=text("Call them.")), {Group.REWORDED}),
    "another basis": (CALL, evolve(CALL, basis=Basis.LAW), {Group.REWORDED}),
    "other words, and fewer incidents": (
        CALL,
        evolve(CALL, text=text("Call."), condition=All((yes("blackmail"), yes("grooming")))),
        {Group.LOOSER},
    ),
    "it waits for what is certain": (
        CALL,
        evolve(CALL, condition=Modal(Mode.CERTAINLY, yes("blackmail"))),
        {Group.OTHERWISE},
    ),
    "it applies in doubt": (CALL, evolve(CALL, in_doubt=InDoubt.APPLIES), {Group.STRICTER}),
    "a colleague's tick counts no more": (CALL, evolve(CALL, personal=True), {Group.STRICTER}),
}
"""What somebody changes in a directive, and what comes of it."""


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_in_its_group(name: str) -> None:
    """A small change of a directive, and how it is called."""
    before, after, groups = CHANGES[name]
    found = compare(*(day_of(*([] if each is None else [each])) for each in (before, after)))
    assert groups_of(found) == {(group, "call") for group in groups}


def test_a_permission_the_other_way_round() -> None:
    """What allows more is looser; what forbids more is stricter."""
    may = directive("may-look", "may", "tell_lead", condition=yes("blackmail"))
    wide = evolve(may, condition=All(()))
    assert groups_of(compare(day_of(may), day_of(wide))) == {(Group.LOOSER, "may-look")}
    never = evolve(NEVER_VIEW, condition=yes("blackmail"))
    assert groups_of(compare(day_of(never), day_of(NEVER_VIEW))) == {(Group.STRICTER, "never-view")}


def test_a_note_is_said_of_more_or_fewer() -> None:
    """A note binds nobody, so that nothing is stricter."""
    note = directive("good-to-know", "note", condition=yes("blackmail"))
    wide = evolve(note, condition=All(()))
    assert groups_of(compare(day_of(note), day_of(wide))) == {(Group.WIDER, "good-to-know")}
    assert groups_of(compare(day_of(wide), day_of(note))) == {(Group.NARROWER, "good-to-know")}


def test_a_translation_is_no_change_of_words() -> None:
    """A language more is the same text."""
    both = evolve(CALL, text={"en": "call", "fr": "appeler"})
    assert compare(day_of(CALL), day_of(both)).same


def test_what_cannot_apply_is_no_difference() -> None:
    """A directive that no incident can bring about is neither added nor removed."""
    never = evolve(
        CALL, condition=All((yes("blackmail"), Not(Modal(Mode.POSSIBLY, yes("blackmail")))))
    )
    assert compare(day_of(), day_of(never)).same
    assert compare(day_of(never), day_of()).same


def test_another_name_is_no_difference() -> None:
    """A directive that says the same under another id is its counterpart."""
    assert compare(day_of(CALL), day_of(evolve(CALL, id="telephone"))).same


def test_one_directive_written_as_two_is_no_difference() -> None:
    """What two say in the words of one, for parts of its condition, is the same."""
    either = evolve(CALL, condition=AnyOf((yes("blackmail"), yes("grooming"))))
    other = evolve(CALL, id="call-too", condition=yes("grooming"))
    other = evolve(other, text=either.text)
    assert compare(day_of(either), day_of(CALL, other)).same
    other_words = evolve(other, text=text("Call, for another reason."))
    assert groups_of(compare(day_of(either), day_of(CALL, other_words))) == {
        (Group.LOOSER, "call"),
        (Group.ADDED, "call-too"),
    }


def test_a_class_that_takes_more() -> None:
    """A class is wider, the next one narrower, and the condition says by what."""
    wide = klass("urgent", AnyOf((yes("blackmail"), yes("grooming"))))
    found = compare(day_of(), day_of(classes=(wide, REST)))
    assert {(each.group, each.what, each.id) for each in found.differences} == {
        (Group.WIDER, What.CLASS, "urgent"),
        (Group.NARROWER, What.CLASS, "rest"),
    }
    for each in found.differences:
        assert each.before.possible != each.after.possible


def test_a_new_class() -> None:
    """A class that only one has is added, or removed."""
    grave = klass("grave", yes("assault_shown"))
    found = compare(day_of(), day_of(classes=(URGENT, grave, REST)))
    assert (Group.ADDED, "grave") in groups_of(found)
    back = compare(day_of(classes=(URGENT, grave, REST)), day_of())
    assert (Group.REMOVED, "grave") in groups_of(back)


def test_what_follows_from_a_class_names_what_changed() -> None:
    """A duty of a class that is drawn more widely says by what."""
    duty = evolve(CALL, condition=ClassTest(frozenset({"urgent"})))
    wide = klass("urgent", AnyOf((yes("blackmail"), yes("grooming"))))
    found = compare(day_of(duty), day_of(duty, classes=(wide, REST)))
    (stricter,) = [each for each in found.differences if each.group is Group.STRICTER]
    assert told(stricter) == "exactly {grooming: yes, not: {certainly: {blackmail: yes}}}"
    assert stricter.incident == Incident(grooming=True)
    assert [each.status for each in stricter.before.lines] == [Status.POSSIBLE]
    assert [each.status for each in stricter.after.lines] == [Status.DUE]


PARTS: Final[dict[str, tuple[Condition, Condition, str]]] = {
    "one value more": (
        ValueTest(FactRef(Of.INCIDENT, "content"), frozenset({"nude"})),
        ValueTest(FactRef(Of.INCIDENT, "content"), frozenset({"nude", "semi_nude"})),
        "exactly content: semi_nude",
    ),
    "a year more": (
        Quantified(Quantifier.SOME, Entity.PERSON, AgeTest(Of.PERSON, ages_from(0, 12))),
        Quantified(Quantifier.SOME, Entity.PERSON, AgeTest(Of.PERSON, ages_from(0, 13))),
        (
            "exactly {some: {person: {age: {under: 13}}}, "
            "not: {certainly: {some: {person: {age: {under: 12}}}}}}"
        ),
    ),
    "a part left out": (
        All((yes("blackmail"), yes("grooming"))),
        yes("blackmail"),
        "exactly {not: {certainly: {grooming: yes}}, blackmail: yes}",
    ),
    "a part inside": (
        All((yes("blackmail"), yes("grooming"))),
        All((yes("blackmail"), AnyOf((yes("grooming"), yes("coerced"))))),
        "exactly {coerced: yes, blackmail: yes, not: {certainly: {grooming: yes}}}",
    ),
    "less of what stands against it": (
        All((yes("blackmail"), Not(AnyOf((yes("grooming"), yes("coerced")))))),
        All((yes("blackmail"), Not(yes("grooming")))),
        "exactly {possibly: {coerced: yes}, blackmail: yes, not: {grooming: yes}}",
    ),
}


@pytest.mark.parametrize("name", PARTS)
def test_the_condition_is_the_part_that_changed(name: str) -> None:
    """What both have in common is not said."""
    before, after, words = PARTS[name]
    found = compare(day_of(evolve(CALL, condition=before)), day_of(evolve(CALL, condition=after)))
    (one,) = found.differences
    assert one.group is Group.STRICTER
    assert told(one) == words


def test_a_conclusion_that_changed_is_looked_into() -> None:
    """A condition that reads alike says which part of its conclusion changed."""
    duty = evolve(CALL, condition=ConclusionTest("threat"))
    before = day_of(duty, conclusions=(conclusion("threat", yes("blackmail")),))
    wide = conclusion("threat", yes("blackmail"), yes("grooming"))
    (one,) = compare(before, day_of(duty, conclusions=(wide,))).differences
    assert one.group is Group.STRICTER
    assert told(one) == "exactly {grooming: yes, not: {certainly: {blackmail: yes}}}"


def test_a_conclusion_written_out_is_no_difference() -> None:
    """Rules of a conclusion, or the same tests in its place."""
    whole = evolve(CALL, condition=AnyOf((yes("blackmail"), yes("grooming"))))
    named = evolve(CALL, condition=ConclusionTest("threat"))
    threat = conclusion("threat", yes("grooming"), yes("blackmail"))
    assert compare(day_of(whole), day_of(named, conclusions=(threat,))).same


def test_some_and_not_none_are_the_same() -> None:
    """Persons looked at in other words, however many there are."""
    minor = AgeTest(Of.PERSON, ages_from(0, 14))
    sharer = RoleTest(Of.PERSON, frozenset({Role.SHARER}))
    some = Quantified(Quantifier.SOME, Entity.PERSON, All((minor, sharer)))
    either = AnyOf((Not(sharer), Not(minor)))
    others = Not(Quantified(Quantifier.EVERY, Entity.PERSON, either))
    duty, other = evolve(CALL, condition=some), evolve(CALL, condition=others)
    assert compare(day_of(duty), day_of(other)).same


def test_a_duty_for_each_person_names_whom() -> None:
    """Of a duty for each, the line of the person shows it."""
    tell = directive("tell", "must", "inform_parents", for_each=Entity.PERSON)
    before = evolve(tell, condition=FOURTEEN)
    found = compare(day_of(before), day_of(tell))
    (one,) = found.differences
    assert one.group is Group.STRICTER
    assert told(one) == "exactly not: {certainly: {age: {at_least: 14}}}"
    assert (one.stated.of, one.stated.until_done) == (Entity.PERSON, True)
    (person,) = one.incident.persons
    assert [(each.target.id, each.status) for each in one.after.lines if each.target][:1] == [
        (person.id, Status.DUE)
    ]


def question(name: str, **parts: Any) -> Question:
    """A question for a fact of the incident of this name."""
    usual = {"id": name, "origin": "test", "fact": FactRef(Of.INCIDENT, name), "urgency": "now"}
    return Question(**{**usual, "text": text(name), **parts})


def test_questions() -> None:
    """A question that is new, gone, reworded, or put last in some incident."""
    asked, other = question("blackmail"), question("grooming")
    assert groups_of(compare(day_of(questions=(asked,)), day_of(questions=(other,)))) == {
        (Group.REMOVED, "blackmail"),
        (Group.ADDED, "grooming"),
    }
    reworded = evolve(asked, text=text("Is it blackmail?"))
    assert groups_of(compare(day_of(questions=(asked,)), day_of(questions=(reworded,)))) == {
        (Group.REWORDED, "blackmail")
    }
    heavier = evolve(asked, weight=5)
    (one,) = compare(day_of(questions=(asked,)), day_of(questions=(heavier,))).differences
    assert one.group is Group.REWORDED
    assert one.changed == (Change(Aspect.WEIGHT, ({"": "1"},), ({"": "5"},)),)
    later = evolve(asked, when=yes("grooming"))
    (one,) = compare(day_of(questions=(asked,)), day_of(questions=(later,))).differences
    assert (one.what, one.group) == (What.QUESTION, Group.OTHERWISE)
    assert one.incident == Incident(grooming=False)
    assert (one.before.asked, one.after.asked) == (1, 0)


def test_protocols_that_ask_other_questions() -> None:
    """One asks what the other knows nothing of; what it does not know is left out for it."""
    asks = AnswerSpec(
        id="app", text=text(), choices=tuple(Choice(id=each, text=text()) for each in "ab")
    )
    test = ValueTest(FactRef(Of.ANSWERS, "app"), frozenset({"a"}))
    before, after = day_of(CALL), day_of(evolve(CALL, condition=test), answers=(asks,))
    found = compare(before, after)
    assert groups_of(found) == {(Group.STRICTER, "call"), (Group.LOOSER, "call")}
    stricter = next(each for each in found.differences if each.group is Group.STRICTER)
    assert stricter.incident.answers == {"app": "a"}
    assert fitted(stricter.incident, Fitting(before)).incident == Incident()
    assert fitted(stricter.incident, Fitting(after)).incident == stricter.incident
    assert "compiled" in found.decided_by


def test_each_way_is_counted() -> None:
    """Whoever waits is told of each way that is looked at."""
    comparing = Comparing(day_of(CALL), day_of())
    calls: list[None] = []
    found = comparing.result(lambda: calls.append(None))
    assert len(calls) == comparing.count > 0
    assert groups_of(found) == {(Group.REMOVED, "call")}
    assert Comparing(day_of(CALL), day_of(CALL)).count == 0


def test_the_same_shipped_protocol() -> None:
    """`core` means what `core` means."""
    day = on(load_protocol("core"), DAY)
    assert compare(day, day).same


def test_the_plainest_incident() -> None:
    """Usual ages; bounds stay where no single age shows it."""
    told = Incident(
        persons=[Person(id="p1", age=AgeRange(12, 60)), Person(id="p2", age=AgeRange(0, 14))]
    )
    assert [each.age for each in plainest(told, lambda _: True).persons] == [15, 15]
    is_bound = plainest(told, lambda each: each.persons[1].age == AgeRange(0, 14))
    assert [each.age for each in is_bound.persons] == [15, AgeRange(0, 14)]
