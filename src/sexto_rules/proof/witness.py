"""The incident that shows something, as a scenario ready to paste; read and run again first.

Of a broken promise the scenario expects what the promise asks, so that it fails today and passes
once the protocol is mended. Of anything else it expects what the protocol decides today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Final, Self, TypeAlias, assert_never

from attrs import evolve, frozen

from sexto_rules.authoring.canonical import canonical_text
from sexto_rules.documents.compact import compact_text
from sexto_rules.facts import Incident
from sexto_rules.facts.converter import unstructure_incident
from sexto_rules.facts.vocabulary import Entity, Family
from sexto_rules.proof.finder import NotReproducedError
from sexto_rules.proof.report import Finding
from sexto_rules.proof.statements import Kind
from sexto_rules.protocol.model import (
    DayProtocol,
    Invariant,
    Modality,
    Promise,
    PromiseKind,
    Protocol,
)
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status, Target
from sexto_rules.reference import decide, violations
from sexto_rules.scenarios import Expectation, Runner, Scenario, ScenarioReader, Step, failures
from sexto_rules.scenarios.canonical import form_of_scenario
from sexto_rules.scenarios.expectation import InOrder

__all__ = ["Witnesses"]

Expected: TypeAlias = Expectation | InOrder
"""What a scenario of a witness can expect."""

_STATUSES: Final[Mapping[Kind, frozenset[Status]]] = {
    Kind.CONFLICT: frozenset({Status.CONFLICT}),
    Kind.HELD: frozenset({Status.HELD}),
    Kind.STUCK: frozenset({Status.HELD}),
    Kind.OVERRIDER: frozenset({Status.CONFLICT, Status.HELD}),
    Kind.ALARM: frozenset({Status.IN_FORCE}),
    Kind.LEARNING: frozenset(Status),
}
"""What a line is that shows a statement of the kind; of other kinds the classes show it."""

_BROKEN: Final = """\
# Échoue aujourd'hui : ce qui est attendu est ce que la promesse demande. Fictif.
# Fails today: what is expected is what the promise asks. Fictional.
"""
_TODAY: Final = """\
# Ce qui est attendu est ce que le protocole décide aujourd'hui. Fictif.
# What is expected is what the protocol decides today. Fictional.
"""
_TITLES: Final = {"fr": "À relire\u00a0: {}", "en": "To review: {}"}


class Witnesses:
    """Writes scenarios of a protocol, each confirmed by the reference and every engine there is.

    Close it, or use it in a `with`.
    """

    def __init__(self, protocol: Protocol) -> None:
        """Make it for a protocol."""
        self._protocol = protocol
        self._reader = ScenarioReader(protocol)
        self._runner = Runner(protocol)

    @property
    def decided_by(self) -> tuple[str, ...]:
        """The names of what decides each scenario: the reference, then every engine."""
        return ("reference", *self._runner.decider(None).decided_by)

    def with_scenarios(self, finding: Finding, day: DayProtocol) -> Finding:
        """Return a finding with its incidents as scenarios, where it has any.

        What engines decide wrongly is for no author to paste.

        Raises:
            NotReproducedError: Read and run again, one does not come out as it should.
        """
        if finding.incident is None or finding.kind is Kind.TRANSLATION:
            return finding
        case = _Case(finding, finding.incident, day, decide(day, finding.incident))
        asked = list(case.asked())
        first = self._confirmed(case, asked or list(case.today()), fails=bool(asked))
        if finding.after is None:
            return evolve(finding, scenario=first)
        later = evolve(case, incident=finding.after, outcome=decide(day, finding.after))
        then = self._confirmed(later, [*later.today(), *later.gone_since(case.outcome)])
        return evolve(finding, scenario=first, scenario_after=then)

    def _confirmed(self, case: _Case, expected: list[Expected], *, fails: bool = False) -> str:
        """Return a scenario that expects these things; where there are none, the classes.

        It is read as its author will read it, and run on the reference and on every engine.
        """
        text = self._text(case, _as_data(expected) or _classes(case.outcome), fails=fails)
        scenario = self._read(text)
        if scenario.steps[0].incident != case.incident:
            message = f"the scenario of a witness tells another incident:\n{text}"
            raise NotReproducedError(message)
        found = [each for step in self._runner.run(scenario).failures for each in step]
        if any(each.is_ours for each in found) or bool(found) is not fails:
            said = "; ".join(map(str, found)) or "everything is as expected"
            message = f"a witness comes out otherwise when it is run again: {said}\n{text}"
            raise NotReproducedError(message)
        return text

    def _text(self, case: _Case, expect: dict[str, Any], *, fails: bool) -> str:
        languages, as_of = self._protocol.languages, case.day.as_of
        name = case.finding.subject or str(case.finding.kind)
        titles = {each: _TITLES.get(each, _TITLES["en"]).format(name) for each in languages}
        data: dict[str, Any] = {"title": titles}
        if as_of != self._protocol.date:
            data["as_of"] = as_of.isoformat()
        data["incident"] = unstructure_incident(case.incident)
        data["expect"] = expect
        remark = _BROKEN if fails else _TODAY
        return canonical_text(remark + compact_text(data), form_of_scenario(languages))

    def _read(self, text: str) -> Scenario:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "witness.yaml"
            path.write_text(text, encoding="utf-8")
            scenario = self._reader.scenario(path)
        if scenario is None:
            problems = "; ".join(map(str, self._reader.problems()))
            message = f"the scenario of a witness cannot be read: {problems}\n{text}"
            raise NotReproducedError(message)
        return scenario

    def close(self) -> None:
        """Free what the engines hold."""
        self._runner.close()

    def __enter__(self) -> Self:
        """Return it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()


