"""Putting a protocol together: names first, then every entry, then what it inherits.

Names are gathered before any entry is read, so that an entry may use what stands after it,
and a mistake in one entry makes no mistake of its name elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

from attrs import evolve, frozen

from sexto_rules.authoring import conclusions, directives, grid, invariants, references
from sexto_rules.authoring.asked import advise_on_order, require_asked
from sexto_rules.authoring.checks import check_protocol
from sexto_rules.authoring.declarations import Declared, read_declared
from sexto_rules.authoring.digest import digest_of
from sexto_rules.authoring.entries import open_entries, read_for_each, require_new_ids
from sexto_rules.authoring.fields import Fields, Shape
from sexto_rules.authoring.header import Header, read_header
from sexto_rules.authoring.inheritance import (
    advise_to_extend,
    extend_families,
    find_parent_of,
    inherited_ids,
    merge_classes,
    merge_doers,
    require_languages,
)
from sexto_rules.authoring.names import (
    Names,
    Reading,
    answer_values,
    declared_id,
    declared_ids,
    names_of_parent,
)
from sexto_rules.authoring.report import Report
from sexto_rules.documents import Node
from sexto_rules.errors import Place
from sexto_rules.facts.vocabulary import ACTS, DOERS
from sexto_rules.protocol.conditions import FactRef
from sexto_rules.protocol.dates import change_days
from sexto_rules.protocol.model import (
    Class,
    Conclusion,
    Contact,
    Directive,
    Invariant,
    Modality,
    Protocol,
    Question,
    Source,
    Term,
)

__all__ = [
    "ENTRIES",
    "SECTIONS",
    "Sections",
    "build_protocol",
    "with_declared",
    "with_entries",
]

SECTIONS: Final = (
    "protocol", "regions", "doers", "acts", "answers", "terms", "sources", "contacts",
    "urgency", "given", "questions", "conclusions", "classes", "directives", "invariants",
)  # fmt: skip
"""The keys that may stand at the top of a file."""

MOST_ENTRIES: Final = 1_000
MOST_DATES: Final = 100

Sections: TypeAlias = dict[str, list[Node]]

ENTRIES: Final[Mapping[str, tuple[Shape, tuple[str, ...]]]] = {
    "terms": (references.TERM, references.SHARED),
    "sources": (references.SOURCE, ()),
    "contacts": (references.CONTACT, references.SHARED),
    "questions": (grid.QUESTION, grid.SHARED),
    "conclusions": (conclusions.CONCLUSION, conclusions.SHARED),
    "classes": (conclusions.CLASS, conclusions.SHARED_BY_CLASSES),
    "directives": (directives.DIRECTIVE, directives.SHARED),
    "invariants": (invariants.INVARIANT, invariants.SHARED),
}
"""The sections of entries, with the keys that a group may give to its items."""

_EMPTY: Final = Protocol(
    id="", version="", date=date.min, title={}, notice={}, languages=(), doers=DOERS, acts=ACTS
)
"""What a protocol without a parent starts from: the vocabulary."""


def build_protocol(
    report: Report,
    sections: Sections,
    place: Place,
    find_parent: Callable[[str], Protocol],
) -> Protocol | None:
    """Return the protocol that the sections of all files make.

    Returns:
        The protocol, with problems in the report that leave it readable (a text that is
        missing in one language); None if some of it could not be read.
    """
    header = read_header(report, sections["protocol"], place)
    parent = None
    if header.extends is not None:
        parent = find_parent_of(report, header.extends, header.extends_place, find_parent)
    if header.id and header.extends is None and sections["classes"]:
        advise_to_extend(report, header.place)
    if parent is not None:
        require_languages(report, parent, header.languages, header.extends_place)
    opened = {
        section: open_entries(report, sections[section], shape, shared)
        for section, (shape, shared) in ENTRIES.items()
    }
    taken = inherited_ids(parent)
    _refuse_inherited(report, opened, taken)
    start = names_of_parent(parent, header.id, header.languages)
    reading = Reading(report, with_entries(start, opened))
    declared = read_declared(reading, sections, taken, parent)
    reading.names = with_declared(reading.names, declared)
    own = _read_own(reading, opened, sections["given"])
    require_new_ids(report, "the source", [(each.id, each.place) for each in own.sources], {})
    _require_named(report, own.sources, reading.used_sources)
    grid.find_asked_twice(report, (*(parent.questions if parent else ()), *own.questions))
    if report.dropped or not (report.whole and header.is_whole):
        return None
    protocol = _merge(header, parent, declared, own)
    if not _is_of_sensible_size(report, protocol, place):
        return None
    require_asked(report, protocol)
    advise_on_order(report, protocol)
    report.problems.extend(check_protocol(protocol))
    return evolve(protocol, digest=digest_of(protocol))


def with_entries(names: Names, opened: Mapping[str, Sequence[Fields]]) -> Names:
    """Return the names with those that the protocol's own entries give themselves."""
    ids = {section: declared_ids(entries) for section, entries in opened.items()}
    quiet = Report()
    return evolve(
        names,
        terms=names.terms | set(ids["terms"]),
        sources=names.sources | set(ids["sources"]),
        contacts=names.contacts | set(ids["contacts"]),
        conclusions={
            **{name: read_for_each(quiet, entry) for name, entry in ids["conclusions"].items()},
            **names.conclusions,
        },
        classes=tuple(dict.fromkeys((*names.classes, *ids["classes"]))),
        directives={
            **{name: _modality(entry) for name, entry in ids["directives"].items()},
            **names.directives,
        },
    )


