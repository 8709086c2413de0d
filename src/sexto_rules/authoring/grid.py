"""Reading the grid: the questions in order, and the facts that the application knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sexto_rules.authoring.computed import COMPUTED
from sexto_rules.authoring.conditions import read_whole_condition
from sexto_rules.authoring.entries import (
    DATES,
    find_overlaps,
    overlapping,
    read_for_each,
    read_own_text,
    read_statement,
)
from sexto_rules.authoring.fact_tests import kind_of
from sexto_rules.authoring.fields import Fields, Shape, found, items_of
from sexto_rules.authoring.names import Reading
from sexto_rules.authoring.report import Report, quoted
from sexto_rules.authoring.values import BOOLS, read_choice, read_name, read_scalar, read_weight
from sexto_rules.authoring.words import read_text
from sexto_rules.documents import MappingNode, Node
from sexto_rules.facts.vocabulary import FACTS, Entity, FactKind, Role, fact_spec
from sexto_rules.protocol.conditions import FactRef, Of
from sexto_rules.protocol.model import Question, Text

__all__ = ["QUESTION", "SHARED", "find_asked_twice", "read_given", "read_questions"]

SHARED: Final = ("urgency", "when", "for_each", "sources", "basis", *DATES)
"""What a group of questions may give to its items; `when` is and-ed with an item's own."""

QUESTION: Final = Shape(
    what="a question",
    required=("id", "fact", "urgency", "text"),
    optional=(
        "for_each",
        "help",
        "choices",
        "when",
        "learned_by",
        "adds",
        "weight",
        "basis",
        "sources",
        "remark",
        *DATES,
    ),
)

_OF: Final = {None: Of.INCIDENT, Entity.PERSON: Of.PERSON, Entity.DEVICE: Of.DEVICE}


def read_questions(reading: Reading, entries: Sequence[Fields]) -> list[Question]:
    """Return the questions in the order written."""
    read = [each for each in (_read_question(reading, entry) for entry in entries) if each]
    find_overlaps(
        reading.report, "the question", ((each.id, each.period, each.place) for each in read)
    )
    return read


def _read_question(reading: Reading, entry: Fields) -> Question | None:
    report, names = reading.report, reading.names
    common = read_statement(reading, entry, has_basis=False)
    for_each = read_for_each(report, entry)
    fact_node, urgency_node = entry.get("fact"), entry.get("urgency")
    fact = None if fact_node is None else _read_fact(reading, fact_node)
    urgency = (
        None
        if urgency_node is None
        else read_name(report, urgency_node, "urgency group", names.urgency)
    )
    when = read_whole_condition(reading, entry, for_each)
    learned, adds = entry.get("learned_by"), entry.get("adds")
    act = None if learned is None else read_name(report, learned, "act", names.acts)
    added = None if adds is None else read_choice(report, adds, "`adds`", Entity)
    weight_node = entry.get("weight")
    weight = None if weight_node is None else read_weight(report, weight_node)
    text = read_own_text(reading, entry)
    help_ = read_own_text(reading, entry, "help") if entry.get("help") is not None else None
    choices = {} if fact is None else _read_choices(reading, entry, fact)
    if common is None or fact is None or when is None:
        report.dropped = True
        return None
    _require_fitting_entity(reading, entry, fact, for_each)
    return Question(
        **common,
        fact=fact,
        urgency=urgency or "",
        text=text,
        help=help_,
        choices=choices,
        for_each=for_each,
        when=when,
        learned_by=act,
        adds=added,
        weight=weight or 1,
    )


def _read_fact(reading: Reading, node: Node) -> FactRef | None:
    """Return the fact that a question asks for, or that the application knows."""
    report = reading.report
    name = read_scalar(report, node, "a fact")
    if name is None:
        return None
    prefix, dot, rest = name.rpartition(".")
    if prefix == "answers" and dot:
        if rest in reading.names.answers:
            return FactRef(Of.ANSWERS, rest)
        report.unknown_name(rest, "answer", node.place, reading.names.answers)
        return None
    spec = fact_spec(rest)
    if spec is not None and prefix in {"", spec.entity}:
        return FactRef(_OF[spec.entity], rest)
    help_ = report.nearest(name, _known_facts(reading))
    if name in COMPUTED:
        help_ = "a computed fact follows from the persons; ask for their roles and ages"
    elif rest in FACTS[Entity.PERSON]:
        help_ = f"did you mean `person.{rest}`?"
    report.add("SX204", f"{quoted(name)} is not a known fact", node.place, help_)
    return None


