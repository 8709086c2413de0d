"""What a protocol adds to the vocabulary and never uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sexto_rules.analysis.lints.subject import Subject
from sexto_rules.errors import Problem, Severity
from sexto_rules.protocol.conditions import FactRef, Of
from sexto_rules.protocol.model import Protocol

__all__ = ["check"]

_WORDS: Final = {
    "acts": ("no line, promise or condition names the act", "act"),
    "answers": ("nothing asks for or reads the answer", "answer"),
    "doers": ("no directive is for the doer", "doer"),
    "regions": ("nothing depends on the region", "region"),
    "urgency": ("no question is in the urgency group", "group"),
}


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the acts, answers, doers, regions and urgency groups of its own that are not used."""
    if not subject.is_whole:
        return
    used = _used(subject)
    for declared, place in subject.protocol.declared.items():
        section, _, name = declared.partition(".")
        if name not in used.get(section, {name}):
            found, what = _WORDS[section]
            yield Problem(
                "SX336",
                f"{found} `{name}`",
                place,
                f"use the {what}, or take it out",
                Severity.ADVICE,
            )


def _used(subject: Subject) -> dict[str, frozenset[str]]:
    """Return the names in use, by section."""
    protocol = subject.protocol
    facts = subject.reading.every_fact() | {each.fact for each in protocol.questions}
    regions = {each.id for each in protocol.regions}
    return {
        "acts": _acts(protocol) | subject.reading.done(),
        "answers": frozenset(fact.name for fact in facts if fact.of is Of.ANSWERS),
        "doers": frozenset(each.by for each in protocol.directives),
        "regions": frozenset(regions if FactRef(Of.INCIDENT, "region") in facts else ()),
        "urgency": frozenset(each.urgency for each in protocol.questions),
    }


def _acts(protocol: Protocol) -> frozenset[str]:
    """Return the acts that directives, promises, deadlines and questions name."""
    named: set[str | None] = set()
    for directive in protocol.directives:
        named |= {*directive.acts, *directive.after, *directive.before}
        named.add(directive.within.counted_from if directive.within else None)
    for invariant in protocol.invariants:
        named |= set(invariant.when_due)
        for promise in (*invariant.promises, *invariant.some_of):
            named |= set(promise.acts)
    named |= {each.learned_by for each in protocol.questions}
    return frozenset(name for name in named if name is not None)
