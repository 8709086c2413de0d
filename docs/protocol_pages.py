"""The pages of the protocols, made from them, and the table of ten incidents under each.

A protocol has a page in English, and one in French where it speaks French. The indexes
(`protocols.md`, `fr/protocoles.md`) list them; `across.md` and `fr/selon-le-lieu.md` decide the
incidents of `examples/published` under each protocol that has routes.

    python docs/protocol_pages.py --write

writes them, and the tests fail where one is stale. Whoever changes a protocol runs that.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Final

from attrs import frozen
from made import FOLDER, write_or_compare

from sexto_rules import Decider, Protocol, find_protocols, load_incident_document, load_protocol
from sexto_rules.cli.across_words import act_words, line_words, route_words
from sexto_rules.cli.words import Language
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.texts import in_language
from sexto_rules.publishing.across import Across, Row, Section, Side, across
from sexto_rules.publishing.briefing import briefing

DAY: Final = date(2026, 11, 29)
"""The day on which the pages read the protocols; nothing made here reads a clock."""

INCIDENTS: Final = FOLDER.parent / "examples" / "published"


@frozen(kw_only=True)
class _Site:
    """The pages of one language."""

    language: Language
    index: Path
    pages: Path
    table: Path
    titles: tuple[str, str]
    notes: tuple[str, str]
    words: dict[str, str]


SITES: Final = (
    _Site(
        language=Language.EN,
        index=FOLDER / "protocols.md",
        pages=FOLDER / "protocols",
        table=FOLDER / "across.md",
        titles=("The protocols", "Ten published incidents under every protocol"),
        notes=(
            (
                "Each page is made from its protocol: what never to do, what to do and how soon, "
                "when each line applies, and what it rests on. They are unofficial models of "
                "public documents, not legal advice. `sexto briefing PROTOCOL` writes the same "
                "page for any protocol."
            ),
            (
                "Each incident is of a kind that was published; its file names where, and its "
                "facts are fictional. Every protocol that has routes decides it. What all say "
                "alike stands once, above the table; the cells hold what differs, with the "
                "sources. `sexto across FILE` shows the same with every basis, for any incident."
            ),
        ),
        words={
            "columns": "protocol | route | told, called or asked | done | forbidden",
            "alike": "All say alike",
            "file": "The incident",
            "title": "title",
            "protocol": "protocol",
            "extends": "takes over",
        },
    ),
    _Site(
        language=Language.FR,
        index=FOLDER / "fr" / "protocoles.md",
        pages=FOLDER / "fr" / "protocoles",
        table=FOLDER / "fr" / "selon-le-lieu.md",
        titles=("Les protocoles", "Dix incidents publiés, selon chaque protocole"),
        notes=(
            (
                "Chaque page est produite à partir de son protocole\u00a0: ce qu'il ne faut jamais "
                "faire, ce qu'il faut faire et dans quel délai, quand chaque consigne vaut, et sur "
                "quoi elle repose. Ce sont des modèles non officiels de documents publics, non des "
                "avis juridiques. Les protocoles qui n'existent qu'en anglais sont dans "
                "[la liste anglaise](../protocols.md). `sexto briefing PROTOCOLE --lang fr` écrit "
                "la même page pour tout protocole."
            ),
            (
                "Chaque incident est d'un genre qui a été publié; son fichier dit où, et ses faits "
                "sont fictifs. Chaque protocole qui a des voies en décide, dans sa langue. Ce que "
                "tous disent de la même façon est donné une fois, au-dessus du tableau; les cases "
                "portent ce qui diffère. `sexto across FICHIER --lang fr` montre de même, avec les "
                "sources, ce que devient tout incident."
            ),
        ),
        words={
            "columns": "protocole | voie | averti, appelé ou consulté | fait | interdit",
            "alike": "Tous disent de même",
            "file": "L'incident",
            "title": "titre",
            "protocol": "protocole",
            "extends": "reprend",
        },
    ),
)


def _protocols() -> list[Protocol]:
    """Return every shipped protocol."""
    return [load_protocol(info.id) for info in find_protocols() if info.origin == "sexto-rules"]


def _page(protocol: Protocol, site: _Site) -> str:
    """Return the page of a protocol; the index lists it."""
    return briefing(on(protocol, DAY), site.language)


def _index(protocols: list[Protocol], site: _Site) -> str:
    words = site.words
    lines = [f"# {site.titles[0]}", "", site.notes[0], ""]
    lines += [
        f"| {words['protocol']} | {words['title']} | {words['extends']} |",
        "| --- | --- | --- |",
    ]
    shown = [each for each in protocols if site.language in each.languages]
    for each in shown:
        title = in_language(each.title, site.language)
        link = f"[`{each.id}`]({site.pages.name}/{each.id}.md)"
        lines.append(f"| {link} | {title} | {', '.join(f'`{name}`' for name in each.lineage)} |")
    lines += ["", "```{toctree}", ":hidden:", ""]
    lines += [f"{site.pages.name}/{each.id}" for each in shown]
    return "\n".join([*lines, "```", ""])


def _decided(protocols: list[Protocol]) -> list[tuple[Path, Across]]:
    """Return each published incident with what the protocols say of it."""
    with ExitStack() as open_ones:
        deciders = [open_ones.enter_context(Decider(each, DAY, ["compiled"])) for each in protocols]
        return [
            (path, across(load_incident_document(path), deciders))
            for path in sorted(INCIDENTS.glob("*.yaml"))
        ]


def _table(decided: list[tuple[Path, Across]], site: _Site) -> Iterator[str]:
    yield f"# {site.titles[1]}"
    yield ""
    yield site.notes[1]
    yield ""
    for number, (path, found) in enumerate(decided, 1):
        name = path.stem[3:].replace("-", " ").capitalize()
        yield f"## {number}. {name}"
        yield ""
        yield _told(path)
        yield ""
        yield f"{site.words['file']}: `examples/published/{path.name}`"
        yield ""
        yield from _of_one(found, site)
        yield ""


def _told(path: Path) -> str:
    """Return what the file says of its incident and of where that was published."""
    lines = path.read_text("utf-8").splitlines()
    return " ".join(line.removeprefix("#").strip() for line in lines if line.startswith("#"))


def _of_one(found: Across, site: _Site) -> Iterator[str]:
    language = site.language
    alike = [row for row in found.rows if not row.differs]
    said = "; ".join(
        f"{act_words(row, found.sides, language)} ({line_words(row, found.sides[0], language)})"
        for row in alike
    )
    colon = "\u00a0: " if language is Language.FR else ": "
    yield f"**{site.words['alike']}**{colon}{said}."
    yield ""
    yield f"| {site.words['columns']} |"
    yield "| --- | --- | --- | --- | --- |"
    for side in found.sides:
        cells = [f"`{side.id}`", route_words(side, language)]
        for section in (Section.TOLD, Section.GIVEN, Section.FORBIDDEN):
            rows = [row for row in found.of(section) if row.differs and side.id in row.says]
            cells.append("<br>".join(_cell(row, side, found, language) for row in rows))
        yield f"| {' | '.join(cells)} |"


def _cell(row: Row, side: Side, found: Across, language: Language) -> str:
    act = act_words(row, found.sides, language)
    sources = dict.fromkeys(source for line in row.says[side.id] for source in line.sources)
    named = "".join(f" <small>[{source}]</small>" for source in sources)
    return f"{act}: {line_words(row, side, language)}{named}"


def wanted() -> Iterator[tuple[Path, str | None]]:
    """Yield each file with what it must hold; None for a page of a protocol that is no more."""
    protocols = _protocols()
    decided = _decided([each for each in protocols if each.classes])
    for site in SITES:
        pages = {
            site.pages / f"{each.id}.md": _page(each, site)
            for each in protocols
            if site.language in each.languages
        }
        yield site.index, _index(protocols, site)
        yield site.table, "\n".join(_table(decided, site))
        yield from pages.items()
        yield from ((path, None) for path in sorted(site.pages.glob("*.md")) if path not in pages)


if __name__ == "__main__":
    sys.exit(write_or_compare(wanted()))
