"""All mutants of a protocol: each slip in what it wrote itself, in the order of its entries.

What a protocol inherits is its parent's to test. The order is always the same, so that a number
names the same mutant wherever it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final, TypeVar

from attrs import evolve

from sexto_rules.analysis.truths import possible_truths
from sexto_rules.errors import NOWHERE
from sexto_rules.mutation.entries import directive_edits, period_edits
from sexto_rules.mutation.mistake import ConditionChange, Edit, Mistake, Mutant, Section
from sexto_rules.mutation.slips import slips_in
from sexto_rules.protocol.conditions import ALWAYS, All, AnyOf, Condition, Not
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import (
    Class,
    Conclusion,
    DayProtocol,
    Directive,
    Modality,
    Protocol,
    Rule,
)
from sexto_rules.protocol.outcome import Truth
from sexto_rules.protocol.wording import condition_words, mapping_words

__all__ = ["mutants_of"]

Thing = TypeVar("Thing", Conclusion, Class, Directive)
Part = TypeVar("Part")
Judged = TypeVar("Judged", Rule, Class, Directive)

_NEVER: Final = AnyOf(())


def mutants_of(protocol: Protocol) -> tuple[Mutant, ...]:
    """Return every mutant of what the protocol wrote itself, numbered from 1."""
    found = (
        *_of_conclusions(protocol),
        *_of_classes(protocol),
        *_class_orders(protocol),
        *_of_directives(protocol),
    )
    return tuple(evolve(each, number=number) for number, each in enumerate(found, 1))


def _of_conclusions(protocol: Protocol) -> Iterator[Mutant]:
    for at, edited, rest in _own(protocol.conclusions, protocol):
        for edit in _conclusion_edits(edited, protocol):
            changed = evolve(protocol, conclusions=_put(rest, at, edit.result))
            yield _mutant(edit, Section.CONCLUSIONS, edited, changed)


def _of_classes(protocol: Protocol) -> Iterator[Mutant]:
    for at, edited, rest in _own(protocol.classes, protocol):
        for edit in _class_edits(edited, protocol):
            changed = evolve(protocol, classes=_put(rest, at, edit.result))
            yield _mutant(edit, Section.CLASSES, edited, changed)


def _of_directives(protocol: Protocol) -> Iterator[Mutant]:
    whole = evolve(on(protocol, protocol.date), conclusions=protocol.conclusions)
    for at, edited, rest in _own(protocol.directives, protocol):
        for edit in _directive_edits(edited, protocol):
            if edit.mistake is Mistake.IN_DOUBT and not _may_be_unknown(edited, whole):
                continue
            changed = evolve(protocol, directives=_put(rest, at, edit.result))
            yield _mutant(edit, Section.DIRECTIVES, edited, changed)


def _may_be_unknown(directive: Directive, day: DayProtocol) -> bool:
    """Whether the condition is ever in doubt; where it never is, the in-doubt rule is idle."""
    return Truth.UNKNOWN in possible_truths(directive.condition, day, frozenset())


def _own(
    entries: tuple[Thing, ...], protocol: Protocol
) -> Iterator[tuple[int, Thing, tuple[Thing, ...]]]:
    """Yield each entry that the protocol wrote itself, where it stands, and all the others."""
    for at, entry in enumerate(entries):
        if entry.origin == protocol.id:
            yield at, entry, entries[:at] + entries[at + 1 :]


def _put(rest: tuple[Part, ...], at: int, entry: Part | None) -> tuple[Part, ...]:
    """Return the others with an entry put where it stood; None leaves it out."""
    return rest if entry is None else (*rest[:at], entry, *rest[at:])


def _mutant(edit: Edit[Thing], section: Section, entry: Thing, protocol: Protocol) -> Mutant:
    about = None if isinstance(entry, Class) else entry.for_each
    return Mutant(
        number=0,
        mistake=edit.mistake,
        section=section,
        entry=entry.id,
        place=edit.place or entry.place,
        written=edit.written,
        instead=edit.instead,
        protocol=protocol,
        change=None if edit.change is None else evolve(edit.change, about=about),
    )


def _conclusion_edits(conclusion: Conclusion, protocol: Protocol) -> Iterator[Edit[Conclusion]]:
    rules = conclusion.rules
    for number, rule in enumerate(rules):
        rest = rules[:number] + rules[number + 1 :]
        for edit in _rule_edits(rule, protocol):
            yield Edit(
                mistake=edit.mistake,
                result=evolve(conclusion, rules=_put(rest, number, edit.result)),
                written=edit.written,
                instead=edit.instead,
                place=edit.place or rule.place,
                change=edit.change,
            )
    if len(rules) < 2:
        return
    for number, rule in enumerate(rules):
        yield Edit(
            mistake=Mistake.RULE_LEFT_OUT,
            result=evolve(conclusion, rules=rules[:number] + rules[number + 1 :]),
            written=condition_words(rule.when),
            place=rule.place,
            change=ConditionChange(rule.when, _NEVER),
        )


def _rule_edits(rule: Rule, protocol: Protocol) -> Iterator[Edit[Rule]]:
    yield from _slips(rule, rule.when, protocol, lambda when: evolve(rule, when=when))
    yield from period_edits(rule)


def _class_edits(one: Class, protocol: Protocol) -> Iterator[Edit[Class]]:
    if one.when is not None:
        yield from _slips(one, one.when, protocol, lambda when: evolve(one, when=when))
    yield from period_edits(one)


def _directive_edits(directive: Directive, protocol: Protocol) -> Iterator[Edit[Directive]]:
    condition = directive.condition
    same = ConditionChange(condition, condition)
    for edit in (*directive_edits(directive, protocol), *period_edits(directive)):
        yield evolve(edit, change=same)
    if condition == ALWAYS:
        return
    if directive.modality is not Modality.MUST_NOT or directive.for_each is None:
        yield Edit(
            mistake=Mistake.CONDITION_LEFT_OUT,
            result=evolve(directive, condition=ALWAYS),
            written=f"when: {mapping_words(condition)}",
            change=ConditionChange(condition, ALWAYS),
        )
    yield from _slips(
        directive, condition, protocol, lambda other: evolve(directive, condition=other)
    )


def _slips(
    entry: Judged,
    condition: Condition,
    protocol: Protocol,
    rebuild: Callable[[Condition], Judged],
) -> Iterator[Edit[Judged]]:
    """Yield the entry, rebuilt with each slip in its condition."""
    for slip in slips_in(condition, protocol):
        mistake = slip.mistake
        if mistake is Mistake.PART_LEFT_OUT and _exception(entry, slip.written):
            mistake = Mistake.EXCEPTION_LEFT_OUT
        yield Edit(
            mistake=mistake,
            result=rebuild(slip.condition),
            written=_words(entry, slip.written),
            instead="" if slip.instead is None else _words(entry, slip.instead),
            place=slip.written.place if slip.written.place != NOWHERE else entry.place,
            change=ConditionChange(condition, slip.condition),
        )


def _words(entry: Rule | Class | Directive, node: Condition) -> str:
    exception = _exception(entry, node)
    return condition_words(node) if exception is None else f"unless: {mapping_words(exception)}"


def _exception(entry: Rule | Class | Directive, node: Condition) -> Condition | None:
    """Return what a `not` excepts that was written as `unless`: a key of the directive itself."""
    if not isinstance(entry, Directive) or not isinstance(node, Not):
        return None
    column = node.place.column
    return node.body if column is not None and column == entry.place.column else None


def _class_orders(protocol: Protocol) -> Iterator[Mutant]:
    """Yield each two neighbours among the classes swapped, where the protocol wrote one of them."""
    classes = protocol.classes
    for at, (one, other) in enumerate(pairwise(classes)):
        own = [each for each in (one, other) if each.origin == protocol.id]
        if not own or one.when is None or other.when is None or one.id == other.id:
            continue
        yield Mutant(
            number=0,
            mistake=Mistake.CLASS_ORDER,
            section=Section.CLASSES,
            entry=own[0].id,
            place=own[0].place,
            written=f"[{one.id}, {other.id}]",
            instead=f"[{other.id}, {one.id}]",
            protocol=evolve(protocol, classes=(*classes[:at], other, one, *classes[at + 2 :])),
            change=ConditionChange(All((one.when, other.when)), _NEVER),
        )
