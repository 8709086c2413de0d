"""Coverage as one HTML file: the protocol's own lines, each with its state and what is missing.

Nothing is fetched: style is inside, and there is no script. State is said in a sign and in
numbers, never by colour alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from html import escape
from pathlib import PurePath
from typing import Final

from sexto_rules.cli.coverage_view import left_out_words, missing_lines
from sexto_rules.cli.coverage_words import (
    kind_word,
    measured_words,
    of_words,
    percent_words,
    said,
)
from sexto_rules.cli.page import html_page
from sexto_rules.cli.words import Language, colon
from sexto_rules.coverage import Coverage, GoalKind, GoalState, Result, Share, share_of
from sexto_rules.coverage.wording import place_words

__all__ = ["coverage_page"]

_STYLE: Final = """
:root {
  color-scheme: light dark;
  --full: #d9f2df; --partial: #fdf1c9; --none: #fbdcd7; --edge: #8886;
}
@media (prefers-color-scheme: dark) {
  :root { --full: #173d22; --partial: #453a10; --none: #4d1f19; }
}
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 82rem; padding: 0 1rem; }
table { border-collapse: collapse; }
th { text-align: left; font-weight: 600; }
.shares td, .shares th { padding: .15rem 1rem .15rem 0; }
.shares td + td { text-align: right; }
.lines { width: 100%; table-layout: fixed; font-size: .85rem; }
.lines td, .lines th { vertical-align: top; padding: 0 .5rem; }
.lines td { border-top: 1px solid transparent; }
.lines .number { width: 3.5rem; text-align: right; opacity: .6; }
.lines .state { width: 6rem; white-space: nowrap; }
.lines .missing { width: 34%; }
.lines pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.full { background: var(--full); }
.partial { background: var(--partial); }
.none { background: var(--none); }
.lines tr.full td, .lines tr.partial td, .lines tr.none td { border-top-color: var(--edge); }
.key span { padding: 0 .4rem; margin-right: 1rem; }
p.where { margin: 0; font-weight: 600; } ul { margin: 0 0 .3rem; padding-left: 1.1rem; }
"""


class _Mark(StrEnum):
    """How much of a line is shown."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


_CODE: Final = re.compile("`([^`]*)`")
_SIGNS: Final[Mapping[_Mark, str]] = {_Mark.FULL: "✓", _Mark.PARTIAL: "◐", _Mark.NONE: "✗"}


def coverage_page(coverage: Coverage, texts: Mapping[str, str], language: Language) -> str:
    """Return the page.

    Args:
        coverage: What was measured.
        texts: The text of each file that the goals have their places in, by its path.
        language: Of the page.
    """
    title = f"{said('coverage', language)}{colon(language)}{coverage.protocol.id}"
    files = _by_file(coverage.own(), texts)
    parts = [
        f"<h1>{escape(title)}</h1>",
        *_summary(coverage, language),
        f"<h2>{said('files', language)}</h2><ul>",
        *(
            f'<li><a href="#f{number}">{escape(name)}</a> {_share_words(its, language)}</li>'
            for number, (name, _, its) in enumerate(files)
        ),
        "</ul>",
    ]
    for number, (name, text, its) in enumerate(files):
        parts += _file(f"f{number}", name, text, its, language)
    return html_page(title, _STYLE, parts, language)


def _by_file(
    results: Iterable[Result], texts: Mapping[str, str]
) -> list[tuple[str, str, list[Result]]]:
    """Return each file that something stands in: its name in the folder, its text, its results."""
    found: dict[str, list[Result]] = {}
    for each in results:
        path = each.goal.place.file
        if path is not None and path in texts:
            found.setdefault(path, []).append(each)
    names = _short_names(sorted(found))
    return [(names[path], texts[path], found[path]) for path in sorted(found)]


def _short_names(paths: Sequence[str]) -> dict[str, str]:
    """Return the paths without the folders that they all share: a page is no map of a disk."""
    parts = [PurePath(path).parts for path in paths]
    shared = 0
    while len({each[: shared + 1] for each in parts}) == 1 and all(
        len(each) > shared + 1 for each in parts
    ):
        shared += 1
    return {path: "/".join(its[shared:]) for path, its in zip(paths, parts, strict=True)}


