"""A second solver, cvc5, finds impossible whatever the first one does.

Every proof of a protocol rests on questions that have no answer. Each is written down in SMT-LIB
as the first solver was asked it, and read from there. What it finds possible needs no second
solver: that is an incident, which the reference and every engine decide again.
"""

from __future__ import annotations

import os
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Final

import cvc5
import pytest

from sexto_rules.library import load_protocol
from sexto_rules.proof.proving import Proving
from sexto_rules.proof.refinement import refine
from sexto_rules.proof.solver import (
    Solver,
    each_impossible,
    either,
    greater,
    lesser,
    neg,
    new_bool,
    new_number,
    where,
)

IS_NIGHTLY: Final = os.environ.get("SEXTO_PROFILE") == "nightly"
RULESETS: Final = Path(__file__).parents[2] / "rulesets"
SHIPPED: Final = sorted(each.parent.name for each in RULESETS.glob("*/protocol.yaml"))
MILLISECONDS: Final = 60_000


def answer_of_second(question: str) -> str:
    """Return what cvc5 says of a question in SMT-LIB; `unknown` if it takes too long."""
    solver = cvc5.Solver(cvc5.TermManager())
    solver.setOption("tlimit-per", str(MILLISECONDS))
    solver.setLogic("ALL")
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, question, "question")
    said = ""
    while not (command := parser.nextCommand()).isNull():
        said += command.invoke(solver, parser.getSymbolManager())
    return said.strip()


class Second:
    """Asks the second solver whatever it hears of, each question once, and counts the answers."""

    def __init__(self) -> None:
        """Begin with nothing heard."""
        self.answers: Counter[str] = Counter()
        self._asked: set[str] = set()

    def hear(self, question: str) -> None:
        """Ask it."""
        mark = sha256(question.encode()).hexdigest()
        if mark not in self._asked:
            self._asked.add(mark)
            self.answers[answer_of_second(question)] += 1


def without_last_assertion(question: str) -> str:
    """Return a question without what was asked: only what was told before."""
    told, _, _ = question.rpartition("(assert")
    return f"{told}(check-sat)"


def test_core_is_confirmed() -> None:
    """Every impossibility that its proof rests on, those of its Program included."""
    second = Second()
    with each_impossible(second.hear):
        assert Proving(load_protocol(RULESETS / "core")).report().is_proved
    assert second.answers.keys() == {"unsat"}
    assert second.answers["unsat"] > 25


@pytest.mark.skipif(not IS_NIGHTLY, reason="some minutes")
@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_protocols_are_confirmed(name: str) -> None:
    """On every stretch of days, and that they keep what they inherit."""
    shipped, second = load_protocol(RULESETS / name), Second()
    with each_impossible(second.hear):
        assert Proving(shipped).report().is_proved
        for parent in shipped.lineage:
            assert refine(shipped, load_protocol(RULESETS / parent)).holds
    assert second.answers.keys() == {"unsat"}


def test_what_was_told_is_possible_by_itself() -> None:
    """Nothing is impossible only because the rules of the world contradict each other."""
    heard: list[str] = []
    with each_impossible(heard.append):
        Proving(load_protocol(RULESETS / "core")).report()
    told = {without_last_assertion(each) for each in heard}
    assert {answer_of_second(each) for each in told} == {"sat"}


def test_every_kind_of_formula_and_name_is_read_by_the_second() -> None:
    """Names with spaces, quotes and accents, numbers and choices; both solvers mean the same."""
    one, other = new_bool('l\'élève a « dit » "oui"'), new_bool("not (a name)")
    older, younger = new_number("age = 12"), new_number("âge d'un autre")
    told = [either(one, other), neg(one), greater(older, younger) >= 14]
    second, solver = Second(), Solver(MILLISECONDS)
    solver.tell(told)
    with each_impossible(second.hear):
        assert solver.may_hold([other, older == where(other, 13, 20)])
        assert not second.answers
        assert solver.may_hold([older == where(other, 13, 20), lesser(13, younger) < 13]) is False
        assert solver.may_hold([neg(other)]) is False
    assert second.answers == {"unsat": 2}
    assert solver.may_hold([neg(other)]) is False
    assert second.answers.total() == 2, "nobody listens any more"
