"""The protocol `small` and scenarios written beside it, for the tests of this folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from sexto_rules.library import load_protocol
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios import Scenario, load_scenarios

SMALL: Final = Path(__file__).parent / "small"
TITLE: Final = "title: {fr: Chantage, en: Blackmail}\n"


@cache
def small() -> Protocol:
    """The protocol `small`."""
    return load_protocol(SMALL)


def scenarios_of(folder: Path, **texts: str) -> tuple[Scenario, ...]:
    """The scenarios of these texts, each in a file of its name; the title is written for them."""
    (folder / "scenarios").mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / "scenarios" / f"{name}.yaml").write_text(TITLE + text, "utf-8")
    return load_scenarios(folder, small())
