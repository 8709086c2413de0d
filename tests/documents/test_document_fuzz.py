"""Whatever is thrown at the readers: problems come out, never another exception, and soon.

2,000 mutated small files as a rule, 200,000 with SEXTO_PROFILE=nightly. A file that fails is
named by its seed, which makes it again: `mutated_file(seed)`.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

import pytest

from documents.mutations import INCIDENTS, PROTOCOLS, mutated
from sexto_rules.authoring import read_protocol
from sexto_rules.documents import parse_document, place_of, plain
from sexto_rules.errors import Problem, ProblemsError, ProtocolError
from sexto_rules.library import parse_incident_document
from sexto_rules.protocol.model import Protocol

_FILES: Final = 200_000 if os.environ.get("SEXTO_PROFILE") == "nightly" else 2_000
_PARTS: Final = 8
_SECONDS: Final = 30
"""Far above what any small file takes, also on a busy machine; a hang is longer."""


@contextmanager
def stopped_when_it_hangs(what: str) -> Iterator[None]:
    """Raise inside the block once it takes too long (where the system has alarms)."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        message = f"{what} takes longer than {_SECONDS} s"
        raise TimeoutError(message)

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def mutated_file(seed: int) -> tuple[str, bytes]:
    """Return the name and content of the mutated file of this seed."""
    chance = random.Random(seed)  # noqa: S311 - mistakes, not secrets
    if seed % 4:
        return "protocol.yaml", mutated(chance.choice(PROTOCOLS), chance)
    name, text = chance.choice(INCIDENTS)
    return name, mutated(text, chance)


def _no_parent(name: str) -> Protocol:
    raise ProtocolError([Problem("SX701", f"`{name}` is not a known protocol")])


def _read_document(name: str, content: bytes) -> None:
    """Read the tree, its plain data and a place in it."""
    node = parse_document(content, name)
    plain(node)
    place_of(node, "persons[0].age")


def _read_protocol(name: str, content: bytes) -> None:
    text = content.decode("utf-8", "surrogateescape")
    read_protocol({name: text}, find_parent=_no_parent)


def _read_incident(name: str, content: bytes) -> None:
    parse_incident_document(content, name)


READERS: Final[dict[str, Callable[[str, bytes], None]]] = {
    "document": _read_document,
    "whole": lambda name, content: (
        _read_protocol(name, content) if name == "protocol.yaml" else _read_incident(name, content)
    ),
}


@pytest.mark.parametrize("part", range(_PARTS))
def test_mutated_files_give_problems_only(part: int) -> None:
    """A mutated protocol or incident is read, or refused with problems that have a place."""
    for seed in range(part, _FILES, _PARTS):
        name, content = mutated_file(seed)
        for reader, read in READERS.items():
            with stopped_when_it_hangs(f"{reader} of seed {seed}"):
                _require_problems_only(f"{reader} of seed {seed}", read, name, content)


def _require_problems_only(
    what: str, read: Callable[[str, bytes], None], name: str, content: bytes
) -> None:
    """Read; a refusal has problems that can be shown, and nothing else is raised."""
    problems: tuple[Problem, ...] = ()
    refused = False
    try:
        read(name, content)
    except ProblemsError as error:
        refused, problems = True, error.problems
    except Exception as error:
        message = f"{what} raises {type(error).__name__}"
        raise AssertionError(message) from error
    assert refused == bool(problems), f"{what}: no problem says why"
    for problem in problems:
        assert "\n" not in problem.message, f"{what}: {problem}"
        str(problem).encode("utf-8")


def test_some_mutated_files_are_still_valid() -> None:
    """The mutations are not so coarse that nothing gets past the first reader."""
    read = 0
    for seed in range(200):
        name, content = mutated_file(seed)
        try:
            _read_document(name, content)
        except ProblemsError:
            continue
        read += 1
    assert 20 <= read <= 180


@pytest.mark.parametrize("text", PROTOCOLS)
def test_protocols_that_are_mutated_are_documents(text: str) -> None:
    """The files that mutation starts from can be read."""
    parse_document(text, "protocol.yaml")


def test_files_that_are_mutated_are_valid() -> None:
    """The first protocol and the incidents have no problem."""
    read_protocol({"protocol.yaml": PROTOCOLS[0]}, find_parent=_no_parent)
    for name, text in INCIDENTS:
        parse_incident_document(text, name)
