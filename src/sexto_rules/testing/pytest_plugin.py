"""A plug-in of pytest: the scenario files beside a protocol are tests.

`pytest rulesets/` runs each file of a folder `scenarios` that lies beside a protocol, on the
reference and on every engine; no other YAML is touched. With `sexto_protocols = rulesets` in the
settings of pytest, a run that names no path takes these folders along.

pytest loads this module in every environment that has sexto-rules, before coverage is measured:
it imports nothing of sexto_rules until there is something to collect.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

__all__ = ["pytest_addoption", "pytest_collect_file", "pytest_configure"]

_INI: Final = "sexto_protocols"
_SCENARIOS: Final = "scenarios"
_PROTOCOL: Final = re.compile(rb"""^(?:\xef\xbb\xbf)?["']?protocol["']?[ ]*:""", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the setting that names folders of protocols."""
    parser.addini(
        _INI,
        "Folders of protocols (or of several): their scenarios run when no path is named.",
        type="paths",
        default=[],
    )


def pytest_configure(config: pytest.Config) -> None:
    """Take the configured folders along where no path is named.

    Raises:
        pytest.UsageError: One of them has no scenario: a run would pass by testing nothing.
    """
    if config.args_source is pytest.Config.ArgsSource.ARGS:
        return
    named = [Path(config.invocation_params.dir, arg) for arg in config.args]
    for folder in config.getini(_INI):
        if not any(map(_is_of_protocol, sorted(folder.glob(f"**/{_SCENARIOS}/*.yaml")))):
            message = f"{_INI}: there is no scenario of a protocol in {folder}"
            raise pytest.UsageError(message)
        if not any(folder.is_relative_to(each) for each in named):
            config.args.append(str(folder))


def _is_of_protocol(scenario: Path) -> bool:
    return _is_protocol(scenario.parents[1])


def _is_protocol(folder: Path) -> bool:
    """Whether a file of the folder begins a protocol; what is wrong with it is told later."""
    return any(_PROTOCOL.search(path.read_bytes()) for path in sorted(folder.glob("*.yaml")))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a YAML file of a folder `scenarios` that lies beside a protocol."""
    folder = file_path.parent
    if folder.name != _SCENARIOS or file_path.suffix != ".yaml" or not _is_protocol(folder.parent):
        return None
    from sexto_rules.testing.scenario_items import ScenarioFile  # noqa: PLC0415 - see above

    return ScenarioFile.from_parent(parent, path=file_path)
