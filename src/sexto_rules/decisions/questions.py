"""The questions that matter now, the next one first.

A question of the grid is asked of the incident, or of each person or device listed. Only
those are asked whose fact is relevant. A `when` may put a question last, never away: it would
hide a fact that matters.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Final

from attrs import field, frozen

from sexto_rules.decisions.openness import about_of, listed, open_roles, path_of
from sexto_rules.decisions.relevance import Relevance
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.settling import Settling
from sexto_rules.decisions.texts import frozen_text, frozen_text_or_none, frozen_texts
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.vocabulary import FACTS, Entity, FactKind, Role
from sexto_rules.protocol.conditions import Of
from sexto_rules.protocol.model import DayProtocol, Question, Text
from sexto_rules.protocol.outcome import Scope, Target, Truth

__all__ = ["QuestionToAsk", "key_of", "next_question", "questions_about", "questions_for"]


@frozen(kw_only=True)
class QuestionToAsk:
    """A question of the grid, of one person or device where it is about one.

    `fact` is the fact as the protocol names it (`person.age`), `path` as the incident does
    (`persons.p1.age`). `kind` and `values` say what an answer may be: of roles, those that are
    neither known nor unsayable; `choices` has the texts of values where the protocol gives
    them. `adds`: answering may list one more. `learned_by` is the act that teaches the answer.
    """

    id: str
    fact: str
    path: str
    target: Target | None
    kind: FactKind
    values: tuple[str | bool, ...]
    text: Text = field(converter=frozen_text)
    help: Text | None = field(default=None, converter=frozen_text_or_none)
    choices: Mapping[str, Text] = field(converter=frozen_texts)
    urgency: str
    adds: Entity | None = None
    learned_by: str | None = None


_ENTITIES: Final = {Of.PERSON: Entity.PERSON, Of.DEVICE: Entity.DEVICE}
_YES_NO: Final = (True, False)


@frozen
class _Asking:
    """A question of the grid about somebody, and the fact it asks for."""

    path: str
    question: Question
    target: Target | None


def questions_for(
    relevance: Relevance, residuals: Residuals, settling: Settling
) -> tuple[QuestionToAsk, ...]:
    """Return the questions for the relevant facts, the next one first.

    By urgency group, then those that are expected to settle most, then as the grid has them and
    in the order of the list; those whose `when` is certainly false come last.
    """
    found = _in_order(relevance, residuals, settling, ())
    return tuple(_to_ask(each, residuals) for each in found)


def next_question(
    relevance: Relevance, residuals: Residuals, settling: Settling, put_off: Container[str]
) -> QuestionToAsk | None:
    """Return the first of those questions that is not put off; None if there is none."""
    first = next(_in_order(relevance, residuals, settling, put_off), None)
    return None if first is None else _to_ask(first, residuals)


def key_of(its_id: str, path: str) -> str:
    """Return what a question about somebody is known by: two questions may ask for one fact."""
    return f"{its_id} {path}"


def questions_about(residuals: Residuals, paths: Container[str]) -> tuple[QuestionToAsk, ...]:
    """Return the questions for these facts, whether they matter or not, as the grid has them."""
    found = [each for each in _asked(residuals, lambda _: 0.0) if each.path in paths]
    found.sort(key=lambda each: _is_out_of_place(residuals, each.question, each.target))
    return tuple(_to_ask(each, residuals) for each in found)


def _in_order(
    relevance: Relevance, residuals: Residuals, settling: Settling, put_off: Container[str]
) -> Iterator[_Asking]:
    """Yield the questions for relevant facts, in the order in which to ask them.

    Whether a fact is relevant is looked at once its question is next: it takes the most time.
    """
    out_of_place = []
    for asking in _asked(residuals, settling.expected):
        if key_of(asking.question.id, asking.path) in put_off:
            continue
        if _is_out_of_place(residuals, asking.question, asking.target):
            out_of_place.append(asking)
        elif relevance.is_relevant(asking.path):
            yield asking
    for asking in out_of_place:
        if relevance.is_relevant(asking.path):
            yield asking


def _asked(residuals: Residuals, expected: Callable[[Question], float]) -> Iterator[_Asking]:
    """Yield every question about everybody, by urgency group, those that settle most first."""
    day = residuals.day
    urgency = {group.id: rank for rank, group in enumerate(day.protocol.urgency)}

    def place(question: Question) -> tuple[int, float]:
        return urgency.get(question.urgency, len(urgency)), -expected(question)

    for question in sorted(day.questions, key=place):
        for target in _targets(question, residuals.incident):
            yield _Asking(_path(question, target), question, target)


def _targets(question: Question, incident: Incident) -> Iterator[Target | None]:
    """Yield whom a question is asked about: the incident, or each person or device listed."""
    kind = question.for_each or _ENTITIES.get(question.fact.of)
    if kind is None:
        yield None
        return
    for each in listed(incident, kind):
        yield Target(kind, Scope.ONE, each.id)


def _path(question: Question, target: Target | None) -> str:
    """Return the path of the fact that a question asks for."""
    if question.fact.of is Of.ANSWERS:
        return str(question.fact)
    if target is None or question.fact.of is Of.INCIDENT:
        return question.fact.name
    return path_of(target.kind, target.id, question.fact.name)


def _is_out_of_place(residuals: Residuals, question: Question, target: Target | None) -> bool:
    """Whether the protocol says that the question is not to be asked here."""
    about = about_of(target, residuals.incident)
    return residuals.value(question.when, about) is Truth.FALSE


def _to_ask(asking: _Asking, residuals: Residuals) -> QuestionToAsk:
    question, target = asking.question, asking.target
    kind, values, texts = _answers(question, target, residuals.day, residuals.incident)
    return QuestionToAsk(
        id=question.id,
        fact=str(question.fact),
        path=asking.path,
        target=target,
        kind=kind,
        values=values,
        text=question.text,
        help=question.help,
        choices={**texts, **question.choices},
        urgency=question.urgency,
        adds=question.adds,
        learned_by=question.learned_by,
    )


def _answers(
    question: Question, target: Target | None, day: DayProtocol, incident: Incident
) -> tuple[FactKind, tuple[str | bool, ...], Mapping[str, Text]]:
    """Return what an answer may be: its kind, its values, and the texts of those."""
    if question.fact.of is Of.ANSWERS:
        choices = next(each.choices for each in day.answers if each.id == question.fact.name)
        if not choices:
            return FactKind.BOOL, _YES_NO, {}
        texts = {choice.id: choice.text for choice in choices}
        return FactKind.CHOICE, tuple(texts), texts
    spec = FACTS[_ENTITIES.get(question.fact.of)][question.fact.name]
    match spec.kind:
        case FactKind.BOOL:
            return spec.kind, _YES_NO, {}
        case FactKind.CODE:
            regions = {region.id: region.text for region in day.protocol.regions}
            return spec.kind, tuple(regions), regions
        case FactKind.ROLES:
            return spec.kind, _open_roles(target, incident), {}
        case FactKind.REFERENCE:
            return spec.kind, tuple(person.id for person in incident.persons), {}
        case _:
            return spec.kind, spec.values, {}


def _open_roles(target: Target | None, incident: Incident) -> tuple[str, ...]:
    """Return the roles of a person of which it is neither known nor unsayable."""
    assert target is not None, "roles are asked of a person"
    assert target.id is not None, "of one who is listed"
    still_open = open_roles(incident, incident.person(target.id))
    return tuple(str(role) for role in Role if role in still_open)
