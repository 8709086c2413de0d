"""Where incidents are looked for on which a mistake shows.

First a pool drawn once for the protocol on a day. Where nothing of it shows the mistake, incidents
made for the mistake: those that make the condition true or false by its own words, facts that it
reads drawn anew, and both of them laid over the worked cases, also with some of these forgotten.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from attrs import evolve, frozen

from sexto_rules.analysis.ways import Sketch, Ways
from sexto_rules.analysis.ways import focus_on as one_of
from sexto_rules.errors import IncidentError
from sexto_rules.facts import Incident
from sexto_rules.mutation.mistake import ConditionChange
from sexto_rules.mutation.reach import conclusions_behind, reach_of
from sexto_rules.protocol.conditions import All, Condition, Not
from sexto_rules.protocol.model import DayProtocol, Directive
from sexto_rules.protocol.walk import uses_class
from sexto_rules.sampling import Focus, focus_on, sample_incident
from sexto_rules.sampling.nearby import forgotten, laid_over

__all__ = ["SearchSize", "drawn_for_entry", "drawn_for_mistake", "pool_of"]

_WAYS: Final = 24
_FOCUSES: Final = 8
_FORGOTTEN: Final = (0, 0, 1, 3, 8)


@frozen(kw_only=True)
class SearchSize:
    """How many incidents are drawn: for the protocol, for each entry, for each mistake.

    The latter two only where the first do not show the mistake.
    """

    pool: int = 2_000
    entry: int = 1_000
    mistake: int = 150


def pool_of(day: DayProtocol, size: SearchSize, seed: int) -> tuple[Incident, ...]:
    """Return incidents of what the protocol looks at on the day, the same for the same seed."""
    rng, focus = random.Random(seed), focus_on(day)  # noqa: S311 - reproducible, no secret
    return tuple(sample_incident(rng, focus) for _ in range(size.pool))


def drawn_for_entry(
    before: DayProtocol,
    after: DayProtocol,
    cases: Sequence[Incident],
    size: SearchSize,
    seed: int,
) -> Iterator[Incident]:
    """Yield incidents of what the entry reads in which the two days differ.

    Every second one is laid over a worked case, of which some is forgotten.
    """
    rng = random.Random(seed)  # noqa: S311 - reproducible, no secret
    bases = [Incident(), *cases]
    focuses = _focuses(before, after, rng)
    for number in range(size.entry):
        drawn = sample_incident(rng, focuses[number % len(focuses)])
        if number % 2:
            yield drawn
        else:
            base = forgotten(rng.choice(bases), rng, rng.choice(_FORGOTTEN))
            yield from _only(laid_over(base, drawn))


def drawn_for_mistake(  # noqa: PLR0913, PLR0917 - what a search is made of
    change: ConditionChange | None,
    before: DayProtocol,
    after: DayProtocol,
    cases: Sequence[Incident],
    size: SearchSize,
    seed: int,
) -> Iterator[Incident]:
    """Yield incidents by the words of the condition and of its mistake, alone and over cases."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, no secret
    told = list(_by_its_words(change, before, after))
    yield from told
    if not told or not cases:
        return
    for _ in range(size.mistake):
        yield from _only(laid_over(rng.choice(cases), rng.choice(told)))


def _only(incident: Incident | None) -> Iterator[Incident]:
    if incident is not None:
        yield incident


def _by_its_words(
    change: ConditionChange | None, before: DayProtocol, after: DayProtocol
) -> Iterator[Incident]:
    """Yield incidents in which the condition and the mistaken one differ, or are true, or false."""
    if change is None:
        return
    wanted: tuple[Condition, ...] = (
        All((change.before, Not(change.after))),
        All((Not(change.before), change.after)),
        change.before,
        change.after,
        Not(change.before),
    )
    start, focus = one_of(change.about)
    for day in (before, after):
        ways = Ways(day)
        for condition in wanted:
            for sketch in islice(ways.to(condition, start, focus, wanted=True), _WAYS):
                yield from _finished(sketch)


def _finished(sketch: Sketch) -> Iterator[Incident]:
    try:
        yield sketch.finished()
    except IncidentError:
        return


def _focuses(before: DayProtocol, after: DayProtocol, rng: random.Random) -> list[Focus]:
    """Return where to look: at what one directive reads that the mistake reaches, each in turn.

    Narrow focuses make dense incidents: the fewer facts, the more of them are told together.
    """
    reached = reach_of(before, after).directives
    old = {each.id: each for each in before.directives}
    both = old | {each.id: each for each in after.directives}
    changed = {name for name, each in both.items() if each != old.get(name)}
    gone = old.keys() - {each.id for each in after.directives}
    names = sorted(reached | changed | gone)
    chosen = rng.sample(names, min(len(names), _FOCUSES))
    days = [_only_of(after if each in reached else before, both[each]) for each in chosen]
    return [focus_on(day) for day in days] or [focus_on(after)]


def _only_of(day: DayProtocol, directive: Directive) -> DayProtocol:
    """Return the day with one directive and what it stands on."""
    conditions = [directive.condition]
    behind = conclusions_behind(day, conditions)
    if any(map(uses_class, [*conditions, *(rule.when for each in behind for rule in each.rules)])):
        classes = day.classes
        behind = conclusions_behind(day, [*conditions, *(c.when for c in classes if c.when)])
    else:
        classes = ()
    return evolve(
        day, conclusions=tuple(behind), classes=classes, directives=(directive,), invariants=()
    )
