"""A decision: typed, equal to what was written of it, lazy without showing it."""

from __future__ import annotations

import copy
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from decisions.deciding import (
    CITED,
    CONTACTS,
    SOURCES,
    URGENCY,
    day_of,
    decider_of,
    decision_of,
    line_of,
    lines_of,
    question,
)
from decisions.decision_schema import DECISION_SCHEMA
from reference.small_protocols import (
    DEVICE,
    PERSON,
    concluded,
    conclusion,
    directive,
    has_role,
    must,
    must_not,
    note,
    route,
    told,
)
from sexto_rules.decisions import Decider, Decision, explain
from sexto_rules.decisions.deadlines import deadline_of
from sexto_rules.errors import ProblemsError
from sexto_rules.facts import Device, Incident, JournalEntry, Person
from sexto_rules.facts.vocabulary import Entity, FactKind
from sexto_rules.protocol.conditions import ALWAYS, FactRef, FactStatus, Mode, Not, Of
from sexto_rules.protocol.model import (
    AnswerSpec,
    Basis,
    Choice,
    InDoubt,
    Modality,
    Region,
    Rule,
    Within,
    WithinKind,
)
from sexto_rules.protocol.outcome import Scope, Status, Target
from sexto_rules.testing import day_protocols, incidents

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=-5)))
NOW = Within(WithinKind.IMMEDIATELY)
TODAY = Within(WithinKind.SAME_DAY)
IN_TWO_HOURS = Within(WithinKind.DURATION, timedelta(hours=2))
DAY_AFTER_CALL = Within(WithinKind.DURATION, timedelta(days=1, minutes=30), "call_police")
GRID = (
    question("is-blackmail", "blackmail", choices={"true": {"en": "somebody demands"}}),
    question("is-danger", "immediate_danger", urgency="danger", help={"en": "now"}),
    question("how-old", "age", Of.PERSON, for_each=PERSON, learned_by="complete_grid"),
    question("everybody", "persons_complete", adds=Entity.PERSON, when=Not(ALWAYS)),
    question("which-roles", "roles", Of.PERSON),
    question("where", "region"),
    question("when-told", "reported_at"),
    question("holder", "holder", Of.DEVICE),
    question("owner", "owner", Of.DEVICE),
    question("own", "own", Of.ANSWERS),
    question("own-choice", "own_choice", Of.ANSWERS, urgency="nobody-declared"),
)
ANSWERS = (
    AnswerSpec(id="own", text={"en": "own"}),
    AnswerSpec(id="own_choice", text={"en": "own"}, choices=(Choice(id="a", text={"en": "A"}),)),
)
DIRECTIVES = (
    must_not("never", "view_material copy_material", basis=Basis.LAW, sources=CITED),
    must_not("no-parents", "inform_parents", told("coerced")),
    must_not("no-grid", "complete_grid", told("blackmail"), by="staff"),
    must_not("lifted", "discipline", told("setting", "primary")),
    must("danger", "call_emergency_services", told("immediate_danger"), within=NOW),
    must("report", "tell_lead", within=IN_TWO_HOURS, contacts=("lead-line", "site", "closed")),
    must("parents", "inform_parents", told("pupil"), for_each=PERSON, within=TODAY),
    must("grid", "complete_grid", within=DAY_AFTER_CALL, by="trained_responder"),
    must("secure", "secure_device", told("connected"), for_each=DEVICE),
    must("certain", "discipline", told("setting", "primary"), in_doubt=InDoubt.APPLIES),
    note("calm"),
)
PARTS: dict[str, Any] = {
    "questions": GRID,
    "urgency": URGENCY,
    "answers": ANSWERS,
    "classes": [route("first", told("blackmail")), route("last")],
}
INCIDENT = Incident(
    reported_at=NOON,
    setting="secondary",
    persons=[Person(id="p1", pupil=True), Person(id="p2")],
    devices=[Device(id="d1")],
    done=[JournalEntry(act="tell_lead"), JournalEntry(act="view_material")],
)
PUBLIC = [
    "protocol",
    "classification",
    "directives",
    "decided_by",
    "relevance",
    "in_force",
    "due",
    "held",
    "possible",
    "done",
    "overridden",
    "lifted",
    "conflicts",
    "plan",
    "class_because",
    "sources",
    "questions",
    "next_question",
    "missing",
    "final",
]
PUBLIC_OF_LINE = [
    "id",
    "origin",
    "modality",
    "acts",
    "target",
    "status",
    "certain",
    "breached",
    "by",
    "within",
    "deadline",
    "text",
    "because",
    "basis",
    "sources",
    "partly",
    "contacts",
    "held_by",
    "freed_by",
    "stuck",
]


