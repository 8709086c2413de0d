"""Reading the invariants: promises about every decision, to be proved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sexto_rules.authoring.conditions import read_condition
from sexto_rules.authoring.entries import (
    DATES,
    find_overlaps,
    read_for_each,
    read_own_text,
    read_statement,
)
from sexto_rules.authoring.fields import Fields, Shape, items_of, open_fields
from sexto_rules.authoring.names import Reading, families_of
from sexto_rules.authoring.report import listed, quoted
from sexto_rules.authoring.values import read_bool, read_scalar
from sexto_rules.documents import MappingNode, Node
from sexto_rules.facts.vocabulary import Family
from sexto_rules.protocol.conditions import ALWAYS
from sexto_rules.protocol.model import Invariant, Promise, PromiseKind

__all__ = ["ALTERNATIVE", "INVARIANT", "SHARED", "THEN", "read_invariants"]

SHARED: Final = ("for_each", "sources", "basis", *DATES)

INVARIANT: Final = Shape(
    what="an invariant",
    required=("id", "text"),
    optional=(
        "for_each",
        "always",
        "when_due",
        "then",
        "never",
        "basis",
        "sources",
        "remark",
        *DATES,
    ),
    hints={"when": "an invariant speaks of what is certain: write `always`"},
)
_ALTERNATIVES: Final = (PromiseKind.MUST, PromiseKind.MUST_NOT, PromiseKind.NEVER)
THEN: Final = Shape(what="`then`", optional=(*PromiseKind, "some_of"))
ALTERNATIVE: Final = Shape(what="an alternative of `some_of`", optional=_ALTERNATIVES)


def read_invariants(reading: Reading, entries: Sequence[Fields]) -> list[Invariant]:
    """Return the invariants as written."""
    read = [each for each in (_read_invariant(reading, entry) for entry in entries) if each]
    find_overlaps(
        reading.report, "the invariant", ((each.id, each.period, each.place) for each in read)
    )
    return read


def _read_invariant(reading: Reading, entry: Fields) -> Invariant | None:
    report = reading.report
    common = read_statement(reading, entry)
    for_each = read_for_each(report, entry)
    text = read_own_text(reading, entry)
    node, due = entry.get("always"), entry.get("when_due")
    always = ALWAYS if node is None else read_condition(reading, node, for_each)
    when_due = () if due is None else _read_acts(reading, due, "`when_due`")
    promises = _read_promises(reading, entry)
    some_of = _read_some_of(reading, entry)
    if promises == () and some_of == () and not _is_misspelt(entry.get("then")):
        message = "an invariant promises something, in `then` or in `never`"
        report.add("SX203", message, entry.place, f"`then` takes {listed(THEN.keys, 'and')}")
    if common is None or always is None or promises is None or some_of is None or when_due is None:
        report.dropped = True
        return None
    return Invariant(
        **common,
        text=text,
        for_each=for_each,
        always=always,
        when_due=when_due[0] if when_due else (),
        promises=promises,
        some_of=some_of,
    )


def _is_misspelt(then: Node | None) -> bool:
    """Whether keys stand under `then`; none of them is known, as reported."""
    return isinstance(then, MappingNode) and bool(then.entries)


def _then(reading: Reading, entry: Fields) -> Fields | None:
    node = entry.get("then")
    return None if node is None else open_fields(reading.report, node, THEN)


def _read_promises(reading: Reading, entry: Fields) -> tuple[Promise, ...] | None:
    """Return what `then` and `never` promise; None if any of it is wrong."""
    promises: list[Promise | None] = []
    if entry.get("then") is not None:
        then = _then(reading, entry)
        if then is None:
            return None
        promises.extend(
            _read_promise(reading, kind, then.own[kind]) for kind in PromiseKind if kind in then.own
        )
    if "never" in entry.own:
        promises.append(_read_promise(reading, PromiseKind.NEVER, entry.own["never"]))
    whole = tuple(promise for promise in promises if promise is not None)
    return whole if len(whole) == len(promises) else None


def _read_promise(reading: Reading, kind: PromiseKind, node: Node) -> Promise | None:
    report = reading.report
    if kind is PromiseKind.NO_CONFLICT:
        value = read_bool(report, node, "`no_conflict`")
        if value is False:
            report.add("SX232", "`no_conflict: no` says nothing", node.place, "leave it out")
        return Promise(kind) if value else None
    read = _read_acts(reading, node, f"`{kind}`")
    if read is None:
        return None
    acts, families = read
    if kind is PromiseKind.ORDER and (len(acts) != 2 or families):
        message = f"`order` takes two acts, the first before the second, found {len(acts)}"
        report.add("SX246", message, node.place, "write `order: [first_act, second_act]`")
        return None
    return Promise(kind, acts, families)


def _read_some_of(reading: Reading, entry: Fields) -> tuple[Promise, ...] | None:
    """Return the alternatives of `some_of`; None if any of them is wrong."""
    report = reading.report
    then = _then(reading, entry)
    if then is None or "some_of" not in then.own:
        return ()
    node = then.own["some_of"]
    items = items_of(report, node)
    if items is None:
        return None
    promises: list[Promise] = []
    for item in items:
        fields = open_fields(report, item, ALTERNATIVE)
        if fields is None:
            return None
        if len(fields.own) != 1:
            message = f"an alternative of `some_of` has exactly one of {listed(_ALTERNATIVES)}"
            report.add("SX246", message, item.place)
            return None
        key, value = next(iter(fields.own.items()))
        promise = _read_promise(reading, PromiseKind(key), value)
        if promise is not None:
            promises.append(promise)
    if len(items) < 2:
        report.add("SX246", "`some_of` takes two or more alternatives", node.place)
    return tuple(promises) if len(promises) == len(items) else None


def _read_acts(
    reading: Reading, node: Node, what: str
) -> tuple[tuple[str, ...], tuple[Family, ...]] | None:
    """Return acts, families written out, and which families were named."""
    report, known = reading.report, reading.names.acts
    families = families_of(known)
    items = items_of(report, node, single=True)
    if items is None:
        return None
    acts: dict[str, None] = {}
    named: list[Family] = []
    whole = True
    for item in items:
        name = read_scalar(report, item, f"the name of an act for {what}")
        if name is None:
            whole = False
        elif name in families:
            named.append(Family(name))
            acts.update(dict.fromkeys(families[name]))
        elif name in acts:
            report.add("SX226", f"{quoted(name)} stands in this list twice", item.place)
        elif name in known:
            acts[name] = None
        else:
            whole = False
            report.unknown_name(name, "act", item.place, [*known, *families])
    return (tuple(acts), tuple(named)) if whole else None
