"""What entries of every kind share: groups, id, basis and sources, the days in force."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, TypedDict, TypeVar

from sexto_rules.authoring.fields import (
    Fields,
    Shape,
    is_empty,
    items_of,
    open_fields,
)
from sexto_rules.authoring.names import Reading
from sexto_rules.authoring.report import Report, quoted
from sexto_rules.authoring.values import (
    read_choice,
    read_date,
    read_id,
    read_name,
    read_names,
    read_scalar,
    read_string,
)
from sexto_rules.authoring.words import read_text
from sexto_rules.documents import MappingNode, Node
from sexto_rules.errors import Place
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.model import Basis, Period, SourceRef, Text

__all__ = [
    "DATES",
    "Statement",
    "find_overlaps",
    "open_entries",
    "overlapping",
    "read_basis",
    "read_for_each",
    "read_list_of_names",
    "read_own_text",
    "read_period",
    "read_remark",
    "read_statement",
    "require_new_ids",
]

DATES: Final = ("in_force_from", "in_force_until")
_GROUP: Final = Shape(what="a group", required=("with", "items"))
NEED_SOURCE: Final = frozenset({Basis.LAW, Basis.OFFICIAL_GUIDANCE, Basis.REPORTED_PRACTICE})


Name = TypeVar("Name", bound=Hashable)


class Statement(TypedDict):
    """The common part of an entry. `basis` is None where it is missing or may be left out."""

    id: str
    origin: str
    period: Period
    basis: Basis | None
    sources: tuple[SourceRef, ...]
    note: str | None
    place: Place


def open_entries(
    report: Report, nodes: Iterable[Node], shape: Shape, shared_keys: Sequence[str] = ()
) -> list[Fields]:
    """Return the entries of a section, groups (`with:`, `items:`) written out.

    `shared_keys` are the keys that a group of this section may give to its items.
    """
    entries: list[Fields] = []
    for section in nodes:
        items = items_of(report, section, help="each entry begins with a dash: `- id: …`")
        report.dropped = report.dropped or items is None
        for node in items or ():
            if shared_keys and _is_group(node):
                entries.extend(_open_group(report, node, shape, shared_keys))
            else:
                _append(report, entries, open_fields(report, node, shape))
    return entries


def _append(report: Report, entries: list[Fields], fields: Fields | None) -> None:
    if fields is None:
        report.dropped = True
    else:
        entries.append(fields)


def _is_group(node: Node) -> bool:
    return isinstance(node, MappingNode) and any(
        key.text in {"with", "items"} for key, _ in node.entries
    )


def _open_group(
    report: Report, node: Node, shape: Shape, shared_keys: Sequence[str]
) -> Iterator[Fields]:
    assert isinstance(node, MappingNode), "a group has keys"
    keys = {key.text for key, _ in node.entries}
    missing = next((key for key in _GROUP.required if key not in keys), None)
    if missing is not None:
        help_ = "`with:` and `items:` stand below one another; the entries stand under `items:`"
        report.add("SX203", f"a group needs `{missing}`", node.place, help_)
        report.dropped, report.whole = True, False
        return
    group = open_fields(report, node, _GROUP)
    assert group is not None, "a group has keys and values"
    with_shape = Shape(what="the `with` of a group", optional=tuple(shared_keys))
    shared = open_fields(report, group.own["with"], with_shape)
    for item in items_of(report, group.own["items"]) or ():
        fields = open_fields(report, item, shape, shared.own if shared else None)
        if fields is None:
            report.dropped = True
        else:
            yield fields


def read_statement(reading: Reading, entry: Fields, *, has_basis: bool = True) -> Statement | None:
    """Return the common part of an entry; None if its id is missing or malformed."""
    node = entry.get("id")
    name = None if node is None else read_id(reading.report, node, "`id`")
    basis, sources = read_basis(reading, entry, required=has_basis)
    period = read_period(reading.report, entry)
    remark = read_remark(reading, entry)
    if name is None:
        reading.report.dropped = True
        return None
    return Statement(
        id=name,
        origin=reading.names.protocol,
        period=period,
        basis=basis,
        sources=sources,
        note=remark,
        place=entry.place,
    )


def read_basis(
    reading: Reading, entry: Fields, *, required: bool = True
) -> tuple[Basis | None, tuple[SourceRef, ...]]:
    """Return what a statement rests on, and its sources."""
    sources = _read_sources(reading, entry.get("sources"))
    node = entry.get("basis")
    if node is None:
        if required:
            reading.report.add(
                "SX203",
                f"{entry.what} needs `basis`",
                entry.place,
                "write `basis: unverified` where nobody has looked for a source yet",
            )
        return None, sources or ()
    basis = read_choice(reading.report, node, "`basis`", Basis)
    if basis in NEED_SOURCE and entry.get("sources") is None:
        reading.report.add(
            "SX218",
            f"`basis: {basis}` needs a source, and none is given",
            entry.place_of("basis"),
            "name it in `sources`, or say `inference` or `unverified` if that is what it is",
        )
    return basis, sources or ()


def _read_sources(reading: Reading, node: Node | None) -> tuple[SourceRef, ...]:
    if node is None:
        return ()
    refs: dict[str, SourceRef] = {}
    for item in items_of(reading.report, node, single=True) or ():
        ref = _read_source_ref(reading, item)
        if ref is None:
            continue
        if ref.id in refs:
            reading.report.add("SX226", f"`{ref.id}` stands in this list twice", item.place)
        refs[ref.id] = ref
    reading.used_sources.update(refs)
    return tuple(refs.values())


def _read_source_ref(reading: Reading, node: Node) -> SourceRef | None:
    report, known = reading.report, reading.names.sources
    if not isinstance(node, MappingNode):
        name = read_name(report, node, "source", known)
        return None if name is None else SourceRef(name)
    if len(node.entries) == 1:
        key, value = node.entries[0]
        name = key.text
        word = read_scalar(report, value, "`partly`")
        if word == "partly" and name in known:
            return SourceRef(name, partly=True)
        if word == "partly":
            report.unknown_name(name, "source", key.place, known)
        elif word is not None:
            message = f"a source is marked `partly` or not at all, found {quoted(word)}"
            report.add("SX215", message, value.place)
        return None
    report.add(
        "SX201", "a source is its id or `{id: partly}`, found several keys or none", node.place
    )
    return None


def read_period(report: Report, entry: Fields) -> Period:
    """Return the days on which an entry is in force."""
    start, end = (
        None if node is None else read_date(report, node, f"`{key}`")
        for key, node in ((key, entry.get(key)) for key in DATES)
    )
    if start is not None and end is not None and end <= start:
        report.add(
            "SX217",
            f"this is in force from {start} until {end}, which is no day at all",
            entry.place_of("in_force_until"),
            "`in_force_until` is the first day on which it no longer is",
        )
    return Period(start, end)


def read_remark(reading: Reading, entry: Fields) -> str | None:
    """Return what an author notes beside an entry: a string, or the first language of a text."""
    node = entry.get("remark")
    if node is None or is_empty(node):
        return None
    if isinstance(node, MappingNode):
        text = read_text(reading.report, node, reading.names.languages) or {}
        return next(iter(text.values()), None)
    return read_string(reading.report, node, "`remark`")


def read_own_text(reading: Reading, entry: Fields, key: str = "text") -> Text:
    """Return a text that may name terms; empty if it is missing or is none (as reported)."""
    node = entry.get(key)
    if node is None:
        return {}
    return read_text(reading.report, node, reading.names.languages, reading.names.terms) or {}


def read_for_each(report: Report, entry: Fields) -> Entity | None:
    """Return what an entry is one of; None for the incident."""
    node = entry.get("for_each")
    return None if node is None else read_choice(report, node, "`for_each`", Entity)


def read_list_of_names(
    reading: Reading, entry: Fields, key: str, kind: str, known: Collection[str]
) -> tuple[str, ...]:
    """Return the names under a key; none if it is left out or wrong (as reported)."""
    node = entry.get(key)
    return () if node is None else read_names(reading.report, node, kind, known) or ()


def overlapping(
    entries: Iterable[tuple[Name, Period, Place]],
) -> Iterator[tuple[Name, Place, Place]]:
    """Yield entries of one name that share a day: the name, the later entry, the earlier one."""
    by_name: dict[Name, list[tuple[date, date, int, Place]]] = {}
    for number, (name, period, place) in enumerate(entries):
        span = (period.start or date.min, period.end or date.max, number, place)
        by_name.setdefault(name, []).append(span)
    for name, spans in by_name.items():
        spans.sort(key=lambda span: (span[0], span[2]))
        last = spans[0]
        for span in spans[1:]:
            if span[0] < last[1]:
                earlier, later = sorted((last, span), key=lambda each: each[2])
                yield name, later[3], earlier[3]
            last = max(last, span, key=lambda each: each[1])


def find_overlaps(report: Report, what: str, entries: Iterable[tuple[str, Period, Place]]) -> None:
    """Report entries that are in force under the same id on the same day."""
    for name, place, earlier in overlapping(entries):
        report.add(
            "SX213",
            f"{what} `{name}` is given twice, first at {earlier}",
            place,
            "give it another id, or dates (`in_force_from`, `in_force_until`) that do not meet",
        )


def require_new_ids(
    report: Report,
    what: str,
    entries: Iterable[tuple[str, Place]],
    taken: Mapping[str, str],
) -> None:
    """Report ids that stand twice, or that something inherited already has.

    `taken` says which protocol gives an inherited id.
    """
    seen: dict[str, Place] = {}
    for name, place in entries:
        if name in taken:
            report.add(
                "SX214",
                f"{what} `{name}` is already given by {taken[name]}",
                place,
                "what is inherited stands as it is: give yours another id, and it stands beside it",
            )
        elif name in seen:
            message = f"{what} `{name}` is given twice, first at {seen[name]}"
            report.add("SX213", message, place, "give it another id")
        seen.setdefault(name, place)