def decided(incident: Incident = INCIDENT) -> Decision:
    """Return the decision on an incident by the protocol of this module."""
    return decision_of(incident, *DIRECTIVES, **PARTS)


def test_the_lists_of_a_decision() -> None:
    """Each line stands in the list of its status, in plan order."""
    decision = decided()
    statuses = {
        Status.IN_FORCE: decision.in_force,
        Status.DUE: decision.due,
        Status.HELD: decision.held,
        Status.POSSIBLE: decision.possible,
        Status.DONE: decision.done,
        Status.OVERRIDDEN: decision.overridden,
        Status.LIFTED: decision.lifted,
        Status.CONFLICT: decision.conflicts,
    }
    for status, lines in statuses.items():
        assert lines == tuple(line for line in decision.directives if line.status is status)
    assert {line.id for line in decision.held} == {"grid", "parents"}
    assert {line.id for line in decision.lifted} == {"lifted"}


def test_a_line_says_what_its_directive_says() -> None:
    """Texts, sources, contacts, who and how soon."""
    decision = decided()
    first, second = lines_of(decision, "never")
    assert (first.acts, second.acts) == (("view_material",), ("copy_material",))
    assert (first.breached, second.breached) == (True, False)
    assert (first.modality, first.basis, first.by) == (Modality.MUST_NOT, Basis.LAW, "everyone")
    assert (first.sources, first.partly) == (("law", "guide"), ("guide",))
    assert (first.origin, first.text) == ("small", {"en": "text"})
    assert decision.sources == SOURCES[:2]
    report = line_of(decision, "report")
    assert [card.id for card in report.contacts] == ["lead-line", "site"]
    assert report.contacts[0].phone == CONTACTS[0].phone
    assert report.within == IN_TWO_HOURS
    assert repr(report) == "<report: must tell_lead: done>"
    assert repr(lines_of(decision, "parents")[0]) == "<parents: must inform_parents p1: held>"
    assert repr(lines_of(decision, "parents")[-1]) == (
        "<parents: must inform_parents other person: possible>"
    )


def test_a_held_line_says_what_frees_it() -> None:
    """The open facts behind the prohibition; with none left it is stuck."""
    held = line_of(decided(), "grid")
    assert (held.held_by, held.freed_by, held.stuck) == (("no-grid",), ("blackmail",), False)
    unsayable = Incident(cannot_say={"blackmail"})
    stuck = line_of(decided(unsayable), "grid")
    assert (stuck.status, stuck.freed_by, stuck.stuck) == (Status.HELD, (), True)
    assert not line_of(decided(Incident(blackmail=True)), "grid").stuck


def test_an_overrider_may_free_too() -> None:
    """A prohibition that can be defeated holds no longer once it is."""
    frees = must("frees", "tell_lead", told("grooming"), overrides=("no",))
    no = must_not("no", "inform_parents", told("blackmail"))
    do = must("do", "inform_parents", for_each=PERSON)
    incident = Incident(cannot_say={"blackmail"}, persons=[Person(id="p1")])
    held = lines_of(decision_of(incident, no, do, frees), "do")[0]
    assert (held.status, held.freed_by) == (Status.HELD, ("grooming",))
    each = must_not("no", "inform_parents", told("pupil"), for_each=PERSON)
    held = lines_of(decision_of(incident, each, do), "do")[0]
    assert held.freed_by == ("persons.p1.pupil",)
    frees_each = must(
        "frees", "support_person", told("at_risk"), for_each=PERSON, overrides=("no",)
    )
    held = lines_of(decision_of(incident, each, do, frees_each), "do")[0]
    assert held.freed_by == ("persons.p1.pupil", "persons.p1.at_risk")
    safe = Incident(persons=[Person(id="p1", at_risk=False)])
    held = lines_of(decision_of(safe, each, do, frees_each), "do")[0]
    assert held.freed_by == ("persons.p1.pupil",)


