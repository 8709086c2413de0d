"""The decider: two engines that agree, or no advice; and never an incident that does not fit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import sexto_rules
from decisions.deciding import CONTACTS, day_of, decider_of
from reference.small_protocols import must, must_not, note, route, told
from sexto_rules.decisions import ENGINES, Decider, decide
from sexto_rules.decisions.always import what_always_holds
from sexto_rules.engines.base import Conditions, EngineFailureError
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.engines.durable import DurableEngine
from sexto_rules.errors import (
    AdviceWithheldError,
    MissingExtraError,
    ProblemsError,
)
from sexto_rules.facts import Incident
from sexto_rules.lowering.program import Program
from sexto_rules.protocol.conditions import All
from sexto_rules.protocol.model import Directive, Modality
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import decide as decide_by_reference
from sexto_rules.testing import day_protocols, incidents


def saying(directive: Directive, words: str) -> Directive:
    """Return the directive with this text."""
    return evolve(directive, text={"en": words})


DIRECTIVES = (
    saying(must_not("never", "view_material"), "Never look"),
    saying(must_not("never-copy", "copy_material"), "Never copy"),
    saying(must_not("sometimes", "discipline", told("blackmail")), "No sanction"),
    saying(
        must(
            "danger",
            "call_emergency_services",
            told("immediate_danger"),
            contacts=("lead-line", "site", "gone"),
        ),
        "Call 911",
    ),
    saying(must("police", "call_police", told("blackmail"), contacts=("site",)), "Call the police"),
    saying(must("lead", "tell_lead"), "Tell the lead"),
    saying(must("again", "tell_lead", by="principal"), "Tell the lead"),
    saying(must("grid", "complete_grid"), "Fill in the grid"),
    saying(note("calm"), "Stay calm"),
)
TWO_FACTS = must("two", "record_facts", All((told("blackmail"), told("coerced"))))
"""What needs a rule of an engine; one fact alone is read off the incident."""

ALWAYS_HOLDS = {
    "Never look",
    "Never copy",
    "Call 911",
    "Tell the lead",
    "The lead, 555-0100",
    "A site, https://example.org",
}


class Lying(CompiledEngine):
    """An engine that finds everything unknown."""

    def conditions(self, incident: Incident) -> Conditions:
        """Say unknown of all."""
        found = super().conditions(incident)
        unknown = tuple(tuple(Truth.UNKNOWN for _ in row) for row in found.directives)
        return Conditions(found.classes, unknown)


class Failing(CompiledEngine):
    """An engine that breaks, in a way that no engine may."""

    def conditions(self, incident: Incident) -> Conditions:
        """Break."""
        raise ZeroDivisionError(incident)


def standing_in(monkeypatch: pytest.MonkeyPatch, make: Callable[[Program], Any]) -> None:
    """Let something else stand in for durable-rules."""
    monkeypatch.setitem(cast("dict[str, Any]", ENGINES), "durable", make)


def missing(_program: Program) -> Any:
    """Be an engine whose extra is not installed."""
    message = "install the extra `durable`"
    raise MissingExtraError(message)


def broken_raw() -> Any:
    """Return a C module that refuses everything."""

    def refuse(*_: object) -> Any:
        message = "refused"
        raise RuntimeError(message)

    names = (
        "create_ruleset",
        "delete_ruleset",
        "assert_fact",
        "start_action_for_state",
        "complete_and_start_action",
        "delete_state",
    )
    return SimpleNamespace(error=RuntimeError, **dict.fromkeys(names, refuse))


def test_both_engines_decide_by_default() -> None:
    """And a decision says so."""
    with decider_of(*DIRECTIVES, engines=None) as decider:
        assert decider.decided_by == ("durable", "compiled")
        assert decider.decide(Incident()).decided_by == ("durable", "compiled")


@pytest.mark.parametrize(
    ("engines", "message", "help_"),
    [
        (["compild"], "`compild` is not an engine", "did you mean `compiled`?"),
        (["compiled", "z3"], "`z3` is not an engine", None),
        ([], "found no engine", None),
    ],
)
def test_there_must_be_an_engine_of_the_name(
    engines: list[str], message: str, help_: str | None
) -> None:
    """Nothing is decided by fewer engines than were asked for."""
    with pytest.raises(ProblemsError) as raised:
        decider_of(*DIRECTIVES, engines=engines)
    (problem,) = raised.value.problems
    assert (problem.code, problem.help) == ("SX490", help_)
    assert message in problem.message


@pytest.mark.parametrize("engines", [["compiled"], ["durable"], ["compiled", "durable"]])
def test_any_engines_can_be_asked_for(engines: list[str]) -> None:
    """In the order in which they are named."""
    with decider_of(*DIRECTIVES, engines=engines) as decider:
        assert decider.decide(Incident()).decided_by == tuple(engines)


@pytest.mark.no_cover
@given(data=st.data())
def test_the_outcome_is_that_of_the_reference(data: st.DataObject) -> None:
    """By both engines, whatever the protocol and the incident."""
    day = data.draw(day_protocols())
    incident = data.draw(incidents(day))
    with Decider(day.protocol, day.as_of) as decider:
        assert decider.outcome(incident) == decide_by_reference(day, incident)


def test_one_name_and_the_same_name_twice() -> None:
    """Each engine decides once."""
    protocol = day_of(*DIRECTIVES).protocol
    day = date(2026, 11, 23)
    assert Decider(protocol, day, "compiled").decided_by == ("compiled",)
    assert Decider(protocol, day, ["compiled", "compiled"]).decided_by == ("compiled",)


def test_without_the_extra_the_default_is_compiled_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision says so; who asks for `durable` is told what to install."""
    standing_in(monkeypatch, missing)
    assert decider_of(*DIRECTIVES, engines=None).decide(Incident()).decided_by == ("compiled",)
    with pytest.raises(MissingExtraError, match="durable"):
        decider_of(*DIRECTIVES, engines=["compiled", "durable"])


