"""The parts of a decision as plain data, and back.

The keys are those of `design/language.md`, *A decision*, and a few more. Readers raise
KeyError, TypeError or ValueError on what no writer here writes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeAlias

from sexto_rules.decisions.line import ContactCard, DecidedLine, Statement, WrittenLineGrounds
from sexto_rules.decisions.questions import QuestionToAsk
from sexto_rules.decisions.reasons import CitedConclusion
from sexto_rules.facts.vocabulary import Entity, FactKind
from sexto_rules.protocol.model import Basis, Modality, Source, Text, Within, WithinKind
from sexto_rules.protocol.outcome import Line, Scope, Status, Target

__all__ = [
    "conclusion_from_dict",
    "conclusion_to_dict",
    "conflict_to_dict",
    "line_from_dict",
    "line_to_dict",
    "question_from_dict",
    "question_to_dict",
    "source_from_dict",
    "source_to_dict",
    "texts_of",
    "within_to_plain",
]

Plain: TypeAlias = dict[str, Any]

_DURATION: Final = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")


def texts_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Return a text by language."""
    return {str(language): str(words) for language, words in data.items()}


def _maybe_texts(data: Mapping[str, Any] | None) -> dict[str, str] | None:
    return None if data is None else texts_of(data)


def _copy(text: Text | None) -> Plain | None:
    return None if text is None else dict(text)


def _target_to_dict(target: Target | None) -> Plain | None:
    if target is None:
        return None
    return {"kind": str(target.kind), "scope": str(target.scope), "id": target.id}


def _target_from_dict(data: Mapping[str, Any] | None) -> Target | None:
    return None if data is None else Target(Entity(data["kind"]), Scope(data["scope"]), data["id"])


def within_to_plain(within: Within | None) -> str | Plain | None:
    """Return a deadline as a protocol writes it."""
    if within is None:
        return None
    time = _duration(within.duration) if within.duration is not None else str(within.kind)
    if within.counted_from is None:
        return time
    return {"time": time, "counted_from": within.counted_from}


def _within_from_plain(data: str | Mapping[str, Any] | None) -> Within | None:
    if data is None:
        return None
    if isinstance(data, str):
        return _time(data, None)
    return _time(data["time"], data["counted_from"])


def _time(word: str, counted_from: str | None) -> Within:
    match = _DURATION.fullmatch(word)
    if match is None:
        return Within(WithinKind(word), None, counted_from)
    days, hours, minutes = (int(part or 0) for part in match.groups())
    duration = timedelta(days=days, hours=hours, minutes=minutes)
    return Within(WithinKind.DURATION, duration, counted_from)


def _duration(duration: timedelta) -> str:
    """Return a duration in ISO 8601, in days, hours and minutes."""
    minutes = duration.days * 24 * 60 + duration.seconds // 60
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    time = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if not days:
        return f"PT{time or '0M'}"
    return f"P{days}D" + (f"T{time}" if time else "")


def _contact_to_dict(contact: ContactCard) -> Plain:
    return {
        "id": contact.id,
        "name": dict(contact.name),
        "phone": contact.phone,
        "url": contact.url,
        "text": _copy(contact.text),
    }


def _contact_from_dict(data: Mapping[str, Any]) -> ContactCard:
    return ContactCard(
        id=data["id"],
        name=texts_of(data["name"]),
        phone=data["phone"],
        url=data["url"],
        text=_maybe_texts(data["text"]),
    )


def line_to_dict(line: DecidedLine) -> Plain:
    """Return a line as plain data."""
    return {
        "id": line.id,
        "modality": str(line.modality),
        "acts": list(line.acts),
        "target": _target_to_dict(line.target),
        "status": str(line.status),
        "certain": line.certain,
        "breached": line.breached,
        "by": line.by,
        "within": within_to_plain(line.within),
        "deadline": None if line.deadline is None else line.deadline.isoformat(),
        "text": dict(line.text),
        "because": list(line.because),
        "basis": None if line.basis is None else str(line.basis),
        "sources": list(line.sources),
        "partly": list(line.partly),
        "contacts": [_contact_to_dict(contact) for contact in line.contacts],
        "held_by": list(line.held_by),
        "freed_by": list(line.freed_by),
        "stuck": line.stuck,
        "origin": line.origin,
    }


