"""One handle: primed before anything else, freed after everything, and failures that are loud."""

from __future__ import annotations

import pytest

from engines.durable_programs import Raw
from sexto_rules.engines.base import EngineFailureError
from sexto_rules.engines.durable.session import Session, open_sessions
from sexto_rules.engines.durable.subset import PRIME_FACT, SID, Condition, Rule, Ruleset
from sexto_rules.errors import ProtocolError

RULES = Ruleset(
    rules=(Rule("r0", (Condition("w", ("p",)),)), Rule("r1", (Condition("w", ("q",)),))),
    fact_ids=("f0", "f1"),
)
FACT = f'{{"id":"f0","sid":"{SID}","t":"w","p":"1","q":"1"}}'
OTHER = f'{{"id":"f1","sid":"{SID}","t":"w"}}'


def opened(raw: Raw) -> Session:
    """A session over the rules."""
    (session,) = open_sessions(raw, [RULES])
    return session


def fails(*_: object) -> tuple[int, int]:
    """A function of the C module that raises."""
    message = "error code: 303"
    raise ValueError(message)


def out_of_memory(*_: object) -> tuple[int, int]:
    """A function of the C module that finds no memory."""
    raise MemoryError


def test_a_new_handle_is_primed_before_its_state_is_freed() -> None:
    """The first fact is the priming one, and its rule fires before `delete_state`."""
    raw = Raw()
    opened(raw)
    assert raw.calls == [
        "create_ruleset",
        "assert_fact",
        "start_action_for_state",
        "complete_and_start_action",
        "delete_state",
    ]
    assert raw.facts == [PRIME_FACT]


def test_firings_are_the_names_of_the_rules() -> None:
    """Each rule that matches fires once; a fact that no rule looks at changes nothing."""
    session = opened(Raw())
    assert sorted(session.fired_by([FACT, OTHER])) == ["r0", "r1"]
    session.clear()
    assert session.fired_by([OTHER]) == []
    session.clear()


def test_facts_of_earlier_calls_count_until_the_state_is_freed() -> None:
    """A second call fires what is new; after `clear` the same fact is new again."""
    session = opened(Raw())
    assert len(session.fired_by([FACT])) == 2
    assert session.fired_by([OTHER]) == []
    session.clear()
    assert len(session.fired_by([FACT])) == 2


def test_a_handle_is_freed_after_its_state() -> None:
    """`close` frees a live state first, and only once; a closed session says so."""
    raw = Raw()
    session = opened(raw)
    session.fired_by([FACT])
    raw.calls.clear()
    session.close()
    session.close()
    assert raw.calls == ["assert_fact", "delete_state", "delete_ruleset"]
    with pytest.raises(EngineFailureError, match="the engine is closed"):
        session.fired_by([FACT])


def test_a_ruleset_outside_the_subset_is_never_compiled() -> None:
    """One bad ruleset among good ones: nothing at all is created."""
    raw = Raw()
    bad = Ruleset(rules=(Rule("r0", ()),), fact_ids=())
    with pytest.raises(ProtocolError, match=r"SX510.*without a condition"):
        open_sessions(raw, [RULES, bad])
    assert raw.calls == []


def test_a_ruleset_that_is_refused_all_the_same_frees_the_others() -> None:
    """When the C module refuses one ruleset, the handles made before it are freed."""
    raw = Raw()
    raw.after("create_ruleset", 1, fails)
    with pytest.raises(EngineFailureError, match="within its limits: error code: 303"):
        open_sessions(raw, [RULES, RULES])
    assert raw.calls.count("create_ruleset") == 2
    assert raw.calls.count("delete_ruleset") == 1


def test_a_handle_that_cannot_be_primed_is_left_alone() -> None:
    """Freeing an unprimed state kills the process: it is not even tried."""
    raw = Raw(start_action_for_state=lambda *_: None)
    with pytest.raises(EngineFailureError, match=r"fired \[\] where the priming rule"):
        opened(raw)
    assert "delete_state" not in raw.calls
    assert "delete_ruleset" not in raw.calls


