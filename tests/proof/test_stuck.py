"""That no line is stuck without the decision saying so: what is proved, and what is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from proof.pinned import AMOUNTS, rng_of
from proof.stuck_by_hand import Small, said_to_be_free, small_rules, stuck_incidents
from sexto_rules.facts import Incident, Role
from sexto_rules.facts.ages import ages_from
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.finder import Finder
from sexto_rules.proof.proving import Proving
from sexto_rules.proof.report import Verdict
from sexto_rules.proof.statements import Kind
from sexto_rules.proof.stuck import Stuck, StuckProver, may_be_held
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    Condition,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol, Directive, InDoubt
from sexto_rules.scenarios import Runner, ScenarioReader
from support.build import directive, protocol, yes

DAY: Final = date(2026, 1, 1)
BLACKMAIL, COERCED = yes("blackmail"), yes("coerced")
SHARER: Final = RoleTest(Of.PERSON, frozenset({Role.SHARER}))
DEPICTED: Final = RoleTest(Of.PERSON, frozenset({Role.DEPICTED}))
YOUNG: Final = AgeTest(Of.PERSON, ages_from(0, 13))
FACTS_ALONE: Final = Small(("blackmail", "coerced", "ongoing"), persons=0)
PERSONS_TOO: Final = Small(("blackmail",), persons=2)
NEITHER: Final = AnyOf((BLACKMAIL, Not(BLACKMAIL)))
"""In doubt while nothing is told, and never false: whatever is learned, it forbids."""


def day_of(*directives: Directive) -> DayProtocol:
    """A protocol with these directives."""
    return on(protocol(directives=directives), DAY)


def forbidden(when: Condition, duty: Condition | None = None, **parts: Any) -> DayProtocol:
    """A duty, always unless said otherwise, whose act is forbidden when a condition holds."""
    act = "inform_parents" if parts.get("for_each") else "record_facts"
    return day_of(
        directive("duty", "must", act, condition=duty or All(()), **parts),
        directive("ban", "must_not", act, condition=when, for_each=parts.get("for_each")),
    )


def stuck(day: DayProtocol) -> Stuck:
    """What is found of the duty."""
    (found,) = [each for each in may_be_held(day) if each.id == "duty"]
    return StuckProver(day, found).answer(Finder(day))


def somebody(body: Condition) -> Quantified:
    """Some person of whom it holds."""
    return Quantified(Quantifier.SOME, Entity.PERSON, body)


@pytest.mark.parametrize(
    "day",
    [
        forbidden(BLACKMAIL),
        forbidden(All((BLACKMAIL, COERCED))),
        forbidden(somebody(SHARER)),
        forbidden(Not(somebody(SHARER))),
        forbidden(Not(Quantified(Quantifier.EVERY, Entity.PERSON, All((DEPICTED, Not(SHARER)))))),
        forbidden(SHARER, DEPICTED, for_each=Entity.PERSON),
        forbidden(YOUNG, for_each=Entity.PERSON),
    ],
)
def test_what_something_learned_always_frees_is_proved(day: DayProtocol) -> None:
    """One fact, several, everybody's role, somebody new, an age, for any number of persons."""
    assert stuck(day) == Stuck(may_be=False)


@pytest.mark.parametrize(
    "day",
    [
        forbidden(NEITHER),
        forbidden(AnyOf((NEITHER, COERCED))),
        forbidden(AnyOf((somebody(SHARER), Not(somebody(SHARER))))),
        forbidden(BLACKMAIL, BLACKMAIL, in_doubt=InDoubt.APPLIES),
        forbidden(BLACKMAIL, Modal(Mode.UNKNOWN, BLACKMAIL)),
    ],
)
def test_a_line_that_nothing_frees_is_shown_where_facts_are_named(day: DayProtocol) -> None:
    """Whatever is learned it stays forbidden, or is no more to be done: nothing known is enough."""
    assert stuck(day) == Stuck(may_be=True, incident=Incident())


def test_whoever_a_line_is_about_cannot_stand_in_for_somebody_else() -> None:
    """One who may only be told where another one shares is stuck where there is no other."""
    found = stuck(forbidden(AnyOf((SHARER, Not(somebody(SHARER)))), for_each=Entity.PERSON))
    assert found.may_be is True
    assert found.incident is not None
    assert len(found.incident.persons) == 1


def test_a_line_that_is_said_to_be_stuck_is_no_mistake() -> None:
    """Where nobody can say whether it may be done, the decision says that it is stuck."""
    day = forbidden(BLACKMAIL)
    incident = Incident(cannot_say=frozenset({"blackmail"}))
    assert not said_to_be_free(day, incident, "duty")
    assert stuck(day).may_be is False


def test_what_is_never_held_is_proved_at_once() -> None:
    """A prohibition that is certain where it applies contradicts, or leaves the duty alone."""
    assert stuck(forbidden(Modal(Mode.CERTAINLY, BLACKMAIL))) == Stuck(may_be=False)


def test_only_what_some_prohibition_names_is_asked_about() -> None:
    """Nothing can hold the others."""
    day = day_of(
        directive("duty", "must", "record_facts"),
        directive("other", "must", "tell_lead"),
        directive("ban", "must_not", "record_facts", condition=BLACKMAIL),
    )
    assert [each.id for each in may_be_held(day)] == ["duty"]


def test_the_report_has_it_with_a_scenario_of_what_is_decided_today(tmp_path: Path) -> None:
    """The line is held and its prohibition in force, on the reference and on every engine."""
    whole = protocol(
        directives=(
            directive("tell", "must", "tell_lead"),
            directive("duty", "must", "record_facts"),
            directive("ban", "must_not", "record_facts", condition=NEITHER),
        )
    )
    (found,) = Proving(whole).report().that_are(Verdict.REFUTED, Kind.STUCK)
    assert (found.subject, found.incident) == ("duty", Incident())
    assert found.scenario is not None
    assert "held: [duty]" in found.scenario
    path = tmp_path / "witness.yaml"
    path.write_text(found.scenario, "utf-8")
    scenario = ScenarioReader(whole).scenario(path)
    assert scenario is not None
    with Runner(whole) as runner:
        assert runner.run(scenario).failures == ((),)


@pytest.mark.parametrize("small", [FACTS_ALONE, PERSONS_TOO], ids=["facts", "persons"])
@pytest.mark.parametrize("seed", range((AMOUNTS.protocols + 1) // 2))
def test_trying_all_that_can_be_learned_comes_out_the_same(seed: int, small: Small) -> None:
    """Of every incident with a few facts and persons, with every way of learning more.

    Where persons have to be told different things the answer may be owed, never be wrong.
    """
    day = day_of(*small_rules(rng_of(f"stuck {seed} {small.persons}"), small))
    found = stuck(day)
    expected = any(stuck_incidents(day, "duty", small))
    assert found.may_be is expected or (bool(small.persons) and found.may_be is None)
    if found.incident is not None:
        assert said_to_be_free(day, found.incident, "duty")
