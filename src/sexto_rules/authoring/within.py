"""Deadlines: `immediately`, `without_delay`, `same_day`, `PT2H`, or a time from an act."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from sexto_rules.authoring.fields import Shape, found, open_fields
from sexto_rules.authoring.names import Reading
from sexto_rules.authoring.values import read_name
from sexto_rules.documents import MappingNode, Node, ScalarNode
from sexto_rules.protocol.model import Within, WithinKind

__all__ = ["FROM_ACT", "read_within", "within_words"]

_DURATION: Final = re.compile(
    r"P(?:([0-9]{1,4})D)?(?:T(?=[0-9])(?:([0-9]{1,4})H)?(?:([0-9]{1,4})M)?)?"
)
_WORDS: Final = {kind.value: Within(kind) for kind in WithinKind if kind is not WithinKind.DURATION}
FROM_ACT: Final = Shape(what="a time from an act", required=("time", "counted_from"))


def read_within(reading: Reading, node: Node) -> Within | None:
    """Return a deadline; None if it is none (as reported)."""
    if isinstance(node, MappingNode):
        return _read_from_act(reading, node)
    if isinstance(node, ScalarNode):
        if node.text in _WORDS:
            return _WORDS[node.text]
        duration = _duration(node.text)
        if duration:
            return Within(WithinKind.DURATION, duration)
    words = ", ".join(f"`{each}`" for each in _WORDS)
    reading.report.add(
        "SX234",
        f"`within` is {words} or a duration, found {found(node)}",
        node.place,
        (reading.report.nearest(node.text, _WORDS, few=0) if isinstance(node, ScalarNode) else None)
        or "a duration is in days, hours and minutes: `P1D`, `PT2H`, `PT30M`",
    )
    return None


def _read_from_act(reading: Reading, node: MappingNode) -> Within | None:
    report = reading.report
    fields = open_fields(report, node, FROM_ACT)
    if fields is None or len(fields.own) < 2:
        return None
    time = fields.own["time"]
    duration = _duration(time.text) if isinstance(time, ScalarNode) else None
    if not duration:
        report.add(
            "SX234",
            f"`time` is a duration in days, hours and minutes, found {found(time)}",
            time.place,
            "write it as `P1D`, `PT2H`, `PT30M`",
        )
    act = read_name(report, fields.own["counted_from"], "act", reading.names.acts)
    return Within(WithinKind.DURATION, duration, act) if duration and act else None


def within_words(within: Within) -> str:
    """Return a deadline on one line, as it is written.

    Example:
        >>> within_words(Within(WithinKind.DURATION, timedelta(days=1, hours=2), "call_police"))
        '{time: P1DT2H, counted_from: call_police}'
    """
    if within.duration is None:
        return within.kind
    hours, minutes = divmod(within.duration.seconds // 60, 60)
    days = f"{within.duration.days}D" if within.duration.days else ""
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    time = f"P{days}{'T' if clock else ''}{clock}"
    if within.counted_from is None:
        return time
    return f"{{time: {time}, counted_from: {within.counted_from}}}"


def _duration(text: str) -> timedelta | None:
    """Return the time that an ISO 8601 duration in days, hours and minutes says."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)
