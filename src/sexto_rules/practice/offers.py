"""What a learner is asked about: a fair mix of acts, in an order that a seed fixes.

Some are to be done, some are forbidden, some are not due at this point. A call for help that
cannot wait comes first, then what has become so since the step before, then an act that is right
for one person or device and wrong for another. A call for help or an act of care is never offered
as what is not due: nobody is to learn that it was too early to call, or to look after somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Final

from attrs import frozen

from sexto_rules.decisions import Decision
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Entity, Family
from sexto_rules.practice.judging import Answer, Expected, Offer, expected_of
from sexto_rules.protocol.conditions import ALWAYS
from sexto_rules.protocol.model import DayProtocol, Directive, Modality, WithinKind
from sexto_rules.protocol.outcome import Scope, Status, Target

__all__ = ["CARE", "HOW_MANY", "Offer", "Task", "tasks_of"]

HOW_MANY: Final = {
    1: {Answer.DO: 3, Answer.NEVER: 3, Answer.NEITHER: 1},
    2: {Answer.DO: 4, Answer.NEVER: 3, Answer.NEITHER: 2},
    3: {Answer.DO: 4, Answer.NEVER: 4, Answer.NEITHER: 3},
}
"""At most so many acts of each kind in a step, by level."""

CARE: Final = frozenset(
    {
        "reassure_student",
        "assess_wellbeing",
        "support_person",
        "refer_to_support_service",
        "stay_with_person_at_risk",
        "record_facts",
    }
)
"""Acts that, beside calls for help, it is never too early for."""

_SOONER: Final = 0.4
"""How much nearer to the front what cannot wait stands, and what is forbidden here alone."""

_DUTIES: Final = frozenset({Modality.MUST, Modality.SHOULD})
_ASKED: Final = frozenset({Status.DUE, Status.IN_FORCE})


@frozen
class Task:
    """An act that is offered, and what the protocol says of it."""

    offer: Offer
    expected: Expected


def tasks_of(  # noqa: PLR0913 - what a step is made of
    day: DayProtocol,
    incident: Incident,
    decision: Decision,
    *,
    before: Decision | None,
    level: int,
    seed: str,
) -> tuple[Task, ...]:
    """Return the acts that a step offers, the same for the same seed.

    Args:
        day: The protocol on the day.
        incident: What is known.
        decision: What the protocol says of it.
        before: What it said at the step before; None at the first.
        level: From 1 to 3: more acts, and more of them not due.
        seed: Fixes the choice and the order.
    """
    rng = Random(seed)  # noqa: S311 - an order for learners, no secret
    tasks = _fit(decision, [*_of_decision(decision), *_not_asked(day, incident, decision)])
    several = _in_both(tasks)
    telling = {each.id for each in day.directives if _is_telling(each)}
    calls = {each.id for each in day.directives if _is_call(each, day)}
    ranks = {
        task: (
            _names_of(task).isdisjoint(calls),
            not _is_new(task, before),
            task.offer.acts not in several,
            rng.random() * (1 if _names_of(task).isdisjoint(telling) else _SOONER),
        )
        for task in tasks
    }
    tasks.sort(key=ranks.__getitem__)
    chosen = [task for answer in Answer for task in _some(tasks, answer, HOW_MANY[level][answer])]
    rng.shuffle(chosen)
    return tuple(chosen)


def _fit(decision: Decision, offers: Iterable[Offer]) -> list[Task]:
    """Return the offers of which the decision says one thing, each once."""
    found = ((offer, expected_of(decision, offer)) for offer in dict.fromkeys(offers))
    return [Task(offer, expected) for offer, expected in found if expected is not None]


def _of_decision(decision: Decision) -> Iterator[Offer]:
    """Yield what is due and what is forbidden."""
    for line in decision.directives:
        asked = line.modality is Modality.MUST_NOT or line.modality in _DUTIES
        if asked and line.status in _ASKED and not _is_other(line.target):
            yield Offer(line.acts, line.target)


def _not_asked(day: DayProtocol, incident: Incident, decision: Decision) -> Iterator[Offer]:
    """Yield the acts of the protocol's duties that nothing asks for now, but calls and care."""
    listed = {
        Entity.PERSON: [each.id for each in incident.persons],
        Entity.DEVICE: [each.id for each in incident.devices],
    }
    acts = {act for each in day.directives if each.modality in _DUTIES for act in each.acts}
    for act in sorted(acts):
        spec = day.protocol.acts[act]
        if spec.family is Family.ALARM or act in CARE:
            continue
        targets: Iterable[Target | None] = (None,)
        if spec.target is not None:
            kind = spec.target
            targets = [Target(kind, Scope.ONE, each) for each in listed[kind]]
        for target in targets:
            offer = Offer((act,), target)
            expected = expected_of(decision, offer)
            if (
                expected is not None
                and expected.answer is Answer.NEITHER
                and (expected.lines or target is None)
            ):
                yield offer


def _is_other(target: Target | None) -> bool:
    return target is not None and target.scope is Scope.OTHER


def _is_telling(directive: Directive) -> bool:
    """Whether it is a duty that cannot wait, or a prohibition that does not hold everywhere."""
    if directive.modality is Modality.MUST_NOT:
        return directive.condition != ALWAYS
    within = directive.within
    return within is not None and within.kind is WithinKind.IMMEDIATELY


def _is_call(directive: Directive, day: DayProtocol) -> bool:
    """Whether it is a call for help that cannot wait and that not every incident asks for."""
    is_alarm = any(day.protocol.acts[act].family is Family.ALARM for act in directive.acts)
    is_duty = directive.modality is not Modality.MUST_NOT
    return is_alarm and is_duty and directive.condition != ALWAYS and _is_telling(directive)


def _names_of(task: Task) -> set[str]:
    return {line.id for line in task.expected.lines}


def _in_both(tasks: Iterable[Task]) -> set[tuple[str, ...]]:
    """Return the acts that are to be done to one, and never to another."""
    answers: dict[tuple[str, ...], set[Answer]] = {}
    for task in tasks:
        answers.setdefault(task.offer.acts, set()).add(task.expected.answer)
    return {acts for acts, found in answers.items() if found >= {Answer.DO, Answer.NEVER}}


def _is_new(task: Task, before: Decision | None) -> bool:
    """Whether the right answer was another one at the step before."""
    if before is None:
        return False
    old = expected_of(before, task.offer)
    return old is None or old.answer is not task.expected.answer


def _some(tasks: Iterable[Task], answer: Answer, most: int) -> list[Task]:
    """Return the first tasks with an answer, each act once."""
    found: dict[tuple[str, ...], Task] = {}
    for task in tasks:
        if task.expected.answer is answer:
            found.setdefault(task.offer.acts, task)
    return list(found.values())[:most]
