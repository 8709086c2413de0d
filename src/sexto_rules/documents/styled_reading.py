"""Reading a YAML text with its comments, styles and blank lines.

ruamel's stream of events says where everything stands, and nothing else of ruamel is used:
its own round trip hangs a comment on whatever came before it, so that a comment would stay
behind when a key moves. Here a comment belongs to the part below it or on its line:

* at the end of a line, to the part whose key or value stands before it;
* on lines of its own, to the part that follows; where it is indented deeper than that, to
  the end of the list or mapping whose column it keeps;
* inside brackets, to what stands there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final

from attrs import define, field, frozen
from ruamel.yaml import YAML
from ruamel.yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.tokens import BlockEntryToken

from sexto_rules.documents.comments import FoundComment, Span, find_comments, line_starts
from sexto_rules.documents.styled import Collection, Comment, Part, Scalar, Style
from sexto_rules.documents.yaml import parse_yaml
from sexto_rules.errors import Place, Problem, ProblemsError

__all__ = ["comments_of", "read_styled"]

_STYLES: Final = {
    None: Style.PLAIN,
    "'": Style.SINGLE,
    '"': Style.DOUBLE,
    "|": Style.LITERAL,
    ">": Style.FOLDED,
}


def read_styled(text: str, file: str | None = None) -> Collection:
    """Return a YAML text (one that `decode` returned) as it is written.

    Raises:
        ProblemsError: It is not YAML, uses what is refused, or is no list and no mapping.

    Example:
        >>> read_styled("when: {blackmail: yes}  # told").parts[0].beside.text
        '# told'
    """
    parse_yaml(text, file)
    layout = _Layout(line_starts(text))
    dashes = (
        token.start_mark.index
        for token in YAML(typ="safe", pure=True).scan(text)
        if isinstance(token, BlockEntryToken)
    )
    for event in YAML(typ="safe", pure=True).parse(text):
        layout.take(event, dashes)
    if layout.root is None:
        message = "expected sections or a list, found a single value"
        raise ProblemsError([Problem("SX201", message, Place(file, 1, 1))])
    for comment in find_comments(text, layout.spans):
        layout.attach(comment)
    return _finished(layout.root, text, layout.lines)


def comments_of(text: str) -> tuple[FoundComment, ...]:
    """Return the comments of a YAML text (one that can be read), in their order."""
    spans = [
        Span(event.start_mark.index, event.end_mark.index)
        for event in YAML(typ="safe", pure=True).parse(text)
        if isinstance(event, ScalarEvent)
    ]
    return tuple(find_comments(text, spans))


class _What(Enum):
    """What a mark in the text is."""

    DASH = auto()
    KEY = auto()
    VALUE = auto()
    OPENING = auto()
    CLOSING = auto()


@define(eq=False)
class _OpenPart:
    """A part while its comments are gathered; `offset` is that of its key, dash or value."""

    offset: int
    column: int
    home: _OpenCollection
    key: Scalar | None = None
    value: _OpenCollection | Scalar = field(factory=lambda: Scalar(""))
    above: list[FoundComment] = field(factory=list)
    beside: list[FoundComment] = field(factory=list)


@define(eq=False)
class _OpenCollection:
    """A list or mapping while it is read; `owner` is the part whose value it is."""

    is_mapping: bool
    is_flow: bool
    column: int
    owner: _OpenPart | None
    is_implied: bool = False
    """Whether it is the one pair of `[a: b]`, which has no brackets of its own."""

    parts: list[_OpenPart] = field(factory=list)
    below: list[FoundComment] = field(factory=list)


@frozen
class _Mark:
    offset: int
    what: _What
    part: _OpenPart | None
    """What it belongs to; None for the brackets of the whole text."""

    inner: _OpenCollection | None = None
    """The brackets that one stands in after it."""


@define
class _Layout:
    """Everything that stands in the text, in its order."""

    lines: list[int]
    root: _OpenCollection | None = None
    spans: list[Span] = field(factory=list)
    marks: list[_Mark] = field(factory=list)
    parts: list[_OpenPart] = field(factory=list)
    open: list[_OpenCollection] = field(factory=list)
    awaited: _OpenPart | None = None
    """The part whose key is read and whose value is not."""

    def take(self, event: Event, dashes: Iterator[int]) -> None:
        """Take one event."""
        start = event.start_mark.index
        match event:
            case ScalarEvent():
                self.spans.append(Span(start, event.end_mark.index))
                self._take_scalar(Scalar(event.value, _STYLES[event.style]), start, dashes)
            case MappingStartEvent() | SequenceStartEvent():
                part = self._part_for_value(start, dashes) if self.open else None
                is_mapping = isinstance(event, MappingStartEvent)
                column = self._column(start)
                opened = _OpenCollection(is_mapping, bool(event.flow_style), column, part)
                opened.is_implied = opened.is_flow and start == event.end_mark.index
                if part is None:
                    self.root = opened
                else:
                    part.value = opened
                self.open.append(opened)
                if opened.is_flow:
                    self._mark(start, _What.OPENING, part)
            case MappingEndEvent() | SequenceEndEvent():
                ended = self.open.pop()
                if ended.is_flow:
                    self._mark(start, _What.CLOSING, ended.owner)
            case _:
                pass

    def _take_scalar(self, scalar: Scalar, start: int, dashes: Iterator[int]) -> None:
        if not self.open:
            return
        inner = self.open[-1]
        if inner.is_mapping and self.awaited is None:
            self.awaited = self._new_part(start)
            self.awaited.key = scalar
            self._mark(start, _What.KEY, self.awaited)
            return
        part = self._part_for_value(start, dashes)
        part.value = scalar
        self._mark(start, _What.VALUE, part)

    def _part_for_value(self, start: int, dashes: Iterator[int]) -> _OpenPart:
        """Return the part whose value begins here: of the key just read, or a new item."""
        inner = self.open[-1]
        if inner.is_mapping:
            part, self.awaited = self.awaited, None
            assert part is not None, "a value in a mapping has a key, which is a scalar"
            return part
        if inner.is_flow:
            return self._new_part(start)
        dash = next(dashes)
        part = self._new_part(dash)
        self._mark(dash, _What.DASH, part)
        return part

    def _mark(self, offset: int, what: _What, part: _OpenPart | None) -> None:
        inner = next((each for each in reversed(self.open) if not each.is_implied), None)
        inner = inner if inner and inner.is_flow else None
        self.marks.append(_Mark(offset, what, part, inner))

    def _new_part(self, offset: int) -> _OpenPart:
        part = _OpenPart(offset, self._column(offset), self.open[-1])
        self.open[-1].parts.append(part)
        self.parts.append(part)
        return part

    def _column(self, offset: int) -> int:
        return offset - self.lines[bisect_right(self.lines, offset) - 1]

    def attach(self, comment: FoundComment) -> None:
        """Give a comment to what it belongs to."""
        index = bisect_right(self.marks, comment.offset, key=lambda mark: mark.offset) - 1
        mark = self.marks[index] if index >= 0 else None
        inner = None if mark is None else mark.inner
        if mark is None or mark.what is _What.OPENING or (comment.is_alone and inner):
            self._attach_before(comment, inner)
        elif comment.is_alone:
            self._attach_alone(comment, mark)
        elif mark.part is None:
            self._root().below.append(comment)
        elif mark.what is _What.DASH:
            mark.part.above.append(comment)
        else:
            mark.part.beside.append(comment)

    def _root(self) -> _OpenCollection:
        assert self.root is not None, "comments are attached once everything is read"
        return self.root

    def _attach_before(self, comment: FoundComment, flow: _OpenCollection | None) -> None:
        """Give a comment to the part that follows: inside brackets, or in the whole text."""
        parts = self.parts if flow is None else flow.parts
        index = bisect_right(parts, comment.offset, key=lambda part: part.offset)
        if index < len(parts):
            parts[index].above.append(comment)
        elif flow is not None and not flow.parts and flow.owner is not None:
            flow.owner.above.append(comment)
        else:
            (flow or self._root()).below.append(comment)

    def _attach_alone(self, comment: FoundComment, mark: _Mark) -> None:
        """Give a comment on a line of its own to what follows, or to the end of what it is in."""
        last = mark.part
        if last and mark.what in {_What.DASH, _What.KEY}:
            block = last.value if isinstance(last.value, _OpenCollection) else None
            owner = last if block is None or block.is_flow else block.parts[0]
            owner.above.append(comment)
            return
        index = bisect_right(self.parts, comment.offset, key=lambda part: part.offset)
        following = self.parts[index] if index < len(self.parts) else None
        ended = _ended_between(last, following, comment.column)
        if ended is not None:
            ended.below.append(comment)
        else:
            self._attach_before(comment, None)


def _ended_between(
    last: _OpenPart | None, following: _OpenPart | None, column: int
) -> _OpenCollection | None:
    """Return the innermost block that ends between two parts and that a comment is still in.

    A comment stands no further left than the block, and further right than what follows.
    Comments that follow one another stay in their order: none goes further in than the last.
    """
    if following is not None and (following.above or column <= following.column):
        return None
    still_open = set(_homes(following))
    ended = [each for each in _homes(last) if each not in still_open and not each.is_flow]
    reached = max((index for index, each in enumerate(ended) if each.below), default=0)
    return next((each for each in ended[reached:] if each.column <= column), None)


def _homes(part: _OpenPart | None) -> Iterator[_OpenCollection]:
    """Yield the collections that a part is in, the innermost first."""
    while part is not None:
        yield part.home
        part = part.home.owner


def _finished(opened: _OpenCollection, text: str, lines: list[int]) -> Collection:
    """Return the collection as it is handed out."""

    def is_after_blank(offset: int) -> bool:
        line = bisect_right(lines, offset) - 1
        return line > 0 and not text[lines[line - 1] : lines[line]].strip()

    def comment(found: FoundComment) -> Comment:
        return Comment(found.text, found.is_alone and is_after_blank(found.offset))

    def part(each: _OpenPart) -> Part:
        beside = each.beside[-1] if each.beside else None
        above = sorted([*each.above, *each.beside[:-1]], key=lambda found: found.offset)
        value = each.value
        return Part(
            key=each.key,
            value=value if isinstance(value, Scalar) else _finished(value, text, lines),
            above=tuple(comment(found) for found in above),
            beside=None if beside is None else Comment(beside.text),
            column=0 if beside is None else beside.column,
            after_blank=is_after_blank(each.offset),
        )

    return Collection(
        is_mapping=opened.is_mapping,
        parts=tuple(part(each) for each in opened.parts),
        is_flow=opened.is_flow,
        below=tuple(comment(found) for found in opened.below),
    )
