"""Reading JSON into the tree, strictly as RFC 8259 has it.

A key that stands twice is refused, and so are `NaN` and `Infinity`: they are not JSON.
Strings become quoted scalars; numbers, `true`, `false` and `null` scalars as written.
"""

from __future__ import annotations

import json
import re
from typing import Final, NoReturn

from attrs import define, field

from sexto_rules.documents.nodes import Node
from sexto_rules.documents.tree import TreeBuilder
from sexto_rules.errors import Place, Problem

__all__ = ["parse_json"]

_BLANKS: Final = re.compile(r"[ \t\n]*+")
_STRING: Final = re.compile(
    r'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*+)*+"'
)
_WORD: Final = re.compile(
    r"(?:-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null)(?![\w.+-])"
)
_CLOSERS: Final = {"[": "]", "{": "}"}


def parse_json(text: str, file: str | None) -> Node:
    """Return the tree of a JSON text (one that `decode` returned).

    Raises:
        ProblemsError: The text is not JSON, or uses what is refused; all problems at once,
            up to the first that leaves no way to read on.
    """
    return _Reader(text, file).read()


@define
class _Reader:
    """Reads from `offset` on.

    `closers` holds the bracket that ends each open list or mapping; `opened` is True until
    something stands in the innermost.
    """

    text: str
    file: str | None
    tree: TreeBuilder = field(factory=TreeBuilder)
    offset: int = 0
    closers: list[str] = field(factory=list)
    opened: bool = False
    line: int = 1
    line_start: int = 0

    def read(self) -> Node:
        """Read the whole text: one value."""
        self._skip_blanks()
        if self.offset == len(self.text):
            raise self.tree.stop(Problem("SX105", "the file is empty", Place(self.file, 1, 1)))
        self._read_value()
        while self.closers:
            self._read_next()
        if self.offset < len(self.text):
            self._fail("something follows after the end of the value")
        return self.tree.result()

    def _read_next(self) -> None:
        """Read what follows inside the innermost list or mapping: its end, or one entry."""
        closer = self.closers[-1]
        if self._take(closer):
            self.closers.pop()
            self.opened = False
            self.tree.end()
            return
        if not self.opened and not self._take(","):
            self._fail(f"expected `,` or `{closer}`")
        if closer == "}":
            if not self._read_string():
                self._fail("expected a key in double quotes")
            if not self._take(":"):
                self._fail("expected `:` after the key")
        self._read_value()

    def _read_value(self) -> None:
        """Read a scalar, or the start of a list or a mapping."""
        start = self.text[self.offset : self.offset + 1]
        self.opened = start in _CLOSERS
        if self.opened:
            if start == "[":
                self.tree.start_list(self._place())
            else:
                self.tree.start_mapping(self._place())
            self.closers.append(_CLOSERS[start])
            self._take(start)
        elif not self._read_string():
            word = _WORD.match(self.text, self.offset)
            if word is None:
                self._fail("expected a value")
            self.tree.add_scalar(word[0], self._place(), quoted=False)
            self._go_to(word.end())

    def _read_string(self) -> bool:
        """Read a string if one stands here."""
        if not self.text.startswith('"', self.offset):
            return False
        string = _STRING.match(self.text, self.offset)
        if string is None:
            self._fail("the string that begins here is not closed, or holds what it may not")
        self.tree.add_scalar(json.loads(string[0]), self._place(), quoted=True)
        self._go_to(string.end())
        return True

    def _take(self, mark: str) -> bool:
        """Pass over this mark if it stands here."""
        if not self.text.startswith(mark, self.offset):
            return False
        self._go_to(self.offset + 1)
        return True

    def _go_to(self, offset: int) -> None:
        """Go on at an offset (a string holds no line break), past the blanks there."""
        self.offset = offset
        self._skip_blanks()

    def _skip_blanks(self) -> None:
        blanks = _BLANKS.match(self.text, self.offset)
        end = blanks.end() if blanks else self.offset
        breaks = self.text.count("\n", self.offset, end)
        if breaks:
            self.line += breaks
            self.line_start = self.text.rindex("\n", self.offset, end) + 1
        self.offset = end

    def _place(self) -> Place:
        return Place(self.file, self.line, self.offset - self.line_start + 1)

    def _fail(self, message: str) -> NoReturn:
        raise self.tree.stop(Problem("SX107", f"not JSON: {message}", self._place()))
