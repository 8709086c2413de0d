"""Which questions of an interview every other interview must ask too: a proof that no fewer do.

A fact is relevant where there are values of other open facts such that, these known, learning it
changes something. So whatever is relevant when more is known is relevant when less is: the more can
still be learned. An interview ends when nothing is relevant that it can ask. Take everything that
can become known of an incident but one fact. If that fact is relevant then, it is relevant to every
interview that has not asked for it, whatever else it asked: none can end without. As one question
tells one fact, no interview is shorter than the number of such facts.

With a list it is the same: if it matters whether there is one more while everything is known but
one of those listed, every interview comes to list them, and each answer lists one. Who holds a
device may be listed when that is asked; they are not counted.

What nobody can say is not learned, and "nobody can say" may itself be what a condition asks: then
more can be known than can be learned. Of an incident with such facts, by a protocol with such a
condition, nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sexto_rules.decisions import Decider
from sexto_rules.decisions.openness import COMPLETE, listed
from sexto_rules.decisions.relevance import EXACT
from sexto_rules.facts import Incident
from sexto_rules.interview.telling import forgotten, unlisted
from sexto_rules.protocol.conditions import Condition, FactStatus, Modal, Mode
from sexto_rules.protocol.walk import walk
from sexto_rules.sampling.focus import deciding_conditions
from sexto_rules.simulation.walks import Step

__all__ = ["Needed"]

_KINDS: Final = {path: kind for kind, path in COMPLETE.items()}


class Needed:
    """Counts the questions that every interview must ask, by a protocol on a day."""

    def __init__(self, decider: Decider) -> None:
        """Find out whether any condition asks what nobody can say."""
        self._decider = decider
        self._asks_unsayable = any(map(_asks_unsayable, deciding_conditions(decider.day)))

    def count(self, truth: Incident, steps: Iterable[Step]) -> int | None:
        """Return how many steps of an interview are proved to be needed; None: nothing is proved.

        Args:
            truth: Everything that can become known.
            steps: The interview.
        """
        if truth.cannot_say and self._asks_unsayable:
            return None
        return sum(self._is_needed(truth, step) for step in steps)

    def _is_needed(self, truth: Incident, step: Step) -> bool:
        """Whether the fact is relevant while everything else is known."""
        rest = forgotten(truth, step.path)
        for its_id in _listed_by(step):
            if any(device.holder == its_id for device in truth.devices):
                return False
            rest = unlisted(rest, its_id)
        decision = self._decider.decide(rest)
        return decision.relevance == EXACT and any(
            question.path == step.path for question in decision.questions
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
