"""How few questions any interview can take: a proof for one incident.

A fact is relevant where there are values of other open facts such that, these known, learning it
changes something; that nobody can say it is one of its values. So whatever is relevant when more
is known is relevant when less is: the more can still be learned. An interview ends when nothing is
relevant that it can ask. Take everything that can become known of an incident but some facts. If
one of these is relevant then, it is relevant to every interview that has asked for none of them,
whatever else it asked: none can end without one. Nothing is told but what is asked, and a question
tells one fact. So no interview takes fewer questions than there are such sets that share no fact:
first of one fact each, then of the rest, each made as small as it can be.

With a list it is the same: if it matters whether there is one more while everything is known but
one of those listed, every interview comes to list them, and each answer lists one. Who holds a
device may be listed when that is asked; they are not counted.

One fact may become open by learning another: whether somebody is an adult follows from their age,
until it is suspected that they pose as younger. It counts only where that is not known to be
suspected, or where every interview asks for that too.

*In the order of urgency* (`Urgency`) less can be known when a fact is asked for: nothing of later
groups, as long as it matters. So it is enough that the fact is relevant then.

Everything is known afterwards only, so that an interview may take more and still be as short as one
can be that does not know how it ends: see `no_longer`. (What is needed so is part of every
*certificate* of a function that a decision tree computes: Buhrman and de Wolf, *Complexity measures
and decision tree complexity: a survey*, Theoretical Computer Science 288, 2002.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from attrs import frozen

from sexto_rules.decisions import Decider
from sexto_rules.decisions.openness import COMPLETE
from sexto_rules.decisions.relevance import EXACT, Relevance
from sexto_rules.decisions.residual import Residuals
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.interview.telling import forgotten, unlisted
from sexto_rules.simulation.urgency import Urgency
from sexto_rules.simulation.walks import Step

__all__ = ["Fewest", "Needed", "smallest"]


@frozen
class Needed:
    """What each of some interviews asks for: these facts, and one at least of each set.

    The sets share nothing. An answer that lists one more is named by the list and whom it lists.
    """

    facts: frozenset[str]
    one_of: tuple[frozenset[str], ...]

    @property
    def questions(self) -> int:
        """How many questions these interviews take at least."""
        return len(self.facts) + len(self.one_of)


class Fewest:
    """Finds what interviews ask for, by a protocol on a day: any, or those in order of urgency."""

    def __init__(self, decider: Decider, *, in_order: bool = False) -> None:
        """Keep the protocol; `in_order` of urgency, or any interview."""
        self._decider = decider
        self.urgency: Urgency = Urgency(decider.day, in_order=in_order)

    def needed(self, truth: Incident, steps: Sequence[Step], surely: Iterable[str] = ()) -> Needed:
        """Return what every interview asks for.

        Args:
            truth: Everything that can become known.
            steps: The questions of one such interview: where to look for those of any.
            surely: Facts that every interview is known to ask for: these are not looked at.
        """
        return _Needing(self, truth, steps, surely).needed()

    def is_one_relevant(self, incident: Incident, paths: Iterable[str]) -> bool:
        """Whether one of these facts is relevant, decided exactly."""
        relevance = Relevance(self._decider.plan, Residuals(self._decider.day, incident))
        return any(relevance.is_relevant(path) and relevance.test == EXACT for path in paths)


class _Needing:
    """One incident; what every interview asks for is gathered."""

    def __init__(
        self, fewest: Fewest, truth: Incident, steps: Sequence[Step], surely: Iterable[str]
    ) -> None:
        self._fewest = fewest
        self._urgency = fewest.urgency
        self._truth = truth
        self._steps = steps
        self._known: dict[int, Incident] = {}
        self._facts = set(surely)

    def needed(self) -> Needed:
        listing: list[Step] = []
        others: list[Step] = []
        for step in self._steps:
            if step.key in self._facts:
                continue
            (listing if step.lists else others).append(step)
        for step in listing:
            if self._is_listing_needed(step):
                self._facts.add(step.key)
        for path in sorted({step.path for step in others}, key=_is_adult):
            if self._is_one_needed(self._rank(path), [path]):
                self._facts.add(path)
        return Needed(frozenset(self._facts), tuple(map(frozenset, self._sets())))

    def _up_to(self, rank: int) -> Incident:
        """Return what may be known while something matters that a group asks for."""
        found = self._known.get(rank)
        if found is None:
            found = self._known[rank] = self._urgency.known(self._truth, rank)
        return found

    def _rank(self, path: str) -> int:
        """Return the group in which a fact is asked for; the last if it may be in any."""
        rank = self._urgency.at_latest(path)
        kind, _, rest = path.partition("s.")
        if not rest or path.startswith("answers."):
            return rank
        its_id, its_list = rest.split(".")[0], COMPLETE[Entity(kind)]
        if not self._urgency.is_asked(its_list):
            return rank
        if f"{its_list} {its_id}" not in self._facts:
            return self._urgency.last
        return max(rank, self._urgency.at_latest(its_list))

    def _is_listing_needed(self, step: Step) -> bool:
        """Whether no interview can end without listing those whom an answer listed."""
        known = self._up_to(self._urgency.at_latest(step.path))
        for its_id in step.lists:
            if any(device.holder == its_id for device in known.devices):
                return False
            known = unlisted(known, its_id)
        return self._fewest.is_one_relevant(forgotten(known, step.path), [step.path])

    def _is_one_needed(self, rank: int, paths: Sequence[str]) -> bool:
        """Whether no interview can leave a group without one of these facts."""
        known = self._up_to(rank)
        for path in paths:
            known = forgotten(known, path)
        return self._fewest.is_one_relevant(
            known, [path for path in paths if self._stays_open(known, path)]
        )

    def _stays_open(self, known: Incident, path: str) -> bool:
        """Whether a fact that is open was so when less was known."""
        if not _is_adult(path):
            return True
        person = known.person(path.split(".")[1])
        suspected = f"persons.{person.id}.adult_suspected"
        return person.adult_suspected is not True or suspected in self._facts

    def _sets(self) -> Iterator[list[str]]:
        """Yield sets of facts that share none, each with one that any interview asks for."""
        rest = [path for path in self._urgency.asked(self._truth) if path not in self._facts]
        for rank in range(self._urgency.last + 1):
            paths = [path for path in rest if self._rank(path) <= rank]
            while self._is_one_needed(rank, paths):
                found = smallest(paths, partial(self._is_one_needed, rank))
                yield found
                paths = [path for path in paths if path not in found]
                rest = [path for path in rest if path not in found]


def smallest(paths: list[str], holds: Callable[[list[str]], bool]) -> list[str]:
    """Return a part of some facts of which something holds, and does not if any is left out."""
    size = len(paths) // 2
    while size:
        for start in range(len(paths) - size, -1, -size):
            rest = [*paths[:start], *paths[start + size :]]
            if holds(rest):
                paths = rest
        size //= 2
    return paths


def _is_adult(path: str) -> bool:
    return path.startswith("persons.") and path.endswith(".adult")
