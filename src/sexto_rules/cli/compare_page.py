"""What differs between two protocols as one HTML file.

Nothing is fetched: style is inside, and there is no script. Nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from sexto_rules.cli.compare_view import count_words, text_of, title_words
from sexto_rules.cli.compare_words import (
    changes_words,
    group_words,
    name_words,
    said,
    side_words,
    what_word,
    when_words,
)
from sexto_rules.cli.page import html_page
from sexto_rules.cli.words import Language, colon
from sexto_rules.documents.compact import compact_text
from sexto_rules.facts import unstructure_incident
from sexto_rules.proof.differences import Comparison, Difference

__all__ = ["compare_page"]

_STYLE: Final = """
:root { color-scheme: light dark; --edge: #8886; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
article { border-top: 1px solid var(--edge); padding: .5rem 0 1rem; }
h3 { margin: .5rem 0; }
table { border-collapse: collapse; }
th { text-align: left; vertical-align: top; padding: .15rem 1rem .15rem 0; font-weight: 600; }
td { padding: .15rem 0; }
p { margin: .25rem 0; }
pre { margin: .25rem 0; padding: .5rem; border: 1px solid var(--edge); white-space: pre-wrap;
  overflow-wrap: anywhere; }
"""


def compare_page(comparison: Comparison, names: Sequence[str], language: Language) -> str:
    """Return the page.

    Args:
        comparison: What was found.
        names: What is compared, first and second.
        language: Of the page.
    """
    title = f"{said('title', language)}{colon(language)}{title_words(names)}"
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p><strong>{escape(count_words(comparison, language))}</strong></p>",
    ]
    for group, differences in groupby(comparison.differences, lambda each: each.group):
        parts.append(f"<h2>{escape(group_words(group, language))}</h2>")
        for each in differences:
            parts += _article(each, language)
    if comparison.undecided:
        parts.append(f"<p><strong>{escape(said('undecided', language))}</strong></p><ul>")
        parts += (
            f"<li>{what_word(what, language)} <code>{escape(name)}</code></li>"
            for what, name in comparison.undecided
        )
        parts.append("</ul>")
    if comparison.decided_by:
        engines = f" {said('and', language)} ".join(comparison.decided_by)
        parts.append(f"<p>{escape(said('confirmed', language))} {escape(engines)}.</p>")
    return html_page(title, _STYLE, parts, language)


def _article(difference: Difference, language: Language) -> Iterator[str]:
    yield f"<article><h3>{escape(name_words(difference, language))}</h3>"
    was, now = (text_of(each, language) for each in (difference.before, difference.after))
    if was == now or not was or not now:
        yield f"<p>{escape(now or was)}</p>"
        was = now = ""
    yield f"<p>{escape(when_words(difference, language))}</p><table>"
    for key, text in (("before", was), ("after", now)):
        more = f"<br>{escape(text)}" if text else ""
        words = escape(side_words(difference, language, after=key == "after"))
        yield f'<tr><th scope="row">{said(key, language)}</th><td>{words}{more}</td></tr>'
    told = compact_text(unstructure_incident(difference.incident)) or "{}\n"
    yield "</table>"
    for words in changes_words(difference, language):
        yield f"<p>{escape(words)}</p>"
    if difference.by_structure:
        yield f"<p>{escape(said('by_structure', language))}</p>"
    yield f"<p>{said('incident', language)}{colon(language).rstrip()}</p>"
    yield f"<pre>{escape(told)}</pre></article>"
