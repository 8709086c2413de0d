"""Ways in which two protocols may differ beside their lines, routes and questions themselves.

The order of lines and of questions, the words of conclusions, and promises.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from attrs import frozen

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.proof.candidates import Candidates, possibly
from sexto_rules.proof.conclusions_hold import may_hold_in_both
from sexto_rules.proof.demands import Sides
from sexto_rules.proof.differences import Group, What
from sexto_rules.proof.matching import (
    Pair,
    pairs_by_id,
    pairs_of_conclusions,
    pairs_of_directives,
)
from sexto_rules.proof.moved import moved
from sexto_rules.proof.promised_more import is_promised_there, promised_in_both, promised_more
from sexto_rules.proof.routes import all_hold, entity_of
from sexto_rules.proof.suspect import Suspect
from sexto_rules.proof.worded import changes_of
from sexto_rules.protocol.conditions import (
    ALWAYS,
    ConclusionTest,
    Condition,
    Quantified,
    Quantifier,
)
from sexto_rules.protocol.model import DayProtocol, Directive, Invariant, Modality, Question
from sexto_rules.protocol.walk import conclusions_used

__all__ = ["suspects_beside"]

_BOTH_WAYS: Final = (True, False)


def suspects_beside(sides: Sides, candidates: dict[bool, Candidates]) -> Iterator[Suspect]:
    """Yield them all."""
    yield from _of_lines(sides, candidates[True])
    yield from _of_order_of_questions(sides, candidates[True])
    yield from _of_conclusions(sides, candidates[True])
    for pair in pairs_by_id(sides.before.invariants, sides.after.invariants):
        yield from _of_promise(pair, sides, candidates)


def _of_lines(sides: Sides, candidates: Candidates) -> Iterator[Suspect]:
    """Yield that a line of the plan stands on the other side of one that is in the plan with it."""
    was = {each.id: place for place, each in enumerate(sides.before.directives)}
    now = {each.id: place for place, each in enumerate(sides.after.directives)}
    places = [
        _Placed(What.DIRECTIVE, pair, was[one.id], now[other.id], _is_there(one), _is_there(other))
        for pair in pairs_of_directives(sides.before, sides.after)
        if (one := pair.before) is not None
        and (other := pair.after) is not None
        and _is_prohibition(one) is _is_prohibition(other)
    ]
    yield from _moved(places, sides, candidates)


def _of_order_of_questions(sides: Sides, candidates: Candidates) -> Iterator[Suspect]:
    """Yield that a question is asked on the other side of one that is asked with it."""
    was, now = (_in_order(day) for day in (sides.before, sides.after))
    places = [
        _Placed(What.QUESTION, pair, was[one.id], now[other.id], _is_asked(one), _is_asked(other))
        for pair in pairs_by_id(sides.before.questions, sides.after.questions)
        if (one := pair.before) is not None
        and (other := pair.after) is not None
        and one.fact == other.fact
    ]
    yield from _moved(places, sides, candidates)


@frozen(eq=False)
class _Placed:
    """A line or a question, its place before and after, and when it is there."""

    what: What
    pair: Pair[Directive] | Pair[Question]
    was: int
    now: int
    there_before: Condition
    there_after: Condition


def _moved(places: Sequence[_Placed], sides: Sides, candidates: Candidates) -> Iterator[Suspect]:
    for each in moved([(one.was, one.now, one) for one in places]):
        two = each.item, each.other
        conditions = [
            *((sides.before, one.there_before) for one in two),
            *((sides.after, one.there_after) for one in two),
        ]
        name = each.item.pair.entry.id
        yield Suspect(
            each.item.what,
            Group.EARLIER if each.earlier else Group.LATER,
            each.item.pair,
            all_hold(conditions),
            (each.item.what, name, "order", each.earlier),
            partial(candidates.common, [one for _, one in conditions]),
            beside=each.other.pair.entry.id,
        )


def _is_prohibition(directive: Directive) -> bool:
    return directive.modality is Modality.MUST_NOT


def _in_order(day: DayProtocol) -> dict[str, int]:
    """Return the place of each question, by urgency and then as written."""
    groups = {each.id: rank for rank, each in enumerate(day.protocol.urgency)}
    ordered = sorted(day.questions, key=lambda each: groups.get(each.urgency, len(groups)))
    return {each.id: place for place, each in enumerate(ordered)}


def _is_there(directive: Directive) -> Condition:
    """Return that a line of a directive is in the plan, about whomever."""
    return possibly(_some(directive.for_each, directive.condition))


def _is_asked(question: Question) -> Condition:
    """Return that a question is asked in its place, of whomever is listed."""
    return _some(entity_of(question), possibly(question.when))


def _some(kind: Entity | None, body: Condition) -> Condition:
    return body if kind is None else Quantified(Quantifier.SOME, kind, body)


def _of_conclusions(sides: Sides, candidates: Candidates) -> Iterator[Suspect]:
    """Yield that a conclusion to which something leads is worded otherwise."""
    used = _used(sides.before), _used(sides.after)
    for pair in pairs_of_conclusions(sides.before, sides.after):
        before, after = pair.before, pair.after
        if before is None or after is None or before.for_each is not after.for_each:
            continue
        if before.id not in used[0] or after.id not in used[1]:
            continue
        if changes_of(before, after, sides.before, sides.after):
            cases = may_hold_in_both(before, after, sides.before, sides.after)
            tests = ConclusionTest(after.id), ConclusionTest(before.id)
            asked = partial(candidates.of_both, *tests)
            key = (What.CONCLUSION, after.id)
            yield Suspect(What.CONCLUSION, Group.REWORDED, pair, cases, key, asked)


def _used(day: DayProtocol) -> set[str]:
    """Return the conclusions that a route or a line depends on: those are given as reasons."""
    rules = {each.id: each.rules for each in day.conclusions}
    whens = [each.when for each in day.classes if each.when is not None]
    pending = [
        name
        for when in (*whens, *(each.condition for each in day.directives))
        for name in conclusions_used(when)
    ]
    found: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += [each for rule in rules[name] for each in conclusions_used(rule.when)]
    return found


def _of_promise(
    pair: Pair[Invariant], sides: Sides, candidates: dict[bool, Candidates]
) -> Iterator[Suspect]:
    before, after = pair.before, pair.after
    suspect = partial(Suspect, What.PROMISE)
    for is_after in _BOTH_WAYS:
        one, other = (after, before) if is_after else (before, after)
        if one is None:
            continue
        here, there = sides.day(after=is_after), sides.day(after=not is_after)
        group = Group.STRICTER if is_after else Group.LOOSER
        if other is None:
            group = Group.ADDED if is_after else Group.REMOVED
        is_same = is_promised_there(one, there)
        fails = other.always if other is not None and is_same else None
        if other is not None and other.for_each is not one.for_each:
            fails = None
        asked = partial(candidates[is_after].between, one.always, fails, fails_weak=False)
        yield suspect(
            group,
            pair,
            promised_more(one, here, there),
            (What.PROMISE, pair.entry.id, is_after),
            asked,
            by_structure=other is not None and not is_same,
        )
    if before is None or after is None or before.for_each is not after.for_each:
        return
    if changes_of(before, after, sides.before, sides.after):
        cases = promised_in_both(before, after, sides.before, sides.after)
        asked = partial(
            candidates[True].common,
            [each for each in (after.always, before.always) if each != ALWAYS],
        )
        yield suspect(Group.REWORDED, pair, cases, (What.PROMISE, after.id, "words"), asked)
