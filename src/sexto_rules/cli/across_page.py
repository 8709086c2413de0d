"""One incident under many protocols as one HTML file: a table, an act a row.

Nothing is fetched: style is inside, and there is no script. Nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from sexto_rules.cli.across_words import (
    act_words,
    left_out_words,
    line_words,
    route_words,
    source_words,
)
from sexto_rules.cli.page import html_page
from sexto_rules.cli.publishing_words import said
from sexto_rules.cli.words import Language, colon, in_language, word
from sexto_rules.documents.compact import compact_text
from sexto_rules.facts import Incident, unstructure_incident
from sexto_rules.publishing.across import Across, Row, Section, Side

__all__ = ["across_page"]

_STYLE: Final = """
:root { color-scheme: light dark; --edge: #8886; --mark: #f5a62333; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: 700; font-size: 1.2rem; padding: 1rem 0 .5rem; }
th, td { border: 1px solid var(--edge); padding: .3rem .5rem; text-align: left;
  vertical-align: top; min-width: 7rem; }
thead th { position: sticky; top: 0; background: Canvas; }
tbody th { position: sticky; left: 0; background: Canvas; min-width: 12rem; }
tr.differs td { background: var(--mark); }
small { opacity: .75; }
pre { padding: .5rem; border: 1px solid var(--edge); white-space: pre-wrap; }
"""


def across_page(across: Across, incident: Incident, language: Language) -> str:
    """Return the page.

    Args:
        across: What was decided.
        incident: The incident as it was told, shown on the page.
        language: Of the page.
    """
    title = said("title", language, len(across.sides))
    told = compact_text(unstructure_incident(incident)) or "{}\n"
    parts = [
        f"<h1>{escape(title)} ({across.as_of})</h1>",
        f"<p><strong>{escape(word('unofficial', language))}</strong></p>",
        f"<h2>{escape(said('incident', language))}</h2><pre>{escape(told)}</pre>",
        *_routes(across, language),
    ]
    for section in Section:
        if rows := across.of(section):
            parts += _table(section, rows, across.sides, language)
    return html_page(title, _STYLE, parts, language)


def _routes(across: Across, language: Language) -> Iterator[str]:
    yield f'<div class="wide"><table><caption>{escape(said("route", language))}</caption><tbody>'
    for side in across.sides:
        title = escape(in_language(side.day.protocol.title, language))
        left = ""
        if side.left_out:
            named = f"{said('left_out', language)}{colon(language)}{left_out_words(side, language)}"
            left = f"<br><small>{escape(named)}</small>"
        yield (
            f'<tr><th scope="row"><code>{escape(side.id)}</code><br><small>{title}</small></th>'
            f"<td>{escape(route_words(side, language))}{left}</td></tr>"
        )
    yield "</tbody></table></div>"


def _table(
    section: Section, rows: tuple[Row, ...], sides: tuple[Side, ...], language: Language
) -> Iterator[str]:
    caption = escape(said(section, language))
    yield f'<div class="wide"><table><caption>{caption}</caption><thead><tr>'
    yield f'<th scope="col">{escape(said("act", language))}</th>'
    yield "".join(f'<th scope="col"><code>{escape(side.id)}</code></th>' for side in sides)
    yield "</tr></thead><tbody>"
    for row in rows:
        mark = f"<br><small>{escape(said('differs_mark', language))}</small>" if row.differs else ""
        act = escape(act_words(row, sides, language))
        cells = "".join(_cell(row, side, language) for side in sides)
        differs = ' class="differs"' if row.differs else ""
        yield f'<tr{differs}><th scope="row">{act}{mark}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _cell(row: Row, side: Side, language: Language) -> str:
    lines = row.says.get(side.id)
    if lines is None:
        return f"<td>{escape(said('silent', language))}</td>"
    rests = escape(source_words(lines, language))
    return f"<td>{escape(line_words(row, side, language))}<br><small>{rests}</small></td>"
