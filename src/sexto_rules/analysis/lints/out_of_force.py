"""An entry that is out of force for good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sexto_rules.analysis.lints.subject import Subject
from sexto_rules.errors import Place, Problem, Severity
from sexto_rules.protocol.model import Entry, Period

__all__ = ["check"]


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the ids no period of which reaches the date of the protocol."""
    date = subject.protocol.date
    for (_, name), dated in _periods(subject).items():
        ends = [period.end for period, _ in dated]
        if all(end is not None and end <= date for end in ends):
            last = max(end for end in ends if end is not None)
            yield Problem(
                "SX343",
                f"`{name}` is out of force since {last}, and the protocol is of {date}",
                dated[-1][1],
                "take it out if nobody decides of such days any more, or say what holds since then",
                Severity.ADVICE,
            )


def _periods(subject: Subject) -> dict[tuple[str, str], list[tuple[Period, Place]]]:
    """Return the periods of each own entry, by its section and its id."""
    protocol = subject.protocol
    found: dict[tuple[str, str], list[tuple[Period, Place]]] = {}
    sections: dict[str, Sequence[Entry]] = {
        "terms": protocol.terms,
        "contacts": protocol.contacts,
        "questions": protocol.questions,
        "classes": protocol.classes,
        "directives": protocol.directives,
        "invariants": protocol.invariants,
    }
    for section, entries in sections.items():
        for entry in subject.own(entries):
            found.setdefault((section, entry.id), []).append((entry.period, entry.place))
    for conclusion in subject.own(protocol.conclusions):
        rules = [(rule.period, rule.place) for rule in conclusion.rules]
        found["conclusions", conclusion.id] = rules
    return found
