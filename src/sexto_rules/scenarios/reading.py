"""Reading scenario files. Each mistake is a problem at its line, never a pass.

A scenario has an incident of its own, or the one that another scenario of the folder begins
with (`base`) and how it `differs`. Its `steps` go on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from attrs import field, frozen

from sexto_rules.authoring.fields import (
    COMMA,
    Fields,
    Shape,
    found,
    is_empty,
    items_of,
    open_fields,
)
from sexto_rules.authoring.report import Report, quoted
from sexto_rules.decisions.fitting import Fitting
from sexto_rules.documents import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    is_misnamed,
    read_document,
)
from sexto_rules.errors import IncidentError, Place, Problem, ProblemsError, ProtocolError
from sexto_rules.facts import Incident
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Protocol, Text
from sexto_rules.scenarios.expecting import Expecting
from sexto_rules.scenarios.scenario import Scenario, Step
from sexto_rules.scenarios.taking_back import taken_back
from sexto_rules.scenarios.telling import Told, tell

__all__ = [
    "ScenarioReader",
    "check_scenarios",
    "find_misnamed",
    "load_scenarios",
    "read_scenarios",
    "scenario_files",
]

_ALWAYS: Final = ("as_of", "steps", "remark")
SCENARIO: Final = Shape(
    what="a scenario",
    required=("title", "incident", "expect"),
    optional=_ALWAYS,
    hints={"differs": "what differs stands beside `base`, which names another scenario"},
)
VARIANT: Final = Shape(
    what="a scenario with `base`",
    required=("title", "base", "expect"),
    optional=("differs", *_ALWAYS),
    hints={
        "incident": "the incident is that of `base`: write under `differs` what is not the same"
    },
)
STEP: Final = Shape(
    what="a step",
    required=("expect",),
    optional=("then_learn", "then_done", "remark"),
    hints={"done": "write it under `then_done`"},
)


def scenario_files(folder: Path) -> tuple[Path, ...]:
    """Return the scenario files of a protocol folder, in order of their names."""
    return tuple(sorted((folder / "scenarios").glob("*.yaml")))


def find_misnamed(folder: Path) -> tuple[Problem, ...]:
    """Return a problem for each file among the scenarios of a protocol folder that is not read."""
    return tuple(
        Problem(
            "SX605",
            f"{quoted(path.name)} is not run: the file of a scenario ends in `.yaml`",
            Place(str(path)),
            "rename it",
        )
        for path in sorted((folder / "scenarios").glob("[!.]*"))
        if is_misnamed(path)
    )


def load_scenarios(folder: Path, protocol: Protocol) -> tuple[Scenario, ...]:
    """Return the scenarios beside a protocol.

    Raises:
        ProtocolError: A file has mistakes, or there is none at all.
    """
    files = scenario_files(folder)
    scenarios, problems = read_scenarios(files, protocol)
    if not files:
        problems = (Problem("SX605", "no scenario is here", Place(str(folder / "scenarios"))),)
    if problems:
        raise ProtocolError(problems)
    return scenarios


def check_scenarios(folder: Path, protocol: Protocol) -> tuple[Problem, ...]:
    """Return the problems of the scenario files beside a protocol, and of files not read."""
    if not folder.is_dir():
        return ()
    problems = read_scenarios(scenario_files(folder), protocol)[1]
    return (*find_misnamed(folder), *problems)


def read_scenarios(
    files: Iterable[Path], protocol: Protocol
) -> tuple[tuple[Scenario, ...], tuple[Problem, ...]]:
    """Return the scenarios of these files that have no mistake, and the problems of the others.

    The problems of a file that one of them takes its incident from are among them.
    """
    reader = ScenarioReader(protocol)
    read = [reader.scenario(path) for path in files]
    return tuple(each for each in read if each is not None), tuple(reader.problems())


@frozen
class _Beginning:
    """The head of a scenario file: its fields, its day, its incident (None where wrong)."""

    report: Report
    fields: Fields | None = None
    as_of: date | None = None
    incident: Incident | None = None


@frozen
class ScenarioReader:
    """Reads the scenarios of a protocol one by one; the beginning of each file is read once."""

    protocol: Protocol
    _beginnings: dict[Path, _Beginning] = field(factory=dict)
    _fittings: dict[date, Fitting] = field(factory=dict)

    def problems(self) -> Iterator[Problem]:
        """Yield the problems of every file that was read, file by file."""
        for _, beginning in sorted(self._beginnings.items()):
            yield from sorted(beginning.report.problems, key=_position)

    def scenario(self, path: Path) -> Scenario | None:
        """Return the scenario of a file; None where it, or what it is based on, has mistakes."""
        beginning = self._beginning(path, ())
        report, fields = beginning.report, beginning.fields
        if fields is None:
            return None
        title = _title(report, fields.get("title"), self.protocol)
        steps = tuple(self._steps(report, fields, beginning))
        if report.problems or beginning.incident is None:
            return None
        return Scenario(file=str(path), title=title, as_of=beginning.as_of, steps=steps)

    def _beginning(self, path: Path, waiting: tuple[Path, ...]) -> _Beginning:
        """Return the head of a file; `waiting` are the files that are based on it."""
        kept = self._beginnings.get(path)
        if kept is None:
            kept = self._beginnings[path] = self._read(path, (*waiting, path))
        return kept

    def _read(self, path: Path, waiting: tuple[Path, ...]) -> _Beginning:
        report = Report()
        try:
            node = read_document(path)
        except ProblemsError as error:
            report.problems += error.problems
            return _Beginning(report)
        keys = {key.text for key, _ in node.entries} if isinstance(node, MappingNode) else set()
        fields = open_fields(report, node, VARIANT if "base" in keys else SCENARIO)
        if fields is None:
            return _Beginning(report)
        as_of = _day(report, fields.get("as_of"))
        if "base" not in keys:
            told = fields.get("incident")
            incident = None if told is None else self._told(report, Incident(), told, as_of)
            return _Beginning(report, fields, as_of, incident)
        base = self._base(report, fields, path, waiting)
        if base is None:
            return _Beginning(report, fields, as_of)
        as_of = as_of or base.as_of
        incident = base.incident
        differs = fields.get("differs")
        if incident is not None and differs is not None:
            incident = self._told(report, incident, differs, as_of)
            if incident == base.incident:
                message = "nothing differs here from the incident of `base`"
                report.add("SX608", message, fields.place_of("differs"))
        elif differs is None and keys.isdisjoint({"as_of", "incident"}):
            message = "this scenario has the incident of its `base` on the same day"
            help_ = "say under `differs` what is not the same, or give another day with `as_of`"
            report.add("SX608", message, fields.place_of("base"), help_)
        return _Beginning(report, fields, as_of, incident)

    def _base(
        self, report: Report, fields: Fields, path: Path, waiting: tuple[Path, ...]
    ) -> _Beginning | None:
        """Return the head of the file that a scenario is based on."""
        node = fields.get("base")
        assert node is not None, "only a scenario with `base` is read as one"
        if not isinstance(node, ScalarNode) or not node.text:
            message = f"expected the name of a scenario of this folder, found {found(node)}"
            report.add("SX601", message, node.place)
            return None
        stems = sorted(each.stem for each in path.parent.glob("*.yaml"))
        if node.text not in stems:
            help_ = report.nearest(node.text, stems) or "the name of its file, without `.yaml`"
            message = f"{quoted(node.text)} is not a scenario of this folder"
            report.add("SX606", message, node.place, help_)
            return None
        its_path = path.with_name(f"{node.text}.yaml")
        if its_path in waiting:
            circle = waiting[waiting.index(its_path) :]
            way = " → ".join(f"`{each.stem}`" for each in (*circle, its_path))
            help_ = "write the incident of one of them under `incident`"
            report.add("SX606", f"this leads back to itself: {way}", node.place, help_)
            return None
        return self._beginning(its_path, waiting)

    def _told(
        self, report: Report, before: Incident, learned: Node, as_of: date | None
    ) -> Incident | None:
        """Return an incident with what is told beside it, which the protocol takes."""
        incident, told, problems = tell(before, learned, None, learned.place, narrow=False)
        report.problems += problems
        return None if incident is None else self._fitting(report, incident, told, as_of)

    def _fitting(
        self, report: Report, incident: Incident, told: Told, as_of: date | None
    ) -> Incident | None:
        """Return the incident where the protocol declares all that it names on that day."""
        day = as_of or self.protocol.date
        if day not in self._fittings:
            self._fittings[day] = Fitting(on(self.protocol, day))
        try:
            self._fittings[day].require(incident)
        except IncidentError as error:
            report.problems += [told.placed(each) for each in error.problems]
            return None
        return incident

    def _steps(self, report: Report, fields: Fields, beginning: _Beginning) -> Iterator[Step]:
        """Yield the steps of a scenario, the beginning first, as far as they have no mistakes."""
        expecting = Expecting(report, self.protocol)
        incident = beginning.incident
        yield from _expected(expecting, fields, incident)
        node = fields.get("steps")
        for item in () if node is None else items_of(report, node) or ():
            its_fields = open_fields(report, item, STEP)
            if its_fields is None:
                incident = None
                continue
            if incident is not None:
                incident = self._learned(report, its_fields, incident, beginning.as_of)
            yield from _expected(expecting, its_fields, incident)

    def _learned(
        self, report: Report, fields: Fields, before: Incident, as_of: date | None
    ) -> Incident | None:
        """Return what is known after a step."""
        learned, done = fields.get("then_learn"), fields.get("then_done")
        if learned is None and done is None:
            message = "this step has neither `then_learn` nor `then_done`"
            report.add("SX608", message, fields.place, "say what is learned or done meanwhile")
            return before
        if isinstance(learned, MappingNode):
            keys = [key for key, _ in learned.entries if key.text == "done"]
            for key in keys:
                message = "`done` is not a key of `then_learn`"
                report.add("SX202", message, key.place, "write it under `then_done`")
            if keys:
                return None
        if done is not None and not isinstance(done, SequenceNode):
            items_of(report, done, help="write `then_done: [{act: call_police}]`")
            return None
        incident, told, problems = tell(before, learned, done, fields.place, narrow=True)
        report.problems += problems
        if incident is None:
            return None
        if incident == before:
            help_ = "leave it out, or say what is new"
            report.add("SX608", "this step changes nothing", fields.place, help_)
        for each in taken_back(before, incident, self.protocol):
            report.add(
                "SX609",
                each.words,
                told.place_of(each.path),
                "only a state changes with time: put it right where it was first told, or write "
                "a scenario of its own with `base`",
            )
        return self._fitting(report, incident, told, as_of)


def _position(problem: Problem) -> tuple[int, int]:
    return problem.place.line or 0, problem.place.column or 0


def _expected(expecting: Expecting, fields: Fields, incident: Incident | None) -> Iterator[Step]:
    """Yield the step of what is known and expected, where nothing is wrong with it."""
    node = fields.get("expect")
    step = None if node is None else expecting.step(node, fields.place_of("expect"), incident)
    if step is not None:
        yield step


def _title(report: Report, node: Node | None, protocol: Protocol) -> Text:
    if not isinstance(node, MappingNode):
        if node is not None:
            report.add("SX601", "the title has a text for each language", node.place)
        return {}
    for key, value in node.entries:
        if key.text not in protocol.languages:
            message = f"{quoted(key.text)} is not a language of this protocol"
            help_ = COMMA if is_empty(value) else report.nearest(key.text, protocol.languages)
            report.add("SX601", message, key.place, help_)
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
