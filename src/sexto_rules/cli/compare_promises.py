"""A promise in the words of its author, on one line."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.facts.vocabulary import ACTS
from sexto_rules.protocol.conditions import ALWAYS
from sexto_rules.protocol.model import Invariant, Promise
from sexto_rules.protocol.wording import condition_words, listed_words

__all__ = ["promise_words"]


def promise_words(invariant: Invariant) -> str:
    """Return what is promised, and when, key by key.

    Example:
        >>> from sexto_rules.library import load_protocol
        >>> promise_words(load_protocol("core").invariants[0])  # doctest: +SKIP
        'always; never: looking'
    """
    return "; ".join(_keys(invariant))


def _keys(invariant: Invariant) -> Iterator[str]:
    if invariant.for_each is not None:
        yield f"for_each: {invariant.for_each}"
    if invariant.always != ALWAYS:
        words = condition_words(invariant.always)
        yield f"always: {words if words.startswith('{') else f'{{{words}}}'}"
    if invariant.when_due:
        yield f"when_due: {listed_words(invariant.when_due)}"
    yield from map(_promise, invariant.promises)
    if invariant.some_of:
        yield f"some_of: [{', '.join(f'{{{_promise(each)}}}' for each in invariant.some_of)}]"


def _promise(promise: Promise) -> str:
    named = set(promise.families)
    acts = (each for each in promise.acts if each not in ACTS or ACTS[each].family not in named)
    names = [*map(str, promise.families), *acts]
    return f"{promise.kind}: {listed_words(names)}" if names else str(promise.kind)
