"""Reading what a step expects, with the names of the protocol and of the incident at hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sexto_rules.authoring.fields import Fields, Shape, found, items_of, open_fields
from sexto_rules.authoring.names import Reading, names_of_parent
from sexto_rules.authoring.report import Report
from sexto_rules.authoring.within import read_within, within_words
from sexto_rules.documents import MappingNode, Node, ScalarNode
from sexto_rules.errors import Place
from sexto_rules.facts import FACTS, Entity, Incident, Role
from sexto_rules.facts.shown import nearest, shown
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios.contradictions import contradictions
from sexto_rules.scenarios.expectation import (
    CLASS,
    NO_DEADLINE,
    OPEN,
    WAYS,
    Because,
    Expectation,
    InOrder,
    Said,
)
from sexto_rules.scenarios.scenario import Step

__all__ = ["EXPECT", "YES_NO", "Expecting"]

EXPECT: Final = Shape(
    what="`expect`",
    optional=(
        "class",
        "classes",
        "final",
        "next_question",
        "because",
        "by",
        "within",
        "order",
        *WAYS,
    ),
)
_ANYBODY: Final = ("any", "every")
YES_NO: Final = {"yes": True, "true": True, "no": False, "false": False}

_ENTITIES: Final = {"persons": Entity.PERSON, "devices": Entity.DEVICE}


class Expecting:
    """Reads the expectations of one protocol."""

    def __init__(self, report: Report, protocol: Protocol) -> None:
        """Gather the names that may be expected."""
        self._report = report
        self._protocol = protocol
        self._directives = {each.id for each in protocol.directives}
        self._names = {*protocol.acts, *self._directives}
        self._classes = {each.id for each in protocol.classes}
        self._questions = {each.id for each in protocol.questions}
        self._reasons = {
            *(name for entity in FACTS for name in FACTS[entity]),
            *(f"roles.{role}" for role in Role),
            *(f"answers.{answer.id}" for answer in protocol.answers),
            *(each.id for each in protocol.conclusions),
            *(f"done.{act}" for act in protocol.acts),
            *self._directives,
            CLASS,
            "largest_age_gap",
        }

    def step(self, node: Node, place: Place, incident: Incident | None) -> Step | None:
        """Return a step, reporting every mistake; None where it has one.

        Without an incident (it has mistakes of its own) names are looked at, targets are not.
        """
        before = len(self._report.problems)
        fields = open_fields(self._report, node, EXPECT)
        if fields is None:
            return None
        if not fields.own and len(self._report.problems) == before:
            self._report.add("SX604", "nothing is expected here", place, "write what must come out")
        targets = None if incident is None else _targets_of(incident)
        step = Step(
            incident=Incident() if incident is None else incident,
            expectations=tuple(self._expectations(fields, targets)),
            class_=self._name(fields.get("class"), "a class", {*self._classes, OPEN}),
            classes=self._class_names(fields.get("classes")),
            final=self._yes_or_no(fields.get("final")),
            next_question=self._name(fields.get("next_question"), "a question", self._questions),
            because=tuple(self._because(fields.get("because"), targets)),
            said=tuple(self._said(fields)),
            order=tuple(self._order(fields.get("order"))),
            place=place,
            places=fields.places,
        )
        if incident is not None and len(self._report.problems) == before:
            self._report.problems += contradictions(step, self._protocol)
        return None if len(self._report.problems) > before or incident is None else step

    def _expectations(self, fields: Fields, targets: set[str] | None) -> Iterator[Expectation]:
        for way in WAYS:
            node = fields.get(way)
            items = None if node is None else items_of(self._report, node, single=True)
            for item in items or ():
                yield from self._expectation(way, item, targets)

    def _expectation(self, way: str, node: Node, targets: set[str] | None) -> Iterator[Expectation]:
        pairs: list[tuple[str, Place, Node | None]] = []
        if isinstance(node, ScalarNode):
            pairs = [(node.text, node.place, None)]
        elif isinstance(node, MappingNode):
            pairs = [(key.text, key.place, value) for key, value in node.entries]
        else:
            self._report.add("SX601", f"expected an act, found {found(node)}", node.place)
        for name, place, target in pairs:
            self._require(name, place, "an act or a directive", self._names)
            if target is None:
                yield Expectation(way=way, name=name, place=place)
            elif isinstance(target, ScalarNode):
                self._require_target(target.text, target.place, targets)
                yield Expectation(way=way, name=name, target=target.text, place=place)
            else:
                message = f"expected the id of a target, found {found(target)}"
                help_ = f"write an entry for each: `- {name}: p1`"
                self._report.add("SX601", message, target.place, help_)

    def _because(self, node: Node | None, targets: set[str] | None) -> Iterator[Because]:
        """Yield what lines, or the class, rest on."""
        if node is None:
            return
        if not isinstance(node, MappingNode):
            help_ = "write `because: {call_police: [blackmail]}`"
            message = f"expected an act and its reasons, found {found(node)}"
            self._report.add("SX601", message, node.place, help_)
            return
        for key, value in node.entries:
            known = {*self._names, CLASS}
            self._require(key.text, key.place, "an act, a directive or `class`", known)
            reasons = []
            for item in items_of(self._report, value, single=True) or ():
                if isinstance(item, ScalarNode):
                    self._require_reason(item, targets)
                    reasons.append(item.text)
                else:
                    message = f"expected the name of a fact or a conclusion, found {found(item)}"
                    self._report.add("SX601", message, item.place)
            yield Because(name=key.text, reasons=tuple(reasons), place=key.place)

    def _said(self, fields: Fields) -> Iterator[Said]:
        """Yield who must do something, and by when."""
        for key, read in (("by", self._doer), ("within", self._deadline)):
            node = fields.get(key)
            if node is not None and not isinstance(node, MappingNode):
                message = f"expected acts, each with its own `{key}`, found {found(node)}"
                self._report.add("SX601", message, node.place, f"write `{key}: {{call_police: …}}`")
            elif node is not None:
                for name, value in node.entries:
                    self._require(name.text, name.place, "an act or a directive", self._names)
                    words = read(value)
                    if words is not None:
                        yield Said(key=key, name=name.text, value=words, place=name.place)

    def _doer(self, node: Node) -> str | None:
        return self._name(node, "a doer", set(self._protocol.doers))

    def _deadline(self, node: Node) -> str | None:
        """Return a deadline in the words in which a protocol is written."""
        if isinstance(node, ScalarNode) and node.text == NO_DEADLINE:
            return NO_DEADLINE
        names = names_of_parent(self._protocol, self._protocol.id, self._protocol.languages)
        within = read_within(Reading(self._report, names), node)
        return None if within is None else within_words(within)

    def _order(self, node: Node | None) -> Iterator[InOrder]:
        """Yield the acts or directives that must stand in this order."""
        if node is None:
            return
        items = items_of(self._report, node) or ()
        names = [self._name(item, "an act or a directive", self._names) for item in items]
        if len(set(names)) < max(len(names), 2):
            message = "`order` takes two or more different acts or directives"
            self._report.add("SX601", message, node.place)
        yield InOrder(names=tuple(name for name in names if name is not None), place=node.place)

    def _require_reason(self, node: ScalarNode, targets: set[str] | None) -> None:
        """Report a reason that no line can have."""
        match node.text.split("."):
            case ["persons" | "devices" as kind, its_id, *names] if names:
                self._require_target(its_id, node.place, targets)
                name = ".".join(names)
                known = {*FACTS[_ENTITIES[kind]], *(f"roles.{role}" for role in Role)}
                known |= {each.id for each in self._protocol.conclusions if each.for_each}
            case ["done", act, target]:
                self._require_target(target, node.place, targets)
                name, known = f"done.{act}", self._reasons
            case _:
                name, known = node.text, self._reasons
        self._require(name, node.place, "a fact or a conclusion", known)

    def _require_target(self, target: str, place: Place, targets: set[str] | None) -> None:
        """Report a target that the incident does not list; never repeat what may be a name."""
        if targets is None or target in targets:
            return
        ids = sorted(targets - set(_ANYBODY))
        help_ = nearest(target, ids) or "list it in the incident, or write `any` for any other"
        self._report.add("SX603", f"{shown(target, ids)} is not listed here", place, help_)

    def _class_names(self, node: Node | None) -> tuple[str, ...] | None:
        if node is None:
            return None
        items = items_of(self._report, node) or ()
        names = [self._name(item, "a class", self._classes) for item in items]
        return tuple(name for name in names if name is not None)

    def _yes_or_no(self, node: Node | None) -> bool | None:
        if node is None:
            return None
        if isinstance(node, ScalarNode) and node.text in YES_NO:
            return YES_NO[node.text]
        self._report.add("SX601", f"expected yes or no, found {found(node)}", node.place)
        return None

    def _name(self, node: Node | None, what: str, names: set[str]) -> str | None:
        if node is None:
            return None
        if not isinstance(node, ScalarNode):
            message = f"expected the name of {what}, found {found(node)}"
            self._report.add("SX601", message, node.place)
            return None
        self._require(node.text, node.place, what, names)
        return node.text

    def _require(self, name: str, place: Place, what: str, names: set[str]) -> None:
        """Report a name that the protocol does not have."""
        if name not in names:
            help_ = self._report.nearest(name, sorted(names))
            named = shown(name, names, other="what stands here")
            self._report.add("SX602", f"{named} is not {what}", place, help_)


def _targets_of(incident: Incident) -> set[str]:
    return {
        *_ANYBODY,
        *(each.id for each in incident.persons),
        *(each.id for each in incident.devices),
    }
