"""What each problem code means, in both languages: one place for pages, `explain` and SARIF.

An entry is a file in `texts`. Nothing here is read before somebody asks.
"""

from __future__ import annotations

from sexto_rules.catalogue.entry import Entry, ExampleKind, parse_entry
from sexto_rules.catalogue.lookup import all_codes, all_entries, find_entry, nearest_code
from sexto_rules.catalogue.pages import (
    Part,
    in_language,
    page_parts,
    render_markdown,
    render_text,
)
from sexto_rules.catalogue.sarif import sarif_log
from sexto_rules.catalogue.sentences import help_in_french, message_in_french

__all__ = [
    "Entry",
    "ExampleKind",
    "Part",
    "all_codes",
    "all_entries",
    "find_entry",
    "help_in_french",
    "in_language",
    "message_in_french",
    "nearest_code",
    "page_parts",
    "parse_entry",
    "render_markdown",
    "render_text",
    "sarif_log",
]
