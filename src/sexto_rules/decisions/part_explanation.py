"""Why a condition has its value, told by the smallest part of what is known that makes it so.

Two explanations are walked side by side: of the whole incident, and of the same with only
what is needed. A reason is cited where both agree: so nothing is cited that is not needed,
and nothing is called unknown that is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from sexto_rules.decisions.explanation import Explainer
from sexto_rules.decisions.leaves import Leaf
from sexto_rules.decisions.openness import COMPLETE, Around, listed
from sexto_rules.decisions.reasons import Reason, is_unknown
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.told import told_in
from sexto_rules.facts.incident import Device, Incident, Person
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import Condition, FactRef, FactStatus, GapTest, Quantified
from sexto_rules.protocol.model import Class
from sexto_rules.protocol.outcome import Truth

__all__ = ["PartExplainer"]


class PartExplainer(Explainer):
    """Says why, by a part of an incident that is enough.

    Where a condition has another value by the part than by the whole (inside one that asks
    whether it is *possible* or *certain*, it may), what is told does not matter: the part
    leaves it open, and that is enough. Nothing is cited of it.
    """

    def __init__(self, whole: Explainer, part: Incident) -> None:
        """Begin with nothing walked.

        Args:
            whole: Says why, of the whole incident.
            part: The incident with only what is needed.
        """
        super().__init__(Residuals(whole.residuals.day, part))
        self._whole = whole
        self._known = told_in(whole.residuals.incident)
        self._needed = told_in(part)
        self._of_whole = {
            (entity, each.id): each
            for entity in Entity
            for each in listed(whole.residuals.incident, entity)
        }

    def _same(self, about: Around) -> Around:
        """Return a person or device as the whole incident tells of it."""
        match about:
            case Person(id=name):
                return self._of_whole[Entity.PERSON, name]
            case Device(id=name):
                return self._of_whole[Entity.DEVICE, name]
            case _:
                return about

    def _by_whole(self, condition: Condition, about: Around) -> Truth:
        return self._whole.residuals.value(condition, self._same(about))

    def _is_alike(self, condition: Condition, about: Around, value: Truth) -> bool:
        alike = super()._is_alike(condition, about, value)
        return alike and self._by_whole(condition, about) is value

    def _is_further(self, condition: Quantified, wanted: Truth) -> bool:
        alike = super()._is_further(condition, wanted)
        return alike and self._whole.residuals.further(condition).value is wanted

    def unlisted(self, condition: Quantified, wanted: Truth) -> Iterable[Reason]:
        """Cite it; what is unknown, as the whole incident leaves it unknown."""
        if wanted is Truth.UNKNOWN:
            return self._whole.unlisted(condition, wanted)
        return super().unlisted(condition, wanted)

    def _cited(self, condition: Condition, about: Around) -> Iterable[Reason]:
        if self._by_whole(condition, about) is not self.residuals.value(condition, about):
            return ()
        return super()._cited(condition, about)

    def _leaf(self, leaf: Leaf, value: Truth, about: Around) -> Iterable[Reason]:
        """Cite a test; what is in doubt, as the whole incident leaves it in doubt."""
        if value is Truth.UNKNOWN:
            cited = self._whole.reasons(leaf, self._same(about))
            return [each for each in cited if is_unknown(each)] or cited
        if isinstance(leaf, FactStatus):
            cited = self._whole.reasons(leaf, self._same(about))
            return [each for each in cited if is_unknown(each) or each.path in self._needed]
        cited = tuple(super()._leaf(leaf, value, about))
        found = [each for each in cited if not (is_unknown(each) and each.path in self._known)]
        if isinstance(leaf, GapTest):
            return [evolve(gap, parts=tuple(self._ages_and_roles())) for gap in found]
        return found

    def fact(self, fact: FactRef, whose: Person | Device | None, value: object = None) -> Reason:
        """Cite a fact; of a list that is open, what the whole incident tells of it."""
        if fact.name in COMPLETE.values() and fact.name not in self._needed:
            return self._whole.fact(fact, None)
        return super().fact(fact, whose, value)

    def _ages_and_roles(self) -> Iterator[Reason]:
        """Cite what is told of persons and of their list: what an age gap follows from."""
        for path, reason in self._needed.items():
            if reason.entity is Entity.PERSON or path == "persons_complete":
                yield reason

    def class_reason(self) -> Reason:
        """Cite the possible classes, by what is needed of what makes and what excludes them."""
        reason = self._whole.class_reason()
        parts = dict.fromkeys(self._class_parts(()))
        return evolve(reason, parts=tuple(parts))

    def _class_parts(self, _possible: Sequence[Class]) -> Iterable[Reason]:
        for each in self.residuals.day.classes:
            if each.when is None:
                continue
            value = self.residuals.value(each.when)
            if self._by_whole(each.when, None) is value:
                yield from self.reasons(each.when, None)
            if value is Truth.TRUE:
                return