@pytest.mark.parametrize("code", [2, 3, 303, -1])
def test_any_other_code_is_a_failure(code: int) -> None:
    """A fact that was taken for another, or anything unexpected, is never `nothing fired`."""
    session = opened(raw := Raw())
    raw.after("assert_fact", 0, lambda *_: (code, 1))
    with pytest.raises(EngineFailureError, match=f"answered {code} to a fact"):
        session.fired_by([FACT])


def test_the_same_fact_twice_is_a_failure() -> None:
    """The C module itself answers 2 to an id that it has seen."""
    session = opened(Raw())
    session.fired_by([FACT])
    with pytest.raises(EngineFailureError, match="answered 2"):
        session.fired_by([FACT])


@pytest.mark.parametrize(
    "function", ["assert_fact", "start_action_for_state", "complete_and_start_action"]
)
def test_an_exception_is_a_failure_and_the_session_recovers(function: str) -> None:
    """Whatever raises, the run fails; then the state is freed and the next run is right."""
    session = opened(raw := Raw())
    raw.after(function, 0, fails)
    with pytest.raises(EngineFailureError, match="durable-rules failed: error code: 303"):
        session.fired_by([FACT])
    raw.mend()
    session.recover()
    assert sorted(session.fired_by([FACT])) == ["r0", "r1"]


def test_a_firing_that_is_no_firing_is_a_failure() -> None:
    """Text that is not that of a firing is not guessed at."""
    session = opened(raw := Raw())
    raw.after("start_action_for_state", 0, lambda *_: ("{}", "{}"))
    with pytest.raises(EngineFailureError, match="durable-rules failed"):
        session.fired_by([FACT])


def test_firings_without_end_are_a_failure() -> None:
    """A C module that never stops firing does not hang the process."""
    session = opened(raw := Raw())
    raw.after("complete_and_start_action", 0, lambda *_: '{"r0":{}}')
    with pytest.raises(EngineFailureError, match="more firings than rules"):
        session.fired_by([FACT])


def test_memory_that_runs_out_ends_the_session() -> None:
    """What the C module left half made is never freed, and never used again."""
    session = opened(raw := Raw())
    raw.after("assert_fact", 0, out_of_memory)
    with pytest.raises(EngineFailureError, match="ran out of memory"):
        session.fired_by([FACT])
    raw.mend()
    raw.calls.clear()
    session.recover()
    with pytest.raises(EngineFailureError, match="ran out of memory"):
        session.fired_by([FACT])
    session.close()
    assert raw.calls == []


def test_a_state_that_cannot_be_freed_ends_the_session() -> None:
    """A handle whose state may still be there would mix two incidents: it is not used again."""
    session = opened(raw := Raw())
    session.fired_by([FACT])
    raw.after("delete_state", 0, fails)
    with pytest.raises(EngineFailureError, match="could not free a state"):
        session.clear()
    with pytest.raises(EngineFailureError, match="could not free a state"):
        session.fired_by([FACT])
    session.close()
    assert "delete_ruleset" not in raw.calls


def test_a_state_that_cannot_be_found_ends_the_session() -> None:
    """So does a run cut short whose state cannot be made sure of."""
    session = opened(raw := Raw())
    session.fired_by([FACT])
    raw.after("assert_fact", 0, fails)
    session.close()
    with pytest.raises(EngineFailureError, match="could not find a state"):
        session.fired_by([FACT])
    assert "delete_ruleset" not in raw.calls


def test_a_run_cut_short_before_its_first_fact_leaves_nothing() -> None:
    """An interrupt may come before there is a state: recovering makes one and frees it."""
    session = opened(raw := Raw())

    def interrupt(*_: object) -> tuple[int, int]:
        raise KeyboardInterrupt

    raw.after("assert_fact", 0, interrupt)
    with pytest.raises(KeyboardInterrupt):
        session.fired_by([FACT])
    raw.mend()
    session.recover()
    assert len(session.fired_by([FACT])) == 2
