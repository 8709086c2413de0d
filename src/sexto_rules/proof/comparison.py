"""Two protocols, or one on two days, compared by what they say of every incident.

A difference is shown by a smallest incident, confirmed by the reference. What no incident can
show is none, however the two are written. When there is one, beyond that incident, is said by a
condition of which the solver decided how it relates to the difference.

A *should* or *may* is compared as a *must* is: what binds less is looser. A permission that is new
is looser, as is a prohibition that is gone. A note has nothing to bind: where it is said and was
not, it is added.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sexto_rules.facts import Incident
from sexto_rules.proof.candidates import told_by
from sexto_rules.proof.conclusions_hold import abouts_of_conclusion, may_hold
from sexto_rules.proof.decided_again import decided_again
from sexto_rules.proof.demands import Sides, lines_of
from sexto_rules.proof.differences import Comparison, Difference, Group, Said, What
from sexto_rules.proof.finder import Finder, Found
from sexto_rules.proof.opaque import Opaque
from sexto_rules.proof.plainest import plainest
from sexto_rules.proof.promised_more import abouts_of_invariant, is_called_for
from sexto_rules.proof.routes import abouts_of, is_asked
from sexto_rules.proof.scene import Scene, opaque_scene
from sexto_rules.proof.solver import disj
from sexto_rules.proof.solving import SceneSolver
from sexto_rules.proof.stating import Stated, Stating
from sexto_rules.proof.suspect import Suspect
from sexto_rules.proof.suspects import suspects_of
from sexto_rules.proof.worded import Change, Worded, changes_of
from sexto_rules.protocol.model import Conclusion, DayProtocol, Directive, Invariant, Question
from sexto_rules.reference import possible_classes

__all__ = ["Comparing", "compare"]


class Comparing:
    """Two protocols, the ways in which they may differ, and finding out whether they do.

    Example:
        >>> Comparing(before, after).result().same  # doctest: +SKIP
        True
    """

    def __init__(self, before: DayProtocol, after: DayProtocol, *, seconds: int = 60) -> None:
        """Rule out what certainly does not differ.

        Args:
            before: The first protocol.
            after: The second.
            seconds: How long the solver may take for one answer; then it is undecided.
        """
        self._sides = Sides(before, after)
        self._seconds = seconds
        self._suspects = _able(list(suspects_of(self._sides)), self._sides, 1_000 * seconds)

    @property
    def count(self) -> int:
        """How many ways there are left."""
        return len(self._suspects)

    def result(self, after_each: Callable[[], object] | None = None) -> Comparison:
        """Return everything in which the two ever differ.

        Args:
            after_each: Called after each way.

        Raises:
            NotReproducedError: The reference or an engine does not confirm what the solver
                found: our bug.
            ProtocolError: An engine cannot take one of the protocols.
        """
        if not self._suspects:
            return Comparison(())
        finder = Finder(self._sides.before, self._sides.after, seconds=self._seconds)
        stating = Stating(finder, self._sides.after, min(self._seconds, _STATING_SECONDS))
        found: dict[object, Difference] = {}
        undecided: dict[object, tuple[What, str]] = {}
        for each in self._suspects:
            if each.key not in found and not _is_said(each, found):
                answer = finder.find(each.claim)
                if answer.found is Found.UNDECIDED:
                    undecided[each.key] = each.what, each.pair.entry.id
                elif answer.incident is not None:
                    incident = plainest(answer.incident, each.claim.shows)
                    stated = stating.of(each.cases, each.candidates(), told_by(incident))
                    found[each.key] = _difference(each, incident, stated, self._sides)
            if after_each is not None:
                after_each()
        differences = tuple(sorted(found.values(), key=_place))
        left = dict.fromkeys(each for key, each in undecided.items() if key not in found)
        decided_by = decided_again(
            (self._sides.before, self._sides.after), (each.incident for each in differences)
        )
        return Comparison(differences, tuple(left), decided_by)


def compare(before: DayProtocol, after: DayProtocol, *, seconds: int = 60) -> Comparison:
    """Return everything in which two protocols ever differ, as `Comparing` finds it."""
    return Comparing(before, after, seconds=seconds).result()


_STATING_SECONDS: Final = 20
"""How long the conditions of all differences together may take; what is left has its incident."""

_GROUPS: Final = list(Group)
_KINDS: Final = list(What)


def _place(difference: Difference) -> tuple[int, int]:
    return _GROUPS.index(difference.group), _KINDS.index(difference.what)


def _is_said(suspect: Suspect, found: dict[object, Difference]) -> bool:
    """Whether only the words, or what waits, differ of what is known to differ already."""
    if suspect.group not in {Group.REWORDED, Group.OTHERWISE}:
        return False
    entries = (suspect.pair.before, suspect.pair.after)
    return any(
        each.what is suspect.what
        and each.group is not Group.REWORDED
        and (each.before.entry, each.after.entry) == entries
        for each in found.values()
    )


def _able(suspects: list[Suspect], sides: Sides, milliseconds: int) -> list[Suspect]:
    """Return those that something may show, in a world which allows more than there is.

    One question to the solver tells of all that are left; each answer takes away some.
    """
    scene = opaque_scene(sides.before, sides.after)
    solver = SceneSolver(scene, milliseconds)
    pending = {number: each.claim.shown(scene) for number, each in enumerate(suspects)}
    pending = {number: formula for number, formula in pending.items() if formula is not False}
    if pending:
        _tell_apart(scene)
    able: list[int] = []
    while pending:
        outcome = solver.may_hold([disj(pending.values())])
        if outcome is False:
            break
        shown = list(pending)
        if outcome:
            shown = [number for number, formula in pending.items() if solver.holds(formula)]
        able += shown
        for number in shown:
            del pending[number]
    return [suspects[number] for number in sorted(able)]


def _tell_apart(scene: Scene) -> None:
    """Let nothing be possible only because nobody looks at who shows what."""
    (beside,) = scene.beside
    one, other = scene.meaning, beside.meaning
    if isinstance(one, Opaque) and isinstance(other, Opaque):
        one.add_witnesses_beside(other)


def _difference(suspect: Suspect, incident: Incident, stated: Stated, sides: Sides) -> Difference:
    before, after = suspect.pair.before, suspect.pair.after
    changed: tuple[Change, ...] = ()
    if before is not None and after is not None:
        changed = changes_of(before, after, sides.before, sides.after)
    return Difference(
        what=suspect.what,
        group=suspect.group,
        id=suspect.pair.entry.id,
        stated=stated,
        incident=incident,
        before=_said(before, sides.before, incident),
        after=_said(after, sides.after, incident),
        changed=changed,
        beside=suspect.beside,
        by_structure=suspect.by_structure,
    )


def _said(entry: Worded | None, day: DayProtocol, incident: Incident) -> Said:
    possible = possible_classes(day, incident)
    match entry:
        case Directive():
            return Said(entry, possible, lines=tuple(lines_of(day, incident, entry)))
        case Question():
            abouts = abouts_of(entry, incident)
            return Said(
                entry, possible, asked=sum(is_asked(entry, day, incident, each) for each in abouts)
            )
        case Conclusion():
            ones = abouts_of_conclusion(entry, incident)
            return Said(
                entry, possible, holds=sum(may_hold(entry, day, incident, each) for each in ones)
            )
        case Invariant():
            ones = abouts_of_invariant(entry, incident)
            return Said(
                entry,
                possible,
                holds=sum(is_called_for(entry, day, incident, each) for each in ones),
            )
        case _:
            return Said(entry, possible)
