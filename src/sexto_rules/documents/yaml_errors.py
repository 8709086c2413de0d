"""What ruamel says about a text that is not YAML, in words for an author.

The place is where the author has to look: where a quote or a bracket opens, not the end of
the file where it is missed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from sexto_rules.errors import Place, Problem

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

__all__ = ["syntax_problem"]


@frozen
class _Saying:
    """One thing ruamel says (context and problem match), and what we say instead."""

    context: str
    problem: str
    message: str
    help: str
    opens: bool = False
    """The place is where the context begins."""


_SAYINGS: Final = (
    _Saying(
        "quoted scalar",
        "unexpected (end of stream|document separator)",
        "the quote that opens here is never closed",
        "close it; inside single quotes an apostrophe is written twice",
        opens=True,
    ),
    _Saying(
        "simple key",
        "could not find expected",
        "no `:` follows what stands here",
        "write `key: value`; further lines of a text are indented deeper than its key",
        opens=True,
    ),
    _Saying(
        "",
        "mapping values are not allowed",
        "`:` cannot stand here",
        "put a text that holds `: ` in quotes, or check the indentation",
    ),
    _Saying(
        "",
        "sequence entries are not allowed",
        "a list cannot begin here",
        "begin the list on a line of its own, below its key",
    ),
    _Saying("", "mapping keys are not allowed", "`?` cannot stand here", "write `key: value`"),
    _Saying(
        "",
        r"character '\\t' that cannot start",
        "a tab stands where blanks are expected",
        "indent with blanks",
    ),
    _Saying(
        "",
        "that cannot start any token",
        "no text can begin with this character",
        "put the text in quotes",
    ),
    _Saying(
        "block (mapping|collection)",
        "expected <block end>",
        "this does not fit the lines above it",
        "the keys of one entry, and the dashes of one list, stand below one another; "
        "check the indentation, the quotes, and whether a dash is missing",
    ),
    _Saying(
        "flow (sequence|mapping)",
        "but got .*stream end",
        "the bracket that opens here is never closed",
        "close it with `]` or `}`",
        opens=True,
    ),
    _Saying(
        "flow sequence",
        "expected ',' or ']'",
        "expected `,` or `]` here",
        "put a text that holds `,`, `:` or a bracket in quotes",
    ),
    _Saying(
        "flow mapping",
        "expected ',' or '}'",
        "expected `,` or `}` here",
        "put a text that holds `,`, `:` or a bracket in `\"…\"`; an apostrophe closes `'…'`",
    ),
    _Saying(
        "",
        "expected the node content, but found .*stream end",
        "the file ends where a value is expected",
        "close every bracket, and write a value after the last key",
    ),
    _Saying("", "expected the node content", "a value is expected here", "write the value"),
    _Saying("plain scalar", "unexpected ':'", "`:` cannot stand here", "put the text in quotes"),
    _Saying(
        "double-quoted",
        "escape",
        "no such escape exists in double quotes",
        r"write `\\` for a backslash, or use single quotes",
    ),
    _Saying(
        "",
        "<document start>",
        "something follows after the end of the text",
        "a file holds one mapping; check the indentation",
    ),
    _Saying(
        "block scalar",
        "",
        "the text after `|` or `>` cannot be read",
        "write `|` or `>-` alone, the text below it with every line indented alike, and nothing "
        "in blank lines",
    ),
    _Saying(
        "alias|anchor|tag|directive|node",
        "",
        "no text can begin with this character",
        "put the text in quotes",
        opens=True,
    ),
)

_TOO_FAR: Final = "this line begins further to the right than the one above it"
_TOO_FAR_HELP: Final = (
    "the keys of one entry stand below one another: take blanks away; "
    "a text that holds `: ` stands in quotes"
)


def syntax_problem(error: MarkedYAMLError, text: str, file: str | None) -> Problem:
    """Return the problem that ruamel's error stands for."""
    context = _one_line(error.context)
    found = _one_line(error.problem)
    saying = next(
        each
        for each in (*_SAYINGS, _Saying("", "", f"not YAML: {found or context}", ""))
        if re.search(each.context, context) and re.search(each.problem, found)
    )
    marks = [error.problem_mark, error.context_mark]
    if saying.opens:
        marks.reverse()
    mark = next((each for each in marks if each is not None), None)
    if mark is None:
        return Problem("SX106", saying.message, Place(file, 1, 1), saying.help or None)
    if (column := _too_far_right(text, mark.line, mark.column)) is not None:
        return Problem("SX106", _TOO_FAR, Place(file, mark.line + 1, column + 1), _TOO_FAR_HELP)
    place = Place(file, mark.line + 1, mark.column + 1)
    return Problem("SX106", saying.message, place, _indentation(text, mark.line) or saying.help)


def _one_line(words: object) -> str:
    return " ".join(str(words or "").split())


def _too_far_right(text: str, line: int, column: int) -> int | None:
    """Return where the key of a line begins that is indented deeper than a whole pair above it."""
    lines = text.split("\n")
    if not 0 < line < len(lines):
        return None
    key = re.fullmatch(r"( *)[\w-]+", lines[line][:column])
    pair = re.match(r"([ -]*)[\w-]+: +[^\s#>|{\[]", lines[line - 1])
    if key is None or pair is None or len(key[1]) <= len(pair[1]):
        return None
    return len(key[1])


def _indentation(text: str, line: int) -> str | None:
    """Return help where the line is indented with what only looks like blanks."""
    lines = text.split("\n")
    margin = re.match(r"\s*", lines[min(line, len(lines) - 1)])
    if margin and margin[0].strip(" "):
        return "indent with blanks; a tab or a non-breaking blank stands at the start of the line"
    return None
