"""The typed core: a protocol as frozen data, every node knowing its line.

`Protocol` holds every entry of every date, with what it inherits already in it.
`on(protocol, day)` in `protocol.dates` cuts it down to the entries in force on one day;
engines, the reference and the checks work on such a `DayProtocol`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias, assert_never

from attrs import field, frozen

from sexto_rules.errors import NOWHERE, Place
from sexto_rules.facts.vocabulary import ActSpec, Entity, Family
from sexto_rules.protocol.conditions import ALWAYS, Condition, FactRef

__all__ = [
    "AnswerSpec",
    "Basis",
    "Choice",
    "Class",
    "Conclusion",
    "Contact",
    "DayProtocol",
    "Directive",
    "DoerSpec",
    "InDoubt",
    "Invariant",
    "Modality",
    "Period",
    "Promise",
    "PromiseKind",
    "Protocol",
    "Question",
    "Region",
    "Rule",
    "Source",
    "SourceRef",
    "Term",
    "Text",
    "UrgencyGroup",
    "Within",
    "WithinKind",
]

Text: TypeAlias = Mapping[str, str]
"""A text by language code."""


class Basis(StrEnum):
    """What a statement rests on; the first three need a source."""

    LAW = "law"
    OFFICIAL_GUIDANCE = "official_guidance"
    REPORTED_PRACTICE = "reported_practice"
    INFERENCE = "inference"
    UNVERIFIED = "unverified"


class Modality(StrEnum):
    """What a directive says of its act."""

    MUST = "must"
    MUST_NOT = "must_not"
    SHOULD = "should"
    MAY = "may"
    NOTE = "note"


class InDoubt(StrEnum):
    """What a directive does while its condition is unknown."""

    APPLIES = "applies"
    WAITS = "waits"


class WithinKind(StrEnum):
    """The time words."""

    IMMEDIATELY = "immediately"
    WITHOUT_DELAY = "without_delay"
    SAME_DAY = "same_day"
    DURATION = "duration"


@frozen
class Period:
    """Days on which an entry is in force: from the first, up to but not including the last."""

    start: date | None = None
    end: date | None = None


@frozen
class SourceRef:
    """A source of a statement; `partly` where it carries only part of it."""

    id: str
    partly: bool = False


@frozen
class Source:
    """A public document: where it stands and the day it was read."""

    id: str
    title: str
    publisher: str
    url: str | None
    citation: str | None
    read: date
    note: str | None = None
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen
class Within:
    """A deadline. A duration counts from the report, or from `counted_from` once recorded."""

    kind: WithinKind
    duration: timedelta | None = None
    counted_from: str | None = None

    @property
    def rank(self) -> timedelta:
        """For ordering: immediately, without delay, then by time (`same_day` is 24 hours)."""
        match self.kind:
            case WithinKind.IMMEDIATELY:
                return timedelta(days=-2)
            case WithinKind.WITHOUT_DELAY:
                return timedelta(days=-1)
            case WithinKind.SAME_DAY:
                return timedelta(hours=24)
            case WithinKind.DURATION:
                return self.duration or timedelta()
            case _:
                assert_never(self.kind)


@frozen(kw_only=True)
class Entry:
    """What every dated, sourced statement has. `origin` is the protocol that wrote it."""

    id: str
    origin: str
    period: Period = Period()
    basis: Basis | None = None
    sources: tuple[SourceRef, ...] = ()
    note: str | None = None
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen(kw_only=True)
class Rule:
    """One alternative of a conclusion."""

    when: Condition
    basis: Basis
    sources: tuple[SourceRef, ...] = ()
    period: Period = Period()
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen(kw_only=True)
class Conclusion:
    """A named intermediate conclusion: the `or` of its rules, one per entity with `for_each`."""

    id: str
    origin: str
    text: Text
    for_each: Entity | None = None
    rules: tuple[Rule, ...]
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen(kw_only=True)
class Class(Entry):
    """A route for the staff; `when` is None for the last, `otherwise`."""

    text: Text
    when: Condition | None


@frozen(kw_only=True)
class Directive(Entry):
    """A duty, recommendation, permission, prohibition or note.

    `acts` has one element for `must`, `should`, `may`; the alternatives of a `one_of`;
    every member of the family (in vocabulary order) for a `must_not` that names one
    (`family` says which); none for a note. `condition` is `when` and not `unless`.
    `reasons` gives the reason beside each loosening (`in_doubt`, `may_be_held`, `default`).
    """

    modality: Modality
    acts: tuple[str, ...]
    family: Family | None = None
    for_each: Entity | None = None
    condition: Condition = ALWAYS
    by: str = "everyone"
    within: Within | None = None
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    text: Text
    in_doubt: InDoubt
    overrides: tuple[str, ...] = ()
    default: bool = False
    may_be_held: bool = False
    separately: bool = False
    personal: bool = False
    contacts: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(factory=dict)


class PromiseKind(StrEnum):
    """What an invariant asks of every decision."""

    MUST = "must"
    MUST_NOT = "must_not"
    NEVER = "never"
    ORDER = "order"
    NO_CONFLICT = "no_conflict"


@frozen
class Promise:
    """One promise: `must`/`must_not`/`never` an act (families expanded), or the order of two acts.

    `must` of several acts: each of them. `order`: the first before the second. `families`
    names those among the acts that the author named as a family: acts that a child adds to
    one of them are promised too.
    """

    kind: PromiseKind
    acts: tuple[str, ...] = ()
    families: tuple[Family, ...] = ()


@frozen(kw_only=True)
class Invariant(Entry):
    """Whenever `always` is certainly true (and a duty of `when_due` is due), every promise holds.

    `some_of` holds alternatives of which one must hold.
    """

    text: Text
    for_each: Entity | None = None
    always: Condition = ALWAYS
    when_due: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    some_of: tuple[Promise, ...] = ()


@frozen(kw_only=True)
class Choice:
    """A value an answer can take, with its label."""

    id: str
    text: Text


@frozen(kw_only=True)
class AnswerSpec:
    """The protocol's own question fact: bool, or one of `choices`."""

    id: str
    text: Text
    choices: tuple[Choice, ...] = ()
    state: bool = False
    place: Place = field(default=NOWHERE, eq=False, repr=False)