@frozen
class _Case:
    """An incident that shows that a statement is not so, and what is decided of it."""

    finding: Finding
    incident: Incident
    day: DayProtocol
    outcome: Outcome

    def asked(self) -> Iterator[Expected]:
        """Yield what a broken promise asks and does not get, as far as a scenario can say it."""
        if self.finding.kind is not Kind.INVARIANT:
            return
        invariant = next(each for each in self.day.invariants if each.id == self.finding.subject)
        asked: list[Expected] = []
        for part in _parts(invariant):
            alone = evolve(self.day, invariants=(part,))
            for _, this in violations(alone, self.incident, self.outcome):
                for promise in part.promises or part.some_of[:1]:
                    asked += self._demands(promise, this)
        for each in dict.fromkeys(asked):
            told = Step(
                incident=self.incident,
                expectations=(each,) if isinstance(each, Expectation) else (),
                order=(each,) if isinstance(each, InOrder) else (),
            )
            if any(failures(told, self.day, self.outcome)):
                yield each

    def today(self) -> Iterator[Expected]:
        """Yield what the protocol decides of the lines that show it."""
        if self.finding.kind is Kind.TELLING:
            yield from self._calls()
        for line in self.outcome.lines:
            if line.directive == self.finding.subject and self._is_shown_by(line):
                yield Expectation(way=self._way(line), name=line.directive, target=_whom(line))
                for name in line.blocked_by:
                    if self.finding.beside in {"", name}:
                        yield Expectation(way="must_not", name=name)

    def _calls(self) -> Iterator[Expected]:
        """Yield of each act of the family `alarm` how it is given today, or that it is not due."""
        for name, act in self.day.protocol.acts.items():
            if act.family is Family.ALARM:
                due = [
                    self._modality(line)
                    for line in self.outcome.lines
                    if line.status is Status.DUE and name in line.acts
                ]
                for way in due or ["not_due"]:
                    yield Expectation(way=way, name=name)

    def gone_since(self, before: Outcome) -> Iterator[Expected]:
        """Yield the lines that there were before and that are no more.

        Of a prohibition a scenario cannot say so: it forbids, or is lifted for somebody.
        """
        its = [
            [line for line in outcome.lines if line.directive == self.finding.subject]
            for outcome in (before, self.outcome)
        ]
        left = {line.target for line in its[1]}
        for line in its[0]:
            if line.target not in left and self._modality(line) != Modality.MUST_NOT:
                yield Expectation(way="absent", name=line.directive, target=_whom(line))

    def _is_shown_by(self, line: Line) -> bool:
        beside = self.finding.beside
        statuses = _STATUSES.get(self.finding.kind, frozenset())
        return line.status in statuses and (not beside or beside in line.blocked_by)

    def _demands(self, promise: Promise, this: Target | None) -> Iterator[Expected]:
        """Yield what a promise asks, one thing for each act and target."""
        match promise.kind:
            case PromiseKind.ORDER:
                yield InOrder(names=promise.acts)
            case PromiseKind.NO_CONFLICT:
                for line in self.outcome.lines:
                    if line.status is Status.CONFLICT:
                        way = self._modality(line)
                        yield Expectation(way=way, name=line.directive, target=_whom(line))
            case PromiseKind.MUST | PromiseKind.MUST_NOT | PromiseKind.NEVER:
                way = "absent" if promise.kind is PromiseKind.NEVER else str(promise.kind)
                for act in promise.acts:
                    for target in self._targets(act, this):
                        yield Expectation(way=way, name=act, target=target)
            case _:
                assert_never(promise.kind)

    def _targets(self, act: str, this: Target | None) -> list[str | None]:
        """Return the ids of those for whom an act is promised; None for an act without target."""
        kind = self.day.protocol.acts[act].target
        if kind is None:
            return [None]
        if this is not None and kind is this.kind:
            return [this.id]
        listed = self.incident.persons if kind is Entity.PERSON else self.incident.devices
        return [each.id for each in listed] or [None]

    def _way(self, line: Line) -> str:
        """Return the way in which a line as it is may be expected."""
        match line.status:
            case Status.IN_FORCE:
                return "must_not"
            case Status.CONFLICT:
                return "not_due"
            case Status.DUE:
                return self._modality(line)
            case _:
                return str(line.status)

    def _modality(self, line: Line) -> str:
        return next(str(each.modality) for each in self.day.directives if each.id == line.directive)


def _parts(invariant: Invariant) -> Iterator[Invariant]:
    """Yield the invariant with one of its promises at a time, then with its alternatives."""
    for promise in invariant.promises:
        yield evolve(invariant, promises=(promise,), some_of=())
    if invariant.some_of:
        yield evolve(invariant, promises=())


def _whom(line: Line) -> str | None:
    """Return the target of a line as a scenario names it."""
    if line.target is None or line.target.scope is Scope.EVERY:
        return None
    return line.target.id or "any"


def _classes(outcome: Outcome) -> dict[str, Any]:
    possible = outcome.possible_classes
    return {"class": possible[0]} if len(possible) == 1 else {"classes": list(possible)}


def _as_data(expected: Iterable[Expected]) -> dict[str, Any]:
    """Return what is expected as a scenario file has it."""
    data: dict[str, Any] = {}
    for each in dict.fromkeys(expected):
        if isinstance(each, InOrder):
            data["order"] = list(each.names)
        else:
            told = each.name if each.target is None else {each.name: each.target}
            data.setdefault(each.way, []).append(told)
    return data
