"""What is said of a problem beside its place and code, in the language of the reader.

Messages are made in English, where a problem is found. In French a message that has its French
stands for it; another is given as it is, marked as English, after the title of its code. What
the code means is said too, where it is first shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.catalogue import Entry, find_entry, help_in_french, message_in_french
from sexto_rules.cli.words import Language
from sexto_rules.errors import Problem, ProblemsError, visible

__all__ = ["said_below", "said_first"]


def said_first(problem: Problem, language: Language) -> str:
    """Return what stands beside the code of a problem: what is wrong, in one line."""
    entry = _entry_of(problem, language)
    if entry is None:
        return problem.message
    return message_in_french(problem.message) or entry.title.fr


def said_below(problem: Problem, language: Language, *, is_new: bool) -> Iterator[str]:
    """Yield the lines below: `is_new` where the code was not shown before."""
    entry = _entry_of(problem, language)
    help_ = visible(problem.help) if problem.help else None
    if entry is None:
        if help_:
            yield f"help: {help_}"
        return
    if message_in_french(problem.message) is None:
        yield f"en anglais\u00a0: {problem.message}"
    if help_:
        french = help_in_french(help_)
        yield f"aide\u00a0: {french}" if french else f"aide, en anglais\u00a0: {help_}"
    if is_new:
        yield f"{problem.code} veut dire\u00a0: {entry.means.fr}"


def _entry_of(problem: Problem, language: Language) -> Entry | None:
    """Return what the code means, for French; None where the catalogue itself is broken."""
    try:
        return find_entry(problem.code) if language is Language.FR else None
    except ProblemsError:
        return None
