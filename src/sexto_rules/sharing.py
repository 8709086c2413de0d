"""Questions answered by several processes, of which any may be killed.

A machine that runs short of memory kills a process without a word. What it was working on is
lost, and said to be; the other processes go on with the rest, and nobody waits for it.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeAlias, TypeVar

__all__ = ["Answering", "shared"]

Q = TypeVar("Q")
A = TypeVar("A")

Answering: TypeAlias = Callable[[Q], A]
"""What answers a question; each process makes its own."""


def shared(
    make: Callable[..., Answering[Q, A]],
    given: Sequence[object],
    questions: Sequence[Q],
    processes: int,
) -> Generator[tuple[Q, A | None], None, None]:
    """Yield each question with its answer, as they are known; None where it is lost.

    Closing the iterator, or an exception in whoever reads it, ends the processes.

    Args:
        make: What each process calls first; it gives what answers a question.
        given: What that is called with.
        questions: The questions.
        processes: How many processes share them.

    Raises:
        Exception: Whatever answering raised.
    """
    crew = _Crew(make, given, questions)
    try:
        crew.start(processes)
        yield from crew.answers()
    finally:
        crew.end()


class _Crew(Generic[Q, A]):
    """Processes that answer questions, and the lines to them, each with what is asked there."""

    def __init__(
        self, make: Callable[..., Answering[Q, A]], given: Sequence[object], questions: Sequence[Q]
    ) -> None:
        self._make = make
        self._given = given
        self._waiting = deque(questions)
        self._asked: dict[Connection, Q] = {}
        self._lines: list[Connection] = []
        self._processes: list[BaseProcess] = []

    def start(self, processes: int) -> None:
        """Start so many processes; an interruption waits until they are, and is not for them."""
        context = multiprocessing.get_context("spawn")
        with _no_interruption():
            for _ in range(min(processes, len(self._waiting))):
                ours, theirs = context.Pipe()
                process = context.Process(
                    target=_work, args=(theirs, self._make, self._given), daemon=True
                )
                process.start()
                theirs.close()
                self._processes.append(process)
                self._lines.append(ours)

    def answers(self) -> Iterator[tuple[Q, A | None]]:
        """Yield questions in the order in which their answers come in, those lost among them."""
        for line in self._lines:
            self._ask(line)
        while self._asked:
            ready = wait(list(self._asked))
            for line in [each for each in self._asked if each in ready]:
                question = self._asked.pop(line)
                try:
                    said: A | Exception = line.recv()
                except (EOFError, OSError):
                    yield question, None
                    continue
                if isinstance(said, Exception):
                    raise said
                self._ask(line)
                yield question, said
        for question in self._waiting:
            yield question, None

    def _ask(self, line: Connection) -> None:
        """Ask the next question there, where there is one and somebody listens."""
        if self._waiting:
            try:
                line.send(self._waiting[0])
            except OSError:  # its process is gone
                return
            self._asked[line] = self._waiting.popleft()

    def end(self) -> None:
        """End every process."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()


@contextmanager
def _no_interruption() -> Iterator[None]:
    """Keep Ctrl-C back meanwhile; a process that is started meanwhile never gets it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(line: Connection, make: Callable[..., Answering[Q, A]], given: Sequence[object]) -> None:
    """Answer what is asked until the line is cut; whatever goes wrong is said, then it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it was not kept back
    try:
        answering = make(*given)
        while True:
            line.send(answering(line.recv()))
    except (EOFError, KeyboardInterrupt):
        return
    except Exception as error:  # noqa: BLE001 - told to the one who started this
        line.send(error)
