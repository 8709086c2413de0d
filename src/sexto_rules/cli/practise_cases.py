"""The files of practice cases: the folder `practice` beside a protocol's own files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NoReturn

from sexto_rules.authoring.report import quoted
from sexto_rules.documents import is_misnamed, read_document
from sexto_rules.errors import Place, Problem, ProblemsError, ProtocolError
from sexto_rules.facts import Incident
from sexto_rules.library.files import is_there
from sexto_rules.library.sources import PROTOCOL_ID, find_sources, require_one
from sexto_rules.practice import PracticeCase, read_case
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios import read_scenarios, scenario_files

__all__ = [
    "case_files",
    "find_cases",
    "folder_of",
    "known_incidents",
    "read_cases",
    "require_case",
    "require_new",
    "require_some",
]

_PRACTICE: Final = "practice"
_NEW: Final = "write one, or have one made with `--new`"


def folder_of(name: str) -> Path:
    """Return the folder of a protocol by its name or path; that of a single file is its own."""
    path = Path(name)
    if not is_there(path) and PROTOCOL_ID.fullmatch(name):
        return require_one(name, find_sources(name)).whole_path
    return path


def case_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of practice cases beside a protocol, in order of their names."""
    return tuple(sorted((folder / _PRACTICE).glob("*.yaml")))


def find_cases(
    folder: Path, protocol: Protocol
) -> tuple[tuple[PracticeCase, ...], tuple[Problem, ...]]:
    """Return the practice cases beside a protocol, the easy ones first, and what is wrong.

    A case with a mistake is not among them; the name of a file that keeps it from being read is
    a mistake too.
    """
    cases: list[PracticeCase] = []
    problems = list(_misnamed(folder))
    for path in case_files(folder):
        try:
            case, found = read_case(read_document(path), path.stem, protocol)
        except ProblemsError as error:
            problems += error.problems
            continue
        problems += found
        if case is not None:
            cases.append(case)
    return tuple(sorted(cases, key=lambda case: (case.level, case.id))), tuple(problems)


def read_cases(folder: Path, protocol: Protocol) -> tuple[PracticeCase, ...]:
    """Return the practice cases beside a protocol, the easy ones first.

    Raises:
        ProtocolError: Anything is wrong with one of them.
    """
    cases, problems = find_cases(folder, protocol)
    if problems:
        raise ProtocolError(problems)
    return cases


def _misnamed(folder: Path) -> Iterator[Problem]:
    """Yield a problem for each file among the practice cases that would not be read."""
    for path in sorted((folder / _PRACTICE).glob("[!.]*")):
        if is_misnamed(path):
            message = f"{quoted(path.name)} is not read: the file of a case ends in `.yaml`"
            yield Problem("SX651", message, Place(str(path)), "rename it")


def known_incidents(
    folder: Path, protocol: Protocol, cases: tuple[PracticeCase, ...]
) -> Iterator[Incident]:
    """Yield every incident that a scenario or a practice case tells of: a new case has none."""
    scenarios, _ = read_scenarios(scenario_files(folder), protocol)
    for scenario in scenarios:
        yield from (step.incident for step in scenario.steps)
    for case in cases:
        yield from (step.incident for step in case.steps)


def require_some(
    cases: tuple[PracticeCase, ...], folder: Path, level: int | None
) -> tuple[PracticeCase, ...]:
    """Return the cases of a level, of every one where it is None.

    Raises:
        ProtocolError: There is none (SX651).
    """
    found = tuple(case for case in cases if level in {None, case.level})
    if not found:
        which = "" if level is None else f" of level {level}"
        _refuse(f"no practice case{which} is here", str(folder / _PRACTICE), _NEW)
    return found


def require_case(cases: tuple[PracticeCase, ...], folder: Path, wanted: str) -> PracticeCase:
    """Return the case of an id.

    Raises:
        ProtocolError: There is none (SX651).
    """
    found = {case.id: case for case in require_some(cases, folder, None)}
    if wanted not in found:
        known = ", ".join(f"`{name}`" for name in found)
        message = f"{quoted(wanted)} is not a practice case"
        _refuse(message, str(folder / _PRACTICE), f"known: {known}")
    return found[wanted]


def require_new(case: PracticeCase | None) -> PracticeCase:
    """Return a case that was made.

    Raises:
        ProtocolError: None could be (SX651).
    """
    if case is None:
        message = "no new case can be made: each that was drawn is one already"
        raise ProtocolError([Problem("SX651", message, help="try another `--seed`")])
    return case


def _refuse(message: str, file: str, advice: str) -> NoReturn:
    raise ProtocolError([Problem("SX651", message, Place(file), advice)])
