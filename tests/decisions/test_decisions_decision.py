"""A decision: typed, equal to what was written of it, lazy without showing it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from attrs import evolve

from decisions.deciding import (
    CITED,
    CONTACTS,
    SOURCES,
    day_of,
    decider_of,
    decision_of,
    line_of,
    lines_of,
)
from decisions.example import (
    DIRECTIVES,
    IN_TWO_HOURS,
    INCIDENT,
    PARTS,
    decided,
)
from reference.small_protocols import (
    PERSON,
    concluded,
    conclusion,
    must,
    must_not,
    note,
    route,
    told,
)
from sexto_rules.decisions import Decider, Decision, explain
from sexto_rules.facts import Incident, Person
from sexto_rules.protocol.conditions import FactRef, FactStatus, Mode, Of
from sexto_rules.protocol.model import (
    Basis,
    InDoubt,
    Modality,
    Rule,
)
from sexto_rules.protocol.outcome import Status


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
            text["en"] = "changed"  # type: ignore[index]  # a text cannot be written to
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
        decision.final = True  # type: ignore[misc]  # it is frozen
    with pytest.raises(AttributeError):
        decision.directives[0].status = Status.DUE  # type: ignore[misc]  # it is frozen


def test_the_day_is_in_the_decision() -> None:
    """With the protocol's title and notice."""
    stamp = decided().protocol
    assert (stamp.id, stamp.version, stamp.as_of) == ("small", "1.0.0", date(2026, 11, 23))
    assert (stamp.title, stamp.notice) == ({"en": "text"}, {"en": "text"})
