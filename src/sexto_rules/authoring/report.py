"""Gathering problems while reading, so that an author sees all of them at once.

A reader reports what is wrong and goes on. Names that are not found are reported only
while everything that could declare them was read: a file that is not YAML would
otherwise make a problem of every name it holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from difflib import get_close_matches
from typing import Final

from attrs import define, field

from sexto_rules.errors import Place, Problem, Severity

__all__ = ["Report", "listed", "quoted", "shortened"]

_FEW: Final = 9
_LONGEST: Final = 60
_MOST_SEARCHES: Final = 300


def shortened(words: str) -> str:
    """Return the author's words fit to be quoted in one line."""
    plain = "".join(char if char.isprintable() else "?" for char in " ".join(words.split()))
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def quoted(words: str) -> str:
    """Return the author's words in backticks."""
    return f"`{shortened(words)}`" if words else "an empty name"


def listed(names: Iterable[str], joint: str = "or") -> str:
    """Return names in backticks, the last two joined by `or` (or another word)."""
    parts = [quoted(name) for name in names]
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def _in_order(names: Iterable[str]) -> list[str]:
    """Return different names in an order that is always the same."""
    return sorted(names) if isinstance(names, AbstractSet) else list(dict.fromkeys(names))


@define
class Report:
    """The problems found so far.

    `whole` is False once a file or a parent could not be read; `dropped` is True once an
    entry could not be built, so that a protocol made of the others would not be the author's.
    """

    problems: list[Problem] = field(factory=list)
    whole: bool = True
    dropped: bool = False
    _searches: int = 0

    def add(
        self,
        code: str,
        message: str,
        place: Place,
        help: str | None = None,  # noqa: A002 - the word of the problem itself
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Report one problem."""
        self.problems.append(Problem(code, message, place, help, severity))

    def withdraw(self, code: str, place: Place) -> None:
        """Take back the problems of a code at a place: something else is wrong there."""
        self.problems = [each for each in self.problems if each.code != code or each.place != place]

    def closest(self, name: str, known: Iterable[str]) -> str | None:
        """Return the known name that is nearest to this one; None if none is near.

        The first few hundred times: a file of nothing but mistakes is not worth the search.
        """
        self._searches += 1
        if self._searches > _MOST_SEARCHES:
            return None
        close = get_close_matches(name[:_LONGEST], _in_order(known), n=1, cutoff=0.7)
        return close[0] if close else None

    def nearest(self, name: str, known: Iterable[str], *, few: int = _FEW) -> str | None:
        """Return help that offers the nearest known name, or all of them where they are few."""
        names = _in_order(known)
        close = self.closest(name, names)
        if close is not None:
            return f"did you mean `{close}`?"
        return f"known here: {listed(names, 'and')}" if 0 < len(names) <= few else None

    def unknown_name(self, name: str, kind: str, place: Place, known: Collection[str]) -> None:
        """Report that there is no `kind` (`act`, `source`) of this name."""
        if self.whole:
            help_ = self.nearest(name, known) if known else f"no {kind} is declared"
            if kind == "act" and " " in name:
                help_ = "an act is one name of the vocabulary; the sentence stands under `text`"
            self.add("SX215", f"{quoted(name)} is not a known {kind}", place, help_)
