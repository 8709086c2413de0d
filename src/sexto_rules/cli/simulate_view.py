"""Figures of simulated incidents, for people: all of them, then those of each route."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.cli.screen import Screen
from sexto_rules.cli.simulate_words import figure, said, share
from sexto_rules.cli.words import Language, in_language
from sexto_rules.protocol.dates import on
from sexto_rules.simulation import Group, SimulationReport

__all__ = ["show_simulation"]


def show_simulation(screen: Screen, report: SimulationReport) -> None:
    """Write the figures of all incidents, then those of each class."""
    language = screen.language
    heading = said(
        "heading",
        language,
        protocol=report.protocol.id,
        day=report.as_of.isoformat(),
        incidents=len(report.simulated),
        seed=report.seed,
    )
    screen.say(heading, "bold")
    if report.lost:
        screen.say(said("lost", language, lost=report.lost), "bold yellow")
    if not report.simulated:
        return
    if not report.everything.grid.worst:
        screen.say(said("nothing_asked", language), "yellow")
        return
    _show_group(screen, said("everything", language), report.everything)
    texts = {each.id: each.text for each in on(report.protocol, report.as_of).classes}
    for name, group in report.classes.items():
        if name is None:
            _show_group(screen, said("unsettled", language), group)
        else:
            _show_group(screen, f"{in_language(texts[name], language)} ({name})", group)


def _show_group(screen: Screen, name: str, group: Group) -> None:
    language = screen.language
    screen.say()
    screen.say(said("group", language, whose=name, incidents=len(group.simulated)), "bold cyan")
    for line in _lines(group, language):
        screen.item("-", line)


def _lines(group: Group, language: Language) -> Iterator[str]:
    """Yield what is said of some incidents."""
    for name, figures in (("asked", group.interview), ("grid", group.grid)):
        yield said(
            name,
            language,
            mean=figure(figures.mean, language),
            median=figure(figures.median, language),
            worst=figures.worst,
        )
    incidents = len(group.simulated)
    saved = share(group.saved, language)
    yield said("saved", language, saved=saved, third=group.third, incidents=incidents)
    proved = group.proved
    yield said(
        "proved",
        language,
        most=share(group.most_saved(proved.at_least.any), language),
        most_in_order=share(group.most_saved(proved.at_least.in_order), language),
        no_third=proved.no_third.any,
        no_third_in_order=proved.no_third.in_order,
        incidents=incidents,
    )
    yield said(
        "shortest",
        language,
        shortest=proved.shortest.any,
        in_order=proved.shortest.in_order,
        no_longer=proved.shortest.no_longer,
        incidents=incidents,
    )
    for part, named in group.at_once.items():
        yield said(
            "named",
            language,
            what=said(part, language),
            median=figure(named.interview.median, language),
            worst=named.interview.worst,
            grid_median=figure(named.grid.median, language),
            grid_worst=named.grid.worst,
            later=named.later,
            incidents=named.incidents,
        )
