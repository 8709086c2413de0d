"""The tables of how long interviews are: simulated incidents of every protocol that asks anything.

`interview-length.md` and `fr/longueur.md` mark the places. What stands there is written by

    python docs/simulated.py --write

which takes some minutes. With the names of protocols instead, only their rows are looked at.
Whoever changes which questions are asked, or in which order, runs that.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from made import FOLDER, write_or_compare

from sexto_rules import find_protocols, load_protocol
from sexto_rules.cli.processes import usable_processes
from sexto_rules.cli.simulate_words import figure, share
from sexto_rules.cli.words import Language
from sexto_rules.scenarios import load_scenarios
from sexto_rules.simulation import AT_ONCE, Group, Simulation, SimulationReport, simulate

DAY: Final = date(2026, 11, 29)
INCIDENTS: Final = 100
SEED: Final = 1

PAGES: Final = {
    Language.EN: FOLDER / "interview-length.md",
    Language.FR: FOLDER / "fr" / "longueur.md",
}
_PLACE: Final = re.compile(
    r"(?P<start><!-- simulated: (?P<name>[a-z-]+) -->\n).*?(?P<end><!-- end of simulated -->)",
    re.DOTALL,
)
_HEADS: Final = {
    "lengths": {
        Language.EN: (
            "protocol | interview | grid | fewer | a third fewer | no third | fewer at most | "
            "none shorter"
        ),
        Language.FR: (
            "protocole | entrevue | grille | de moins | un tiers de moins | pas un tiers | "
            "de moins au plus | aucune plus courte"
        ),
    },
    "at-once": {
        Language.EN: "protocol | route | incidents | each time | the incident | everybody",
        Language.FR: "protocole | voie | incidents | chaque fois | l'incident | tous",
    },
}
_OPEN: Final = {Language.EN: "open", Language.FR: "ouverte"}


def protocols() -> list[str]:
    """Return the ids of the shipped protocols that ask anything."""
    shipped = [info.id for info in find_protocols() if info.origin == "sexto-rules"]
    return [each for each in shipped if load_protocol(each).questions]


def report_of(name: str) -> SimulationReport:
    """Return what comes of simulating a shipped protocol."""
    protocol = load_protocol(name)
    simulation = Simulation(
        protocol=protocol,
        as_of=DAY,
        scenarios=load_scenarios(FOLDER.parent / "rulesets" / name, protocol),
        incidents=INCIDENTS,
        seed=SEED,
    )
    return simulate(simulation, processes=usable_processes())


def _lengths(report: SimulationReport, language: Language) -> Iterator[str]:
    """Yield the row of a protocol: how many questions."""
    group = report.everything
    proved = group.proved
    cells = [
        f"`{report.protocol.id}`",
        *(
            _joined([figure(each.mean, language), figure(each.median, language), each.worst])
            for each in (group.interview, group.grid)
        ),
        share(group.saved, language),
        str(group.third),
        _joined([proved.no_third.any, proved.no_third.in_order]),
        _joined(
            share(group.most_saved(each), language)
            for each in (proved.at_least.any, proved.at_least.in_order, proved.at_least.no_longer)
        ),
        _joined([proved.shortest.any, proved.shortest.in_order, proved.shortest.no_longer]),
    ]
    yield " | ".join(cells)


def _at_once(report: SimulationReport, language: Language) -> Iterator[str]:
    """Yield a row for each route of a protocol: when what is due at once is named."""
    for name, group in report.classes.items():
        route = _OPEN[language] if name is None else f"`{name}`"
        cells = [f"`{report.protocol.id}`", route, str(len(group.simulated))]
        cells += [_named(group, part, language) for part in AT_ONCE]
        yield " | ".join(cells)


def _named(group: Group, part: str, language: Language) -> str:
    """Return a cell: median and worst of the interview, of the grid, and how often later."""
    named = group.at_once.get(part)
    if named is None:
        return ""
    ways = [
        _joined([figure(each.median, language), each.worst])
        for each in (named.interview, named.grid)
    ]
    return "; ".join([*ways, str(named.later)])


def _joined(figures: Iterable[object]) -> str:
    return " / ".join(map(str, figures))


_ROWS: Final[dict[str, Callable[[SimulationReport, Language], Iterator[str]]]] = {
    "lengths": _lengths,
    "at-once": _at_once,
}


def _table(name: str, reports: Iterable[SimulationReport], language: Language) -> str:
    head = _HEADS[name][language]
    rows = [head, " | ".join("---" for _ in head.split(" | "))]
    rows += [row for report in reports for row in _ROWS[name](report, language)]
    return "\n".join(f"| {row} |" for row in rows)


def wanted() -> Iterator[tuple[Path, str]]:
    """Yield each page with what it must hold."""
    reports = [report_of(name) for name in protocols()]
    for language, path in PAGES.items():
        yield path, _filled(path.read_text("utf-8"), reports, language)


def _filled(text: str, reports: list[SimulationReport], language: Language) -> str:
    """Return a page with its tables made anew."""

    def made(found: re.Match[str]) -> str:
        return f"{found['start']}\n{_table(found['name'], reports, language)}\n\n{found['end']}"

    return _PLACE.sub(made, text)


def stale(name: str) -> Iterator[str]:
    """Yield the rows of a protocol that do not stand in a page as they must, and others that do."""
    report = report_of(name)
    for language, path in PAGES.items():
        text = path.read_text("utf-8")
        rows = {f"| {row} |" for rows in _ROWS.values() for row in rows(report, language)}
        written = {line for line in text.splitlines() if line.startswith(f"| `{name}` |")}
        yield from sorted(rows ^ written)


def _main(arguments: list[str]) -> int:
    if not arguments or arguments == ["--write"]:
        return write_or_compare(wanted())
    found = [row for name in arguments for row in stale(name)]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
