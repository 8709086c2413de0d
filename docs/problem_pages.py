"""The pages of the problem codes, made from the catalogue, and the two indexes that list them.

Each code has a page in English and one in French. The index stands in `problems.md` and
`fr/problems.md`, between `<!-- problem codes -->` and `<!-- end of problem codes -->`.

    python docs/problem_pages.py --write

writes them, and the tests fail where one is stale. Whoever adds a problem code runs that.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import frozen
from made import FOLDER, write_or_compare

from sexto_rules.catalogue import Entry, all_entries, in_language, render_markdown

GROUPS: Final[Mapping[int, tuple[str, str]]] = {
    100: ("Reading files", "Lecture des fichiers"),
    200: ("Names, types and structure of a protocol", "Noms, types et structure d'un protocole"),
    300: ("Meaning of a protocol", "Sens d'un protocole"),
    330: ("What an author may want to look at", "Ce que l'auteur peut vouloir revoir"),
    400: ("Incidents", "Incidents"),
    490: ("Decisions and interviews", "Décisions et entrevues"),
    500: ("Limits of engines", "Limites des moteurs"),
    600: ("Scenarios and what they show", "Scénarios et ce qu'ils montrent"),
    700: ("Finding, loading and saving", "Recherche, chargement et enregistrement"),
    720: ("Writing files for authors", "Écriture de fichiers pour les auteurs"),
}
"""The first number of each group of codes, with the name of the group."""


@frozen(kw_only=True)
class _Site:
    """The pages of one language: its index, its folder, and the way to the other language."""

    lang: str
    index: Path
    back: str
    head: tuple[str, str]
    other: str
    other_pages: str

    @property
    def folder(self) -> Path:
        """The folder of the pages, beside the index and of its name."""
        return self.index.with_suffix("")


SITES: Final = (
    _Site(
        lang="en",
        index=FOLDER / "problems.md",
        back="All problems",
        head=("code", "meaning"),
        other="En français",
        other_pages="../fr/problems",
    ),
    _Site(
        lang="fr",
        index=FOLDER / "fr" / "problems.md",
        back="Tous les problèmes",
        head=("code", "sens"),
        other="In English",
        other_pages="../../problems",
    ),
)

_CODES: Final = re.compile(
    r"(?P<start><!-- problem codes -->\n).*?(?P<end><!-- end of problem codes -->)", re.DOTALL
)


def _page(entry: Entry, site: _Site) -> str:
    """Return the page of a code; no table of contents lists it, the index links to it."""
    back = f"[{site.back}](../problems.md)"
    other = f"[{site.other}]({site.other_pages}/{entry.code}.md)"
    return f"---\norphan: true\n---\n\n{render_markdown(entry, site.lang)}\n{back} · {other}\n"


def _index(site: _Site) -> str:
    """Return the text of an index, its codes in groups with a heading and a table each."""
    tables: dict[int, list[tuple[str, str]]] = {}
    for entry in all_entries():
        first = max(each for each in GROUPS if each <= int(entry.code[2:]))
        title = in_language(entry.title, site.lang).replace("|", "\\|")
        link = f"[`{entry.code}`]({site.folder.name}/{entry.code}.md)"
        tables.setdefault(first, []).append((link, title))
    parts = []
    for first, rows in tables.items():
        name = GROUPS[first][0 if site.lang == "en" else 1]
        lines = [f"| {' | '.join(cells)} |" for cells in (site.head, ("---", "---"), *rows)]
        parts.append("\n".join((f"## {name}", "", *lines)))
    made = "\n\n".join(parts)
    text = site.index.read_text("utf-8")
    return _CODES.sub(lambda found: f"{found['start']}\n{made}\n\n{found['end']}", text)


def wanted() -> Iterator[tuple[Path, str | None]]:
    """Yield each file with what it must hold; None for a page of a code that is no more."""
    for site in SITES:
        pages = {site.folder / f"{each.code}.md": _page(each, site) for each in all_entries()}
        yield site.index, _index(site)
        yield from pages.items()
        yield from ((path, None) for path in sorted(site.folder.glob("*.md")) if path not in pages)


if __name__ == "__main__":
    sys.exit(write_or_compare(wanted()))
