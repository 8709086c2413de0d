"""Reasons in words: the facts and conclusions a line rests on, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sexto_rules.cli.words import Language, colon, in_language, word
from sexto_rules.decisions import Reason, ReasonKind
from sexto_rules.facts.labels import LABELS, LabelKind, label, value_label
from sexto_rules.protocol.model import Basis, DayProtocol

__all__ = [
    "act_words",
    "fact_words",
    "named_words",
    "reason_lines",
    "reason_words",
    "rests_words",
    "value_words",
]


def reason_lines(
    reasons: Iterable[Reason], language: Language, day: DayProtocol
) -> Iterator[tuple[int, str]]:
    """Yield each reason as one line with its depth, outermost first."""
    for reason in reasons:
        yield 0, reason_words(reason, language, day)
        for depth, words in reason_lines(reason.parts, language, day):
            yield depth + 1, words


def act_words(act: str, language: Language, texts: dict[str, dict[str, str]]) -> str:
    """Return an act in words: the library's label, or the protocol's own text."""
    if act in LABELS[LabelKind.ACT]:
        return label(act, language, kind=LabelKind.ACT)
    return in_language(texts.get(act), language) or act


def rests_words(bases: Iterable[Basis], sources: Iterable[str], language: Language) -> str:
    """Return what a statement rests on in words: each basis, and each source by its id."""
    named = [label(basis, language, kind=LabelKind.BASIS) for basis in bases]
    return ", ".join([*named, *(f"[{source}]" for source in sources)])


def fact_words(path: str, language: Language, day: DayProtocol) -> str:
    """Return a fact in words, with the person or device it belongs to."""
    first, *rest = path.split(".")
    if first in {"persons", "devices"} and len(rest) > 1:
        kind = LabelKind.ENTITY
        whose = label(first.removesuffix("s"), language, kind=kind)
        return f"{whose} {rest[0]}{colon(language)}{_fact(rest[1], language, day)}"
    return _fact(path, language, day)


def _fact(name: str, language: Language, day: DayProtocol) -> str:
    if name.startswith("done."):
        _, act, *target, said = name.split(".")
        done = _done(act, "".join(target), language, day)
        return f"{done} - {label(said, language, kind=LabelKind.FIELD)}"
    if name in LABELS[LabelKind.FACT]:
        return label(name, language, kind=LabelKind.FACT)
    answers = {f"answers.{answer.id}": answer.text for answer in day.answers}
    return in_language(answers[name], language) if name in answers else name


def named_words(reason: Reason, language: Language, day: DayProtocol) -> str:
    """Return what a reason cites in words, with the person or device, without its value."""
    whose = ""
    if reason.entity is not None:
        whose = f"{label(reason.entity, language, kind=LabelKind.ENTITY)} {reason.id} - "
    match reason.kind:
        case ReasonKind.CONCLUSION | ReasonKind.CLASS if reason.text:
            return f"{whose}{in_language(reason.text, language)}"
        case ReasonKind.DONE:
            return _done(reason.name, reason.id, language, day)
        case _:
            role = reason.name.removeprefix("roles.")
            if role != reason.name:
                return f"{whose}{label(role, language, kind='roles')}"
            return f"{whose}{_fact(reason.name, language, day)}"


def _done(act: str, target: str | None, language: Language, day: DayProtocol) -> str:
    texts = {name: dict(text) for name, text in day.protocol.act_texts.items()}
    named = f" ({target})" if target else ""
    return f"{act_words(act, language, texts)}{named}"


def reason_words(reason: Reason, language: Language, day: DayProtocol) -> str:
    """Return a reason in words: what it cites, its value, what a conclusion rests on."""
    said = f"{named_words(reason, language, day)}{colon(language)}{value_words(reason, language)}"
    if reason.text:
        rests = rests_words(reason.bases, reason.sources, language)
        return f"{said} ({rests})" if rests else said
    return said


def value_words(reason: Reason, language: Language) -> str:
    """Return the value that a reason cites in words."""
    match reason.value:
        case "true":
            return label("yes", language, kind=LabelKind.ANSWER)
        case "false":
            return label("no", language, kind=LabelKind.ANSWER)
        case "unknown" | "cannot_say":
            return label(reason.value, language, kind=LabelKind.ANSWER)
    if reason.kind is ReasonKind.FACT and reason.value in LABELS.get(reason.name, {}):
        return value_label(reason.name, reason.value, language)
    if reason.kind is ReasonKind.FACT and reason.name == LabelKind.ROLES:
        roles = LABELS[LabelKind.ROLES]
        named = (each for each in reason.value.split(", ") if each in roles)
        return ", ".join(label(each, language, kind=LabelKind.ROLES) for each in named) or "-"
    if reason.kind is ReasonKind.CLASS:
        return reason.value.replace(" or ", f" {word('or', language)} ")
    return reason.value
