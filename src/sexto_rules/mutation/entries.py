"""Slips in what stands beside a condition: modality, deadline, doer, order, dates and the like.

A slip that the reader of protocols would refuse on sight is not made: an author could not keep it.
Texts, sources, contacts and questions are left as they are: they change no line of a plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final, TypeVar

from attrs import evolve

from sexto_rules.authoring.within import within_words
from sexto_rules.facts.vocabulary import Doer
from sexto_rules.mutation.mistake import Edit, Mistake
from sexto_rules.protocol.model import (
    Class,
    Directive,
    InDoubt,
    Modality,
    Protocol,
    Rule,
    Within,
    WithinKind,
)
from sexto_rules.protocol.wording import listed_words

__all__ = ["directive_edits", "period_edits"]

DatedThing = TypeVar("DatedThing", Rule, Class, Directive)

_DAY: Final = timedelta(days=1)
_PACES: Final = (WithinKind.IMMEDIATELY, WithinKind.WITHOUT_DELAY, WithinKind.SAME_DAY)
_WEAKER: Final = {
    Modality.MUST: (Modality.SHOULD,),
    Modality.SHOULD: (Modality.MUST, Modality.MAY),
    Modality.MAY: (Modality.SHOULD,),
}
_OTHER_DOUBT: Final = {InDoubt.APPLIES: InDoubt.WAITS, InDoubt.WAITS: InDoubt.APPLIES}


def directive_edits(directive: Directive, protocol: Protocol) -> Iterator[Edit[Directive]]:
    """Yield the directive with each slip beside its condition."""
    yield _edit(Mistake.DIRECTIVE_LEFT_OUT, None, _as_a_whole(directive), "")
    yield from _modalities(directive)
    yield from _acts(directive)
    yield from _deadlines(directive)
    yield from _doers(directive, protocol)
    yield from _doubts(directive)
    yield from _orders(directive)
    for name in directive.overrides:
        rest = tuple(other for other in directive.overrides if other != name)
        yield _edit(Mistake.OVERRIDE, evolve(directive, overrides=rest), f"overrides: {name}", "")
    if directive.separately:
        yield _edit(Mistake.DONE, evolve(directive, separately=False), "separately: yes", "")
    if directive.personal:
        yield _edit(Mistake.DONE, evolve(directive, personal=False), "personal: yes", "")


def period_edits(entry: DatedThing) -> Iterator[Edit[DatedThing]]:
    """Yield the entry with an end of its period left out, or moved to the day after."""
    start, end = entry.period.start, entry.period.end
    for key, day in (("start", start), ("end", end)):
        if day is None:
            continue
        name = "in_force_from" if key == "start" else "in_force_until"
        for other in (None, day + _DAY):
            yield _edit(
                Mistake.DATE,
                evolve(entry, period=evolve(entry.period, **{key: other})),
                f"{name}: {day}",
                f"{name}: {other}" if other else "",
            )


def _edit(
    mistake: Mistake, result: DatedThing | None, written: str, instead: str = ""
) -> Edit[DatedThing]:
    return Edit(mistake=mistake, result=result, written=written, instead=instead)


def _as_a_whole(directive: Directive) -> str:
    """Return the one key that says what a directive asks."""
    return f"{directive.modality}: {_what(directive)}"


def _what(directive: Directive) -> str:
    if directive.modality is Modality.NOTE:
        return "yes"
    if directive.family is not None:
        return directive.family
    if len(directive.acts) > 1:
        return f"{{one_of: {listed_words(directive.acts)}}}"
    return directive.acts[0]


def _modalities(directive: Directive) -> Iterator[Edit[Directive]]:
    for other in _WEAKER.get(directive.modality, ()):
        if other is not Modality.MUST and len(directive.acts) > 1:
            continue
        changed = evolve(directive, modality=other)
        if other is Modality.MAY:
            changed = evolve(changed, in_doubt=InDoubt.WAITS)
        yield _edit(Mistake.MODALITY, changed, _as_a_whole(directive), _as_a_whole(changed))


def _acts(directive: Directive) -> Iterator[Edit[Directive]]:
    """Yield a `one_of` without each alternative, and a family of which only one act is left."""
    if directive.family is not None:
        fewer = [evolve(directive, acts=directive.acts[:1], family=None)]
    elif len(directive.acts) > 1:
        fewer = [
            evolve(directive, acts=tuple(act for act in directive.acts if act != gone))
            for gone in directive.acts
        ]
    else:
        return
    for changed in fewer:
        if changed.acts != directive.acts:
            yield _edit(Mistake.ACTS, changed, _as_a_whole(directive), _as_a_whole(changed))


def _deadlines(directive: Directive) -> Iterator[Edit[Directive]]:
    within = directive.within
    if within is None or directive.modality is Modality.MUST_NOT:  # none there by its language
        return
    others: list[Within | None] = []
    if within.kind is WithinKind.DURATION:
        others.append(evolve(within, duration=(within.duration or _DAY) * 2))
        if within.counted_from is not None:
            others.append(evolve(within, counted_from=None))
    else:
        place = _PACES.index(within.kind)
        others += [Within(kind) for kind in _PACES[max(place - 1, 0) : place]]
        others += [Within(kind) for kind in _PACES[place + 1 : place + 2]]
    for other in (*others, None):
        instead = f"within: {within_words(other)}" if other else ""
        yield _edit(
            Mistake.DEADLINE,
            evolve(directive, within=other),
            f"within: {within_words(within)}",
            instead,
        )


def _doers(directive: Directive, protocol: Protocol) -> Iterator[Edit[Directive]]:
    """Yield `by` left out, and the doer that comes next among those declared."""
    if directive.modality is Modality.NOTE:
        return
    everyone = str(Doer.EVERYONE)
    written = f"by: {directive.by}"
    if directive.by != everyone:
        yield _edit(Mistake.DOER, evolve(directive, by=everyone), written, "")
    others = [doer for doer in protocol.doers if doer != everyone]
    place = others.index(directive.by) + 1 if directive.by in others else others.index(Doer.STAFF)
    other = others[place % len(others)]
    if other != directive.by:
        yield _edit(Mistake.DOER, evolve(directive, by=other), written, f"by: {other}")


def _doubts(directive: Directive) -> Iterator[Edit[Directive]]:
    """Yield the other in-doubt rule; what usually holds is not written."""
    modality = directive.modality
    if modality not in {Modality.MUST, Modality.SHOULD, Modality.MUST_NOT}:
        return
    usual = InDoubt.APPLIES if modality is Modality.MUST_NOT else InDoubt.WAITS
    other = _OTHER_DOUBT[directive.in_doubt]
    written, instead = (
        "" if doubt is usual else f"in_doubt: {doubt}" for doubt in (directive.in_doubt, other)
    )
    yield _edit(Mistake.IN_DOUBT, evolve(directive, in_doubt=other), written, instead)


def _orders(directive: Directive) -> Iterator[Edit[Directive]]:
    """Yield each name of `after` and `before` left out, and in the other of the two."""
    for name in directive.after:
        rest = tuple(other for other in directive.after if other != name)
        without = evolve(directive, after=rest)
        yield _edit(Mistake.ORDER, without, f"after: {name}", "")
        if name not in directive.before:
            swapped = evolve(without, before=(*directive.before, name))
            yield _edit(Mistake.ORDER, swapped, f"after: {name}", f"before: {name}")
    for name in directive.before:
        rest = tuple(other for other in directive.before if other != name)
        without = evolve(directive, before=rest)
        yield _edit(Mistake.ORDER, without, f"before: {name}", "")
        if name not in directive.after:
            swapped = evolve(without, after=(*directive.after, name))
            yield _edit(Mistake.ORDER, swapped, f"before: {name}", f"after: {name}")
