"""A suggestion as the text of a scenario file, for its author to review."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Final

from sexto_rules.authoring.canonical import canonical_text
from sexto_rules.coverage.expected import expected_of
from sexto_rules.coverage.goals import Goal
from sexto_rules.coverage.suggestions import Suggestion
from sexto_rules.coverage.wording import goal_words
from sexto_rules.documents.compact import compact_text
from sexto_rules.errors import Place
from sexto_rules.facts.converter import unstructure_incident
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios.canonical import form_of_scenario

__all__ = ["file_name", "scenario_text"]

_MOST_TOLD: Final = 12
_REVIEW: Final = (
    "À relire avant de garder\u00a0: cas proposé; ce qui est attendu est ce que le protocole\n"
    "décide aujourd'hui, pas ce qui est juste. Fictif.\n"
    "Review before keeping: a suggested case; what is expected is what the protocol decides\n"
    "today, not what is right. Fictional."
)
_TITLES: Final = {
    "fr": ("À relire\u00a0: ", " (et {} de plus)"),
    "en": ("To review: ", " (and {} more)"),
}


def file_name(number: int, suggestion: Suggestion) -> str:
    """Return a name for the file, by what the scenario shows first."""
    entry = re.sub(r"[^a-z0-9]+", "-", suggestion.goals[0].entry.lower()).strip("-")
    return f"suggested-{number:03}-{entry}.yaml"


def scenario_text(protocol: Protocol, suggestion: Suggestion) -> str:
    """Return the text of a scenario that the reader of scenarios takes without problems."""
    day = on(protocol, suggestion.day)
    data: dict[str, object] = {
        "title": {language: _title(suggestion.goals, language) for language in protocol.languages}
    }
    if suggestion.day != protocol.date:
        data["as_of"] = suggestion.day.isoformat()
    data["incident"] = unstructure_incident(suggestion.incident)
    data["expect"] = expected_of(day, suggestion.incident, suggestion.goals)
    lines = [*_REVIEW.split("\n"), "", *_shown(suggestion.goals, protocol.languages)]
    head = "".join(f"# {line}".rstrip() + "\n" for line in lines)
    return canonical_text(head + compact_text(data), form_of_scenario(protocol.languages))


def _title(goals: Sequence[Goal], language: str) -> str:
    start, more = _TITLES.get(language, _TITLES["en"])
    rest = more.format(len(goals) - 1) if len(goals) > 1 else ""
    return f"{start}{goal_words(goals[0], language)}{rest}"


def _shown(goals: Sequence[Goal], languages: Sequence[str]) -> Iterator[str]:
    """Yield what the scenario is there for, in the first language of the protocol."""
    yield "Montre · Shows:"
    for goal in goals[:_MOST_TOLD]:
        yield f"  {_place(goal.place)}: {goal_words(goal, languages[0])}"
    if len(goals) > _MOST_TOLD:
        yield f"  … +{len(goals) - _MOST_TOLD}"


def _place(place: Place) -> str:
    """Return the name of the file and the line: a path would be that of this machine alone."""
    return f"{PurePath(place.file or '').name}:{place.line or 1}"