def test_an_overrider_that_is_itself_overridden_frees_once_it_is_not() -> None:
    """However long the chain: what ends the last defeat is worth asking about."""
    blackmail = FactRef(Of.INCIDENT, "blackmail")
    no = must_not("no", "inform_parents", told("coerced"))
    do = must("do", "inform_parents", for_each=PERSON)
    first = note("first", overrides=("no",))
    second = note("second", FactStatus(blackmail, Mode.UNKNOWN), overrides=("first",))
    incident = Incident(cannot_say={"coerced"}, persons=[Person(id="p1")])
    held = lines_of(decision_of(incident, no, do, first, second), "do")[0]
    assert (held.status, held.freed_by, held.stuck) == (Status.HELD, ("blackmail",), False)
    learned = evolve(incident, blackmail=True)
    assert lines_of(decision_of(learned, no, do, first, second), "do")[0].status is Status.DUE
    certain = note("second", overrides=("first",))
    held = lines_of(decision_of(incident, no, do, first, certain), "do")[0]
    assert (held.freed_by, held.stuck) == ((), True)
    third = note("third", told("grooming"), overrides=("second",))
    held = lines_of(decision_of(incident, no, do, first, certain, third), "do")[0]
    assert (held.freed_by, held.stuck) == (("grooming",), False)
    never = note("first", told("repeated"), overrides=("no",))
    unrepeated = evolve(incident, repeated=False)
    held = lines_of(decision_of(unrepeated, no, do, never, second), "do")[0]
    assert (held.freed_by, held.stuck) == ((), True)


def test_nothing_of_a_decision_can_be_changed() -> None:
    """No text of it either: they are those of every other decision of the decider."""
    decider = decider_of(*DIRECTIVES, **PARTS)
    decision = decider.decide(INCIDENT)
    again = decider.decide(INCIDENT)
    written = again.to_json()
    (card,) = {card for line in decision.directives for card in line.contacts if card.text}
    texts = [
        decision.protocol.title,
        decision.protocol.notice,
        decision.classification.texts,
        decision.classification.texts["first"],
        decision.classification.classes[0].text,
        decision.directives[0].text,
        decision.plan[0].texts[0],
        card.name,
        card.text,
        decision.questions[0].text,
        decision.questions[0].help,
        decision.questions[1].choices,
        decision.questions[1].choices["true"],
        Decision.from_json(written).directives[0].text,
    ]
    for text in texts:
        with pytest.raises(TypeError):
            text["en"] = "changed"  # type: ignore[index]
    assert again.to_json() == written == decider.decide(INCIDENT).to_json()


def test_what_classes_and_conclusions_rest_on() -> None:
    """Basis and sources travel with them, and stand among the sources of the decision."""
    law, guide = CITED
    rules = (
        Rule(when=told("blackmail"), basis=Basis.LAW, sources=(law,)),
        Rule(when=told("coerced"), basis=Basis.INFERENCE),
        Rule(when=told("grooming"), basis=Basis.OFFICIAL_GUIDANCE, sources=(guide,)),
    )
    danger = evolve(conclusion("danger"), rules=rules)
    first = evolve(
        route("first", concluded("danger")), basis=Basis.REPORTED_PRACTICE, sources=(guide,)
    )
    day = day_of(
        must("do", "tell_lead", concluded("danger")),
        conclusions=[danger],
        classes=[first, route("last")],
    )
    with Decider(day.protocol, day.as_of, ["compiled"]) as decider:
        incident = Incident(blackmail=True, coerced=True)
        decision = decider.decide(incident)
        (possible,) = decision.classification.classes
        assert (possible.id, possible.text, possible.basis) == (
            "first",
            {"en": "text"},
            first.basis,
        )
        assert (possible.sources, possible.partly) == (("guide",), ("guide",))
        assert decision.sources == SOURCES[:2]
        assert decision.sources is decision.sources
        assert decision.to_dict()["classification"]["classes"] == [
            {
                "id": "first",
                "text": {"en": "text"},
                "basis": "reported_practice",
                "sources": ["guide"],
                "partly": ["guide"],
            }
        ]
        assert Decision.from_json(decision.to_json()) == decision
        (reason,) = explain(decider.day, incident, decision.due[0])
        assert (reason.bases, reason.sources) == ((Basis.LAW, Basis.INFERENCE), ("law",))
        unknown = decider.decide(Incident(blackmail=False))
        assert [source.id for source in unknown.sources] == ["guide"]
        (reason,) = explain(decider.day, Incident(blackmail=False), unknown.possible[0])
        assert reason.bases == (Basis.INFERENCE, Basis.OFFICIAL_GUIDANCE)
        assert (reason.sources, reason.partly) == (("guide",), ("guide",))
        assert [fact.bases for fact in reason.parts] == [(), ()]
        neither = decider.decide(Incident(blackmail=False, coerced=False, grooming=False))
        assert neither.directives == ()
        assert [source.id for source in neither.sources] == ["law", "guide"]


