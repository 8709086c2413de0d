"""How many questions an interview takes: simulated incidents, against the whole grid in order.

A worker who knows everything of an incident answers an interview, and the grid as on paper
(`walks`). Reported is how many questions either takes, how few an interview can take (`fewest`,
`no_longer`), and after how many the duties that are due at once are named (`at_once`).
"""

from __future__ import annotations

from sexto_rules.simulation.report import AT_ONCE, Group, SimulationReport
from sexto_rules.simulation.simulated import Simulated
from sexto_rules.simulation.simulating import Simulation, simulate

__all__ = [
    "AT_ONCE",
    "Group",
    "Simulated",
    "Simulation",
    "SimulationReport",
    "simulate",
]
