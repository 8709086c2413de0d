"""`sexto check` as an author sees its advice and its remarks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from cli.running import Sexto

_PROTOCOL: Final = """\
protocol:
  id: mine
  version: 1.0.0
  date: 2025-11-20
  title: {fr: Le nôtre, en: Ours}
  notice: {fr: Modèle non officiel., en: Unofficial model.}
  languages: [fr, en]
  extends: core
given: [reported_at, stage, immediate_danger, self_harm_risk]
sources:
  - {id: guide, title: Guide, publisher: Ministry, citation: p. 4, read: 2024-09-01}
classes:
  - {id: any-case, text: {fr: Voie, en: The route}, otherwise: yes, basis: unverified}
directives:
  - id: no-sanction
    must_not: discipline
    unless: {stage: closed}
    text: {fr: Aucune sanction., en: No sanction.}
    basis: official_guidance
    sources: [guide]
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A protocol with a remark, in a folder with a worked case."""
    folder = tmp_path / "mine"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "protocol.yaml").write_text(_PROTOCOL, "utf-8")
    (folder / "scenarios" / "one.yaml").write_text(
        "title: {fr: Un cas, en: A case}\nincident: {}\nexpect: {class: any-case}\n", "utf-8"
    )
    return folder


def test_remarks_are_counted_and_shown_when_asked_for(sexto: Sexto, mine: Path) -> None:
    """Without `--remarks` one line says how many there are and how to see them."""
    day = ("--as-of", "2026-01-15")
    done = sexto("check", str(mine), *day)
    assert done.stdout == f"no problems\n1 remark, shown by: sexto check {mine} --remarks\n"
    shown = sexto("check", str(mine), "--remarks", *day).stdout
    assert "SX342 `no-sanction` is lifted for instance when `{stage: closed}`" in shown
    assert "shown by" not in shown
    french = sexto("check", str(mine), "--lang", "fr", *day).stdout
    again = f"sexto check {mine} --remarks --lang fr"
    assert f"1 remarque, à voir avec\u00a0: {again}\n" in french


def test_json_has_remarks_always(sexto: Sexto, mine: Path) -> None:
    """A program sees each with its severity."""
    found = json.loads(
        sexto("check", str(mine), "--format", "json", "--as-of", "2026-01-15").stdout
    )
    assert [(each["code"], each["severity"]) for each in found] == [("SX342", "remark")]


def test_sources_grow_old_by_the_day_of_the_check(sexto: Sexto, mine: Path) -> None:
    """Two years and a day after a source was read there is advice, and no other exit code."""
    assert "SX338" not in sexto("check", str(mine), "--as-of", "2026-09-01").stdout
    done = sexto("check", str(mine), "--as-of", "2026-09-02")
    assert "SX338 the source `guide` was read on 2024-09-01" in done.stdout
    assert "no problems, 1 piece of advice" in done.stdout
    assert done.returncode == 0
    assert (
        "aucun problème, 1 conseil\n"
        in sexto("check", str(mine), "--as-of", "2026-09-02", "--lang", "fr").stdout
    )


def test_a_condition_that_nothing_meets_is_an_error(sexto: Sexto, mine: Path) -> None:
    """The exit code is 1, and the advice is counted beside the problem."""
    path = mine / "protocol.yaml"
    text = path.read_text("utf-8").replace(
        "{stage: closed}", "{possibly: {any: [{stage: known}, {stage: unknown}]}}"
    )
    path.write_text(text, "utf-8")
    (mine / "scenarios" / "one.yaml").unlink()
    done = sexto("check", str(mine), "--as-of", "2026-01-15")
    assert done.returncode == 1
    assert "SX330 `no-sanction` can never apply" in done.stdout
    assert "SX351" in done.stdout
    assert "1 problem, 1 piece of advice" in done.stdout