def test_one_free_way_is_enough_and_a_blocked_one_frees_nothing() -> None:
    """Of alternatives, only those whose every prohibition may go are worth asking about."""
    no_call = must_not("no-call", "call_police", told("blackmail"))
    never_call = must_not("never-call", "call_police", told("coerced"))
    no_grid = must_not("no-grid", "complete_grid", told("grooming"), in_doubt=InDoubt.WAITS)
    do = must("do", "call_police complete_grid", in_doubt=InDoubt.APPLIES)
    incident = Incident(cannot_say={"coerced"}, grooming=True)
    held = line_of(decision_of(incident, no_call, never_call, no_grid, do), "do")
    assert (held.status, held.freed_by, held.stuck) == (Status.HELD, (), True)
    doubtful = must_not("no-grid", "complete_grid", told("repeated"))
    held = line_of(decision_of(incident, no_call, never_call, doubtful, do), "do")
    assert held.freed_by == ("repeated",)


def test_the_classification() -> None:
    """None while open; settled once only one is possible, or where there is nothing to settle."""
    open_ = decided().classification
    assert (open_.class_, open_.settled, open_.possible) == (None, False, ("first", "last"))
    settled = decided(Incident(blackmail=True)).classification
    assert (settled.class_, settled.settled, settled.possible) == ("first", True, ("first",))
    assert settled.texts == {"first": {"en": "text"}}
    none = decision_of(Incident(), must("do", "tell_lead")).classification
    assert (none.class_, none.settled, none.possible) == (None, True, ())
    assert "first or last" in repr(decided())
    assert "first, " in repr(decided(Incident(blackmail=True)))


def test_questions_in_order() -> None:
    """By urgency, then as the grid has them; one that is out of place comes last."""
    decision = decided(INCIDENT)
    assert [each.id for each in decision.questions] == ["is-danger", "is-blackmail", "everybody"]
    assert decision.next_question == decision.questions[0]
    assert decision.missing == (
        "coerced",
        "devices_complete",
        "persons.p2.pupil",
        "devices.d1.connected",
    )
    assert not decision.final
    first, second, last = decision.questions
    assert (first.urgency, first.help, first.kind) == ("danger", {"en": "now"}, FactKind.BOOL)
    assert (second.values, second.choices) == ((True, False), {"true": {"en": "somebody demands"}})
    assert (last.adds, last.target, last.path) == (Entity.PERSON, None, "persons_complete")
    final = decided(
        Incident(
            blackmail=False,
            coerced=False,
            immediate_danger=False,
            setting="primary",
            persons_complete=True,
            devices_complete=True,
        )
    )
    assert (final.final, final.next_question, final.questions) == (True, None, ())


