"""Problems as SARIF 2.1.0, the form in which code hosts and editors take what a checker found.

The log holds the rules of the codes that were found, each with its whole page, and one
result a problem. Paths are relative to a folder, with `/`, so that the log means the same on
another machine; nothing in it depends on the day or the machine. Source: OASIS, Static
Analysis Results Interchange Format (SARIF) Version 2.1.0, sections 3.14 to 3.49.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sexto_rules.catalogue.lookup import find_entry
from sexto_rules.catalogue.pages import in_language, render_markdown, render_text
from sexto_rules.errors import Place, Problem, Severity

__all__ = ["sarif_log"]

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT: Final = "ROOT"
_LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.ADVICE: "warning",
    Severity.REMARK: "note",
}


def sarif_log(
    problems: Iterable[Problem], *, version: str, lang: str, root: Path
) -> dict[str, Any]:
    """Return a SARIF log of these problems, as plain data for JSON.

    Args:
        problems: What was found, in the order in which it is to be shown.
        version: The version of this library.
        lang: The language of the rules, `fr` or `en`; messages are English.
        root: The folder that paths are relative to; what lies elsewhere has its whole path.
    """
    found = tuple(problems)
    codes = sorted({each.code for each in found})
    indexes = {code: index for index, code in enumerate(codes)}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "sexto-rules",
                        "version": version,
                        "language": lang,
                        "rules": [_rule(code, found, lang) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {
                    _ROOT: {"description": {"text": "the folder in which the check ran"}}
                },
                "results": [_result(each, indexes[each.code], root) for each in found],
            }
        ],
    }


def _rule(code: str, found: Sequence[Problem], lang: str) -> dict[str, Any]:
    """Return what a code means; its level is the worst that was found of it."""
    severities = {each.severity for each in found if each.code == code}
    worst = next(each for each in Severity if each in severities)
    rule: dict[str, Any] = {"id": code, "defaultConfiguration": {"level": _LEVELS[worst]}}
    entry = find_entry(code)
    if entry is not None:
        rule |= {
            "shortDescription": {"text": in_language(entry.title, lang)},
            "fullDescription": {"text": in_language(entry.means, lang)},
            "help": {
                "text": render_text(entry, lang),
                "markdown": render_markdown(entry, lang, level=2),
            },
        }
    return rule


def _result(problem: Problem, index: int, root: Path) -> dict[str, Any]:
    text = f"{problem.message}\nhelp: {problem.help}" if problem.help else problem.message
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": _LEVELS[problem.severity],
        "message": {"text": text},
        "locations": [_location(problem.place, root)] if problem.place.file else [],
    }


def _location(place: Place, root: Path) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(str(place.file), root)}
    if place.line is not None:
        physical["region"] = {"startLine": place.line}
        if place.column is not None:
            physical["region"]["startColumn"] = place.column
    return {"physicalLocation": physical}


def _artifact(file: str, root: Path) -> dict[str, str]:
    """Return where a file is: below the root, or by its whole path."""
    path = Path(os.path.normpath(root / file))
    if path.is_relative_to(root):
        relative = path.relative_to(root).as_posix()
        return {"uri": quote(relative), "uriBaseId": _ROOT}
    return {"uri": path.as_uri()}
