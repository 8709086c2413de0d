"""Advice on a protocol that no worked case stands beside."""

from __future__ import annotations

from pathlib import Path

from sexto_rules.errors import Place, Problem, Severity
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios.reading import scenario_files

__all__ = ["advise_on_scenarios"]


def advise_on_scenarios(folder: Path, protocol: Protocol) -> tuple[Problem, ...]:
    """Return the advice to write a scenario, where a folder that decides has none.

    A protocol of one file has no place for them, and one without classes is there to be extended.
    """
    if not folder.is_dir() or not protocol.classes or scenario_files(folder):
        return ()
    return (
        Problem(
            "SX351",
            "no worked case stands in `scenarios/`: nothing shows what comes out",
            Place(str(folder)),
            "write one file a case: what is known, and what must come out",
            Severity.ADVICE,
        ),
    )
