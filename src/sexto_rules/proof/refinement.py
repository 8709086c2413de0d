"""Whether a child protocol keeps what its parent says: `design/language.md`, *Inheritance*.

On every day and incident

* each prohibition of the parent that is in force is in force, for all whom it binds;
* each duty of the parent that is due is due or done, as soon and by the same people, or is held
  by the parent's own prohibitions alone, unless the parent marked it `default: yes`;
* nothing is told or permitted that a prohibition of the parent forbids.

It is decided by what the two say of the same incident, not by their files: a class that the child
puts before one of the parent's takes incidents from it, and a prohibition that the child adds can
hold a duty for ever. A parent's prohibition of every target, listed or not, is kept only by one
of every target. Whatever incident is shown, the reference and every engine have decided it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

from attrs import evolve, field, frozen

from sexto_rules.facts import Incident
from sexto_rules.proof.decided_again import decided_again
from sexto_rules.proof.finder import Finder, Found
from sexto_rules.proof.kept import Instead, Kept
from sexto_rules.proof.lines import Duty, Prohibition
from sexto_rules.proof.scene import Claim, Scene
from sexto_rules.proof.solver import Formula, both, disj, either, neg
from sexto_rules.protocol.dates import intervals, on
from sexto_rules.protocol.model import DayProtocol, Directive, Modality, Protocol

__all__ = ["Refinement", "Refining", "Weakening", "Weakens", "is_refined", "refine"]

_GIVEN: Final = frozenset({Modality.MUST, Modality.SHOULD, Modality.MAY})


class Weakens(StrEnum):
    """What a child does to its parent."""

    PROHIBITION = "prohibition"
    """A prohibition of the parent is in force, and is not in the child."""

    DUTY = "duty"
    """A duty of the parent is due, and is not in the child."""

    AGAINST = "against"
    """The child tells or permits what a prohibition of the parent forbids."""


@frozen
class Weakening:
    """What a child does to its parent from one day on, or may do.

    `directive` is the one of the parent that is weakened; of what goes against the parent, the
    child's own. `incident` is the smallest that shows it, and `instead` what the child says there;
    None where the solver could not tell in its time.
    """

    kind: Weakens
    directive: Directive = field(repr=lambda each: each.id)
    day: date
    incident: Incident | None = None
    instead: Instead | None = None


@frozen
class Refinement:
    """What came of holding a child against its parent, on every day.

    `decided_by` are the engines that decided each incident again, by both protocols; none where
    one of the two has no word for something that such an incident tells and the other asks.
    `unlike` are acts and answers that both have and that mean something else in each: where there
    are any, nothing is decided.
    """

    weakenings: tuple[Weakening, ...] = ()
    undecided: tuple[Weakening, ...] = ()
    decided_by: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the child certainly keeps all that the parent says."""
        return not self.weakenings and not self.undecided and not self.unlike


_Key: TypeAlias = tuple[Weakens, str]


