"""The argument for any number of persons and devices, tried on random protocols.

What the finder calls impossible is looked for among incidents with many persons and devices, and
in a world that lists more of them than the finder ever looks at. What it finds is shown by the
reference, else it says so itself.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from proof.crowds import sample_crowd
from proof.pinned import AMOUNTS, rng_of
from proof.promised import with_random_invariants
from proof.worlds import small_scene_of
from sexto_rules.decisions import require_incident_fits
from sexto_rules.proof.finder import Finder, Found
from sexto_rules.proof.premises import idle_promises
from sexto_rules.proof.solving import SceneSolver
from sexto_rules.proof.statements import Statement, held_pairs, statements_of
from sexto_rules.proof.subsumed import subsumed_pairs
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.sampling import focus_on
from sexto_rules.testing import sample_day_protocol

PARTS = 2
CLAIMS, INVARIANTS = 14, 4
PERSONS, DEVICES = 5, 4
MILLISECONDS = 20_000
ASKED = 3
"""Of how many claims each incident is asked; the reference is slow where many are listed."""


def random_claims(rng: random.Random) -> tuple[DayProtocol, list[Statement]]:
    """Return a protocol with random promises, and some of the statements about it."""
    day = with_random_invariants(sample_day_protocol(rng), rng, INVARIANTS)
    every = [*statements_of(day), *held_pairs(day), *idle_promises(day), *subsumed_pairs(day)]
    return day, rng.sample(every, min(CLAIMS, len(every)))


def what_is_found(seed: str, incidents: int) -> Iterator[Found]:
    """Yield what the finder says of each claim, having looked for what it calls impossible."""
    rng = rng_of(seed)
    day, statements = random_claims(rng)
    finder = Finder(day, seconds=20)
    answers = [(each, finder.find(each.claim)) for each in statements]
    denied = [each for each, answer in answers if answer.found is Found.IMPOSSIBLE]
    focus = focus_on(day)
    for _ in range(incidents if denied else 0):
        incident = sample_crowd(rng, focus)
        require_incident_fits(day, incident)
        for each in rng.sample(denied, min(ASKED, len(denied))):
            assert not each.claim.shows(incident), (seed, each.kind, each.subject, incident)
    big = SceneSolver(small_scene_of(day, PERSONS, DEVICES), MILLISECONDS)
    for each in denied:
        assert not big.may_show(each.claim), (seed, each.kind, each.subject, big.incident())
    for each, answer in answers:
        if answer.incident is not None:
            require_incident_fits(day, answer.incident)
            assert each.claim.shows(answer.incident), (seed, each.kind, each.subject)
        yield answer.found


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_called_impossible_is_never_found(part: int) -> None:
    """Both answers occur, and hardly ever none."""
    seen: Counter[Found] = Counter()
    for number in range(part, AMOUNTS.protocols, PARTS):
        seen.update(what_is_found(f"any-number-{number}", AMOUNTS.incidents))
    assert seen[Found.INCIDENT] > 0
    assert seen[Found.IMPOSSIBLE] > 0
    assert seen[Found.UNDECIDED] <= seen.total() // 50, seen