def test_what_an_answer_may_be() -> None:
    """Values by the kind of the fact, with the texts that the protocol has for them."""
    directives = [
        must("a", "tell_lead", told("region", "qc")),
        must("b", "inform_parents", told("own", of=Of.ANSWERS), for_each=PERSON),
        must("c", "tell_lead", told("own_choice", "a", of=Of.ANSWERS)),
        must("d", "secure_device", told("owner", "school"), for_each=DEVICE),
        must("e", "secure_device", told("adult", of=Of.HOLDER), for_each=DEVICE),
    ]
    incident = Incident(persons=[Person(id="p1")], devices=[Device(id="d1")])
    regions = (Region(id="qc", text={"en": "Québec"}),)
    decision = decision_of(incident, *directives, **PARTS, regions=regions)
    asked = {each.id: each for each in decision.questions}
    assert (asked["where"].kind, asked["where"].values) == (FactKind.CODE, ("qc",))
    assert asked["where"].choices == {"qc": {"en": "Québec"}}
    assert (asked["own"].kind, asked["own"].path) == (FactKind.BOOL, "answers.own")
    assert (asked["own-choice"].kind, asked["own-choice"].values) == (FactKind.CHOICE, ("a",))
    assert decision.questions[-2].id == "own-choice"
    assert asked["holder"].values == ("p1",)
    assert asked["owner"].values == ("student", "school", "other")
    assert asked["owner"].target == Target(Entity.DEVICE, Scope.ONE, "d1")
    assert (asked["how-old"].path, asked["how-old"].values) == ("persons.p1.age", ())
    assert asked["how-old"].learned_by == "complete_grid"


def test_only_roles_still_open_are_asked() -> None:
    """Neither those known nor those that nobody can say."""
    do = must("do", "support_person", has_role("depicted", "witness"), for_each=PERSON)
    incident = Incident(
        persons=[Person(id="p1", roles={"sharer": True}), Person(id="p2")],
        cannot_say={"persons.p1.roles.depicted"},
    )
    decision = decision_of(incident, do, questions=(question("roles", "roles", Of.PERSON),))
    first, second = decision.questions
    assert (first.path, second.path) == ("persons.p1.roles", "persons.p2.roles")
    assert set(second.values) - set(first.values) == {"sharer", "depicted"}
    assert len(first.values) == 8


def test_roles_are_asked_one_person_after_the_other() -> None:
    """Each person listed, in order; the values are the roles."""
    do = must("do", "inform_parents", told("pupil"), for_each=PERSON)
    incident = Incident(persons=[Person(id="p2"), Person(id="p1")], persons_complete=True)
    grid = (question("pupil", "pupil", Of.PERSON, for_each=PERSON),)
    decision = decision_of(incident, do, questions=grid, urgency=URGENCY)
    assert [each.path for each in decision.questions] == ["persons.p2.pupil", "persons.p1.pupil"]


def test_deadlines_as_moments() -> None:
    """From the report, to the end of its local day, or from an act once its moment is known."""
    decision = decided()
    assert line_of(decision, "report").deadline == NOON + timedelta(hours=2)
    assert lines_of(decision, "parents")[0].deadline == NOON.replace(hour=23, minute=59, second=59)
    assert lines_of(decision, "parents")[-1].deadline is None
    assert line_of(decision, "grid").deadline is None
    assert line_of(decision, "danger").deadline is None
    assert line_of(decided(Incident()), "report").deadline is None
    calls = [
        JournalEntry(act="call_police", at=NOON + timedelta(hours=3)),
        JournalEntry(act="call_police", at=NOON),
        JournalEntry(act="call_police"),
    ]
    called = decided(Incident(done=calls))
    assert line_of(called, "grid").deadline == NOON + timedelta(days=1, minutes=30)


def test_deadlines_from_an_act_done_to_somebody() -> None:
    """Count for a line about somebody only what was done to them."""
    within = Within(WithinKind.DURATION, timedelta(hours=1), "meet_depicted")
    incident = Incident(
        persons=[Person(id="p1"), Person(id="p2")],
        done=[JournalEntry(act="meet_depicted", target="p1", at=NOON)],
    )
    met = deadline_of(within, Target(Entity.PERSON, Scope.ONE, "p1"), incident)
    assert met == NOON + timedelta(hours=1)
    assert deadline_of(within, Target(Entity.PERSON, Scope.ONE, "p2"), incident) is None
    assert deadline_of(within, None, incident) == met