class Refining:
    """A child, its parent, the ways in which it may weaken it, and finding out whether it does.

    Example:
        >>> Refining(child, parent).result().holds  # doctest: +SKIP
        True
    """

    def __init__(self, child: Protocol, parent: Protocol, *, seconds: int = 60) -> None:
        """Gather them.

        Args:
            child: The child, or any protocol that should keep what another says.
            parent: The protocol whose prohibitions and duties are to be kept.
            seconds: How long the solver may take for one answer; then it is undecided.
        """
        self._unlike = tuple(_unlike(child, parent))
        self._seconds = seconds
        kept = [Kept(one, other) for one, other in _days(child, parent)]
        self._days = [(each, list(_claims(each))) for each in kept]

    @property
    def count(self) -> int:
        """How many ways there are, each on each day on which one of the two is another."""
        return sum(len(claims) for _, claims in self._days)

    def result(self, after_each: Callable[[], object] | None = None) -> Refinement:
        """Return every way in which the child weakens its parent, each from the first such day.

        Args:
            after_each: Called after each way.

        Raises:
            NotReproducedError: The reference or an engine does not confirm what the solver
                found: our bug.
            ProtocolError: An engine cannot take one of the protocols.
        """
        if self._unlike:
            return Refinement(unlike=self._unlike)
        found: dict[_Key, Weakening] = {}
        names: list[tuple[str, ...]] = []
        for kept, claims in self._days:
            known = {key for key, each in found.items() if each.incident is not None}
            found |= self._found(kept, claims, found, after_each)
            shown = [each.incident for key, each in found.items() if key not in known]
            again = [each for each in shown if each is not None]
            if again:
                names.append(decided_again((kept.child, kept.parent), again))
        return Refinement(
            tuple(each for each in found.values() if each.incident is not None),
            tuple(each for each in found.values() if each.incident is None),
            names[0] if names and all(names) else (),
        )

    def _found(
        self,
        kept: Kept,
        claims: Iterable[tuple[Weakens, Directive, Claim]],
        before: Mapping[_Key, Weakening],
        after_each: Callable[[], object] | None,
    ) -> dict[_Key, Weakening]:
        """Return what is lost on a day, or may be, of what was not lost or in doubt before."""
        day, found = kept.child.as_of, {}
        finder = Finder(_what_matters(kept.child, kept.parent), kept.parent, seconds=self._seconds)
        for kind, directive, claim in claims:
            known = before.get((kind, directive.id))
            if known is None or known.incident is None:
                answer = finder.find(claim)
                if answer.incident is not None:
                    because = kept.forbidding if kind is Weakens.AGAINST else kept.instead
                    instead = because(directive, answer.incident)
                    found[kind, directive.id] = Weakening(
                        kind, directive, day, answer.incident, instead
                    )
                elif answer.found is Found.UNDECIDED and known is None:
                    found[kind, directive.id] = Weakening(kind, directive, day)
            if after_each is not None:
                after_each()
        return found


def refine(child: Protocol, parent: Protocol, *, seconds: int = 60) -> Refinement:
    """Return every way in which a child weakens its parent, as `Refining` finds it."""
    return Refining(child, parent, seconds=seconds).result()


def is_refined(child: DayProtocol, parent: DayProtocol, incident: Incident) -> bool:
    """Whether, on the reference, the child keeps in one incident all that its parent says."""
    return not any(claim.shows(incident) for _, _, claim in _claims(Kept(child, parent)))


def _days(child: Protocol, parent: Protocol) -> Iterator[tuple[DayProtocol, DayProtocol]]:
    """Yield both on the first day of each interval in which they decide in another way."""
    seen = []
    for day in sorted({*intervals(child), *intervals(parent)}):
        pair = (on(child, day), on(parent, day))
        said = [(each.conclusions, each.classes, each.directives) for each in pair]
        if said not in seen:
            seen.append(said)
            yield pair


def _unlike(child: Protocol, parent: Protocol) -> Iterator[str]:
    """Yield what both have a name for, each of another kind: acts by target, answers by values."""
    for name, act in child.acts.items():
        if name in parent.acts and act.target is not parent.acts[name].target:
            yield name
    choices = {each.id: bool(each.choices) for each in parent.answers}
    for answer in child.answers:
        if choices.get(answer.id, bool(answer.choices)) is not bool(answer.choices):
            yield answer.id


def _what_matters(child: DayProtocol, parent: DayProtocol) -> DayProtocol:
    """Return the child without the lines that no claim depends on: less for the solver to read.

    Those of the acts that the parent names, whatever defeats or forbids them, and so on. Its
    conclusions and classes are all there.
    """
    acts = {act for each in parent.directives for act in each.acts}
    wanted: dict[str, Directive] = {}
    while True:
        more = [
            each
            for each in child.directives
            if each.id not in wanted
            and not (acts.isdisjoint(each.acts) and wanted.keys().isdisjoint(each.overrides))
        ]
        if not more:
            directives = tuple(each for each in child.directives if each.id in wanted)
            return evolve(child, directives=directives, invariants=())
        wanted |= {each.id: each for each in more}
        acts |= {act for each in more for act in each.acts}


