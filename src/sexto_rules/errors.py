"""Problems as data, and the few exceptions that carry them.

A problem is one mistake somebody can mend: it has a code that is never reused,
a place, what was found, what was expected, and what to do about it.
Readers gather problems and report all of them at once; an exception is only the
way a batch of problems, or a failure of ours, reaches a caller.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "NOWHERE",
    "UNSEEN",
    "AdviceWithheldError",
    "IncidentError",
    "MissingExtraError",
    "Place",
    "Problem",
    "ProblemsError",
    "ProtocolError",
    "Severity",
    "visible",
]


UNSEEN: Final = re.compile(
    "[^\\t\\n -~\\xa0-\\u2027\\u202f-\\u2065\\u206a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd"
    "\\U00010000-\\U0010ffff]"
)
"""Control characters (a terminal would obey them), line and paragraph separators, characters
that turn the direction of writing, byte order marks, surrogates and non-characters."""

_BREAKS: Final = re.compile(r"[\t\n]")


def visible(words: str) -> str:
    r"""Return words as one line that a terminal shows and does not obey.

    Example:
        >>> visible("red\x1b[31m\n.yaml")
        'red�[31m�.yaml'
    """
    return UNSEEN.sub("\ufffd", _BREAKS.sub("\ufffd", words))


class Severity(StrEnum):
    """How much a problem matters: an error stops the protocol, advice does not.

    A remark is no mistake: it lists what an author may want to look at once.
    """

    ERROR = "error"
    ADVICE = "advice"
    REMARK = "remark"


@frozen
class Place:
    """Where something stands: a file, a line and a column (both from 1), a path inside a value.

    Any part may be missing; an incident built in Python has only a path.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str | None = None

    def __str__(self) -> str:
        """`file:line:column`, or the path where there is no file; fit for a terminal."""
        if self.file is None and self.line is None:
            return visible(self.path or "")
        parts = [visible(self.file or "<text>")]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


NOWHERE: Final = Place()


@frozen
class Problem:
    """One mistake: `code`, one-line `message`, `place`, and `help` (what to do).

    The message is lower case, has no full stop, puts the author's own words in
    backticks, and says what was found and what was expected. Whatever was found, the message
    is one line that a terminal shows and does not obey.
    """

    code: str
    message: str = field(converter=visible)
    place: Place = NOWHERE
    help: str | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """The problem as one or two lines for a terminal."""
        where = str(self.place)
        line = f"{where}: " if where else ""
        line += f"{self.code} {self.message}"
        return f"{line}\n  help: {self.help}" if self.help else line


class ProblemsError(ValueError):
    """Input was refused; `problems` says everything that is wrong with it."""

    problems: tuple[Problem, ...]

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems; the text of the exception is their lines."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[ProblemsError], tuple[tuple[Problem, ...]]]:
        """Pickle by the problems, not by their text."""
        return (type(self), (self.problems,))


class IncidentError(ProblemsError):
    """An incident contradicts itself, or says something that no incident may say."""


class ProtocolError(ProblemsError):
    """A protocol has mistakes, cannot be found, or is beyond what an engine takes."""


class AdviceWithheldError(RuntimeError):
    """An engine failed or two engines disagree: no advice is given.

    `always` holds what is true whatever the incident: the prohibitions of `core` and
    whom to call, as texts by language, so that an application can still show them.
    """

    always: tuple[dict[str, str], ...]

    def __init__(self, reason: str, always: Iterable[dict[str, str]] = ()) -> None:
        """Keep the reason and the lines that always hold."""
        self.always = tuple(dict(line) for line in always)
        super().__init__(reason)


class MissingExtraError(ImportError):
    """Something was asked for that an optional extra brings; the message names the extra."""
