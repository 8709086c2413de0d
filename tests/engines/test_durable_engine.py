"""The engine `durable`: right on any program, from any thread and process, or failing loudly."""

from __future__ import annotations

import gc
import os
import random
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engines.durable_programs import (
    Raw,
    amount,
    columns_of,
    disagreements,
    incident_observation,
    incident_program,
    random_observation,
    random_program,
)
from sexto_rules.engines.base import EngineFailureError
from sexto_rules.engines.durable import DurableEngine
from sexto_rules.facts import Incident
from sexto_rules.lowering.lower import lower
from sexto_rules.lowering.program import Program, Rails
from sexto_rules.protocol.outcome import Truth
from sexto_rules.testing import sample_day_protocol

SCRIPT = Path(__file__).with_name("durable_programs.py")

RAILS = (Rails("class `a`", None, 2, 1, 1, 2),)
ONE_RULE = incident_program(2, [(2, (0,))], RAILS)
"""True where literal 0 holds; literal 1 is its complement."""


def run(*arguments: str, **environment: str) -> int:
    """Run the script in a process of its own; its exit code."""
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def drawn(seed: int) -> random.Random:
    """A generator."""
    return random.Random(seed)  # noqa: S311 - no secret


@pytest.mark.no_cover
@pytest.mark.parametrize("block", range(10))
def test_the_engine_derives_what_the_clauses_say(block: int) -> None:
    """Random programs of every shape: the columns are those of a plain evaluator."""
    for seed in range(amount(3, 15, 5000)):
        assert disagreements(block * 10_000 + seed, 20) == 0, f"seed {block * 10_000 + seed}"


def test_one_engine_serves_many_threads() -> None:
    """Eight threads on one engine get what one thread gets."""
    rng = drawn(8)
    program = random_program(rng)
    engine = DurableEngine(program)
    seen = [random_observation(rng, program) for _ in range(amount(20, 60, 2000))]
    expected = [columns_of(program, each) for each in seen]

    def evaluate(_: int) -> bool:
        return [engine._columns(each) for each in seen] == expected

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(evaluate, range(8)))


@pytest.mark.no_cover
def test_threads_make_and_close_engines_side_by_side() -> None:
    """Engines come and go in several threads while others decide."""

    def live(block: int) -> int:
        return sum(disagreements(block * 100 + seed, 5) for seed in range(amount(3, 10, 500)))

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(live, range(6))) == 0


def test_memory_that_was_used_before_does_not_matter() -> None:
    """With every freed byte overwritten, nothing uninitialised is read: no crash, no difference."""
    for pattern in ("165", "85"):
        seconds = amount(2, 5, 600)
        assert run("agree", pattern, str(seconds), MALLOC_PERTURB_=pattern) == 0


def test_memory_stays_flat() -> None:
    """A process that decides for long needs no more memory than one that has just begun."""
    assert run("memory", "11", str(amount(2_000, 20_000, 200_000))) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_children_forked_in_the_middle_of_a_decision_are_right() -> None:
    """A child may fork off while another thread decides: its lock and its handles are its own."""
    assert run("fork", "4", PYTHONWARNINGS="ignore::DeprecationWarning") == 0


def test_a_decision_is_read_off_both_rails() -> None:
    """The engine answers for a real incident."""
    engine = DurableEngine(lower(sample_day_protocol(drawn(3))))
    answer = engine.conditions(Incident())
    assert answer.classes
    assert set(answer.classes) <= set(Truth)
    assert engine.name == "durable"


def program_with_rails(seed: int) -> Program:
    """A program of a random protocol that needs the C module for its conditions."""
    while True:
        program = lower(sample_day_protocol(drawn(seed)))
        if any(rails.true >= program.base for rails in program.directives):
            return program
        seed += 1


def test_a_lost_match_is_a_failure() -> None:
    """When no rule fires where one should, a rail is missing: that is never advice."""
    raw = Raw()
    engine = DurableEngine(program_with_rails(0), raw)
    assert engine.conditions(Incident())
    raw.after("start_action_for_state", 0, lambda *_: None)
    with pytest.raises(EngineFailureError, match="contradict each other"):
        engine.conditions(Incident())


