"""Looking for an incident that shows something, or the certainty that none does.

Two worlds. In the one what holds of some person is taken as told, for any number of them
(`opaque`): what is impossible there is impossible. In the other a few persons and devices are
listed: what is found there is an incident. Where neither answers, sentences of the first are given
witnesses, those first that nobody could show, until it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from attrs import frozen

from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.numbered import numbered
from sexto_rules.proof.opaque import Opaque
from sexto_rules.proof.plainest import plainest
from sexto_rules.proof.scene import Claim, opaque_scene, small_scene
from sexto_rules.proof.solver import Formula, both, neg
from sexto_rules.proof.solving import SceneSolver
from sexto_rules.proof.world import Place
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.sampling.smallest import smallest

__all__ = ["Answer", "Finder", "Found", "NotReproducedError"]


class Found(StrEnum):
    """What came of looking."""

    INCIDENT = "incident"
    IMPOSSIBLE = "impossible"
    UNDECIDED = "undecided"


class NotReproducedError(RuntimeError):
    """The solver found an incident that does not show it on the reference: our bug."""


@frozen
class Answer:
    """What came of looking, with the smallest incident where there is one."""

    found: Found
    incident: Incident | None = None


_IMPOSSIBLE: Final = Answer(Found.IMPOSSIBLE)
_UNDECIDED: Final = Answer(Found.UNDECIDED)


class Finder:
    """Looks for incidents of a protocol on a day; not safe from several threads."""

    def __init__(self, day: DayProtocol, *others: DayProtocol, seconds: int = 60) -> None:
        """Make it ready.

        Args:
            day: The protocol on the day.
            *others: Those that claims speak of too, each with a scene beside the first.
            seconds: How long the solver may take for one answer.
        """
        self._days = (day, *others)
        self._milliseconds = 1_000 * seconds
        self._small = SceneSolver(small_scene(*self._days), self._milliseconds)
        self._any_number = SceneSolver(opaque_scene(*self._days), self._milliseconds)

    def find(self, claim: Claim, *, is_read: bool = True) -> Answer:
        """Return an incident that shows what the claim denies, or that there is none.

        Args:
            claim: The claim.
            is_read: Whether somebody will read the incident, so that it is made small.

        Raises:
            NotReproducedError: A world of real incidents has one, and the reference says no.
        """
        answer = self._found(claim)
        if answer.incident is None or not is_read:
            return answer
        small = plainest(numbered(smallest(answer.incident, claim.shows)), claim.shows)
        return Answer(Found.INCIDENT, _confirmed(small, claim))

    def _found(self, claim: Claim) -> Answer:
        if self._any_number.may_show(claim) is False:
            return _IMPOSSIBLE
        if self._small.may_show(claim):
            return Answer(Found.INCIDENT, _confirmed(self._small.incident(), claim))
        return _Search(self._days, claim, self._milliseconds).answer()


def _confirmed(incident: Incident, claim: Claim) -> Incident:
    """Return an incident of which the reference says that it shows what the claim denies."""
    if not claim.shows(incident):
        message = f"the reference does not confirm what the solver found: {incident}"
        raise NotReproducedError(message)
    return incident


class _Search:
    """A search among any number of persons and devices, in a world made for the claim alone."""

    def __init__(self, days: Sequence[DayProtocol], claim: Claim, milliseconds: int) -> None:
        self._claim = claim
        self._solver = SceneSolver(opaque_scene(*days), milliseconds)
        meaning = self._solver.scene.meaning
        assert isinstance(meaning, Opaque)
        self._meaning = meaning
        self._tried: dict[Entity, Place] = {kind: meaning.new_place(kind) for kind in Entity}
        self._nobody = [neg(each.filled) for each in self._tried.values()]
        self._witnessed: set[object] = set()

    def answer(self) -> Answer:
        """Give witnesses until nothing is left, or what is left is an incident."""
        shown = self._claim.shown(self._solver.scene)
        while True:
            outcome = self._solver.may_hold([shown, *self._nobody])
            if outcome is not True:
                return _IMPOSSIBLE if outcome is False else _UNDECIDED
            told = self._solver.as_found(self._told())
            wanted = [
                key
                for key, said in self._meaning.said().items()
                if key not in self._witnessed and self._solver.holds(said)
            ]
            if not wanted:
                return self._confirmed()
            unshown = [key for key in wanted if not self._can_be_shown(key, told)]
            for key in unshown or wanted:
                self._witnessed.add(key)
                self._meaning.add_witness(key)

    def _told(self) -> list[Formula]:
        """What is told of the incident as a whole, the sentences among it."""
        world = self._meaning.world
        facts = [*world.facts.values(), *world.answers.values()]
        return [
            *(formula for fact in facts for formula in (*fact.told.values(), fact.unsayable)),
            *(formula for _, _, target, formula in world.journal() if target is None),
            *self._meaning.said().values(),
        ]

    def _can_be_shown(self, key: object, told: list[Formula]) -> bool:
        """Whether one more person or device could show a sentence, all else being as told.

        Of two persons this is not asked: they get their places at once.
        """
        if key in self._meaning.pairs:
            return False
        sentence = self._meaning.sentences[key]
        place = self._tried[sentence.entity]
        others = [neg(each.filled) for kind, each in self._tried.items() if each is not place]
        shown = both(place.filled, sentence.holds(place))
        return self._solver.may_hold([*told, *others, shown]) is not False

    def _confirmed(self) -> Answer:
        incident = self._solver.incident()
        if self._claim.shows(incident):
            return Answer(Found.INCIDENT, incident)
        return _UNDECIDED
