"""One HTML file to print or to send: nothing is fetched, style is inside, there is no script."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from sexto_rules.cli.words import Language

__all__ = ["html_page"]


def html_page(title: str, style: str, body: Iterable[str], language: Language) -> str:
    """Return a page from its title and style, and the parts of its body as HTML."""
    head = [
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title><style>{style}</style></head><body>",
    ]
    return "\n".join([*head, *body, "</body></html>\n"])