def _modality(entry: Fields) -> str:
    return next((each.value for each in Modality if each in entry.own), "")


def with_declared(names: Names, declared: Declared) -> Names:
    """Return the names with what the protocol adds to the vocabulary."""
    return evolve(
        names,
        regions=names.regions | {each.id for each in declared.regions},
        urgency=names.urgency | {each.id for each in declared.urgency},
        doers=merge_doers(names.doers, declared.doers),
        acts={**declared.acts, **names.acts},
        answers={**answer_values(declared.answers), **names.answers},
    )


@frozen(kw_only=True)
class _Own:
    """The protocol's own entries."""

    sources: list[Source]
    terms: list[Term]
    contacts: list[Contact]
    given: list[FactRef]
    questions: list[Question]
    conclusions: list[Conclusion]
    classes: list[tuple[Class, str | None]]
    directives: list[Directive]
    invariants: list[Invariant]


def _read_own(
    reading: Reading, opened: Mapping[str, Sequence[Fields]], given: Sequence[Node]
) -> _Own:
    return _Own(
        sources=references.read_sources(reading, opened["sources"]),
        terms=references.read_terms(reading, opened["terms"]),
        contacts=references.read_contacts(reading, opened["contacts"]),
        given=grid.read_given(reading, given),
        questions=grid.read_questions(reading, opened["questions"]),
        conclusions=conclusions.read_conclusions(reading, opened["conclusions"]),
        classes=conclusions.read_classes(reading, opened["classes"]),
        directives=directives.read_directives(reading, opened["directives"]),
        invariants=invariants.read_invariants(reading, opened["invariants"]),
    )


def _refuse_inherited(
    report: Report, opened: dict[str, list[Fields]], taken: Mapping[str, Mapping[str, str]]
) -> None:
    """Report the entries whose id is inherited, and take them out: all else is no matter."""
    for section, entries in opened.items():
        given = taken.get(section, {})
        inherited = [entry for entry in entries if (declared_id(entry) or "") in given]
        for entry in inherited:
            report.withdraw("SX203", entry.place)
        what = "the " + ENTRIES[section][0].what.partition(" ")[2]
        ids = [(declared_id(entry) or "", entry.place) for entry in inherited]
        require_new_ids(report, what, ids, given)
        report.dropped = report.dropped or bool(inherited)
        opened[section] = [entry for entry in entries if entry not in inherited]


def _require_named(report: Report, sources: Sequence[Source], used: set[str]) -> None:
    """Report the sources that nothing rests on."""
    for source in sources:
        if source.id not in used and report.whole:
            report.add(
                "SX219",
                f"nothing names the source `{source.id}`",
                source.place,
                "name it where something rests on it, or take it out",
            )


def _is_of_sensible_size(report: Report, protocol: Protocol, place: Place) -> bool:
    """Whether the checks can go through the protocol in good time; if not, report it."""
    counted = (
        (len(protocol.directives), MOST_ENTRIES, "directives"),
        (len(protocol.conclusions), MOST_ENTRIES, "conclusions"),
        (len(protocol.questions), MOST_ENTRIES, "questions"),
        (len(change_days(protocol)), MOST_DATES, "days on which something changes"),
    )
    for count, most, what in counted:
        if count > most:
            report.add("SX249", f"the protocol has {count:,} {what}, the most is {most:,}", place)
            return False
    return True


def _merge(header: Header, parent: Protocol | None, declared: Declared, own: _Own) -> Protocol:
    """Return the protocol with all that it inherits."""
    base = _EMPTY if parent is None else parent
    acts = {**base.acts, **declared.acts}
    inherited, promises = extend_families(base.directives, base.invariants, acts)
    assert header.date is not None, "a whole header has a date"
    return Protocol(
        id=header.id,
        version=header.version,
        date=header.date,
        title=header.title,
        notice=header.notice,
        languages=header.languages,
        lineage=() if parent is None else (parent.id, *parent.lineage),
        regions=(*base.regions, *declared.regions),
        doers=merge_doers(base.doers, declared.doers),
        doer_texts={**base.doer_texts, **{each.id: each.text for each in declared.doers}},
        acts=acts,
        act_texts={**base.act_texts, **declared.act_texts},
        answers=(*base.answers, *declared.answers),
        terms=(*base.terms, *own.terms),
        sources=(*base.sources, *own.sources),
        contacts=(*base.contacts, *own.contacts),
        urgency=(*base.urgency, *declared.urgency),
        given=tuple(dict.fromkeys((*base.given, *own.given))),
        questions=(*base.questions, *own.questions),
        conclusions=(*base.conclusions, *own.conclusions),
        classes=merge_classes(base.classes, own.classes),
        directives=(*inherited, *own.directives),
        invariants=(*promises, *own.invariants),
        declared={
            **declared.places,
            **{f"sources.{each.id}": each.place for each in own.sources},
        },
    )