def test_a_deadline_beyond_the_calendar_is_none() -> None:
    """No overflow reaches a caller."""
    forever = Within(WithinKind.DURATION, timedelta.max)
    assert deadline_of(forever, None, INCIDENT) is None


def test_lines_are_merged_for_people() -> None:
    """Strongest modality, earliest deadline, all reasons; lifted and overridden are not shown."""
    directives = [
        must_not("never", "view_material", basis=Basis.LAW, sources=CITED),
        must_not("never-again", "view_material", told("blackmail")),
        must_not("lifted", "discipline", told("coerced")),
        must("second", "tell_lead", within=TODAY, contacts=("lead-line",), sources=CITED[:1]),
        must("first", "tell_lead", told("grooming"), within=IN_TWO_HOURS),
        must("other-doer", "tell_lead", by="principal"),
        must("over", "record_facts", overrides=("under",)),
        must("under", "complete_grid"),
        note("one"),
        note("two"),
    ]
    incident = Incident(reported_at=NOON, coerced=False, grooming=True)
    decision = decision_of(incident, *directives)
    shown = {line.ids: line for line in decision.plan}
    assert set(shown) == {
        ("never", "never-again"),
        ("first", "second"),
        ("other-doer",),
        ("over",),
        ("one",),
        ("two",),
    }
    never = shown["never", "never-again"]
    assert (never.certain, never.bases) == (True, (Basis.LAW,))
    told_lead = shown["first", "second"]
    assert (told_lead.within, told_lead.deadline) == (IN_TWO_HOURS, NOON + timedelta(hours=2))
    assert told_lead.because == ("grooming: true",)
    assert (told_lead.sources, told_lead.texts) == (("law",), ({"en": "text"},))
    assert [card.id for card in told_lead.contacts] == ["lead-line"]


def test_the_strongest_of_merged_lines_speaks_first() -> None:
    """A permission and a duty of the same act are a duty."""
    directives = [
        directive(Modality.MAY, "softer", "tell_lead"),
        must("must", "tell_lead", told("blackmail")),
        directive(Modality.SHOULD, "should", "tell_lead"),
    ]
    (line,) = decision_of(Incident(blackmail=True), *directives).plan
    assert (line.modality, line.ids) == (Modality.MUST, ("must", "should", "softer"))


def test_json_has_the_keys_of_the_language() -> None:
    """And more; it is valid by its schema, and plain."""
    data = json.loads(decided().to_json(indent=2))
    Draft202012Validator(DECISION_SCHEMA).validate(data)
    assert data["protocol"]["as_of"] == "2026-11-23"
    assert data["classification"]["class"] is None
    assert data["decided_by"] == ["compiled"]
    withins = {line["id"]: line["within"] for line in data["directives"]}
    assert withins["report"] == "PT2H"
    assert withins["parents"] == "same_day"
    assert withins["grid"] == {"time": "P1DT30M", "counted_from": "call_police"}
    assert withins["calm"] is None
    targets = [line["target"] for line in data["directives"] if line["id"] == "parents"]
    assert targets[0] == {"kind": "person", "scope": "one", "id": "p1"}
    assert targets[-1] == {"kind": "person", "scope": "other", "id": None}


def test_a_conflict_is_reported() -> None:
    """With the prohibitions that contradict it."""
    no = must_not("no", "inform_parents")
    do = must("do", "inform_parents", for_each=PERSON)
    decision = decision_of(Incident(persons=[Person(id="p1")]), no, do)
    (conflict,) = decision.to_dict()["conflicts"]
    assert conflict["prohibited_by"] == ["no"]
    assert [line.id for line in decision.conflicts] == ["do"]


@pytest.mark.parametrize(
    ("duration", "written"),
    [
        (timedelta(), "PT0M"),
        (timedelta(minutes=90), "PT1H30M"),
        (timedelta(days=2), "P2D"),
        (timedelta(hours=24), "P1D"),
    ],
)
def test_durations_come_back(duration: timedelta, written: str) -> None:
    """In days, hours and minutes, also one from an act and a word from an act."""
    within = Within(WithinKind.DURATION, duration)
    words = Within(WithinKind.SAME_DAY, None, "call_police")
    decision = decision_of(
        Incident(), must("a", "tell_lead", within=within), must("b", "record_facts", within=words)
    )
    data = decision.to_dict()
    assert {line["id"]: line["within"] for line in data["directives"]} == {
        "a": written,
        "b": {"time": "same_day", "counted_from": "call_police"},
    }
    again = Decision.from_dict(data)
    assert {line.id: line.within for line in again.directives} == {"a": within, "b": words}


