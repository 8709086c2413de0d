"""What can be known when: by interviews that ask in the order of urgency, and by any.

An interview asks *in the order of urgency* if each of its questions is of the most urgent group
in which anything matters that is not out of place. So as long as one fact of a group matters,
nothing of a later group is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sexto_rules.decisions.openness import COMPLETE, listed
from sexto_rules.decisions.readers import fact_of
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.interview.telling import forgotten, unlisted
from sexto_rules.protocol.conditions import ALWAYS
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.reads import AGE_FACTS
from sexto_rules.simulation.knowable import Knowable, asked_about

__all__ = ["Urgency"]

_HOLDER: Final = "device.holder"


class Urgency:
    """The groups of a protocol by rank, the most urgent is 0; all in one for any order."""

    def __init__(self, day: DayProtocol, *, in_order: bool) -> None:
        """Gather of each fact when it is asked for.

        Args:
            day: The protocol on the day.
            in_order: Whether questions are asked in the order of urgency.
        """
        self._day = day
        self._given = frozenset(map(str, Knowable(day).given))
        ranks = {group.id: rank for rank, group in enumerate(day.protocol.urgency)}
        self.last: int = len(ranks) if in_order else 0
        self._first: dict[str, int] = {}
        self._at_latest: dict[str, int] = {}
        for question in day.questions:
            rank = ranks.get(question.urgency, self.last) if in_order else 0
            latest = rank if question.when == ALWAYS else self.last
            for ways, its in ((self._first, rank), (self._at_latest, latest)):
                ways[str(question.fact)] = min(its, ways.get(str(question.fact), its))

    def asked(self, truth: Incident) -> tuple[str, ...]:
        """Return every fact that a question asks for and that is not given."""
        found = dict.fromkeys(
            path
            for question in self._day.questions
            for path, _ in asked_about(question, truth)
            if self.is_asked(path)
        )
        return tuple(found)

    def is_asked(self, path: str) -> bool:
        """Whether a question asks for a fact, and it is not given."""
        fact = fact_of(path)
        return fact in self._first and fact not in self._given

    def at_latest(self, path: str) -> int:
        """Return in which group a fact is asked for, if it matters and is listed by then.

        A question that may be out of place may wait until the end. Whether somebody is an adult
        may matter once more when it is suspected that they pose as younger.
        """
        facts = [fact_of(path)]
        if facts == ["person.adult"]:
            facts += [f"person.{name}" for name in AGE_FACTS]
        return max(self._at_latest.get(fact, 0) for fact in facts)

    def known(self, truth: Incident, rank: int) -> Incident:
        """Return all that may be known while something matters that a group asks for."""
        if rank >= self.last:
            return truth
        known = truth
        for path in self.asked(truth):
            if self._first[fact_of(path)] > rank:
                known = forgotten(known, path)
        for its_id in self._unlisted(known, rank):
            known = unlisted(known, its_id)
        return known

    def _unlisted(self, known: Incident, rank: int) -> Iterator[str]:
        """Yield who and what cannot be listed by then, neither as such nor as a holder."""
        are_devices = self._first.get(COMPLETE[Entity.DEVICE], 0) <= rank
        if not are_devices:
            yield from (device.id for device in known.devices)
        if self._first.get(COMPLETE[Entity.PERSON], 0) <= rank:
            return
        is_holder = are_devices and self._first.get(_HOLDER, 0) <= rank
        holders = {device.holder for device in known.devices} if is_holder else set()
        yield from (each.id for each in listed(known, Entity.PERSON) if each.id not in holders)
