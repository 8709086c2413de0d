"""Every fact that a protocol uses has a question, or the application knows it."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.authoring.report import Report
from sexto_rules.errors import Place, Severity
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.conditions import (
    Condition,
    FactRef,
    Of,
)
from sexto_rules.protocol.dates import in_force, intervals
from sexto_rules.protocol.model import Modality, Period, Protocol
from sexto_rules.protocol.reads import AGE_FACTS, LIST_FACTS, facts_read

__all__ = ["advise_on_order", "require_asked", "unasked"]


def require_asked(report: Report, protocol: Protocol) -> None:
    """Report each fact that is used and neither asked for nor given, once.

    A protocol without classes is only there to be extended: its children ask.
    """
    if not protocol.classes:
        return
    reported: set[FactRef] = set()
    uses = list(_uses(protocol))
    own_first = [each for each in uses if each[3] == protocol.id]
    own_first += [each for each in uses if each[3] != protocol.id]
    for day in intervals(protocol):
        known = {each.fact for each in protocol.questions if in_force(each.period, day)}
        known.update(protocol.given)
        for entry, fact, place, origin, period in own_first:
            if fact in known or fact in reported or not in_force(period, day):
                continue
            reported.add(fact)
            whose = "" if origin == protocol.id else f" of `{origin}`"
            report.add(
                "SX239",
                f"`{entry}`{whose} uses the fact `{fact}`, and no question asks for it",
                place,
                _help_for(fact),
            )


def _help_for(fact: FactRef) -> str:
    """Return what to do about a fact that nobody asks for, and why it is read where that is hidden.

    A test on age looks at all that may be known of an age.
    """
    ask = "add a question, or name it in `given` if the application knows it"
    if fact.of is Of.PERSON and fact.name in AGE_FACTS:
        named = " and ".join(f"`person.{name}`" for name in AGE_FACTS if name != fact.name)
        return f"a test on age reads it, and {named} too: {ask}"
    return ask


def advise_on_order(report: Report, protocol: Protocol) -> None:
    """Advise on acts in `after` and `before` that no duty or recommendation of the protocol gives.

    A protocol without classes may leave them to its children.
    """
    if not protocol.classes:
        return
    ordered = {Modality.MUST, Modality.SHOULD}
    given = {act for each in protocol.directives if each.modality in ordered for act in each.acts}
    given |= {each.id for each in protocol.directives}
    for directive in protocol.directives:
        if directive.origin != protocol.id:
            continue
        for name in (*directive.after, *directive.before):
            if name not in given:
                report.add(
                    "SX236",
                    f"`{directive.id}` is ordered by `{name}`, which no `must` or `should` gives",
                    directive.place,
                    "nothing is ordered by it; take it out",
                    Severity.ADVICE,
                )


def unasked(protocol: Protocol) -> tuple[FactRef, ...]:
    """Return the facts that a protocol uses and neither asks for nor is given, on any day.

    They are left to whoever extends it.
    """
    known = {*protocol.given, *(each.fact for each in protocol.questions)}
    used = dict.fromkeys(fact for _, fact, _, _, _ in _uses(protocol))
    return tuple(fact for fact in used if fact not in known)


def _uses(protocol: Protocol) -> Iterator[tuple[str, FactRef, Place, str, Period]]:
    """Yield each use of a fact: the entry, the fact, where, whose entry, and when in force."""
    for name, condition, for_each, place, origin, period in _conditions(protocol):
        if for_each is not None:
            yield name, LIST_FACTS[for_each], place, origin, period
        for fact, where in facts_read(condition):
            yield name, fact, where, origin, period


def _conditions(
    protocol: Protocol,
) -> Iterator[tuple[str, Condition, Entity | None, Place, str, Period]]:
    for conclusion in protocol.conclusions:
        for rule in conclusion.rules:
            place, origin = conclusion.place, conclusion.origin
            yield conclusion.id, rule.when, None, place, origin, rule.period
    for each in protocol.classes:
        if each.when is not None:
            yield each.id, each.when, None, each.place, each.origin, each.period
    for directive in protocol.directives:
        yield (
            directive.id,
            directive.condition,
            directive.for_each,
            directive.place,
            directive.origin,
            directive.period,
        )
    for question in protocol.questions:
        yield question.id, question.when, None, question.place, question.origin, question.period
    for promise in protocol.invariants:
        yield promise.id, promise.always, None, promise.place, promise.origin, promise.period
