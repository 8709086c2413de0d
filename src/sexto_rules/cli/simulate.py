"""`sexto simulate`: how many questions interviews take, over simulated incidents."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from sexto_rules.cli.inputs import read_protocol
from sexto_rules.cli.options import (
    AsOf,
    ColourOption,
    Format,
    FormatOption,
    LanguageOption,
    as_day,
)
from sexto_rules.cli.practise_cases import folder_of
from sexto_rules.cli.processes import usable_processes
from sexto_rules.cli.progress import progress
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.simulate_view import show_simulation
from sexto_rules.cli.simulate_words import said
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.words import Language
from sexto_rules.errors import ProtocolError
from sexto_rules.scenarios import read_scenarios, scenario_files
from sexto_rules.simulation import Simulation, SimulationReport
from sexto_rules.simulation import simulate as simulated

__all__ = ["simulate"]

_FEW: Final = 8
"""Incidents that are done sooner than other processes are ready."""

_MOST: Final = 100_000


def simulate(  # noqa: PLR0913, PLR0917 - one parameter an option
    protocol: Annotated[str, typer.Argument(help="A protocol by name, or its folder or file.")],
    incidents: Annotated[
        int, typer.Option("--incidents", min=1, max=_MOST, help="How many are simulated.")
    ] = 100,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Which incidents.")] = 1,
    as_of: AsOf = None,
    lang: LanguageOption = Language.EN,
    output: FormatOption = Format.TEXT,
    color: ColourOption = Colour.AUTO,
) -> None:
    r"""Simulate interviews: how many questions they take, against the whole grid in order.

    Simuler des entrevues : combien de questions elles demandent, en regard de toute la grille.

    A worker who knows everything of an incident answers. Half of the incidents are the worked
    cases beside the protocol, completed at random, the others are drawn. Reported is also how few
    questions any interview can take, and when what is due at once is named.

    Exit code 0: simulated; 1: the protocol asks nothing or has problems, or incidents were lost;
    2: wrong usage; 3: our bug; 130: interrupted.

    \b
    Examples / exemples:
      sexto simulate ca-qc-sexto
      sexto simulate ca-qc-sexto --lang fr --incidents 20
      sexto simulate ./my-protocol --seed 7
      sexto simulate ca-qc-sexto --as-of 2026-01-15 --format json
    """
    read = read_protocol(protocol)
    scenarios, problems = read_scenarios(scenario_files(folder_of(protocol)), read)
    if problems:
        raise ProtocolError(problems)
    simulation = Simulation(
        protocol=read,
        as_of=as_day(as_of),
        scenarios=scenarios,
        incidents=incidents,
        seed=seed,
    )
    report = _report(simulation, lang)
    with writing():
        if output is Format.JSON:
            print_json(report.to_dict())
        else:
            show_simulation(Screen(color, lang), report)
    if report.lost or not report.everything.grid.worst:
        raise typer.Exit(1)


def _report(simulation: Simulation, language: Language) -> SimulationReport:
    """Simulate, with a bar on standard error meanwhile."""
    total = simulation.incidents
    with progress(said("simulating", language), total, language) as after_each:
        return simulated(
            simulation,
            processes=usable_processes() if total >= _FEW else 1,
            after_each=after_each,
        )
