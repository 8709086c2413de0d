"""The scenario that is missing: a survivor's incident, and what the protocol says of it as written.

It is a proposal. What is expected is what the protocol decides today where the mistake would
change it; whether that is right is for its author to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from attrs import frozen

from sexto_rules.authoring.canonical import canonical_text
from sexto_rules.authoring.within import within_words
from sexto_rules.documents.compact import compact_text
from sexto_rules.facts.converter import unstructure_incident
from sexto_rules.mutation.mistake import Mutant
from sexto_rules.mutation.verdict import Shown
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol, Directive, Modality, Protocol
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Target
from sexto_rules.scenarios.canonical import form_of_scenario
from sexto_rules.scenarios.expectation import CERTAINTY_TOLD, NO_DEADLINE, STANDING

__all__ = ["LineChange", "line_changes", "missing_case", "moved_pair"]

_MOST: Final = 8
_REVIEW: Final = """\
# À relire avant de garder : ce qui est attendu est ce que le protocole décide aujourd'hui. Fictif.
# Review before keeping: what is expected is what the protocol decides today. Fictional.
"""
_TITLES: Final = {"fr": "À relire\u00a0: {}", "en": "To review: {}"}

Key: TypeAlias = tuple[str, tuple[str, ...], Target | None]
Item: TypeAlias = str | dict[str, str]


@frozen
class LineChange:
    """A line of the protocol as written, and what the mistake makes of it; None: no such line."""

    directive: str
    before: Line | None
    after: Line | None


def line_changes(mutant: Mutant, protocol: Protocol, shown: Shown) -> tuple[LineChange, ...]:
    """Return the lines that people could tell apart, in the order of the plan as written."""
    before, after = on(protocol, shown.as_of), on(mutant.protocol, shown.as_of)
    old, new = _by_key(shown.before, before), _by_key(shown.after, after)
    said = {each.id: _said(each) for each in before.directives}
    said_after = {each.id: _said(each) for each in after.directives}
    changes = []
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        same = one is not None and other is not None and _told(one) == _told(other)
        stands = one is not None and one.status in STANDING
        if not same or (stands and said.get(key[0]) != said_after.get(key[0])):
            changes.append(LineChange(key[0], one, other))
    return tuple(changes)


def missing_case(mutant: Mutant, protocol: Protocol, shown: Shown) -> str:
    """Return the text of a scenario that holds on the protocol and fails on the mutant."""
    data: dict[str, Any] = {
        "title": {
            language: _TITLES.get(language, _TITLES["en"]).format(mutant.entry)
            for language in protocol.languages
        }
    }
    if shown.as_of != protocol.date:
        data["as_of"] = shown.as_of.isoformat()
    data["incident"] = unstructure_incident(shown.incident)
    data["expect"] = _expected(mutant, protocol, shown)
    form = form_of_scenario(protocol.languages)
    return canonical_text(_REVIEW + compact_text(data), form)


def _expected(mutant: Mutant, protocol: Protocol, shown: Shown) -> dict[str, Any]:
    classes = shown.before.possible_classes
    expected: dict[str, Any] = {}
    if classes != shown.after.possible_classes:
        expected |= {"class": classes[0]} if len(classes) == 1 else {"classes": list(classes)}
    changes = line_changes(mutant, protocol, shown)
    days = on(protocol, shown.as_of), on(mutant.protocol, shown.as_of)
    for change in changes[:_MOST]:
        for way, item in _wanted(change, *days):
            if isinstance(item, dict) and way in {"by", "within"}:
                expected.setdefault(way, {}).update(item)
            elif item not in expected.setdefault(way, []):
                expected[way].append(item)
    return expected or {"order": moved_pair(shown)}


def _wanted(
    change: LineChange, before: DayProtocol, after: DayProtocol
) -> Iterator[tuple[str, Item]]:
    """Yield what to expect of a line, by the key of `expect`."""
    line, other = change.before, change.after
    if line is None:
        assert other is not None, "one of the two is there"
        yield "absent", _item(other, before)
        return
    its, now = _directive(before, line.directive), _find(after, line.directive)
    item = _item(line, before)
    if other is None or now is None or _way(line, its) != _way(other, now):
        yield _way(line, its), item
    elif line.acts != other.acts:
        yield from ((_way(line, its), act) for act in line.acts if act not in other.acts)
    elif line.certain is not other.certain:
        yield "certain" if line.certain else "in_doubt", item
    elif line.breached is not other.breached:
        yield "breached" if line.breached else "must_not", item
    if now is None or line.status not in STANDING:
        return
    if its.by != now.by:
        yield "by", {its.id: its.by}
    if its.within != now.within:
        yield "within", {its.id: _deadline(its)}


def _way(line: Line, its: Directive) -> str:
    match line.status:
        case Status.DUE:
            return str(its.modality)
        case Status.IN_FORCE:
            return "must_not"
        case _:
            return str(line.status)


def _item(line: Line, day: DayProtocol) -> Item:
    """Return a line as it is expected: by its directive, by its act where that has several."""
    its = _find(day, line.directive)
    several = its is not None and its.modality is Modality.MUST_NOT and len(its.acts) > 1
    name = line.acts[0] if several else line.directive
    if line.target is None or line.target.scope is Scope.EVERY:
        return name
    return {name: line.target.id or "any"}


def moved_pair(shown: Shown) -> list[str]:
    """Return two directives that stand in this order as written, and in the other by mistake."""
    before, after = (
        [line.directive for line in each.lines if line.status in STANDING]
        for each in (shown.before, shown.after)
    )
    for at, name in enumerate(before):
        for later in before[at + 1 :]:
            if name in after and later in after and after.index(later) < after.index(name):
                return [name, later]
    return before[:2]


def _by_key(outcome: Outcome, day: DayProtocol) -> Mapping[Key, Line]:
    """Return the lines by directive and target; a prohibition has one for each act too."""
    forbids = {each.id for each in day.directives if each.modality is Modality.MUST_NOT}
    return {
        (line.directive, line.acts if line.directive in forbids else (), line.target): line
        for line in outcome.lines
    }


def _told(line: Line) -> tuple[object, ...]:
    """Return what people are told of a line, its directive aside."""
    certain = line.certain if line.status in CERTAINTY_TOLD else None
    return line.status, line.acts, certain, line.breached


def _said(directive: Directive) -> tuple[object, ...]:
    return directive.modality, directive.by, directive.within


def _deadline(directive: Directive) -> str:
    return NO_DEADLINE if directive.within is None else str(within_words(directive.within))


def _directive(day: DayProtocol, name: str) -> Directive:
    return next(each for each in day.directives if each.id == name)


def _find(day: DayProtocol, name: str) -> Directive | None:
    return next((each for each in day.directives if each.id == name), None)
