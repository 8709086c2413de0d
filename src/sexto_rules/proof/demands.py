"""What a directive asks in one protocol and nothing asks in another, over one world.

A directive of the one is *covered* where a directive of the other asks as much of the same doer
for the same target: its counterpart, or one that says the same in the same words. Where the two
have other ids, what was done is not looked at as done for one of them: a name is no meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

from attrs import evolve, frozen

from sexto_rules.facts import Incident
from sexto_rules.proof.cases import Case, CaseOf, Cases
from sexto_rules.proof.conditions import About
from sexto_rules.proof.lines import Duty, Prohibition, is_other
from sexto_rules.proof.scene import Scene
from sexto_rules.proof.solver import Formula, both, disj, is_same, neg
from sexto_rules.protocol.model import DayProtocol, Directive, Modality
from sexto_rules.protocol.outcome import Line, Scope, Status
from sexto_rules.reference import BLANK, decide
from sexto_rules.reference.directives import about_of, targets_of

__all__ = ["Level", "Sides", "in_both", "lines_of", "more"]

_STRENGTH: Final = {Modality.MAY: 0, Modality.SHOULD: 1, Modality.MUST: 2}


_SHOWN: Final = {Status.IN_FORCE, Status.POSSIBLE}


class Level(StrEnum):
    """How much of a line is there: it binds now, its condition is certain, it stands there."""

    BINDING = "binding"
    CERTAIN = "certain"
    PRESENT = "present"


@frozen(eq=False)
class Sides:
    """The two protocols, on their days."""

    before: DayProtocol
    after: DayProtocol

    def day(self, *, after: bool) -> DayProtocol:
        """Return one of them."""
        return self.after if after else self.before


def more(
    sides: Sides, directive: Directive, counterpart: Directive | None, level: Level, *, after: bool
) -> Cases:
    """Return, of each target, that more of a directive is there than the other protocol says.

    Args:
        sides: The two protocols.
        directive: A directive of one of them.
        counterpart: The one of the other that speaks of the same, if there is one.
        level: How much of it is looked for.
        after: Whether the directive is of the later protocol.
    """
    here, there = sides.day(after=after), sides.day(after=not after)
    covering = frozenset(
        each.id
        for each in there.directives
        if _covers(each, directive, there, here)
        and (each is counterpart or _says_the_same(each, directive))
    )
    is_alone = covering == {directive.id} or directive.modality is Modality.MUST_NOT
    unnamed = frozenset() if is_alone else covering | {directive.id}
    undone = unnamed | _notes(level, directive)
    here_slim, there_slim = _slim(here, frozenset({directive.id})), _slim(there, covering)

    def shown(scene: Scene) -> list[Case]:
        one, other = _scenes(scene, after=after)
        others = [each for each in _lines(other) if each.directive.id in covering]
        return [
            Case(
                line.target,
                line.here,
                both(
                    _without(
                        _at(level, line),
                        [_at(level, each) for each in others if _reaches(each, line)],
                    ),
                    *_names_none(undone, scene),
                ),
            )
            for line in _lines(one)
            if line.directive.id == directive.id and _may_be(level, directive, line.target)
        ]

    def shows(incident: Incident) -> list[CaseOf]:
        named = {name for each in incident.done for name in each.for_ or ()}
        lines, others = [], []
        if unnamed.isdisjoint(named):
            lines = lines_of(here_slim, incident, directive)
            others = [
                each
                for each in decide(there_slim, incident).lines
                if each.directive in covering and _is_at(level, each, directive)
            ]
        more_of = [
            line
            for line in lines
            if _is_at(level, line, directive)
            and not any(_reaches_line(each, line) for each in others)
        ]
        return list(_of_each_target(directive, incident, level, more_of))

    done = _done_by(level, directive)
    return Cases(directive.for_each, shown, shows, *done)


def in_both(sides: Sides, before: Directive, after: Directive, level: Level) -> Cases:
    """Return, of each target of the later, that both directives are there."""
    slim = _slim(sides.before, frozenset({before.id})), _slim(sides.after, frozenset({after.id}))
    undone = _notes(level, before, after)

    def shown(scene: Scene) -> list[Case]:
        one, other = _scenes(scene, after=False)
        was = [each for each in _lines(one) if each.directive.id == before.id]
        return [
            Case(
                line.target,
                line.here,
                both(
                    disj(
                        both(_at(level, line), _at(level, each))
                        for each in was
                        if _reaches(each, line) or _reaches(line, each)
                    ),
                    *_names_none(undone, scene),
                ),
            )
            for line in _lines(other)
            if line.directive.id == after.id and _may_be(level, after, line.target)
        ]

    def shows(incident: Incident) -> list[CaseOf]:
        was = [each for each in lines_of(slim[0], incident, before) if _is_at(level, each, before)]
        now = [
            line
            for line in lines_of(slim[1], incident, after)
            if _is_at(level, line, after)
            and any(_reaches_line(each, line) or _reaches_line(line, each) for each in was)
        ]
        return list(_of_each_target(after, incident, level, now))

    done = _done_by(level, before, after)
    return Cases(after.for_each, shown, shows, *done)


def _notes(level: Level, *directives: Directive) -> frozenset[str]:
    """Return the notes among these: one that somebody has ticked off no longer binds.

    The lines of a scene do not have that, since nothing else depends on it.
    """
    binding = directives if level is Level.BINDING else ()
    return frozenset(each.id for each in binding if each.modality is Modality.NOTE)


def _done_by(level: Level, *directives: Directive) -> tuple[frozenset[str], frozenset[str]]:
    """Return the acts after which a line of these may no longer bind, and whom they may name."""
    if level is not Level.BINDING:
        return frozenset(), frozenset()
    given = [each for each in directives if each.modality is not Modality.MUST_NOT]
    acts = frozenset(act for each in given for act in each.acts)
    return acts, frozenset(each.id for each in given)


def _of_each_target(
    directive: Directive, incident: Incident, level: Level, shown: Sequence[Line]
) -> Iterator[CaseOf]:
    """Yield whether each target, or the incident, has one of these lines."""
    kind = directive.for_each
    if kind is None:
        yield CaseOf(None, bool(shown))
        return
    for target in targets_of(kind, incident):
        about = about_of(target, incident)
        if _may_be(level, directive, kind if about is BLANK else None):
            yield CaseOf(about, any(each.target == target for each in shown))


def _may_be(level: Level, directive: Directive, target: About) -> bool:
    """Whether there may be so much of a line: nothing that one has to do binds of "any other"."""
    binds_listed = level is Level.BINDING and directive.modality is not Modality.MUST_NOT
    return not (binds_listed and is_other(target))


def lines_of(day: DayProtocol, incident: Incident, directive: Directive) -> list[Line]:
    """Return the lines of a directive that the protocol has for an incident."""
    return [each for each in decide(day, incident).lines if each.directive == directive.id]


def _scenes(scene: Scene, *, after: bool) -> tuple[Scene, Scene]:
    (beside,) = scene.beside
    return (beside, scene) if after else (scene, beside)


def _lines(scene: Scene) -> Iterator[Duty | Prohibition]:
    yield from scene.lines.prohibitions
    yield from scene.lines.duties


def _names_none(names: frozenset[str], scene: Scene) -> Iterator[Formula]:
    """Yield that nothing in the journal was done for one of these directives."""
    for name, _, _, formula in scene.world.journal():
        if name in names:
            yield neg(formula)


def _covers(one: Directive, other: Directive, its: DayProtocol, others: DayProtocol) -> bool:
    """Whether the one, where it binds, asks at least what the other asks."""
    doers, bound = its.protocol.doers[one.by], others.protocol.doers[other.by]
    acts, wanted = set(one.acts), set(other.acts)
    if Modality.MUST_NOT in {one.modality, other.modality}:
        return one.modality is other.modality and acts >= wanted and doers >= bound
    if Modality.NOTE in {one.modality, other.modality}:
        return one.modality is other.modality
    is_as_strong = _STRENGTH[one.modality] >= _STRENGTH[other.modality]
    return is_as_strong and acts <= wanted and doers == bound


def _says_the_same(one: Directive, other: Directive) -> bool:
    """Whether one that is no counterpart stands for the other all the same."""
    return (one.text, one.within, one.for_each) == (other.text, other.within, other.for_each)


def _at(level: Level, line: Duty | Prohibition) -> Formula:
    match line, level:
        case Prohibition(), Level.BINDING:
            return line.in_force
        case Prohibition(), Level.CERTAIN:
            return line.certain
        case Prohibition(), _:
            return both(line.here, line.value.possible, neg(line.defeated))
        case Duty(), Level.BINDING:
            return line.due
        case Duty(), Level.CERTAIN:
            return both(line.present, line.value.true)
        case _:
            return line.present


def _is_at(level: Level, line: Line, directive: Directive) -> bool:
    """Whether a line of a decision is there that much, in the reference's words."""
    is_prohibition = directive.modality is Modality.MUST_NOT
    match level:
        case Level.BINDING:
            return line.status in {Status.DUE, Status.IN_FORCE}
        case Level.CERTAIN:
            return line.certain and (line.status is Status.IN_FORCE or not is_prohibition)
        case _:
            return line.status in _SHOWN or not is_prohibition


