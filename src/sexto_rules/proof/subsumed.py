"""Directives that another one makes idle: the same act, and it applies wherever they do.

`design/language.md`, *Check and prove*. Two directives say the same when modality, acts, targets,
doer, deadline, and how they stand in doubt and are done agree, and the second overrides all that
the first does. Their conditions may be written as differently as they like.
"""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.facts import Incident
from sexto_rules.proof.applying import line_applies, targets_it_applies_to
from sexto_rules.proof.lines import Duty, Prohibition
from sexto_rules.proof.scene import Claim, Scene
from sexto_rules.proof.solver import Formula, both, disj, neg
from sexto_rules.proof.statements import Kind, Statement
from sexto_rules.protocol.model import DayProtocol, Directive

__all__ = ["subsumed_pairs"]


def subsumed_pairs(day: DayProtocol) -> Iterator[Statement]:
    """Yield, for two directives that say the same, that the first adds something to the second.

    Each wants an incident on which the first applies and the second (`beside`) does not; where
    there is none, the first is subsumed. An inherited one is left to the protocol that wrote it.
    """
    ours = [each for each in day.directives if each.origin == day.protocol.id]
    for one in ours:
        for other in day.directives:
            if one is not other and _says_the_same(one, other):
                claim = _adds_to(one, other, day)
                yield Statement(
                    Kind.SUBSUMED, one.id, one.place, claim, wanted=True, beside=other.id
                )


def _says_the_same(one: Directive, other: Directive) -> bool:
    """Whether the second, where it applies, leaves nothing for the first to say.

    A note has no act, and says what its text says.
    """
    return (
        bool(one.acts)
        and _wording(one) == _wording(other)
        and set(one.overrides) <= set(other.overrides)
    )


def _wording(directive: Directive) -> tuple[object, ...]:
    return (
        directive.modality,
        frozenset(directive.acts),
        directive.for_each,
        directive.by,
        directive.within,
        directive.in_doubt,
        directive.separately,
        directive.personal,
    )


def _adds_to(one: Directive, other: Directive, day: DayProtocol) -> Claim:
    """Return the claim that the second applies wherever the first does."""

    def shown(scene: Scene) -> Formula:
        return disj(
            both(line_applies(line), neg(line_applies(beside)))
            for line, beside in zip(_lines_of(scene, one), _lines_of(scene, other), strict=True)
        )

    def shows(incident: Incident) -> bool:
        there, beside = (targets_it_applies_to(each, day, incident) for each in (one, other))
        return not there <= beside

    return Claim(shown, shows)


def _lines_of(scene: Scene, directive: Directive) -> list[Duty | Prohibition]:
    """Return the lines of a directive, in the order of its targets."""
    lines: list[Duty | Prohibition] = [*scene.lines.prohibitions, *scene.lines.duties]
    return [each for each in lines if each.directive.id == directive.id]
