"""The scenarios that are missing: a survivor's incident, and what the protocol says of it today.

They are proposals. What is expected is what the protocol decides today where the mistake would
change it; whether that is right is for its author to say. One incident often shows several
mistakes in one entry: then there is one scenario for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final, TypeAlias, assert_never

from attrs import evolve, frozen

from sexto_rules.authoring.canonical import canonical_text
from sexto_rules.authoring.within import within_words
from sexto_rules.documents.compact import compact_text
from sexto_rules.facts import Incident
from sexto_rules.facts.converter import unstructure_incident
from sexto_rules.mutation.apart import Possible, Told
from sexto_rules.mutation.mistake import Mutant, Section
from sexto_rules.mutation.ready import Altered, Original
from sexto_rules.mutation.report import MutationReport
from sexto_rules.mutation.verdict import Fate
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.scenarios.canonical import form_of_scenario
from sexto_rules.scenarios.expectation import NO_DEADLINE, Expectation, InOrder, Said

__all__ = ["MissingCase", "missing_cases"]

_MOST: Final = 8
"""Things that tell a mistake among which one is looked for that tells others too."""

_REVIEW: Final = """\
# À relire avant de garder : ce qui est attendu est ce que le protocole décide aujourd'hui. Fictif.
# Review before keeping: what is expected is what the protocol decides today. Fictional.
"""
_TITLES: Final = {"fr": "À relire\u00a0: {}", "en": "To review: {}"}

Survivor: TypeAlias = tuple[Mutant, Incident]


@frozen(kw_only=True)
class MissingCase:
    """A scenario that would notice the mutants of these numbers, all in one entry."""

    section: Section
    entry: str
    numbers: tuple[int, ...]
    text: str


def missing_cases(report: MutationReport) -> tuple[MissingCase, ...]:
    """Return scenarios that notice every survivor, in the order of the first that each notices.

    Each holds on the protocol as written.
    """
    return tuple(sorted(_cases(report), key=lambda each: each.numbers))


def _cases(report: MutationReport) -> Iterator[MissingCase]:
    groups: dict[tuple[Section, str, date], list[Survivor]] = {}
    for mutant, verdict in report.with_fate(Fate.SURVIVED):
        shown = verdict.shown
        assert shown is not None, "a survivor has an incident that shows it"
        key = mutant.section, mutant.entry, shown.as_of
        groups.setdefault(key, []).append((mutant, shown.incident))
    for (section, entry, as_of), survivors in groups.items():
        original = Original(report.protocol, as_of)
        for incident, noticed in _shared(survivors, original):
            yield MissingCase(
                section=section,
                entry=entry,
                numbers=tuple(noticed),
                text=_text(entry, original, incident, _enough(noticed.values())),
            )


def _shared(
    survivors: Sequence[Survivor], original: Original
) -> Iterator[tuple[Incident, Mapping[int, Sequence[Told]]]]:
    """Yield incidents that notice them all, and what tells each apart on it.

    Each time the first that is left is noticed, and as many of the others as one incident can.
    """
    altered = {mutant.number: Altered(original, mutant.protocol) for mutant, _ in survivors}
    left = {mutant.number: incident for mutant, incident in survivors}
    while left:
        first = next(iter(left))
        found = [
            (incident, noticed)
            for incident in dict.fromkeys(left.values())
            if first in (noticed := _noticed(incident, original, {n: altered[n] for n in left}))
        ]
        incident, noticed = max(found, key=lambda each: len(each[1]))
        yield incident, noticed
        left = {number: each for number, each in left.items() if number not in noticed}


def _noticed(
    incident: Incident, original: Original, mutants: Mapping[int, Altered]
) -> dict[int, Sequence[Told]]:
    """Return what tells mutants apart on an incident; without those that it does not."""
    answer = original.answer(incident)
    told = {
        number: tuple(
            islice(each.comparison.apart(answer.outcome, each.outcome(incident, answer)), _MOST)
        )
        for number, each in mutants.items()
    }
    return {number: each for number, each in told.items() if each}


def _enough(told: Iterable[Sequence[Told]]) -> list[Told]:
    """Return what is to be expected so that each mistake is told: of each the plainest, if new."""
    chosen: list[Told] = []
    for its in told:
        if not any(each in chosen for each in its):
            chosen.append(its[0])
    return chosen


def _text(entry: str, original: Original, incident: Incident, told: Iterable[Told]) -> str:
    """Return a scenario that expects all this of the incident."""
    protocol, as_of = original.day.protocol, original.day.as_of
    data: dict[str, Any] = {
        "title": {
            language: _TITLES.get(language, _TITLES["en"]).format(entry)
            for language in protocol.languages
        }
    }
    if as_of != protocol.date:
        data["as_of"] = as_of.isoformat()
    data["incident"] = unstructure_incident(incident)
    data["expect"] = _expected(told, original.day)
    return canonical_text(_REVIEW + compact_text(data), form_of_scenario(protocol.languages))


def _expected(told: Iterable[Told], day: DayProtocol) -> dict[str, Any]:
    """Return what is expected as a scenario file has it."""
    expected: dict[str, Any] = {}
    ordered: set[str] = set()
    for each in told:
        match each:
            case Possible(classes):
                several = {"classes": list(classes)}
                expected |= {"class": classes[0]} if len(classes) == 1 else several
            case Expectation(way=way, name=name, target=target):
                expected.setdefault(way, []).append(name if target is None else {name: target})
            case Said(key="within", name=name):
                expected.setdefault("within", {})[name] = _deadline(name, day)
            case Said(key=key, name=name, value=value):
                expected.setdefault(key, {})[name] = value
            case InOrder(names=names):
                ordered.update(names)
            case _:
                assert_never(each)
    if ordered:
        expected["order"] = [each.id for each in day.directives if each.id in ordered]
    return expected


def _deadline(name: str, day: DayProtocol) -> str | dict[str, str]:
    """Return a deadline as a scenario file has it."""
    within = next(each.within for each in day.directives if each.id == name)
    if within is None:
        return NO_DEADLINE
    if within.counted_from is None:
        return str(within_words(within))
    time = within_words(evolve(within, counted_from=None))
    return {"time": time, "counted_from": within.counted_from}
