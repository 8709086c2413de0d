"""How few questions any interview can take: a proof for one incident.

A fact is relevant where there are values of other open facts such that, these known, learning it
changes something. So whatever is relevant when more is known is relevant when less is: the more can
still be learned. An interview ends when nothing is relevant that it can ask. Take everything that
can become known of an incident but some facts. If one of these is relevant then, it is relevant to
every interview that has asked for none of them, whatever else it asked: none can end without one.
Nothing is told but what is asked, and a question tells one fact. So no interview takes fewer
questions than there are such sets that share no fact: first of one fact each, then of the rest,
each made as small as it can be.

With a list it is the same: if it matters whether there is one more while everything is known but
one of those listed, every interview comes to list them, and each answer lists one. Who holds a
device may be listed when that is asked; they are not counted.

Everything is known afterwards only, so that an interview may take more and still be as short as one
can be that does not know how it ends.

What nobody can say is not learned, and "nobody can say" may itself be what a condition asks: then
more can be known than can be learned. Of an incident with such facts, by a protocol with such a
condition, nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sexto_rules.decisions import Decider
from sexto_rules.decisions.openness import COMPLETE, listed
from sexto_rules.decisions.relevance import EXACT
from sexto_rules.facts import Incident
from sexto_rules.interview.telling import forgotten, unlisted
from sexto_rules.protocol.conditions import Condition, FactStatus, Modal, Mode
from sexto_rules.protocol.walk import walk
from sexto_rules.sampling.focus import deciding_conditions
from sexto_rules.simulation.knowable import asked_about
from sexto_rules.simulation.walks import Step

__all__ = ["Fewest"]

_KINDS: Final = {path: kind for kind, path in COMPLETE.items()}


class Fewest:
    """Counts how many questions any interview takes, by a protocol on a day."""

    def __init__(self, decider: Decider) -> None:
        """Find out whether any condition asks what nobody can say."""
        self._decider = decider
        self._asks_unsayable = any(map(_asks_unsayable, deciding_conditions(decider.day)))

    def at_least(self, truth: Incident, steps: Iterable[Step]) -> int | None:
        """Return how many questions any interview takes; None where nothing is proved.

        Args:
            truth: Everything that can become known.
            steps: The questions of one interview: where to look for those of any.
        """
        if truth.cannot_say and self._asks_unsayable:
            return None
        needed = [step for step in steps if self._is_needed(truth, step)]
        rest = self._askable(truth) - {step.path for step in needed}
        return len(needed) + sum(1 for _ in self._sets(truth, sorted(rest)))

    def _is_needed(self, truth: Incident, step: Step) -> bool:
        """Whether no interview can end without what a question told."""
        known = truth
        for its_id in _listed_by(step):
            if any(device.holder == its_id for device in truth.devices):
                return False
            known = unlisted(known, its_id)
        return step.path in self._relevant(forgotten(known, step.path))

    def _sets(self, truth: Incident, paths: list[str]) -> Iterator[list[str]]:
        """Yield sets of facts that share none, each with one that any interview asks for."""
        while self._is_one_needed(truth, paths):
            found = self._smallest(truth, paths)
            yield found
            paths = [path for path in paths if path not in found]

    def _smallest(self, truth: Incident, paths: list[str]) -> list[str]:
        """Return a part of such a set that is one itself, and none if any fact is left out."""
        size = len(paths) // 2
        while size:
            for start in range(len(paths) - size, -1, -size):
                rest = [*paths[:start], *paths[start + size :]]
                if self._is_one_needed(truth, rest):
                    paths = rest
            size //= 2
        return paths

    def _is_one_needed(self, truth: Incident, paths: Iterable[str]) -> bool:
        """Whether no interview can end without one of these facts."""
        for path in paths:
            truth = forgotten(truth, path)
        return bool(self._relevant(truth))

    def _relevant(self, incident: Incident) -> frozenset[str]:
        """Return the facts that are relevant and can be asked; none where that is not exact."""
        decision = self._decider.decide(incident)
        if decision.relevance != EXACT:
            return frozenset()
        return frozenset(question.path for question in decision.questions)

    def _askable(self, truth: Incident) -> frozenset[str]:
        """Return every fact that a question asks for."""
        return frozenset(
            path
            for question in self._decider.day.questions
            for path, _ in asked_about(question, truth)
        )


def _listed_by(step: Step) -> tuple[str, ...]:
    """Return whom or what the answer to "is that everybody?" listed; nothing of another step."""
    kind = _KINDS.get(step.path)
    if kind is None:
        return ()
    known = {each.id for each in listed(step.before, kind)}
    return tuple(each.id for each in listed(step.after, kind) if each.id not in known)


def _asks_unsayable(condition: Condition) -> bool:
    """Whether a condition asks of anything whether nobody can say it."""
    return any(
        isinstance(part, FactStatus | Modal) and part.mode is Mode.CANNOT_SAY
        for part in walk(condition)
    )
