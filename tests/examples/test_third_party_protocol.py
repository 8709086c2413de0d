"""The example of a package: offered by its entry point, it passes its own tests, and can fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "third_party_protocol"
IGNORED: Final = shutil.ignore_patterns("__pycache__", ".*")


@pytest.fixture(scope="module")
def about() -> dict[str, Any]:
    """What its pyproject.toml says."""
    return tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))


@pytest.fixture
def project(tmp_path: Path, about: dict[str, Any]) -> Path:
    """A copy of the example, its source folder made into what an editable installation is."""
    copy = tmp_path / "project"
    shutil.copytree(EXAMPLE, copy, ignore=IGNORED)
    name, version = about["project"]["name"], about["project"]["version"]
    metadata = copy / "src" / f"{name.replace('-', '_')}-{version}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8"
    )
    groups = [
        f"[{group}]\n" + "".join(f"{key} = {value}\n" for key, value in offers.items())
        for group, offers in about["project"]["entry-points"].items()
    ]
    (metadata / "entry_points.txt").write_text("\n".join(groups), encoding="utf-8")
    return copy


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a module of Python in the project, where the package is installed."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "src"), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_its_tests_and_its_scenarios_pass(project: Path) -> None:
    """`pytest` in the folder runs both: properties, promises, the machine, every worked case."""
    scenarios = {path.stem for path in project.glob("src/*/scenarios/*.yaml")}
    done = run(project, "pytest", "-v", "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.findall(r"::(\S+) PASSED", done.stdout)
    assert len(scenarios) >= 4
    assert scenarios < set(passed)
    assert len(set(passed) - scenarios) >= 5


def test_a_threshold_moved_by_mistake_is_noticed(project: Path) -> None:
    """Under thirteen instead of under twelve: a scenario and a property fail."""
    rules = project / "src" / "riverside_board" / "rules.yaml"
    text = rules.read_text("utf-8")
    assert text.count("{under: 12}") == 1
    rules.write_text(text.replace("{under: 12}", "{under: 13}"), encoding="utf-8")
    done = run(project, "pytest", "-q", "-p", "no:cacheprovider", "-k", "twelve or settles")
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(r"FAILED .*twelve-years-old", done.stdout)
    assert re.search(r"FAILED .*test_an_age_settles", done.stdout)


def test_it_has_no_problem_and_no_advice(project: Path) -> None:
    """`sexto check` by path and `sexto test` by name have nothing to say against it."""
    checked = run(project, "sexto_rules.cli", "check", "src/riverside_board")
    assert checked.stdout.strip() == "no problems", checked.stdout + checked.stderr
    tested = run(project, "sexto_rules.cli", "test", "riverside-board")
    assert "all as expected" in tested.stdout, tested.stdout + tested.stderr


def test_every_file_of_the_protocol_ships(about: dict[str, Any]) -> None:
    """The wheel takes the folder that the entry point names, where all the files lie."""
    (offered,) = about["project"]["entry-points"]["sexto_rules.protocols"].values()
    assert about["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == [f"src/{offered}"]
    written = {path.parent.name for path in EXAMPLE.rglob("*.yaml")}
    assert written == {offered, "scenarios"}