def _claims(kept: Kept) -> Iterator[tuple[Weakens, Directive, Claim]]:
    """Yield, for each directive that it is about, the claim that nothing is weakened."""
    for directive in kept.parent.directives:
        if directive.modality is Modality.MUST_NOT:
            yield Weakens.PROHIBITION, directive, _prohibition_is_kept(directive, kept)
        elif directive.modality is Modality.MUST and not directive.default:
            yield Weakens.DUTY, directive, _duty_is_kept(directive, kept)
    forbidden = {
        act
        for each in kept.parent.directives
        if each.modality is Modality.MUST_NOT
        for act in each.acts
    }
    for directive in kept.child.directives:
        if directive.modality in _GIVEN and not forbidden.isdisjoint(directive.acts):
            yield Weakens.AGAINST, directive, _goes_against_nothing(directive, kept)


def _prohibition_is_kept(directive: Directive, kept: Kept) -> Claim:
    def shown(scene: Scene) -> Formula:
        lines = scene.lines.prohibitions
        return disj(
            both(each.in_force, _some_is_missing(each, lines, kept))
            for each in scene.beside[0].lines.prohibitions
            if each.directive.id == directive.id and _is_first(each, scene)
        )

    return Claim(shown, lambda incident: bool(kept.lost_prohibitions(directive, incident)))


def _some_is_missing(line: Prohibition, lines: Iterable[Prohibition], kept: Kept) -> Formula:
    """Return that for some act and doer nothing in the child forbids what the line forbids."""
    lines = [each for each in lines if each.target is None or each.target is line.target]
    groups = {
        tuple(
            number
            for number, each in enumerate(lines)
            if act in each.directive.acts and doer in kept.doers(each.directive)
        )
        for act in line.directive.acts
        for doer in kept.bound(line.directive)
    }
    return disj(
        neg(disj(lines[number].in_force for number in numbers)) for numbers in sorted(groups)
    )


def _duty_is_kept(directive: Directive, kept: Kept) -> Claim:
    def shown(scene: Scene) -> Formula:
        return disj(
            both(
                each.due,
                neg(
                    disj(
                        _is_kept_by(other, directive, scene, kept)
                        for other in scene.lines.duties
                        if other.target is each.target and kept.covers(other.directive, directive)
                    )
                ),
            )
            for each in scene.beside[0].lines.duties
            if each.directive.id == directive.id and _is_first(each, scene)
        )

    return Claim(shown, lambda incident: bool(kept.lost_duties(directive, incident)))


def _is_kept_by(other: Duty, directive: Directive, scene: Scene, kept: Kept) -> Formula:
    """Return that a duty of the child is due or done, or held by the parent alone."""
    met = other.met_by_none_but(directive.acts)
    if not set(other.directive.acts) <= set(directive.acts):
        return met
    foreign = disj(
        formula for name in kept.foreign for formula in scene.lines.forbidden_by(name, other)
    )
    return either(met, both(other.held, neg(foreign)))


def _goes_against_nothing(directive: Directive, kept: Kept) -> Claim:
    def shown(scene: Scene) -> Formula:
        return disj(
            both(each.due_with(act), prohibition.in_force)
            for each in scene.lines.duties
            if each.directive.id == directive.id and _is_first(each, scene)
            for prohibition in scene.beside[0].lines.prohibitions
            if (prohibition.target is None or prohibition.target is each.target)
            and kept.meet(prohibition.directive, directive)
            for act in directive.acts
            if act in prohibition.directive.acts
        )

    return Claim(shown, lambda incident: bool(kept.against(directive, incident)))


def _is_first(line: Prohibition | Duty, scene: Scene) -> bool:
    """Whether a line is of the first place, of any other, or of none: the rest is like them."""
    return all(line.target is not place for _, *rest in scene.chosen.values() for place in rest)
