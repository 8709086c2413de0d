"""What a condition means: true, false or unknown.

`design/language.md`, *Conditions*, *Three values* and *Classes*, one function for each
kind of sentence. This is the specification: nothing here is made fast.
"""

from __future__ import annotations

from itertools import chain
from typing import assert_never

from sexto_rules.facts import UNKNOWN, Incident
from sexto_rules.facts.known import age_gap_at_least, list_closed, was_done
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import Class, Conclusion, DayProtocol
from sexto_rules.protocol.outcome import Truth
from sexto_rules.reference.kleene import (
    at_least_unknown,
    at_most_unknown,
    greatest,
    least,
    opposite,
    truth_of,
)
from sexto_rules.reference.knowledge import (
    BLANK,
    About,
    Blank,
    ages_known,
    bearer,
    is_known,
    is_unsayable,
    listed,
    role_known,
    value_of,
)
from sexto_rules.reference.settled import is_settled

__all__ = ["class_value", "conclusion_value", "evaluate", "find_conclusion", "possible_classes"]


def evaluate(  # noqa: PLR0911 - one line for each kind of condition
    condition: Condition, day: DayProtocol, incident: Incident, about: About = None
) -> Truth:
    """Return whether the condition is true, false or unknown.

    Args:
        condition: What is asked.
        day: The protocol on the day, for its conclusions and classes.
        incident: What is known.
        about: The person or device the condition is about, `BLANK` for one further of which
            nothing is known, or None.

    Example:
        >>> from sexto_rules.protocol.conditions import ALWAYS
        >>> evaluate(ALWAYS, day, incident)  # doctest: +SKIP
        <Truth.TRUE: 2>
    """
    match condition:
        case All(parts):
            return least(evaluate(part, day, incident, about) for part in parts)
        case AnyOf(parts):
            return greatest(evaluate(part, day, incident, about) for part in parts)
        case Not(body):
            return opposite(evaluate(body, day, incident, about))
        case Quantified():
            return _quantified(condition, day, incident)
        case Modal():
            return _modal(condition, day, incident, about)
        case ConclusionTest(name):
            return conclusion_value(find_conclusion(day, name), day, incident, about)
        case ClassTest():
            return _class_test(condition, day, incident)
        case ValueTest():
            return _value_test(condition, incident, about)
        case AgeTest():
            return _age_test(condition, incident, about)
        case RoleTest(of, roles):
            return greatest(truth_of(role_known(of, role, incident, about)) for role in roles)
        case GapTest(years):
            return truth_of(age_gap_at_least(incident, years))
        case DoneTest():
            return _done_test(condition, incident, about)
        case FactStatus():
            return _fact_status(condition, incident, about)
        case _:
            assert_never(condition)


def _quantified(condition: Quantified, day: DayProtocol, incident: Incident) -> Truth:
    """`some` is an `or`, `every` an `and`, `none` a `not some`, over the entities listed.

    While a list is open, the body is evaluated on a blank entity too, and its value counts,
    but can make `some` at most unknown, `every` and `none` at least unknown.
    """
    values = (
        evaluate(condition.body, day, incident, entity)
        for entity in listed(incident, condition.entity)
    )
    blanks = [] if list_closed(incident, condition.entity) else [BLANK]
    further = (evaluate(condition.body, day, incident, blank) for blank in blanks)
    match condition.quantifier:
        case Quantifier.SOME:
            return greatest(chain(values, map(at_most_unknown, further)))
        case Quantifier.EVERY:
            return least(chain(values, map(at_least_unknown, further)))
        case Quantifier.NONE:
            return opposite(greatest(chain(values, map(at_most_unknown, further))))
        case _:
            assert_never(condition.quantifier)


def _modal(condition: Modal, day: DayProtocol, incident: Incident, about: About) -> Truth:
    """`possibly: C` is true unless C is false; `certainly: C` is true only if C is true.

    `unknown`, `known` and `cannot_say` test the condition; none of these is ever unknown.
    It is `cannot_say` when it is unknown and every unknown fact it reads is.
    """
    value = evaluate(condition.body, day, incident, about)
    match condition.mode:
        case Mode.POSSIBLY:
            holds = value is not Truth.FALSE
        case Mode.CERTAINLY:
            holds = value is Truth.TRUE
        case Mode.UNKNOWN:
            holds = value is Truth.UNKNOWN
        case Mode.KNOWN:
            holds = value is not Truth.UNKNOWN
        case Mode.CANNOT_SAY:
            holds = value is Truth.UNKNOWN and is_settled(condition.body, day, incident, about)
        case _:
            assert_never(condition.mode)
    return truth_of(holds)


def find_conclusion(day: DayProtocol, name: str) -> Conclusion:
    """Return the conclusion of this name."""
    return next(conclusion for conclusion in day.conclusions if conclusion.id == name)


def conclusion_value(
    conclusion: Conclusion, day: DayProtocol, incident: Incident, about: About
) -> Truth:
    """A conclusion is the `or` of its rules; with `for_each`, of those about this entity."""
    its_about = about if conclusion.for_each else None
    return greatest(evaluate(rule.when, day, incident, its_about) for rule in conclusion.rules)


def class_value(one: Class, day: DayProtocol, incident: Incident) -> Truth:
    """Return the value of the condition of a class; that of `otherwise` is true."""
    return Truth.TRUE if one.when is None else evaluate(one.when, day, incident)


def possible_classes(day: DayProtocol, incident: Incident) -> tuple[str, ...]:
    """Return the classes that are possible, in order.

    A class is possible while its condition is not false and no earlier one is true.
    """
    possible = []
    for one in day.classes:
        value = class_value(one, day, incident)
        if value is not Truth.FALSE:
            possible.append(one.id)
        if value is Truth.TRUE:
            break
    return tuple(possible)


def _class_test(condition: ClassTest, day: DayProtocol, incident: Incident) -> Truth:
    """`class: a` is true when every possible class is among them, false when none is."""
    among = [name in condition.classes for name in possible_classes(day, incident)]
    if all(among):
        return Truth.TRUE
    return Truth.UNKNOWN if any(among) else Truth.FALSE


def _value_test(condition: ValueTest, incident: Incident, about: About) -> Truth:
    """A test on an unknown fact is unknown."""
    value = value_of(condition.fact, incident, about)
    return truth_of(UNKNOWN if value is UNKNOWN else value in condition.values)


def _age_test(condition: AgeTest, incident: Incident, about: About) -> Truth:
    """A test on age is true when every possible age passes, false when none does."""
    ages = ages_known(condition.of, incident, about)
    passing = ages & condition.ages
    if passing == ages:
        return Truth.TRUE
    return Truth.UNKNOWN if passing else Truth.FALSE


def _done_test(condition: DoneTest, incident: Incident, about: About) -> Truth:
    """The journal: what is not in it was not done, and nothing was done to the blank entity."""
    target = None
    if condition.of is not Of.INCIDENT:
        whose = bearer(condition.of, incident, about)
        if isinstance(whose, Blank | Incident):
            return Truth.FALSE
        target = whose.id
    return truth_of(any(was_done(incident, act, target) for act in condition.acts))


def _fact_status(condition: FactStatus, incident: Incident, about: About) -> Truth:
    """Whether a fact is unknown, known, or one that nobody can say; never unknown itself."""
    match condition.mode:
        case Mode.KNOWN:
            return truth_of(is_known(condition.fact, incident, about))
        case Mode.CANNOT_SAY:
            return truth_of(is_unsayable(condition.fact, incident, about))
        case _:
            return truth_of(not is_known(condition.fact, incident, about))
