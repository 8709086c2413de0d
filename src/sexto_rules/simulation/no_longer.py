"""What every interview asks that is nowhere longer than ours: a proof for one incident.

Of interviews that ask in the order of urgency. Whoever does not know how an interview ends cannot
be blamed for a question whose answer might have spared others. So ours are compared with those
that take no more questions than they in *any* incident: if each of these takes as many here, an
interview that is shorter here is longer in another incident.

Let `x` be an incident and `v` a fact that ours asks there, and let `z` be another one, with the
same persons and devices, in which every interview that is nowhere longer asks exactly a set `A` of
facts. Let `v` be the only fact in `A` that is otherwise in `z` than in `x`. An interview that is
nowhere longer and does not ask `v` in `x` learns the same in both up to the first fact asked that
is otherwise. In `z` it asks `v` at some time, as it is in `A`, and before it no other fact that is
otherwise, as none is in `A`. So in `x` it comes to ask `v` too: a contradiction.

That is an adversary argument, as for the depth of decision trees: the other incident is what `x`
may still turn out to be. `A` is known where ours takes no more questions in `z` than are proved
(`fewest`, and by this argument once more). Such a `z` is looked for where `v` settles what in `x`
was settled by others: with other values of the fewest facts without which `v` matters in `x`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from attrs import evolve, frozen

from sexto_rules.decisions import Decider
from sexto_rules.facts import Incident
from sexto_rules.interview.telling import forgotten
from sexto_rules.sampling import Focus, focus_on
from sexto_rules.simulation.fewest import Fewest, Needed, smallest
from sexto_rules.simulation.instead import with_instead
from sexto_rules.simulation.knowable import Knowable
from sexto_rules.simulation.walks import Step, by_interview
from sexto_rules.simulation.worker import Worker

__all__ = ["NoLonger"]

_MOST_OTHERWISE: Final = 3
"""So many facts beside the one in question are otherwise in another incident at most."""

_MOST_TRIED: Final = 24
"""So many values of these are tried for one fact."""

_MOST_INCIDENTS: Final = 8
"""So many other incidents are looked at for one."""


@frozen
class _Found:
    """How many questions ours takes in an incident, and what is proved of those as short."""

    asked: int
    needed: Needed

    @property
    def is_exact(self) -> bool:
        """Whether ours takes no more questions than are proved."""
        return self.asked == self.needed.questions


class NoLonger:
    """Finds what every interview asks that is nowhere longer than ours."""

    def __init__(self, decider: Decider) -> None:
        """Keep the protocol on the day."""
        self.decider: Decider = decider
        self.fewest: Fewest = Fewest(decider, in_order=True)
        self.knowable: Knowable = Knowable(decider.day)
        self.focus: Focus = focus_on(decider.day)

    def needed(self, truth: Incident, steps: Sequence[Step], in_order: Needed) -> Needed:
        """Return what every such interview asks for.

        Args:
            truth: Everything that can become known.
            steps: The questions of our interview.
            in_order: What every interview asks for in the order of urgency.
        """
        return _Comparing(self).found(truth, steps, in_order).needed


class _Comparing:
    """One incident, and others that it is compared with."""

    def __init__(self, way: NoLonger) -> None:
        self._way = way
        self._fewest = way.fewest
        self._found: dict[Incident, _Found | None] = {}

    def found(
        self, truth: Incident, steps: Sequence[Step], needed: Needed, *, is_other: bool = False
    ) -> _Found:
        """Return what is proved of an incident, beside what is needed in order of urgency."""
        self._found[truth] = None  # until it is: what is being proved proves nothing
        found = _Found(len(steps), needed)
        in_sets = frozenset().union(*needed.one_of)
        for step in sorted(steps, key=lambda step: step.key in in_sets):
            if found.is_exact:
                break
            if step.key in needed.facts:
                continue
            if not step.lists and self._is_asked(truth, step):
                needed = _with(needed, step.key)
                found = evolve(found, needed=needed)
            elif is_other and step.key not in in_sets:
                break  # it is not exact any more, and of another one nothing else is asked
        self._found[truth] = found
        return found

    def _other(self, truth: Incident) -> _Found | None:
        """Return what is proved of another incident; None while it is not."""
        if truth not in self._found:
            if len(self._found) > _MOST_INCIDENTS:
                return None
            worker = Worker(self._way.knowable, truth)
            steps = tuple(by_interview(self._way.decider, worker))
            self.found(truth, steps, self._fewest.needed(truth, steps), is_other=True)
        return self._found[truth]

    def _is_asked(self, truth: Incident, step: Step) -> bool:
        """Whether every interview that is nowhere longer asks for a fact."""
        settled_by = self._settled_by(truth, step)
        if settled_by is None or len(settled_by) > _MOST_OTHERWISE:
            return False
        tried = islice(self._otherwise(truth, settled_by), _MOST_TRIED)
        return any(self._shows(each, step.path, settled_by) for each in tried)

    def _settled_by(self, truth: Incident, step: Step) -> list[str] | None:
        """Return the fewest facts without which it matters; None where that is not found."""
        known = self._known(truth, step.path)
        learned_since = [
            path
            for path in self._fewest.urgency.asked(known)
            if path != step.path
            and forgotten(known, path) != known
            and forgotten(step.before, path) == step.before
        ]

        def matters(paths: Iterable[str]) -> bool:
            return self._matters(known, step.path, paths)

        return smallest(learned_since, matters) if matters(learned_since) else None

    def _known(self, truth: Incident, path: str) -> Incident:
        urgency = self._fewest.urgency
        return urgency.known(truth, urgency.at_latest(path))

    def _matters(self, known: Incident, path: str, others: Iterable[str] = ()) -> bool:
        """Whether a fact matters when it is not known, nor these others."""
        for each in (path, *others):
            known = forgotten(known, each)
        return self._fewest.is_one_relevant(known, [path])

    def _otherwise(self, truth: Incident, paths: Sequence[str]) -> Iterator[Incident]:
        """Yield the incident with each of these facts otherwise."""
        if not paths:
            yield truth
            return
        for each in self._otherwise(truth, paths[1:]):
            yield from with_instead(self._way.focus, each, paths[0])

    def _shows(self, other: Incident, path: str, settled_by: Sequence[str]) -> bool:
        """Whether a fact must be asked for by another incident, with some other value of it."""
        if not self._matters(self._known(other, path), path):
            return False
        for each in with_instead(self._way.focus, other, path):
            if any(self._matters(self._known(each, one), one) for one in settled_by):
                continue
            found = self._other(each)
            if found is not None and found.is_exact:
                needed = found.needed
                asked = needed.facts.union(*needed.one_of)
                if path in needed.facts and asked.isdisjoint(settled_by):
                    return True
        return False


def _with(needed: Needed, key: str) -> Needed:
    """Return what is needed with one more fact; a set that it is in says no more."""
    return Needed(needed.facts | {key}, tuple(each for each in needed.one_of if key not in each))
