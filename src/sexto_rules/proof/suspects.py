"""The ways in which two protocols may differ, each as a claim that no incident shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, TypeAlias

from attrs import evolve, field, frozen

from sexto_rules.proof.changed_part import ChangedParts
from sexto_rules.proof.demands import Level, Sides, in_both, more
from sexto_rules.proof.differences import Group, What
from sexto_rules.proof.matching import Pair, pairs_by_id, pairs_of_directives
from sexto_rules.proof.routes import asked_more, routed_more
from sexto_rules.proof.scene import Claim
from sexto_rules.protocol.conditions import ALWAYS, Condition
from sexto_rules.protocol.model import Class, Directive, Modality, Question, Text
from sexto_rules.protocol.wording import condition_words

__all__ = ["Suspect", "suspects_of"]

_Either: TypeAlias = Pair[Directive] | Pair[Class] | Pair[Question]
_BOTH_WAYS: Final = (True, False)


def _nothing() -> str | None:
    return None


@frozen(eq=False)
class Suspect:
    """A way in which two entries may differ.

    Of those with one `key` the first that an incident shows is enough. `condition` says in the
    author's words which part of a condition makes the difference, where one part does.
    """

    what: What
    group: Group
    pair: _Either
    claim: Claim
    key: object
    condition: Callable[[], str | None] = field(default=_nothing)


def suspects_of(sides: Sides) -> Iterator[Suspect]:
    """Yield every way in which the two protocols may differ; of one entry, the gravest first."""
    parts = {
        after: ChangedParts(sides.day(after=after), sides.day(after=not after))
        for after in _BOTH_WAYS
    }
    for classes in pairs_by_id(sides.before.classes, sides.after.classes):
        yield from _of_class(classes, sides, parts)
    for directives in pairs_of_directives(sides.before, sides.after):
        yield from _of_directive(directives, sides, parts)
    for questions in pairs_by_id(sides.before.questions, sides.after.questions):
        yield from _of_question(questions, sides)


def _of_class(
    pair: Pair[Class], sides: Sides, parts: dict[bool, ChangedParts]
) -> Iterator[Suspect]:
    name = pair.entry.id
    for after in _BOTH_WAYS:
        one, other = sides.day(after=after), sides.day(after=not after)
        group = Group.WIDER if after else Group.NARROWER
        if pair.before is None or pair.after is None:
            group = Group.ADDED if after else Group.REMOVED
        for settled in _BOTH_WAYS:
            claim = routed_more(name, one, other, settled=settled)
            changed = partial(_changed_class, pair, parts[after])
            yield Suspect(What.CLASS, group, pair, claim, (What.CLASS, name, after), changed)
    if pair.before is None or pair.after is None:
        return
    if _is_reworded(pair.before.text, pair.after.text):
        claim = routed_more(name, sides.after, None, settled=False)
        yield Suspect(What.CLASS, Group.REWORDED, pair, claim, (What.CLASS, name, "words"))


def _changed_class(pair: Pair[Class], parts: ChangedParts) -> str | None:
    """Return the part in which it, or another class, is drawn differently; or all of a new one."""
    if pair.before is None or pair.after is None:
        return _condition_words(pair.entry.when)
    return _condition_words(parts.between_classes())


def _of_directive(
    pair: Pair[Directive], sides: Sides, parts: dict[bool, ChangedParts]
) -> Iterator[Suspect]:
    before, after = pair.before, pair.after
    suspect = partial(Suspect, What.DIRECTIVE)
    ids = (before and before.id, after and after.id)
    for is_after in _BOTH_WAYS:
        one, other = (after, before) if is_after else (before, after)
        if one is None:
            continue
        changed = partial(_changed, one, other, parts[is_after])
        for level in Level:
            claim = more(sides, one, other, level, after=is_after)
            group = _group(one, is_lonely=other is None, is_after=is_after, level=level)
            yield suspect(group, pair, claim, (ids, is_after), changed)
    if before is None or after is None:
        return
    timing = _timing(before, after)
    if timing is not None:
        both = in_both(sides, before, after, Level.BINDING)
        yield suspect(timing, pair, both, (ids, "time"))
    if before.basis is not after.basis or _is_reworded(before.text, after.text):
        both = in_both(sides, before, after, Level.PRESENT)
        yield suspect(Group.REWORDED, pair, both, (ids, "words"))


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


def _changed(one: Directive, other: Directive | None, parts: ChangedParts) -> str | None:
    """Return the part of the condition that makes the difference, if nothing else can.

    That is the whole condition of one without a counterpart.
    """
    if other is None:
        return _condition_words(one.condition)
    is_else_alike = evolve(one, condition=other.condition, text=other.text) == other
    part = parts.between(one.condition, other.condition) if is_else_alike else None
    return _condition_words(part)


def _condition_words(condition: Condition | None) -> str | None:
    return None if condition in {None, ALWAYS} else condition_words(condition)


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


def _of_question(pair: Pair[Question], sides: Sides) -> Iterator[Suspect]:
    before, after = pair.before, pair.after
    name = pair.entry.id
    for is_after in _BOTH_WAYS:
        one, other = (after, before) if is_after else (before, after)
        if one is not None:
            day, elsewhere = sides.day(after=is_after), sides.day(after=not is_after)
            group = Group.OTHERWISE
            if other is None or other.fact != one.fact:
                group, other = Group.ADDED if is_after else Group.REMOVED, None
            claim = asked_more(one, day, other, elsewhere)
            yield Suspect(What.QUESTION, group, pair, claim, (What.QUESTION, name, is_after))
    if before is not None and after is not None and _asks_in_other_words(before, after):
        claim = asked_more(after, sides.after, None, sides.before)
        yield Suspect(What.QUESTION, Group.REWORDED, pair, claim, (What.QUESTION, name, "words"))


def _asks_in_other_words(before: Question, after: Question) -> bool:
    was = [before.text, before.help or {}, *before.choices.values()]
    now = [after.text, after.help or {}, *after.choices.values()]
    if before.choices.keys() != after.choices.keys():
        return True
    return any(_is_reworded(one, other) for one, other in zip(was, now, strict=True))


def _is_reworded(before: Text, after: Text) -> bool:
    """Whether a text is another one in a language that both have; a translation is no change."""
    return any(before[language] != after[language] for language in before.keys() & after.keys())
