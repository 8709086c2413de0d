"""Trying the examples of the catalogue: which problem codes come of one.

An example of a protocol may leave out what has nothing to do with its problem (a text, a
basis, the header): it is tried as it stands, and with what it leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, assert_never

from sexto_rules.analysis import check_meaning, lint_protocol
from sexto_rules.authoring import check_folder
from sexto_rules.catalogue import Entry, ExampleKind
from sexto_rules.decisions.fitting import require_incident_fits
from sexto_rules.documents import parse_document, plain, yaml_text
from sexto_rules.errors import Problem, ProblemsError
from sexto_rules.facts import incident_from_json
from sexto_rules.library import load_protocol, parse_incident_document
from sexto_rules.practice import read_case
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios import check_scenarios

ROOT: Final = Path(__file__).parents[2]
BASE: Final = (ROOT / "tests" / "authoring" / "base.yaml").read_text("utf-8")

LINTED: Final = (ROOT / "tests" / "analysis" / "base.yaml").read_text("utf-8")
"""A base of which no lint finds anything."""

ROUTE: Final = """
classes:
  - {id: route, text: {fr: Voie, en: Route}, otherwise: yes, basis: inference}
given: [stage, immediate_danger, self_harm_risk]
"""
"""What makes the base a protocol of its own: whatever it uses must be asked for or given."""

DAY: Final = date(2026, 12, 15)

_TEXT: Final = {"fr": "Texte.", "en": "Text."}
_LEFT_OUT: Final[dict[str, dict[str, Any]]] = {
    "conclusions": {"text": _TEXT, "basis": "inference"},
    "classes": {"text": _TEXT, "basis": "inference"},
    "directives": {"text": _TEXT, "basis": "inference"},
    "invariants": {"text": _TEXT, "basis": "inference"},
    "questions": {"text": _TEXT, "urgency": "later"},
}
_HEADER: Final[dict[str, Any]] = {
    "version": "1.0.0",
    "date": "2026-11-20",
    "title": _TEXT,
    "notice": _TEXT,
    "languages": ["fr", "en"],
}
_KINDS: Final = {
    "SX2": ExampleKind.PROTOCOL,
    "SX3": ExampleKind.PROTOCOL,
    "SX4": ExampleKind.INCIDENT,
    "SX60": ExampleKind.SCENARIO,
}


def kind_of(entry: Entry) -> ExampleKind | None:
    """Return what the example of an entry is: what it says, or what its code is about."""
    if entry.kind is not None:
        return entry.kind
    return next((kind for start, kind in _KINDS.items() if entry.code.startswith(start)), None)


def ways_to_try(kind: ExampleKind, folder: Path) -> Iterator[Callable[[str], set[str]]]:
    """Yield the ways to try an example that is no command, the strictest first.

    Each takes a text and returns the codes of its problems; `folder` is empty, for files.
    """
    match kind:
        case ExampleKind.PROTOCOL:
            yield lambda text: _protocol(text, BASE)
            yield lambda text: _protocol(_completed(text), BASE)
            yield lambda text: _protocol(_completed(text), BASE, ROUTE)
            yield lambda text: _protocol(_completed(text), LINTED)
            yield _protocol
        case ExampleKind.INCIDENT:
            yield lambda text: _refused(parse_incident_document, text)
            yield lambda text: _refused(incident_from_json, text)
            yield lambda text: _unfit(_shipped("ca-qc-sexto"), text)
            yield lambda text: _unfit(_small(), text)
        case ExampleKind.JSON:
            yield lambda text: _refused(parse_incident_document, text, "incident.json")
        case ExampleKind.SCENARIO:
            yield lambda text: _scenario(text, folder)
        case ExampleKind.PRACTICE:
            yield _practice
        case ExampleKind.COMMAND:
            return
        case _:
            assert_never(kind)


def _protocol(text: str, *others: str) -> set[str]:
    """Return the codes of a protocol of these files, those of its meaning and its lints too."""
    files = others if "\nprotocol:" not in f"\n{text}" else ()
    texts = {f"{number}.yaml": each for number, each in enumerate((text, *files))}
    protocol, problems = check_folder(texts, find_parent=_shipped)
    if protocol is None:
        return _codes(problems)
    meaning = (*check_meaning(protocol), *lint_protocol(protocol, DAY))
    return _codes((*problems, *meaning))


@cache
def _shipped(name: str) -> Protocol:
    """Return a protocol that ships with the library."""
    return load_protocol(name)


@cache
def _small() -> Protocol:
    """Return the base as a protocol, which declares what that of Québec does not: regions."""
    protocol, problems = check_folder({"a.yaml": BASE + ROUTE}, find_parent=_shipped)
    assert protocol is not None, problems
    return protocol


def _scenario(text: str, folder: Path) -> set[str]:
    """Return the codes of a scenario beside the protocol of Québec."""
    path = folder / "scenarios" / "case.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return _codes(check_scenarios(folder, _shipped("ca-qc-sexto")))


def _practice(text: str) -> set[str]:
    """Return the codes of a practice case for the protocol of Québec."""
    _, problems = read_case(parse_document(text), "case", _shipped("ca-qc-sexto"))
    return _codes(problems)


def _completed(text: str) -> str:
    """Return an example of a protocol with the texts and grounds that it leaves out."""
    with suppress(ProblemsError):
        sections = plain(parse_document(text))
        if isinstance(sections, dict):
            for name, keys in _LEFT_OUT.items():
                entries = sections.get(name)
                for entry in entries if isinstance(entries, list) else ():
                    if isinstance(entry, dict) and "items" not in entry:
                        entry.update({**keys, **entry})
            header = sections.get("protocol")
            if isinstance(header, dict):
                header.update({**_HEADER, **header})
            return yaml_text(sections)
    return text


def _unfit(protocol: Protocol, text: str) -> set[str]:
    """Return the codes of an incident that does not fit a protocol."""
    try:
        require_incident_fits(on(protocol, DAY), parse_incident_document(text))
    except ProblemsError as error:
        return _codes(error.problems)
    return set()


def _refused(read: Callable[..., object], *arguments: str) -> set[str]:
    try:
        read(*arguments)
    except ProblemsError as error:
        return _codes(error.problems)
    return set()


def _codes(problems: Iterable[Problem]) -> set[str]:
    return {each.code for each in problems}
