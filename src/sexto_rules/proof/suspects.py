"""The ways in which two protocols may differ, each as a claim that no incident shows it.

Lines, routes and questions here; what is only worded or placed otherwise, and promises, in
`suspects_beside`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from sexto_rules.proof.candidates import Candidates
from sexto_rules.proof.demands import Level, Sides, in_both, more
from sexto_rules.proof.differences import Group, What
from sexto_rules.proof.matching import Pair, pairs_by_id, pairs_of_directives
from sexto_rules.proof.routes import asked_more, entity_of, routed_in_both, routed_more
from sexto_rules.proof.suspect import Suspect
from sexto_rules.proof.suspects_beside import suspects_beside
from sexto_rules.proof.worded import changes_of
from sexto_rules.protocol.conditions import ALWAYS, Condition
from sexto_rules.protocol.model import Class, Directive, InDoubt, Modality, Question

__all__ = ["suspects_of"]

_BOTH_WAYS: Final = (True, False)


def suspects_of(sides: Sides) -> Iterator[Suspect]:
    """Yield every way in which the two protocols may differ; of one entry, the gravest first."""
    candidates = {
        after: Candidates(sides.day(after=after), sides.day(after=not after))
        for after in _BOTH_WAYS
    }
    for classes in pairs_by_id(sides.before.classes, sides.after.classes):
        yield from _of_class(classes, sides, candidates)
    for directives in pairs_of_directives(sides.before, sides.after):
        yield from _of_directive(directives, sides, candidates)
    for questions in pairs_by_id(sides.before.questions, sides.after.questions):
        yield from _of_question(questions, sides, candidates)
    yield from suspects_beside(sides, candidates)


def _of_class(
    pair: Pair[Class], sides: Sides, candidates: dict[bool, Candidates]
) -> Iterator[Suspect]:
    name = pair.entry.id
    for after in _BOTH_WAYS:
        one, other = sides.day(after=after), sides.day(after=not after)
        group = Group.WIDER if after else Group.NARROWER
        if pair.before is None or pair.after is None:
            group = Group.ADDED if after else Group.REMOVED
        for settled in _BOTH_WAYS:
            cases = routed_more(name, one, other, settled=settled)
            key = (What.CLASS, name, after)
            yield Suspect(What.CLASS, group, pair, cases, key, candidates[after].of_classes)
    if pair.before is None or pair.after is None:
        return
    if changes_of(pair.before, pair.after, sides.before, sides.after):
        cases = routed_in_both(name, sides.before, sides.after)
        whens = [pair.before.when or ALWAYS, pair.after.when or ALWAYS]
        asked = partial(candidates[True].of_both, whens[1], whens[0])
        yield Suspect(What.CLASS, Group.REWORDED, pair, cases, (What.CLASS, name, "words"), asked)


def _of_directive(
    pair: Pair[Directive], sides: Sides, candidates: dict[bool, Candidates]
) -> Iterator[Suspect]:
    before, after = pair.before, pair.after
    suspect = partial(Suspect, What.DIRECTIVE)
    ids = (before and before.id, after and after.id)
    for is_after in _BOTH_WAYS:
        one, other = (after, before) if is_after else (before, after)
        if one is None:
            continue
        for level in Level:
            cases = more(sides, one, other, level, after=is_after)
            group = _group(one, is_lonely=other is None, is_after=is_after, level=level)
            asked = partial(_between, candidates[is_after], one, other, level)
            yield suspect(group, pair, cases, (ids, is_after), asked)
    if before is None or after is None:
        return
    asked = partial(candidates[True].of_both, after.condition, before.condition)
    timing = _timing(before, after)
    if timing is not None:
        cases = in_both(sides, before, after, Level.BINDING)
        yield suspect(timing, pair, cases, (ids, "time"), asked)
    if changes_of(before, after, sides.before, sides.after):
        cases = in_both(sides, before, after, Level.PRESENT)
        yield suspect(Group.REWORDED, pair, cases, (ids, "words"), asked)


def _between(
    candidates: Candidates, one: Directive, other: Directive | None, level: Level
) -> list[Condition]:
    """Return conditions for that a line of the one is there and none of the other."""
    fails = None if other is None or other.for_each is not one.for_each else other.condition
    is_same_but = other is not None and _means_the_same_but_for_its_condition(one, other)
    return candidates.between(
        one.condition,
        fails if is_same_but else None,
        weak=_is_weak(one, level),
        fails_weak=other is not None and _is_weak(other, level),
    )


def _means_the_same_but_for_its_condition(one: Directive, other: Directive) -> bool:
    return (one.modality, one.acts, one.by, one.separately, one.personal) == (
        other.modality,
        other.acts,
        other.by,
        other.separately,
        other.personal,
    )


def _is_weak(directive: Directive, level: Level) -> bool:
    """Whether a line is there that much while its condition is only possible."""
    if level is Level.BINDING:
        return directive.in_doubt is InDoubt.APPLIES
    return level is Level.PRESENT


def _group(directive: Directive, *, is_lonely: bool, is_after: bool, level: Level) -> Group:
    """Return the group of what is more in one protocol, the later one or the earlier."""
    if is_lonely:
        return Group.ADDED if is_after else Group.REMOVED
    if level is not Level.BINDING:
        return Group.OTHERWISE
    if directive.modality is Modality.NOTE:
        return Group.WIDER if is_after else Group.NARROWER
    binds = directive.modality is not Modality.MAY
    return Group.STRICTER if binds is is_after else Group.LOOSER


def _timing(before: Directive, after: Directive) -> Group | None:
    """Return whether the deadline is earlier or later than it was."""
    was, now = before.within, after.within
    if was == now:
        return None
    if was is None or now is None:
        return Group.EARLIER if was is None else Group.LATER
    if was.rank == now.rank:
        return Group.OTHERWISE
    return Group.LATER if now.rank > was.rank else Group.EARLIER


def _of_question(
    pair: Pair[Question], sides: Sides, candidates: dict[bool, Candidates]
) -> Iterator[Suspect]:
    before, after = pair.before, pair.after
    name = pair.entry.id
    is_one = before is not None and after is not None and _asks_of(before) == _asks_of(after)
    for is_after in _BOTH_WAYS:
        one, other = (after, before) if is_after else (before, after)
        if one is not None:
            day, elsewhere = sides.day(after=is_after), sides.day(after=not is_after)
            group = Group.OTHERWISE
            if not is_one:
                group, other = Group.ADDED if is_after else Group.REMOVED, None
            cases = asked_more(one, day, other, elsewhere)
            asked = partial(
                candidates[is_after].between,
                one.when,
                None if other is None else other.when,
                weak=True,
                fails_weak=True,
            )
            key = (What.QUESTION, name, is_after)
            yield Suspect(What.QUESTION, group, pair, cases, key, asked)
    if before is None or after is None or not is_one:
        return
    if changes_of(before, after, sides.before, sides.after):
        cases = asked_more(after, sides.after, None, sides.before)
        asked = partial(candidates[True].of_both, after.when, before.when)
        words = (What.QUESTION, name, "words")
        yield Suspect(What.QUESTION, Group.REWORDED, pair, cases, words, asked)


def _asks_of(question: Question) -> object:
    """Return what a question asks, and of whom; what else differs is how it asks."""
    return question.fact, entity_of(question), question.adds