def test_a_firing_of_no_known_rule_is_a_failure() -> None:
    """A name that is none of ours is not passed over, and the engine is right afterwards."""
    raw = Raw()
    engine = DurableEngine(ONE_RULE, raw)
    raw.after("start_action_for_state", 0, lambda *_: ("{}", '{"zz":{}}'))
    raw.after("complete_and_start_action", 0, lambda *_: None)
    with pytest.raises(EngineFailureError, match="fired `zz`"):
        engine._columns(incident_observation([1, 0]))
    raw.mend()
    assert engine._columns(incident_observation([1, 0])) == [1, 0, 1]
    assert engine._columns(incident_observation([0, 1])) == [0, 1, 0]


def test_a_failure_in_one_decision_leaves_the_next_one_right() -> None:
    """The state of a failed run is freed: nothing of it is seen by the next."""
    raw = Raw()
    engine = DurableEngine(ONE_RULE, raw)
    raw.after("complete_and_start_action", 0, lambda *_: "no firing")
    with pytest.raises(EngineFailureError, match="durable-rules failed"):
        engine._columns(incident_observation([1, 0]))
    raw.mend()
    assert raw.calls[-1] == "delete_state"
    assert engine._columns(incident_observation([0, 1])) == [0, 1, 0]


def test_a_run_that_was_interrupted_leaves_the_next_one_right() -> None:
    """Even when the interrupt left the state behind, the next run starts from an empty one."""
    raw = Raw()
    engine = DurableEngine(ONE_RULE, raw)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    raw.after("start_action_for_state", 0, interrupt)
    raw.after("delete_state", 0, interrupt)
    with pytest.raises(KeyboardInterrupt):
        engine._columns(incident_observation([1, 0]))
    raw.mend()
    assert engine._columns(incident_observation([0, 1])) == [0, 1, 0]


def test_nothing_is_asked_where_nothing_is_known() -> None:
    """An empty frame derives nothing, without a call into the C module."""
    raw = Raw()
    engine = DurableEngine(ONE_RULE, raw)
    raw.calls.clear()
    assert engine._columns(incident_observation([0, 0])) == [0, 0, 0]
    assert raw.calls == []


def test_a_closed_engine_says_so() -> None:
    """`close` frees every handle, once; afterwards the engine refuses to decide."""
    raw = Raw()
    engine = DurableEngine(ONE_RULE, raw)
    engine.close()
    engine.close()
    assert raw.calls.count("delete_ruleset") == raw.calls.count("create_ruleset") == 1
    with pytest.raises(EngineFailureError, match="the engine `durable` is closed"):
        engine._columns(incident_observation([1, 0]))


def test_an_engine_that_is_forgotten_frees_its_handles() -> None:
    """Without `close`, the handles are freed with the engine."""
    raw = Raw()
    engine = DurableEngine(ONE_RULE, raw)
    del engine
    gc.collect()
    assert raw.calls.count("delete_ruleset") == 1


def test_closing_waits_for_a_decision() -> None:
    """A handle is not freed under a thread that is using it."""
    raw = Raw()
    engine = DurableEngine(ONE_RULE, raw)
    inside, go_on = threading.Event(), threading.Event()
    start = raw.start_action_for_state

    def slow(handle: int, offset: int) -> tuple[str, str] | None:
        raw.mend()
        inside.set()
        go_on.wait(10)
        return start(handle, offset)

    raw.after("start_action_for_state", 0, slow)
    with ThreadPoolExecutor(2) as pool:
        decision = pool.submit(engine._columns, incident_observation([1, 0]))
        inside.wait(10)
        closing = pool.submit(engine.close)
        assert "delete_ruleset" not in raw.calls
        go_on.set()
        assert decision.result() == [1, 0, 1]
        closing.result()
    assert "delete_ruleset" in raw.calls
