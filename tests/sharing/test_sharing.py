"""Work shared by processes of which any may be killed: nobody waits for one that is gone."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable
from typing import Final

import pytest

from sexto_rules.sharing import shared

QUESTIONS: Final = list(range(1, 9))
KILLING: Final = 5
REFUSED: Final = 6


def doubling(by: int) -> Callable[[int], int]:
    """What answers in each process."""

    def answer(number: int) -> int:
        if number == KILLING * by:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        if number == REFUSED * by:
            message = f"{number} is refused"
            raise ValueError(message)
        return 2 * number

    return answer


def answered(questions: Iterable[int], processes: int, by: int = 100) -> dict[int, int | None]:
    """What becomes of each question; a process that is asked for five times `by` is killed."""
    return dict(shared(doubling, (by,), list(questions), processes))


def test_each_question_has_its_answer() -> None:
    """Whatever the number of processes, also one that is larger than that of questions."""
    assert answered(QUESTIONS, 2) == {each: 2 * each for each in QUESTIONS}
    assert answered([], 2) == {}


def test_what_a_killed_process_was_at_is_lost_and_nothing_else() -> None:
    """The others take the rest."""
    answers = answered([*range(1, 6), *range(7, 12)], 2, by=1)
    assert [each for each, answer in answers.items() if answer is None] == [KILLING]
    assert len(answers) == 10


def test_where_all_are_killed_the_rest_is_lost() -> None:
    """It ends, and each question is accounted for."""
    answers = answered([KILLING] * 2 + [7, 8], 2, by=1)
    assert answers == dict.fromkeys([KILLING, 7, 8])


def test_what_is_raised_there_is_raised_here() -> None:
    """A mistake in one process ends the work and all processes."""
    with pytest.raises(ValueError, match="6 is refused"):
        answered([REFUSED], 1, by=1)
    assert multiprocessing.active_children() == []


def test_who_stops_reading_ends_the_processes() -> None:
    """No process is left behind."""
    answers = shared(doubling, (100,), QUESTIONS, 2)
    next(answers)
    answers.close()
    assert multiprocessing.active_children() == []