def test_engines_that_disagree_give_no_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error carries what always holds: prohibitions of the core, and whom to call."""
    standing_in(monkeypatch, Lying)
    decider = decider_of(*DIRECTIVES, engines=None)
    with pytest.raises(AdviceWithheldError, match="derive different things") as raised:
        decider.decide(Incident(blackmail=True))
    assert [set(line) for line in raised.value.always] == [{"en"}] * len(ALWAYS_HOLDS)
    assert {line["en"] for line in raised.value.always} == ALWAYS_HOLDS


def test_an_engine_that_fails_gives_no_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it raises."""
    standing_in(monkeypatch, Failing)
    decider = decider_of(*DIRECTIVES, engines=["durable"])
    with pytest.raises(AdviceWithheldError, match="the engine `compiled` failed") as raised:
        decider.decide(Incident())
    assert isinstance(raised.value.__cause__, ZeroDivisionError)
    assert [set(line) for line in raised.value.always] == [{"en"}] * len(ALWAYS_HOLDS)
    assert {line["en"] for line in raised.value.always} == ALWAYS_HOLDS


def test_an_engine_that_cannot_start_gives_no_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    """And those that had started are closed."""
    closed = []

    class Noting(CompiledEngine):
        def close(self) -> None:
            closed.append(self)

    standing_in(monkeypatch, lambda program: DurableEngine(program, raw=broken_raw()))
    monkeypatch.setitem(cast("dict[str, Any]", ENGINES), "compiled", Noting)
    with pytest.raises(AdviceWithheldError, match="could not take the protocol") as raised:
        decider_of(*DIRECTIVES, TWO_FACTS, engines=["compiled", "durable"])
    assert isinstance(raised.value.__cause__, EngineFailureError)
    assert len(closed) == 1


def test_what_always_holds_comes_from_the_root_of_the_line() -> None:
    """A protocol that extends `core` shows what core says; whom to call, it says itself."""
    day = day_of(*DIRECTIVES, lineage=("parent", "core"))
    of_core = evolve(day.protocol.directives[0], origin="core")
    protocol = evolve(day.protocol, directives=(of_core, *day.protocol.directives[1:]))
    with Decider(protocol, day.as_of, ["compiled"]) as decider:
        assert [line["en"] for line in what_always_holds(decider.day)] == [
            "Never look",
            "The lead, 555-0100",
            "A site, https://example.org",
        ]


def test_a_contact_without_number_or_address_is_left_out() -> None:
    """Nobody can be called by a name alone."""
    bare = evolve(CONTACTS[0], phone=None)
    call = must("police", "call_police", told("blackmail"), contacts=("lead-line",))
    assert what_always_holds(day_of(call, contacts=(bare,))) == ()


def test_a_closed_decider_decides_nothing() -> None:
    """Closing twice does no harm."""
    decider = decider_of(*DIRECTIVES)
    decider.close()
    decider.close()
    with pytest.raises(RuntimeError, match="closed"):
        decider.decide(Incident())


def test_every_engine_is_closed_even_if_one_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it raised comes out afterwards."""
    closed = []

    class Noting(CompiledEngine):
        def close(self) -> None:
            closed.append(self)
            if len(closed) == 1:
                message = "stuck"
                raise EngineFailureError(message)

    standing_in(monkeypatch, Noting)
    monkeypatch.setitem(cast("dict[str, Any]", ENGINES), "compiled", Noting)
    decider = decider_of(*DIRECTIVES, engines=["durable", "compiled"])
    closed.clear()
    with pytest.raises(EngineFailureError, match="stuck"):
        decider.close()
    assert len(closed) == 2


def test_one_decision_without_a_decider() -> None:
    """`decide` makes the protocol ready, decides and frees what it made."""
    day = day_of(*DIRECTIVES, classes=[route("first", told("blackmail")), route("last")])
    decision = decide(day.protocol, Incident(blackmail=True), as_of=day.as_of)
    assert decision.classification.class_ == "first"
    assert {line.id for line in decision.due} == {"police", "lead", "again", "grid", "calm"}


def test_many_threads_decide_the_same() -> None:
    """One decider serves them all."""
    with decider_of(*DIRECTIVES, engines=None) as decider:
        cases = [Incident(blackmail=True), Incident(), Incident(immediate_danger=True)] * 8
        expected = [decider.decide(incident) for incident in cases]
        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(decider.decide, cases)) == expected


def test_importing_the_library_is_cheap() -> None:
    """Names are loaded when they are used; a name that is not there is an AttributeError."""
    code = (
        "import sys, sexto_rules; assert 'attrs' not in sys.modules; "
        "sexto_rules.Incident; assert 'sexto_rules.engines' not in sys.modules; "
        "assert 'Decider' in dir(sexto_rules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_public_name_is_there() -> None:
    """And no other."""
    for name in sexto_rules.__all__:
        assert getattr(sexto_rules, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        sexto_rules.nothing  # noqa: B018 - the look-up is the test
    assert sexto_rules.Modality is Modality
