"""Where a conclusion may hold by two protocols, so that both give its words as a reason."""

from __future__ import annotations

from sexto_rules.facts import Incident
from sexto_rules.proof.cases import Case, CaseOf, Cases
from sexto_rules.proof.routes import scene_of
from sexto_rules.proof.scene import Scene
from sexto_rules.proof.solver import both
from sexto_rules.protocol.conditions import ConclusionTest
from sexto_rules.protocol.model import Conclusion, DayProtocol
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference import About, evaluate
from sexto_rules.reference.knowledge import listed

__all__ = ["abouts_of_conclusion", "may_hold", "may_hold_in_both"]


def may_hold_in_both(
    before: Conclusion, after: Conclusion, was: DayProtocol, now: DayProtocol
) -> Cases:
    """Return, of each whom the conclusions are about, that neither is certainly false."""

    def shown(scene: Scene) -> list[Case]:
        place = None if after.for_each is None else scene.chosen[after.for_each][0]
        here = True if place is None else place.filled
        possible = (
            scene_of(day, scene).meaning.conclusion(each.id, place).possible
            for day, each in ((was, before), (now, after))
        )
        return [Case(place, here, both(here, *possible))]

    def shows(incident: Incident) -> list[CaseOf]:
        return [
            CaseOf(
                about,
                may_hold(before, was, incident, about) and may_hold(after, now, incident, about),
            )
            for about in abouts_of_conclusion(after, incident)
        ]

    return Cases(after.for_each, shown, shows)


def may_hold(conclusion: Conclusion, day: DayProtocol, incident: Incident, about: About) -> bool:
    """Return whether a conclusion is not certainly false."""
    return evaluate(ConclusionTest(conclusion.id), day, incident, about) is not Truth.FALSE


def abouts_of_conclusion(conclusion: Conclusion, incident: Incident) -> list[About]:
    """Return what a conclusion is about in an incident."""
    return [None] if conclusion.for_each is None else list(listed(incident, conclusion.for_each))
