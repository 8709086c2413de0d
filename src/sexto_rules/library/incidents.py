"""Loading incidents from YAML and JSON, every problem with its line and column."""

from __future__ import annotations

from math import inf
from pathlib import Path
from typing import Final

from attrs import evolve

from sexto_rules.documents import (
    MOST_PROBLEMS,
    Node,
    parse_document,
    place_of,
    plain,
    read_bytes,
    too_many_problems,
)
from sexto_rules.errors import IncidentError, Place, Problem, ProblemsError
from sexto_rules.facts.converter import structure_incident
from sexto_rules.facts.incident import Incident

__all__ = ["load_incident_document", "parse_incident_document"]

_OF_KEYS: Final = frozenset({"SX401", "SX402"})
"""Problems of a key rather than of its value: one that is not known, one that is refused."""


def load_incident_document(path: Path | str) -> Incident:
    """Return the incident in a file: JSON where its name ends in `.json`, else YAML.

    Raises:
        IncidentError: The file cannot be read or is no incident; all problems at once.
    """
    try:
        content = read_bytes(path)
    except ProblemsError as error:
        raise IncidentError(error.problems) from None
    return parse_incident_document(content, str(path))


def parse_incident_document(content: bytes | str, file: str | None = None) -> Incident:
    """Return the incident in a text; `file` names it in problems and says whether it is JSON.

    Raises:
        IncidentError: The text is no incident; all problems at once.

    Example:
        >>> parse_incident_document("blackmail: yes").blackmail
        True
    """
    try:
        node = parse_document(content, file)
    except ProblemsError as error:
        raise IncidentError(error.problems) from None
    try:
        return structure_incident(plain(node))
    except IncidentError as error:
        problems = [_placed(problem, node) for problem in error.problems[:MOST_PROBLEMS]]
        if len(error.problems) > MOST_PROBLEMS:
            problems.append(too_many_problems(Place(file)))
        problems.sort(key=_position)
        raise IncidentError(problems) from None


def _placed(problem: Problem, node: Node) -> Problem:
    """Return a problem with the place of the value it speaks of; the path is kept."""
    path = problem.place.path or ""
    place = place_of(node, path, at_key=problem.code in _OF_KEYS)
    return evolve(problem, place=evolve(place, path=path or None))


def _position(problem: Problem) -> tuple[float, int]:
    """Return where a problem stands; one without a line comes last."""
    return problem.place.line or inf, problem.place.column or 0
