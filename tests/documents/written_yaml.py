"""YAML texts at random, written as untidily as authors can, with a comment wherever one fits."""

from __future__ import annotations

from attrs import define, field
from hypothesis import strategies as st

__all__ = ["Written", "written_documents"]

_WORDS = (
    "yes", "true", "no", "911", "2026-11-20", "call the police", "a: b", "# no comment", "it's",
    'say "so"', "é\u00a0: à", "x, y", "[z]", "{t}", "back\\slash", "- dash", "", "  blanks  ", "~",
    "a long text that goes on and on " * 5, "one\ntwo", "one\n\nthree ", "*star", "12:30", "#",
)  # fmt: skip
_KEYS = ("id", "when", "text", "fr", "en", "911", "yes", "a key", "basis", "sources", "not")


@define
class Written:
    """A text, and the comments that were put into it."""

    lines: list[str] = field(factory=list)
    comments: list[str] = field(factory=list)

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.lines) + "\n"


@define
class _Author:
    """Writes values line by line; `draw` chooses."""

    draw: st.DrawFn
    written: Written = field(factory=Written)
    furthest: int = 9
    """How far right a comment may begin without being part of the text before it."""

    def one_in(self, many: int) -> bool:
        return self.draw(st.integers(1, many)) == 1

    def comment(self) -> str:
        """Return a new comment."""
        words = (
            f"# c{len(self.written.comments)} {self.draw(st.sampled_from(['', '- a: b', '# ']))}"
        )
        self.written.comments.append(words.rstrip())
        return words

    def between(self) -> None:
        """Write what may stand between two lines: nothing, blank lines, comments anywhere."""
        while self.one_in(3):
            margin = " " * self.draw(st.integers(0, self.furthest))
            self.written.lines.append(margin + (self.comment() if self.one_in(2) else ""))

    def end(self) -> str:
        """Return what may stand at the end of a line."""
        return "  " + self.comment() if self.one_in(4) else " " * self.draw(st.integers(0, 1))

    def block(self, depth: int, indent: int) -> None:
        """Write a list or mapping in block style."""
        count = self.draw(st.integers(1, 3))
        is_mapping = not indent or self.one_in(2)
        keys = self.draw(st.permutations(_KEYS))[:count]
        for number in range(count):
            self.between()
            head = " " * indent + (f"{_quoted_key(keys[number])}:" if is_mapping else "-")
            if depth and self.one_in(2):
                self.written.lines.append(head + self.end())
                self.block(depth - 1, indent + self.draw(st.integers(1, 4)))
            elif depth and not is_mapping and self.one_in(2):
                self.compact(head, depth, indent)
            else:
                self.value(head, indent)

    def compact(self, head: str, depth: int, indent: int) -> None:
        """Write a block that begins beside its dash."""
        mark = len(self.written.lines)
        self.block(depth - 1, indent + 2)
        first = self.written.lines[mark].lstrip()
        if not first or first.startswith("#"):
            self.written.lines.insert(mark, head)
        else:
            self.written.lines[mark] = f"{head} {first}"

    def value(self, head: str, indent: int) -> None:
        """Write a scalar, or something in brackets."""
        self.furthest = 9
        kind = self.draw(
            st.sampled_from(["plain", "double", "single", "folded", "literal", "flow"])
        )
        words = self.draw(st.sampled_from(_WORDS))
        if kind in {"folded", "literal"} and words.strip() and not words.startswith(" "):
            sign = ">" if kind == "folded" else "|"
            chomp = self.draw(st.sampled_from(["", "-", "+"]))
            self.written.lines.append(f"{head} {sign}{chomp}{self.end()}")
            margin = " " * (indent + self.draw(st.integers(1, 4)))
            self.written.lines.extend(margin + line if line else "" for line in words.split("\n"))
            self.furthest = indent
        elif kind == "flow":
            self.flow(head, indent)
        elif kind == "plain" and words and words.split()[0].isalpha() and ":" not in words:
            self.written.lines.append(f"{head} {' '.join(words.split())}{self.end()}")
        elif kind == "single" and "\n" not in words:
            quoted = words.replace("'", "''")
            self.written.lines.append(f"{head} '{quoted}'{self.end()}")
        else:
            self.written.lines.append(f"{head} {_double(words)}{self.end()}")

    def flow(self, head: str, indent: int) -> None:
        """Write a list or mapping in brackets, on one line or several."""
        margin = " " * (indent + self.draw(st.integers(1, 5)))
        keys = iter(self.draw(st.permutations(_KEYS)))
        is_mapping = self.one_in(2)
        first, last = "{}" if is_mapping else "[]"
        self.written.lines.append(f"{head} {first}{self.end()}")
        for _ in range(self.draw(st.integers(0, 3))):
            self.between()
            key = f"{_double(next(keys))}: " if is_mapping or self.one_in(4) else ""
            inner = self.draw(
                st.sampled_from([_double(self.draw(st.sampled_from(_WORDS))), "x", "[a, {b: c}]"])
            )
            self.written.lines.append(f"{margin}{key}{inner},{self.end()}")
        self.between()
        self.written.lines.append(f"{margin}{last}{self.end()}")


def _double(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _quoted_key(key: str) -> str:
    return _double(key) if key in {"911", "a key"} else key


@st.composite
def written_documents(draw: st.DrawFn) -> Written:
    """Strategies of whole texts: a mapping with anything in it."""
    author = _Author(draw)
    author.block(2, 0)
    author.between()
    return author.written