def _known_facts(reading: Reading) -> Iterator[str]:
    for entity, facts in FACTS.items():
        for name in facts:
            yield name if entity is None else f"{entity}.{name}"
    for answer in reading.names.answers:
        yield f"answers.{answer}"


def _require_fitting_entity(
    reading: Reading, entry: Fields, fact: FactRef, for_each: Entity | None
) -> None:
    """Report a question that is not one for each of what its fact belongs to."""
    wanted = {Of.PERSON: Entity.PERSON, Of.DEVICE: Entity.DEVICE}.get(fact.of)
    if wanted is for_each:
        return
    if wanted is None:
        message = f"`{fact}` is a fact of the incident, and this question is for each {for_each}"
        help_ = "leave `for_each` out"
    else:
        found_ = f"for each {for_each}" if for_each else "asked once"
        message = f"`{fact}` is a fact of each {wanted}, and this question is {found_}"
        help_ = f"write `for_each: {wanted}`"
    reading.report.add("SX237", message, entry.place_of("for_each"), help_)


def _read_choices(reading: Reading, entry: Fields, fact: FactRef) -> dict[str, Text]:
    """Return the words for the values of the fact, where the question has its own."""
    node = entry.get("choices")
    if node is None:
        return {}
    report = reading.report
    if not isinstance(node, MappingNode):
        message = f"`choices` gives a text to each value, found {found(node)}"
        report.add("SX201", message, node.place)
        return {}
    if not node.entries:
        report.add("SX225", "`choices` is empty", node.place)
    values = _values(reading, fact)
    kind = kind_of(reading, fact)[0]
    choices: dict[str, Text] = {}
    for key, value in node.entries:
        text = read_text(report, value, reading.names.languages, reading.names.terms)
        word = key.text
        if kind is FactKind.BOOL and word in BOOLS:
            word = "yes" if BOOLS[word] else "no"
        if word in choices:
            report.add("SX213", f"the choice {quoted(key.text)} stands here twice", key.place)
        elif word in values:
            choices[word] = text or {}
        elif kind is not FactKind.CODE or report.whole:
            help_ = report.nearest(word, values, few=len(values)) or "no value can be chosen"
            report.add("SX220", f"{quoted(word)} is not a value of `{fact}`", key.place, help_)
    return choices


def _values(reading: Reading, fact: FactRef) -> tuple[str, ...]:
    kind, values = kind_of(reading, fact)
    match kind:
        case FactKind.BOOL:
            return ("yes", "no")
        case FactKind.ROLES:
            return tuple(Role)
        case _:
            return values


def read_given(reading: Reading, nodes: Sequence[Node]) -> list[FactRef]:
    """Return the facts that the application knows without asking."""
    given: list[FactRef] = []
    for section in nodes:
        for item in items_of(reading.report, section, single=True) or ():
            fact = _read_fact(reading, item)
            if fact in given:
                reading.report.add("SX226", f"`{fact}` is given twice", item.place)
            elif fact is not None:
                given.append(fact)
    return given


def find_asked_twice(report: Report, questions: Sequence[Question]) -> None:
    """Report a fact that two questions ask for on the same day."""
    origins = {each.place: each.origin for each in questions}
    asked = ((each.fact, each.period, each.place) for each in questions)
    for fact, place, earlier in overlapping(asked):
        if origins[earlier] == origins[place]:
            message = f"`{fact}` is asked for twice, first at {earlier}"
            help_ = "one question for each fact; say more in its `help` or its `choices`"
        else:
            message = f"`{origins[earlier]}` already asks for `{fact}`"
            help_ = "take this question out; what is inherited is asked as it is"
        report.add("SX238", message, place, help_)