def _summary(coverage: Coverage, language: Language) -> Iterator[str]:
    own = coverage.own()
    steps = measured_words(coverage.moments, language)
    percent = percent_words(share_of(own).percent, language)
    yield f"<p><strong>{percent}</strong>, {steps}.</p>"
    if coverage.left_out:
        left_out = escape(left_out_words(coverage, language))
        yield f"<p><strong>{said('left_out', language)}</strong> {left_out}</p>"
    if not coverage.is_proved:
        yield f"<p><strong>{escape(said('not_proved', language))}</strong></p>"
    yield '<table class="shares"><tr>'
    for name in ("kind", "shown", "share", "impossible"):
        yield f'<th scope="col">{said(name, language)}</th>'
    yield "</tr>"
    for kind in GoalKind:
        if (share := share_of(own, kind)).possible:
            yield _share_row(kind_word(kind, language), share, language)
    yield _share_row(said("all", language), share_of(own), language)
    if coverage.inherited():
        inherited = share_of(coverage.inherited())
        yield _share_row(said("inherited", language), inherited, language)
    yield "</table>"
    yield f"<p>{said('how_to_read', language)}</p>"
    keys = (
        f'<span class="{mark}">{sign} {said(mark, language)}</span>'
        for mark, sign in _SIGNS.items()
    )
    yield f'<p class="key">{"".join(keys)}</p>'


def _share_row(words: str, share: Share, language: Language) -> str:
    count = of_words(share.shown, share.possible, language)
    percent = percent_words(share.percent, language) if share.possible else ""
    return (
        f'<tr><th scope="row">{words}</th><td>{count}</td><td>{percent}</td>'
        f"<td>{share.impossible or ''}</td></tr>"
    )


def _share_words(results: Iterable[Result], language: Language) -> str:
    share = share_of(results)
    return of_words(share.shown, share.possible, language)


def _file(
    anchor: str, name: str, text: str, results: Iterable[Result], language: Language
) -> Iterator[str]:
    """Yield the table of one file, a row a line."""
    by_line: dict[int, list[Result]] = {}
    for each in results:
        if each.state is not GoalState.IMPOSSIBLE:
            by_line.setdefault(each.goal.place.line or 1, []).append(each)
    yield f'<h2 id="{anchor}">{escape(name)}</h2><table class="lines"><tr>'
    for key, words in (
        ("number", "line"),
        ("state", "mark"),
        ("", "text"),
        ("missing", "whats_missing"),
    ):
        yield f'<th scope="col" class="{key}">{said(words, language)}</th>'
    yield "</tr>"
    for number, line in enumerate(text.splitlines(), 1):
        yield _row(f"{anchor}l{number}", number, line, by_line.get(number, []), language)
    yield "</table>"


def _row(anchor: str, number: int, line: str, results: Sequence[Result], language: Language) -> str:
    source = f"<pre>{escape(line) or ' '}</pre>"
    if not results:
        return f'<tr><td class="number">{number}</td><td></td><td>{source}</td><td></td></tr>'
    share = share_of(results)
    mark = _Mark.PARTIAL if share.shown else _Mark.NONE
    if share.shown == share.possible:
        mark = _Mark.FULL
    hover = escape(said(mark, language))
    return (
        f'<tr id="{anchor}" class="{mark}"><td class="number">{number}</td>'
        f'<td class="state" title="{hover}">{_SIGNS[mark]} {share.shown}/{share.possible}</td>'
        f'<td>{source}</td><td class="missing">{"".join(_missing(results, language))}</td></tr>'
    )


def _missing(results: Iterable[Result], language: Language) -> Iterator[str]:
    """Yield what no scenario shows of a line, by entry."""
    found: dict[str, list[Result]] = {}
    for each in results:
        if each.state is GoalState.MISSING:
            found.setdefault(place_words(each.goal, language), []).append(each)
    for where, its in found.items():
        items = missing_lines((each.goal for each in its), language)
        yield f'<p class="where">{escape(where)}</p><ul>'
        yield from (f"<li>{_with_code(words)}</li>" for words in items)
        yield "</ul>"


def _with_code(words: str) -> str:
    """Return words in which what stands in backticks is shown as the author wrote it."""
    return _CODE.sub(r"<code>\1</code>", escape(words))
