"""What a protocol adds to the vocabulary: regions, doers, acts, answers, groups of questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from attrs import frozen

from sexto_rules.authoring.entries import open_entries, read_remark, require_new_ids
from sexto_rules.authoring.fields import Fields, Shape, items_of, open_fields
from sexto_rules.authoring.inheritance import require_fitting_members
from sexto_rules.authoring.names import Reading
from sexto_rules.authoring.report import quoted
from sexto_rules.authoring.values import read_choice, read_flag, read_id
from sexto_rules.authoring.words import read_text
from sexto_rules.documents import Node
from sexto_rules.errors import Place
from sexto_rules.facts.vocabulary import ActSpec, Entity, Family
from sexto_rules.protocol.model import (
    AnswerSpec,
    Choice,
    DoerSpec,
    Protocol,
    Region,
    Text,
    UrgencyGroup,
)

__all__ = [
    "ACT",
    "ANSWER",
    "CHOICE",
    "DOER",
    "REGION",
    "URGENCY",
    "AnswerType",
    "Declared",
    "PartOf",
    "read_declared",
]

REGION: Final = Shape(what="a region", required=("id", "text"), optional=("remark",))
DOER: Final = Shape(what="a doer", required=("id", "text"), optional=("part_of", "remark"))
ACT: Final = Shape(what="an act", required=("id", "text"), optional=("family", "target", "remark"))
ANSWER: Final = Shape(
    what="an answer",
    required=("id", "text"),
    optional=("type", "choices", "state", "remark"),
)
CHOICE: Final = Shape(what="a choice", required=("id", "text"))
URGENCY: Final = Shape(what="an urgency group", required=("id", "text"), optional=("remark",))


class PartOf(StrEnum):
    """The group that a declared doer may belong to."""

    STAFF = "staff"


_TYPE_HELP: Final = "`bool` is yes or no; for one of several answers write `choices` in its place"


class AnswerType(StrEnum):
    """The type of an answer that has no choices."""

    BOOL = "bool"


def _read_named(
    reading: Reading, entry: Fields, *, names_terms: bool = False
) -> tuple[str, Text] | None:
    """Return the id and the text of a declaration; None without an id."""
    id_node, text_node = entry.get("id"), entry.get("text")
    name = None if id_node is None else read_id(reading.report, id_node, "`id`")
    terms = reading.names.terms if names_terms else None
    text = (
        None
        if text_node is None
        else read_text(reading.report, text_node, reading.names.languages, terms)
    )
    read_remark(reading, entry)
    if name is None:
        reading.report.dropped = True
        return None
    return name, text or {}


@frozen(kw_only=True)
class Declared:
    """What a protocol adds to the vocabulary; `places` by section and name, `acts.call_nurse`."""

    regions: tuple[Region, ...]
    urgency: tuple[UrgencyGroup, ...]
    doers: tuple[DoerSpec, ...]
    acts: Mapping[str, ActSpec]
    act_texts: Mapping[str, Text]
    answers: tuple[AnswerSpec, ...]
    places: Mapping[str, Place]


def read_declared(
    reading: Reading,
    sections: Mapping[str, Sequence[Node]],
    taken: Mapping[str, Mapping[str, str]],
    parent: Protocol | None,
) -> Declared:
    """Return what the sections add; `taken` says which ids something inherited already has."""
    regions = _read_regions(reading, sections["regions"])
    urgency = _read_urgency(reading, sections["urgency"])
    doers = _read_doers(reading, sections["doers"])
    acts = _read_acts(reading, sections["acts"])
    answers = _read_answers(reading, sections["answers"])
    places: dict[str, Place] = {}
    for section, what, ids in (
        ("regions", "the region", [(each.id, entry.place) for each, entry in regions]),
        ("urgency", "the urgency group", [(each.id, entry.place) for each, entry in urgency]),
        ("doers", "the doer", [(each.id, entry.place) for each, entry in doers]),
        ("acts", "the act", [(each.name, entry.place) for each, _, entry in acts]),
        ("answers", "the answer", [(each.id, entry.place) for each, entry in answers]),
    ):
        require_new_ids(reading.report, what, ids, taken.get(section, {}))
        places.update((f"{section}.{name}", place) for name, place in ids)
    if parent is not None:
        added = [(act, entry.place) for act, _, entry in acts]
        require_fitting_members(reading.report, parent, added)
    return Declared(
        regions=tuple(each for each, _ in regions),
        urgency=tuple(each for each, _ in urgency),
        doers=tuple(each for each, _ in doers),
        acts={each.name: each for each, _, _ in acts},
        act_texts={each.name: text for each, text, _ in acts},
        answers=tuple(each for each, _ in answers),
        places=places,
    )


def _read_regions(reading: Reading, nodes: Sequence[Node]) -> list[tuple[Region, Fields]]:
    """Return the regions, each with its entry."""
    regions = []
    for entry in open_entries(reading.report, nodes, REGION):
        named = _read_named(reading, entry)
        if named:
            regions.append((Region(id=named[0], text=named[1]), entry))
    return regions


def _read_urgency(reading: Reading, nodes: Sequence[Node]) -> list[tuple[UrgencyGroup, Fields]]:
    """Return the groups of questions, most urgent first."""
    groups = []
    for entry in open_entries(reading.report, nodes, URGENCY):
        named = _read_named(reading, entry)
        if named:
            groups.append((UrgencyGroup(id=named[0], text=named[1]), entry))
    return groups


def _read_doers(reading: Reading, nodes: Sequence[Node]) -> list[tuple[DoerSpec, Fields]]:
    """Return the doers that the protocol adds."""
    doers = []
    for entry in open_entries(reading.report, nodes, DOER):
        named = _read_named(reading, entry)
        node = entry.get("part_of")
        part = None if node is None else read_choice(reading.report, node, "`part_of`", PartOf)
        if named:
            doer = DoerSpec(id=named[0], text=named[1], part_of_staff=part is not None)
            doers.append((doer, entry))
    return doers


def _read_acts(reading: Reading, nodes: Sequence[Node]) -> list[tuple[ActSpec, Text, Fields]]:
    """Return the acts that the protocol adds, with their texts."""
    acts = []
    for entry in open_entries(reading.report, nodes, ACT):
        named = _read_named(reading, entry)
        family, target = entry.get("family"), entry.get("target")
        spec = ActSpec(
            named[0] if named else "",
            None if family is None else read_choice(reading.report, family, "`family`", Family),
            None if target is None else read_choice(reading.report, target, "`target`", Entity),
        )
        if named:
            acts.append((spec, named[1], entry))
    return acts


def _read_answers(reading: Reading, nodes: Sequence[Node]) -> list[tuple[AnswerSpec, Fields]]:
    """Return the facts that only this protocol knows."""
    answers = []
    for entry in open_entries(reading.report, nodes, ANSWER):
        named = _read_named(reading, entry, names_terms=True)
        choices = _read_choices(reading, entry)
        state = read_flag(reading.report, entry, "state")
        if named:
            spec = AnswerSpec(
                id=named[0], text=named[1], choices=choices, state=state, place=entry.place
            )
            answers.append((spec, entry))
    return answers


def _read_choices(reading: Reading, entry: Fields) -> tuple[Choice, ...]:
    report = reading.report
    kind, choices = entry.get("type"), entry.get("choices")
    if (kind is None) == (choices is None):
        report.add(
            "SX227",
            "an answer has either `type: bool` or `choices`, "
            f"found {'neither' if kind is None else 'both'}",
            entry.place,
        )
    if kind is not None:
        read_choice(report, kind, "`type`", AnswerType, _TYPE_HELP)
    if choices is None:
        return ()
    read: dict[str, Choice] = {}
    for node in items_of(report, choices) or ():
        fields = open_fields(report, node, CHOICE)
        named = None if fields is None else _read_named(reading, fields)
        if named is None:
            report.dropped = True
        elif named[0] in read:
            report.add("SX213", f"the choice {quoted(named[0])} is given twice", node.place)
        else:
            read[named[0]] = Choice(id=named[0], text=named[1])
    if len(read) == 1 and not report.dropped:
        report.add("SX225", "an answer with one choice tells nothing", choices.place)
    return tuple(read.values())
