"""The tester's kit: generators, promises to hold decisions to, and a suite for engines.

Brought by the extra `testing`. Generators build what they draw (nothing is filtered): as
hypothesis strategies, which shrink, and as fast samplers over a `random.Random` (from
`sampling`), for large numbers and benchmarks. `machine_for` learns facts in any order,
`assert_invariants` holds a protocol to its promises, `EngineConformance` an engine to the
specification. `pytest_plugin` runs scenario files; pytest finds it by itself.

Importing this module is cheap: each name is loaded when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sexto_rules.sampling import (
        Draw,
        Focus,
        RandomDraw,
        focus_on,
        happen,
        learn,
        learnable,
        sample_incident,
        unsayable,
    )
    from sexto_rules.testing.conformance import EngineConformance
    from sexto_rules.testing.hypothesis_draw import HypothesisDraw
    from sexto_rules.testing.invariants import assert_invariants
    from sexto_rules.testing.learning import LearningMachine, find_deliberate, machine_for
    from sexto_rules.testing.random_protocols import (
        day_protocols,
        protocols,
        sample_day_protocol,
        sample_protocol,
    )
    from sexto_rules.testing.strategies import devices, incidents, persons

__all__ = [
    "Draw",
    "EngineConformance",
    "Focus",
    "HypothesisDraw",
    "LearningMachine",
    "RandomDraw",
    "assert_invariants",
    "day_protocols",
    "devices",
    "find_deliberate",
    "focus_on",
    "happen",
    "incidents",
    "learn",
    "learnable",
    "machine_for",
    "persons",
    "protocols",
    "sample_day_protocol",
    "sample_incident",
    "sample_protocol",
    "unsayable",
]

_MODULES: Final = {
    "conformance": ("EngineConformance",),
    "hypothesis_draw": ("HypothesisDraw",),
    "strategies": ("devices", "incidents", "persons"),
    "invariants": ("assert_invariants",),
    "learning": ("LearningMachine", "find_deliberate", "machine_for"),
    "random_protocols": ("day_protocols", "protocols", "sample_day_protocol", "sample_protocol"),
}
"""Where each name is; those not named here are in `sexto_rules.sampling`."""

_HOME: Final = {
    name: f"sexto_rules.testing.{module}" for module, names in _MODULES.items() for name in names
}
_BROUGHT: Final = frozenset({"hypothesis", "pytest"})
"""What the extra brings."""


def __getattr__(name: str) -> object:
    """Load a name when it is first used."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    try:
        value: object = getattr(import_module(_HOME.get(name, "sexto_rules.sampling")), name)
    except ModuleNotFoundError as error:
        if error.name not in _BROUGHT:
            raise
        from sexto_rules.errors import MissingExtraError  # noqa: PLC0415 - pytest loads this module

        message = f"sexto_rules.testing needs {error.name}: pip install 'sexto-rules[testing]'"
        raise MissingExtraError(message) from None
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the names of the kit."""
    return sorted({*globals(), *__all__})