def line_from_dict(data: Mapping[str, Any]) -> DecidedLine:
    """Return the line that was written as this plain data."""
    statement = Statement(
        id=data["id"],
        origin=data["origin"],
        modality=Modality(data["modality"]),
        by=data["by"],
        within=_within_from_plain(data["within"]),
        text=texts_of(data["text"]),
        basis=None if data["basis"] is None else Basis(data["basis"]),
        sources=tuple(data["sources"]),
        partly=tuple(data["partly"]),
        contacts=tuple(_contact_from_dict(contact) for contact in data["contacts"]),
    )
    line = Line(
        data["id"],
        tuple(data["acts"]),
        _target_from_dict(data["target"]),
        Status(data["status"]),
        data["certain"],
        data["breached"],
        tuple(data["held_by"]),
    )
    deadline = data["deadline"]
    grounds = WrittenLineGrounds(
        tuple(data["because"]),
        tuple(data["freed_by"]),
        None if deadline is None else datetime.fromisoformat(deadline),
    )
    return DecidedLine(statement, line, grounds)


def conflict_to_dict(line: DecidedLine) -> Plain:
    """Return what a conflict is between, as plain data."""
    return {
        "id": line.id,
        "acts": list(line.acts),
        "target": _target_to_dict(line.target),
        "prohibited_by": list(line.held_by),
    }


def question_to_dict(question: QuestionToAsk) -> Plain:
    """Return a question as plain data."""
    return {
        "id": question.id,
        "fact": question.fact,
        "path": question.path,
        "target": _target_to_dict(question.target),
        "kind": str(question.kind),
        "values": list(question.values),
        "text": dict(question.text),
        "help": _copy(question.help),
        "choices": {value: dict(text) for value, text in question.choices.items()},
        "urgency": question.urgency,
        "adds": None if question.adds is None else str(question.adds),
        "learned_by": question.learned_by,
    }


def question_from_dict(data: Mapping[str, Any]) -> QuestionToAsk:
    """Return the question that was written as this plain data."""
    return QuestionToAsk(
        id=data["id"],
        fact=data["fact"],
        path=data["path"],
        target=_target_from_dict(data["target"]),
        kind=FactKind(data["kind"]),
        values=tuple(data["values"]),
        text=texts_of(data["text"]),
        help=_maybe_texts(data["help"]),
        choices={value: texts_of(text) for value, text in data["choices"].items()},
        urgency=data["urgency"],
        adds=None if data["adds"] is None else Entity(data["adds"]),
        learned_by=data["learned_by"],
    )


def source_to_dict(source: Source) -> Plain:
    """Return a source as plain data."""
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "citation": source.citation,
        "read": source.read.isoformat(),
        "note": source.note,
    }


def source_from_dict(data: Mapping[str, Any]) -> Source:
    """Return the source that was written as this plain data."""
    return Source(
        id=data["id"],
        title=data["title"],
        publisher=data["publisher"],
        url=data["url"],
        citation=data["citation"],
        read=date.fromisoformat(data["read"]),
        note=data["note"],
    )


def conclusion_to_dict(each: CitedConclusion) -> Plain:
    """Return a conclusion that reasons cite as plain data."""
    return {
        "path": each.path,
        "value": each.value,
        "text": dict(each.text),
        "bases": [str(basis) for basis in each.bases],
        "sources": list(each.sources),
        "partly": list(each.partly),
    }


def conclusion_from_dict(data: Mapping[str, Any]) -> CitedConclusion:
    """Return a conclusion from what was written."""
    return CitedConclusion(
        path=data["path"],
        value=data["value"],
        text=texts_of(data["text"]),
        bases=tuple(Basis(basis) for basis in data["bases"]),
        sources=tuple(data["sources"]),
        partly=tuple(data["partly"]),
    )