@pytest.mark.parametrize("incident", [INCIDENT, Incident(), Incident(blackmail=True)])
def test_what_was_written_says_the_same(incident: Incident) -> None:
    """From JSON, from a pickle and from a copy, in every public attribute of every line."""
    decision = decided(incident)
    for again in (
        Decision.from_json(decision.to_json()),
        pickle.loads(pickle.dumps(decision)),  # noqa: S301 - our own
        copy.deepcopy(decision),
    ):
        assert again == decision
        assert hash(again) == hash(decision)
        assert again.to_json() == decision.to_json()
        for name in PUBLIC:
            assert getattr(again, name) == getattr(decision, name), name
        for line, other in zip(again.directives, decision.directives, strict=True):
            for name in PUBLIC_OF_LINE:
                assert getattr(line, name) == getattr(other, name), name


@given(data=st.data())
def test_any_decision_survives_json(data: st.DataObject) -> None:
    """Whatever the protocol and the incident; and the plan shows no lifted line."""
    day = data.draw(day_protocols())
    with Decider(day.protocol, day.as_of, ["compiled"]) as decider:
        decision = decider.decide(data.draw(incidents(day)))
    assert Decision.from_json(decision.to_json()) == decision
    Draft202012Validator(DECISION_SCHEMA).validate(decision.to_dict())
    assert all(line.status is not Status.LIFTED for line in decision.plan)
    for line in decision.held:
        asked = {each.path for each in decision.questions} | set(decision.missing)
        assert set(line.freed_by) <= asked


def test_decisions_that_differ_are_not_equal() -> None:
    """In a reason as in a status; and nothing equals something else."""
    decision = decided()
    assert decision != decided(Incident())
    assert decision != "a decision"
    line, other = decision.directives[:2]
    assert line != other
    assert line != "a line"
    unknown = decision_of(Incident(), must("do", "tell_lead", told("blackmail")))
    unsayable = decision_of(
        Incident(cannot_say={"blackmail"}), must("do", "tell_lead", told("blackmail"))
    )
    assert unknown.directives != unsayable.directives


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"protocol": {}}', "[" * 100_000, '{"protocol": 1, "classification": 2}'],
)
def test_what_is_no_decision_is_refused(text: str) -> None:
    """With a problem, not with a traceback of ours."""
    with pytest.raises(ProblemsError, match="SX491"):
        Decision.from_json(text)


def test_a_refusal_does_not_repeat_what_was_found() -> None:
    """It could be somebody's name, and a problem travels further than the data."""
    data = decided().to_dict()
    data["directives"][0]["status"] = "Alice"
    with pytest.raises(ProblemsError, match="SX491") as raised:
        Decision.from_dict(data)
    assert "Alice" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_threads_read_the_same() -> None:
    """What is worked out when read is the same for all who read at once."""
    decider = decider_of(*DIRECTIVES, **PARTS)
    for _ in range(5):
        decision = decider.decide(INCIDENT)
        with ThreadPoolExecutor(8) as threads:
            texts = set(threads.map(Decision.to_json, [decision] * 16))
        assert len(texts) == 1


def test_a_decision_cannot_be_changed() -> None:
    """Neither can its lines."""
    decision = decided()
    with pytest.raises(AttributeError):
        decision.final = True  # type: ignore[misc]
    with pytest.raises(AttributeError):
        decision.directives[0].status = Status.DUE  # type: ignore[misc]


def test_the_day_is_in_the_decision() -> None:
    """With the protocol's title and notice."""
    stamp = decided().protocol
    assert (stamp.id, stamp.version, stamp.as_of) == ("small", "1.0.0", date(2026, 11, 23))
    assert (stamp.title, stamp.notice) == ({"en": "text"}, {"en": "text"})
