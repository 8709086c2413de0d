"""Reading scenario files. Each mistake is a problem at its line, never a pass."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from attrs import evolve

from sexto_rules.authoring.fields import Fields, Shape, found, items_of, open_fields
from sexto_rules.authoring.report import Report, quoted
from sexto_rules.documents import MappingNode, Node, ScalarNode, place_of, plain, read_document
from sexto_rules.errors import IncidentError, Place, Problem, ProblemsError, ProtocolError
from sexto_rules.facts import Incident, structure_incident
from sexto_rules.protocol.model import Protocol, Text
from sexto_rules.scenarios.expectation import OPEN, WAYS, Expectation
from sexto_rules.scenarios.scenario import Scenario, Step

__all__ = ["check_scenarios", "load_scenarios", "scenario_files"]

_SCENARIO: Final = Shape(
    what="a scenario", required=("title", "incident", "expect"), optional=("as_of", "remark")
)
_EXPECT: Final = Shape(
    what="`expect`", optional=("class", "classes", "final", "next_question", *WAYS)
)
_ANYBODY: Final = frozenset({"any", "every"})
_YES_NO: Final = {"yes": True, "true": True, "no": False, "false": False}


def scenario_files(folder: Path) -> tuple[Path, ...]:
    """Return the scenario files of a protocol folder, in order of their names."""
    return tuple(sorted((folder / "scenarios").glob("*.yaml")))


def load_scenarios(folder: Path, protocol: Protocol) -> tuple[Scenario, ...]:
    """Return the scenarios beside a protocol.

    Raises:
        ProtocolError: A file has mistakes, or there is none at all.
    """
    read = [_read(path, protocol) for path in scenario_files(folder)]
    problems = [problem for _, found_ in read for problem in found_]
    if not read:
        problems = [Problem("SX605", "no scenario is here", Place(str(folder / "scenarios")))]
    if problems:
        raise ProtocolError(problems)
    return tuple(scenario for scenario, _ in read if scenario is not None)


def check_scenarios(folder: Path, protocol: Protocol) -> tuple[Problem, ...]:
    """Return the problems of the scenario files beside a protocol."""
    if not folder.is_dir():
        return ()
    return tuple(problem for path in scenario_files(folder) for problem in _read(path, protocol)[1])


def _read(path: Path, protocol: Protocol) -> tuple[Scenario | None, tuple[Problem, ...]]:
    try:
        node = read_document(path)
    except ProblemsError as error:
        return None, error.problems
    report = Report()
    fields = open_fields(report, node, _SCENARIO)
    scenario = None if fields is None else _scenario(report, str(path), fields, protocol)
    return (None if report.problems else scenario), tuple(report.problems)


def _scenario(report: Report, file: str, fields: Fields, protocol: Protocol) -> Scenario | None:
    incident = _incident(report, fields.get("incident"))
    title = _title(report, fields.get("title"), protocol)
    expect = fields.get("expect")
    expected = None if expect is None else open_fields(report, expect, _EXPECT)
    if incident is None or expected is None:
        return None
    reader = _ExpectReader(report, protocol, incident)
    step = Step(
        incident=incident,
        expectations=tuple(reader.expectations(expected)),
        class_=reader.class_name(expected.get("class")),
        classes=reader.class_names(expected.get("classes")),
        final=_yes_or_no(report, expected.get("final")),
        next_question=reader.question(expected.get("next_question")),
        place=fields.place_of("expect"),
        places=expected.places,
    )
    as_of = _day(report, fields.get("as_of"))
    scenario = Scenario(file=file, title=title, as_of=as_of, steps=(step,))
    if not expected.own:
        report.add("SX604", "this scenario expects nothing", fields.place_of("expect"))
    return scenario


def _incident(report: Report, node: Node | None) -> Incident | None:
    if node is None:
        return None
    try:
        return structure_incident(plain(node))
    except IncidentError as error:
        for problem in error.problems:
            place = place_of(node, problem.place.path or "")
            report.problems.append(evolve(problem, place=place))
        return None


def _title(report: Report, node: Node | None, protocol: Protocol) -> Text:
    if not isinstance(node, MappingNode):
        if node is not None:
            report.add("SX601", "the title has a text for each language", node.place)
        return {}
    texts = {key.text: value.text for key, value in node.entries if isinstance(value, ScalarNode)}
    for language in protocol.languages:
        if not texts.get(language, "").strip():
            report.add("SX601", f"the title has no text in `{language}`", node.place)
    return texts


def _day(report: Report, node: Node | None) -> date | None:
    if node is None:
        return None
    if isinstance(node, ScalarNode):
        try:
            return date.fromisoformat(node.text)
        except ValueError:
            pass
    report.add("SX601", f"expected a day such as 2026-01-15, found {found(node)}", node.place)
    return None


def _yes_or_no(report: Report, node: Node | None) -> bool | None:
    if node is None:
        return None
    if isinstance(node, ScalarNode) and node.text in _YES_NO:
        return _YES_NO[node.text]
    report.add("SX601", f"expected yes or no, found {found(node)}", node.place)
    return None


class _ExpectReader:
    """Reads what is expected, with the names of the protocol at hand."""

    def __init__(self, report: Report, protocol: Protocol, incident: Incident) -> None:
        self._report = report
        self._names = {*protocol.acts, *(each.id for each in protocol.directives)}
        self._classes = {each.id for each in protocol.classes}
        self._questions = {each.id for each in protocol.questions}
        self._targets = {
            *_ANYBODY,
            *(each.id for each in incident.persons),
            *(each.id for each in incident.devices),
        }

    def expectations(self, fields: Fields) -> Iterator[Expectation]:
        """Yield every line expected."""
        for way in WAYS:
            node = fields.get(way)
            items = None if node is None else items_of(self._report, node, single=True)
            for item in items or ():
                yield from self._expectation(way, item)

    def _expectation(self, way: str, node: Node) -> Iterator[Expectation]:
        pairs: list[tuple[str, Place, Node | None]] = []
        if isinstance(node, ScalarNode):
            pairs = [(node.text, node.place, None)]
        elif isinstance(node, MappingNode):
            pairs = [(key.text, key.place, value) for key, value in node.entries]
        else:
            self._report.add("SX601", f"expected an act, found {found(node)}", node.place)
        for name, place, target in pairs:
            self._known(name, place, "SX602", "an act or a directive", self._names)
            if target is None:
                yield Expectation(way=way, name=name, place=place)
            elif isinstance(target, ScalarNode):
                self._known(target.text, target.place, "SX603", "listed", self._targets)
                yield Expectation(way=way, name=name, target=target.text, place=place)
            else:
                message = f"expected the id of a target, found {found(target)}"
                self._report.add("SX601", message, target.place)

    def class_name(self, node: Node | None) -> str | None:
        """Return the class expected."""
        return self._name(node, "SX602", "a class", {*self._classes, OPEN})

    def class_names(self, node: Node | None) -> tuple[str, ...] | None:
        """Return the possible classes expected."""
        if node is None:
            return None
        items = items_of(self._report, node) or ()
        names = [self._name(item, "SX602", "a class", self._classes) for item in items]
        return tuple(name for name in names if name is not None)

    def question(self, node: Node | None) -> str | None:
        """Return the question expected next."""
        return self._name(node, "SX602", "a question", self._questions)

    def _name(self, node: Node | None, code: str, what: str, names: set[str]) -> str | None:
        if node is None:
            return None
        if not isinstance(node, ScalarNode):
            self._report.add(
                "SX601", f"expected the name of {what}, found {found(node)}", node.place
            )
            return None
        self._known(node.text, node.place, code, what, names)
        return node.text

    def _known(self, name: str, place: Place, code: str, what: str, names: set[str]) -> None:
        if name not in names:
            help_ = self._report.nearest(name, sorted(names))
            self._report.add(code, f"{quoted(name)} is not {what}", place, help_)