def _reaches(one: Duty | Prohibition, other: Duty | Prohibition) -> bool:
    """Whether a line is of the target of the other, or of every target."""
    return one.target is None or one.target is other.target


def _reaches_line(one: Line, other: Line) -> bool:
    is_of_all = one.target is None or one.target.scope is Scope.EVERY
    return is_of_all or one.target == other.target


def _without(formula: Formula, others: list[Formula]) -> Formula:
    """Return that it holds and none of the others does."""
    if any(is_same(formula, each) for each in others):
        return False
    return both(formula, neg(disj(others)))


def _slim(day: DayProtocol, wanted: frozenset[str]) -> DayProtocol:
    """Return the protocol with no more directives than these and what can touch them."""
    kept = set(wanted)
    given = [each for each in day.directives if each.id in wanted]
    if any(each.modality is not Modality.MUST_NOT for each in given):
        acts = {act for each in given for act in each.acts}
        kept |= {
            each.id
            for each in day.directives
            if each.modality is Modality.MUST_NOT and not acts.isdisjoint(each.acts)
        }
    size = 0
    while size != len(kept):
        size = len(kept)
        kept |= {each.id for each in day.directives if not kept.isdisjoint(each.overrides)}
    return evolve(day, directives=tuple(each for each in day.directives if each.id in kept))