@frozen(kw_only=True)
class Region:
    """A code of the fact `region`."""

    id: str
    text: Text


@frozen(kw_only=True)
class DoerSpec:
    """A doer the protocol adds; `part_of_staff` puts it among the staff."""

    id: str
    text: Text
    part_of_staff: bool = False


@frozen(kw_only=True)
class Term(Entry):
    """A word of the law with its dates; texts name it as `{id}`."""

    text: Text


@frozen(kw_only=True)
class Contact(Entry):
    """Whom to call, and how."""

    name: Text
    phone: str | None = None
    url: str | None = None
    text: Text | None = None


@frozen(kw_only=True)
class UrgencyGroup:
    """A group of questions asked together, most urgent first."""

    id: str
    text: Text


@frozen(kw_only=True)
class Question(Entry):
    """A question of the grid.

    `fact` is what it asks (`persons_complete` for "is that everybody?"); `adds` says that it
    may add a person or a device. `learned_by` is the act that teaches the answer. Among the
    questions of its urgency group, what its answer is expected to settle counts `weight` times.
    """

    fact: FactRef
    urgency: str
    text: Text
    help: Text | None = None
    choices: Mapping[str, Text] = field(factory=dict)
    for_each: Entity | None = None
    when: Condition = ALWAYS
    learned_by: str | None = None
    adds: Entity | None = None
    weight: int = 1


@frozen(kw_only=True)
class Protocol:
    """A whole protocol, every date, with all it inherits.

    `acts` and `doers` include the shared ones. `lineage` names the protocols it extends,
    nearest first. `digest` is `sha256:` and the hash of the typed content: two folders that
    say the same have the same. `declared` says where this protocol itself, not one that it
    extends, declares its sources and what it adds to the vocabulary: `sources.guide`,
    `acts.call_nurse`, `regions.qc-06`.
    """

    id: str
    version: str
    date: date
    title: Text
    notice: Text
    languages: tuple[str, ...]
    lineage: tuple[str, ...] = ()
    digest: str = ""
    regions: tuple[Region, ...] = ()
    doers: Mapping[str, frozenset[str]]
    doer_texts: Mapping[str, Text] = field(factory=dict)
    acts: Mapping[str, ActSpec]
    act_texts: Mapping[str, Text] = field(factory=dict)
    answers: tuple[AnswerSpec, ...] = ()
    terms: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()
    contacts: tuple[Contact, ...] = ()
    urgency: tuple[UrgencyGroup, ...] = ()
    given: tuple[FactRef, ...] = ()
    questions: tuple[Question, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    classes: tuple[Class, ...] = ()
    directives: tuple[Directive, ...] = ()
    invariants: tuple[Invariant, ...] = ()
    declared: Mapping[str, Place] = field(factory=dict, eq=False, repr=False)


@frozen(kw_only=True)
class DayProtocol:
    """A protocol on one day: only entries in force, each id once, directives in plan order.

    `conclusions` are in an order in which each stands after those it uses; `directives` has
    the prohibitions first, as written, then the topological order of `design/language.md`.
    Terms are already put into the texts.
    """

    protocol: Protocol
    as_of: date
    answers: tuple[AnswerSpec, ...]
    contacts: Mapping[str, Contact]
    sources: Mapping[str, Source]
    questions: tuple[Question, ...]
    conclusions: tuple[Conclusion, ...]
    classes: tuple[Class, ...]
    directives: tuple[Directive, ...]
    invariants: tuple[Invariant, ...]
