"""Why a condition has the value it has: the conclusions and facts that made it so.

A true `any` cites its true parts, a false `all` its false ones, an unknown one its unknown
ones; a conclusion is cited, then what made it so. As plain strings for a decision
(`blackmail: true`, `persons.p1.age: 12`, `signs_of_malice`), and as a tree with the names in
it, from which a command or a page prints labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypedDict, assert_never

from sexto_rules.decisions.leaves import Leaf
from sexto_rules.decisions.line import DecidedLine
from sexto_rules.decisions.openness import COMPLETE, Around, about_of, listed
from sexto_rules.decisions.reasons import Reason, ReasonKind, flat, rests_on, value_word
from sexto_rules.decisions.residual import Residuals
from sexto_rules.decisions.statuses import possible_classes
from sexto_rules.facts.incident import Device, Incident, Person
from sexto_rules.facts.known import in_hand, is_adult, list_closed
from sexto_rules.facts.unknown import UNKNOWN
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import Class, DayProtocol
from sexto_rules.protocol.outcome import Line, Target, Truth
from sexto_rules.reference import BLANK

__all__ = ["Explainer", "Reason", "ReasonKind", "explain", "explain_class", "flat"]


def explain(day: DayProtocol, incident: Incident, line: Line | DecidedLine) -> tuple[Reason, ...]:
    """Return why the condition of a line has the value it has, as a tree.

    Example:
        >>> explain(decider.day, incident, decision.due[0])  # doctest: +SKIP
    """
    name = line.id if isinstance(line, DecidedLine) else line.directive
    return Explainer(Residuals(day, incident)).line_reasons(name, line.target)


def explain_class(day: DayProtocol, incident: Incident) -> tuple[Reason, ...]:
    """Return why these classes are possible, as a tree."""
    return Explainer(Residuals(day, incident)).class_reason().parts


class Explainer:
    """Says why, of every condition of a protocol for one incident; each is walked once."""

    def __init__(self, residuals: Residuals) -> None:
        """Begin with nothing walked."""
        self.residuals: Residuals = residuals
        self._incident = residuals.incident
        self._directives = {each.id: each for each in residuals.day.directives}
        self._walked: dict[tuple[int, object], tuple[Reason, ...]] = {}

    def line_reasons(self, directive_id: str, target: Target | None) -> tuple[Reason, ...]:
        """Return why the condition of a directive has the value it has for a target."""
        directive = self._directives[directive_id]
        about = about_of(target, self._incident) if directive.for_each else None
        return self.reasons(directive.condition, about)

    def reasons(self, condition: Condition, about: Around) -> tuple[Reason, ...]:
        """Return what made the condition true, false or unknown, each reason once."""
        key = (id(condition), about.id if isinstance(about, Person | Device) else about)
        found = self._walked.get(key)
        if found is None:
            found = tuple(dict.fromkeys(self._cited(condition, about)))
            self._walked[key] = found
        return found

    def _cited(self, condition: Condition, about: Around) -> Iterable[Reason]:
        value = self.residuals.value(condition, about)
        match condition:
            case All(parts) | AnyOf(parts):
                alike = (part for part in parts if self._is_alike(part, about, value))
                return (reason for part in alike for reason in self.reasons(part, about))
            case Not(body) | Modal(_, body):
                return self.reasons(body, about)
            case ConclusionTest(name):
                return [self._conclusion(name, value, about)]
            case ClassTest():
                return [self.class_reason()]
            case Quantified():
                return self._quantified(condition, value)
            case _:
                return self._leaf(condition, value, about)

    def _is_alike(self, condition: Condition, about: Around, value: Truth) -> bool:
        """Whether a part has the value of the whole, and so made it what it is."""
        return self.residuals.value(condition, about) is value

    def _conclusion(self, name: str, value: Truth, about: Around) -> Reason:
        """Cite a conclusion, then those of its rules that made it so."""
        conclusion = self.residuals.conclusions[name]
        whose = about if conclusion.for_each else None
        rules = [rule for rule in conclusion.rules if self._is_alike(rule.when, whose, value)]
        parts = [reason for rule in rules for reason in self.reasons(rule.when, whose)]
        return Reason(
            kind=ReasonKind.CONCLUSION,
            name=name,
            value=value.name.lower(),
            text=conclusion.text,
            parts=tuple(dict.fromkeys(parts)),
            **rests_on(rules),
            **_of_whom(whose),
        )

    def class_reason(self) -> Reason:
        """Cite the possible classes, then what made them so; of the last, why no other is."""
        classes = self.residuals.day.classes
        values = [
            Truth.TRUE if each.when is None else self.residuals.value(each.when) for each in classes
        ]
        names = possible_classes([each.id for each in classes], values)
        possible = [each for each in classes if each.id in names]
        parts = self._class_parts(possible)
        return Reason(
            kind=ReasonKind.CLASS,
            name="class",
            value=" or ".join(names),
            text=possible[0].text if len(possible) == 1 else None,
            parts=tuple(dict.fromkeys(parts)),
            **rests_on(possible),
        )

    def _class_parts(self, possible: Sequence[Class]) -> Iterable[Reason]:
        """Cite what makes each possible class so; of the last alone, why no other is."""
        deciding = [each.when for each in possible if each.when is not None] or [
            each.when for each in self.residuals.day.classes if each.when is not None
        ]
        return (reason for when in deciding for reason in self.reasons(when, None))

    def _quantified(self, condition: Quantified, value: Truth) -> Iterator[Reason]:
        """Cite what made it so of everybody who did, and of whoever is not listed."""
        wanted = Truth(2 - value) if condition.quantifier is Quantifier.NONE else value
        for each in listed(self._incident, condition.entity):
            if self._is_alike(condition.body, each, wanted):
                yield from self.reasons(condition.body, each)
        if self._is_further(condition, wanted):
            yield from self.unlisted(condition, wanted)

    def _is_further(self, condition: Quantified, wanted: Truth) -> bool:
        """Whether whoever is not listed has this value, and so made the whole what it is."""
        return self.residuals.further(condition).value is wanted

    def unlisted(self, condition: Quantified, wanted: Truth) -> Iterable[Reason]:
        """Cite what made it so of whoever is not listed, or what is told of the list."""
        if not list_closed(self._incident, condition.entity) and (
            self.residuals.value(condition.body, BLANK) is wanted
        ):
            return self.reasons(condition.body, BLANK)
        return [self.fact(FactRef(Of.INCIDENT, COMPLETE[condition.entity]), None)]

    def _leaf(
        self,
        leaf: Leaf,
        value: Truth,
        about: Around,
    ) -> Iterable[Reason]:
        """Cite the facts that a test reads."""
        match leaf:
            case ValueTest(fact) | FactStatus(fact):
                return self._told(fact, about)
            case AgeTest(of):
                return self._age(of, about)
            case RoleTest(of, roles):
                return self._roles(of, roles, value, about)
            case GapTest(years):
                said = {Truth.TRUE: f"at least {years}", Truth.FALSE: f"under {years}"}
                gap = said.get(value, "unknown")
                return [Reason(kind=ReasonKind.AGE_GAP, name="largest_age_gap", value=gap)]
            case DoneTest():
                return self._done(leaf, value, about)
            case _:
                assert_never(leaf)

    def _told(self, fact: FactRef, about: Around) -> list[Reason]:
        """Cite a fact; of a holder, also who that is."""
        if fact.of is Of.INCIDENT or fact.of is Of.ANSWERS:
            return [self.fact(fact, None)]
        holder, person = self._holder(fact.of, about)
        if person is None or not isinstance(person, Person | Device):
            return holder
        return [*holder, self.fact(fact, person)]

    def _holder(self, of: Of, about: Around) -> tuple[list[Reason], Around]:
        """Return whose facts are read, and what is to be cited on the way there."""
        if not isinstance(about, Person | Device):
            return [self._anybody(of)], None
        if of is not Of.HOLDER or not isinstance(about, Device):
            return [], about
        cited = [self.fact(FactRef(Of.DEVICE, "holder"), about)]
        person = None if about.holder is UNKNOWN else self._incident.person(about.holder)
        return cited, person

    def _anybody(self, of: Of) -> Reason:
        """Cite the list, for a person or device not listed."""
        entity = Entity.PERSON if of is Of.PERSON else Entity.DEVICE
        return self.fact(FactRef(Of.INCIDENT, COMPLETE[entity]), None)

    def fact(self, fact: FactRef, whose: Person | Device | None, value: object = None) -> Reason:
        """Cite a fact with its value, or that it is unknown, or that nobody can say it."""
        of_whom = _of_whom(whose)
        reason = Reason(
            kind=ReasonKind.FACT,
            name=str(fact) if fact.of is Of.ANSWERS else fact.name,
            value=value_word(self._value_of(fact, whose) if value is None else value),
            **of_whom,
        )
        if reason.value == "unknown" and reason.path in self._incident.cannot_say:
            return Reason(kind=reason.kind, name=reason.name, value="cannot_say", **of_whom)
        return reason

    def _value_of(self, fact: FactRef, whose: Person | Device | None) -> object:
        """Return the effective value of a fact."""
        if fact.of is Of.ANSWERS:
            return self._incident.answers.get(fact.name, UNKNOWN)
        if isinstance(whose, Person) and fact.name == "adult":
            return is_adult(whose)
        if isinstance(whose, Person) and fact.name == "roles":
            return _roles_word(whose)
        if isinstance(whose, Device) and fact.name == "in_hand":
            return in_hand(self._incident, whose)
        value: object = getattr(self._incident if whose is None else whose, fact.name)
        return value

    def _age(self, of: Of, about: Around) -> list[Reason]:
        """Cite what is told of an age; that it is only claimed; or that it is unknown."""
        cited, person = self._holder(of, about)
        if not isinstance(person, Person):
            return cited
        names = [name for name in ("age", "adult") if getattr(person, name) is not UNKNOWN]
        if person.adult is UNKNOWN and person.adult_suspected is True:
            names.append("adult_suspected")
        return cited + [self.fact(FactRef(Of.PERSON, name), person) for name in names or ("age",)]

    def _roles(self, of: Of, roles: frozenset[Role], value: Truth, about: Around) -> list[Reason]:
        """Cite the roles that made it so; all of them together where none is to be singled out."""
        cited, person = self._holder(of, about)
        if not isinstance(person, Person):
            return cited
        wanted = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: UNKNOWN}[value]
        if value is not Truth.TRUE and len(person.roles) in {0, len(Role)}:
            return [*cited, self.fact(FactRef(Of.PERSON, "roles"), person)]
        return cited + [
            self.fact(FactRef(Of.PERSON, f"roles.{role}"), person, wanted)
            for role in Role
            if role in roles and person.role(role) is wanted
        ]

    def _done(self, test: DoneTest, value: Truth, about: Around) -> list[Reason]:
        """Cite the acts that were done, or that none of them was."""
        its_id = None
        if test.of is not Of.INCIDENT:
            cited, whose = self._holder(test.of, about)
            if not isinstance(whose, Person | Device):
                return cited
            its_id = whose.id
        done = {entry.act for entry in self._incident.done if entry.target == its_id}
        return [
            Reason(kind=ReasonKind.DONE, name=act, value=value.name.lower(), id=its_id)
            for act in sorted(test.acts)
            if (act in done) == (value is Truth.TRUE)
        ]


class _OfWhom(TypedDict):
    entity: Entity | None
    id: str | None


def _of_whom(whose: Around) -> _OfWhom:
    if isinstance(whose, Person):
        return {"entity": Entity.PERSON, "id": whose.id}
    if isinstance(whose, Device):
        return {"entity": Entity.DEVICE, "id": whose.id}
    return {"entity": None, "id": None}


def _roles_word(person: Person) -> object:
    """Return the roles of a person as one word, UNKNOWN where none is known."""
    if not person.roles:
        return UNKNOWN
    return ", ".join(role for role in Role if person.roles.get(role) is True) or "none"
