"""What is proved of a protocol on a day, one claim for each sentence.

`design/language.md`, *Check and prove*.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from sexto_rules.errors import Place
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity, Family
from sexto_rules.proof.applying import line_applies, targets_it_applies_to
from sexto_rules.proof.known import everything_known, is_everything_known
from sexto_rules.proof.lines import Duty, Prohibition
from sexto_rules.proof.promises import breaks
from sexto_rules.proof.scene import Claim, Scene
from sexto_rules.proof.solver import Formula, both, disj, neg
from sexto_rules.protocol.model import Class, Conclusion, DayProtocol, Directive, Modality
from sexto_rules.protocol.outcome import Line, Status, Truth
from sexto_rules.reference import decide, possible_classes
from sexto_rules.reference.conditions import conclusion_value

__all__ = ["Kind", "Statement", "held_pairs", "statements_of"]


class Kind(StrEnum):
    """What a statement says."""

    INVARIANT = "invariant"
    CONFLICT = "conflict"
    HELD = "held"
    STUCK = "stuck"
    APPLIES = "applies"
    OVERRIDER = "overrider"
    ALARM = "alarm"
    TELLING = "telling"
    CLASSES = "classes"
    SUBSUMED = "subsumed"
    VACUOUS = "vacuous"
    REPEATED = "repeated"
    LEARNING = "learning"
    TRANSLATION = "translation"


@frozen(eq=False)
class Statement:
    """One sentence about a protocol on a day.

    `claim` says that no incident shows something. A statement that something *can* be is refuted
    where none does (`wanted`); of the others, where one does.
    """

    kind: Kind
    subject: str
    place: Place
    claim: Claim
    wanted: bool = False
    beside: str = ""


def statements_of(day: DayProtocol) -> Iterator[Statement]:
    """Yield everything that is proved of the protocol on the day, promises first."""
    for invariant in day.invariants:
        yield Statement(Kind.INVARIANT, invariant.id, invariant.place, breaks(invariant, day))
    for directive in day.directives:
        if directive.modality is not Modality.MUST_NOT and directive.acts:
            yield _no_conflict(directive, day)
        if directive.overrides and directive.acts:
            yield _is_never_stopped(directive, day)
        if directive.modality is Modality.MUST_NOT:
            yield from _forbids_no_alarm(directive, day)
    yield from _can_apply(day)
    if day.classes:
        yield _settles_when_known(day)


def held_pairs(day: DayProtocol) -> Iterator[Statement]:
    """Yield, for each duty and prohibition that speak of the same, that the one can hold the other.

    None of them is a mistake by itself: they are what an author has to have wanted.
    """
    for duty in day.directives:
        for prohibition in day.directives:
            if (
                prohibition.modality is Modality.MUST_NOT
                and duty.modality is not Modality.MUST_NOT
                and not set(duty.acts).isdisjoint(prohibition.acts)
            ):
                yield _is_held_by(duty, prohibition, day)


def _lines_of(incident: Incident, day: DayProtocol, directive: str) -> list[Line]:
    return [each for each in decide(day, incident).lines if each.directive == directive]


def _duties_of(scene: Scene, directive: str) -> list[Duty]:
    return [each for each in scene.lines.duties if each.directive.id == directive]


def _prohibitions_of(scene: Scene, directive: str) -> list[Prohibition]:
    return [each for each in scene.lines.prohibitions if each.directive.id == directive]


def _no_conflict(directive: Directive, day: DayProtocol) -> Statement:
    """No certain duty meets its own certain prohibition."""
    name = directive.id

    def shows(incident: Incident) -> bool:
        lines = _lines_of(incident, day, name)
        return any(each.status is Status.CONFLICT for each in lines)

    claim = Claim(lambda scene: disj(each.conflict for each in _duties_of(scene, name)), shows)
    return Statement(Kind.CONFLICT, name, directive.place, claim)


def _is_never_stopped(directive: Directive, day: DayProtocol) -> Statement:
    """What overrides another is never itself held or contradicted."""
    name = directive.id

    def shows(incident: Incident) -> bool:
        stopped = {Status.CONFLICT, Status.HELD}
        return any(each.status in stopped for each in _lines_of(incident, day, name))

    claim = Claim(lambda scene: disj(each.stopped for each in _duties_of(scene, name)), shows)
    return Statement(Kind.OVERRIDER, name, directive.place, claim)


def _forbids_no_alarm(directive: Directive, day: DayProtocol) -> Iterator[Statement]:
    """No call for help is ever forbidden."""
    name = directive.id
    alarms = [a for a in directive.acts if day.protocol.acts[a].family is Family.ALARM]
    if alarms:

        def shows(incident: Incident) -> bool:
            return any(
                each.status is Status.IN_FORCE and not set(alarms).isdisjoint(each.acts)
                for each in _lines_of(incident, day, name)
            )

        claim = Claim(
            lambda scene: disj(each.in_force for each in _prohibitions_of(scene, name)), shows
        )
        yield Statement(Kind.ALARM, name, directive.place, claim)


def _can_apply(day: DayProtocol) -> Iterator[Statement]:
    """Every directive, conclusion and class can come to apply."""
    for directive in day.directives:
        if not _may_always_give_way(directive, day):
            yield Statement(
                Kind.APPLIES, directive.id, directive.place, _applies(directive, day), wanted=True
            )
    for conclusion in day.conclusions:
        claim = _can_hold(conclusion, day)
        yield Statement(Kind.APPLIES, conclusion.id, conclusion.place, claim, wanted=True)
    for one in day.classes:
        yield Statement(Kind.APPLIES, one.id, one.place, _settles_as(one, day), wanted=True)


def _may_always_give_way(directive: Directive, day: DayProtocol) -> bool:
    """Whether the protocol inherits it as a default: to override it in every case is no mistake."""
    return directive.default and directive.origin != day.protocol.id


def _applies(directive: Directive, day: DayProtocol) -> Claim:
    def shown(scene: Scene) -> Formula:
        name = directive.id
        lines: list[Duty | Prohibition] = [*_prohibitions_of(scene, name), *_duties_of(scene, name)]
        return disj(map(line_applies, lines))

    return Claim(shown, lambda incident: bool(targets_it_applies_to(directive, day, incident)))


def _can_hold(conclusion: Conclusion, day: DayProtocol) -> Claim:
    kind = conclusion.for_each

    def shown(scene: Scene) -> Formula:
        if kind is None:
            return scene.meaning.conclusion(conclusion.id).true
        first = scene.chosen[kind][0]
        return both(first.filled, scene.meaning.conclusion(conclusion.id, first).true)

    def shows(incident: Incident) -> bool:
        listed = incident.persons if kind is Entity.PERSON else incident.devices
        abouts = [None] if kind is None else listed
        return any(
            conclusion_value(conclusion, day, incident, about) is Truth.TRUE for about in abouts
        )

    return Claim(shown, shows)


def _settles_as(one: Class, day: DayProtocol) -> Claim:
    def shown(scene: Scene) -> Formula:
        possible = scene.meaning.possible_classes()
        return both(
            possible[one.id], *(neg(may) for name, may in possible.items() if name != one.id)
        )

    return Claim(shown, lambda incident: possible_classes(day, incident) == (one.id,))


def _is_held_by(duty: Directive, prohibition: Directive, day: DayProtocol) -> Statement:
    def shown(scene: Scene) -> Formula:
        return disj(
            both(each.held, *scene.lines.forbidden_by(prohibition.id, each))
            for each in _duties_of(scene, duty.id)
        )

    def shows(incident: Incident) -> bool:
        return any(
            each.status is Status.HELD and prohibition.id in each.blocked_by
            for each in _lines_of(incident, day, duty.id)
        )

    return Statement(Kind.HELD, duty.id, duty.place, Claim(shown, shows), beside=prohibition.id)


def _settles_when_known(day: DayProtocol) -> Statement:
    """A fully known incident settles on exactly one class."""

    def shown(scene: Scene) -> Formula:
        possible = list(scene.meaning.possible_classes().values())
        one = disj(
            both(may, *(neg(other) for other in possible if other is not may)) for may in possible
        )
        return both(everything_known(scene.meaning), neg(one))

    def shows(incident: Incident) -> bool:
        return is_everything_known(incident, day) and len(possible_classes(day, incident)) != 1

    return Statement(Kind.CLASSES, "", day.classes[0].place, Claim(shown, shows))
