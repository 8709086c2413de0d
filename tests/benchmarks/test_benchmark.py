"""The benchmark runs; what it measures is nobody's test."""

from __future__ import annotations

import json

import pytest
from benchmarks.__main__ import main
from benchmarks.workload import DAY, PROTOCOL, describe, draw_incidents

from benchmarks import asking
from sexto_rules.library import load_protocol
from sexto_rules.protocol.dates import on

QUICK = ("--incidents", "3", "--rounds", "1", "--trials", "0", "--decisions", "0")


def test_every_contestant_is_in_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    """As text for people, and as JSON with a ratio to the handwritten function."""
    main(QUICK)
    text = capsys.readouterr().out
    main([*QUICK, "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    rows = report["microseconds_a_decision"]
    assert len(rows) == 10
    assert all(row["name"] in text for row in rows)
    assert rows[0]["ratio_to_handwritten"] == 1
    assert all(row["median"] >= row["best"] > 0 for row in rows)


def test_the_workload_is_always_the_same_and_of_a_real_size() -> None:
    """A fixed seed; three persons and two devices on average."""
    day = on(load_protocol(PROTOCOL), DAY)
    incidents = draw_incidents(day, 2_000)
    assert incidents[:50] == draw_incidents(day, 50)
    sizes = describe(incidents)
    assert 2.5 < sizes["persons"] < 3.5
    assert 1.5 < sizes["devices"] < 2.5


def test_the_next_question_is_timed_in_every_way(capsys: pytest.CaptureFixture[str]) -> None:
    """As text for people, and as JSON with a ratio to the bare decision."""
    quick = ["core", "us-core", "--incidents", "1"]
    asking.main(quick)
    text = capsys.readouterr().out
    asking.main([*quick, "--format", "json"])
    rows = json.loads(capsys.readouterr().out)
    assert [row["protocol"] for row in rows] == ["core"] * 3 + ["us-core"] * 3
    assert all(row["protocol"] in text and row["way"] in text for row in rows)
    assert [row["ratio"] == 1 for row in rows] == [True, False, False] * 2
    assert all(row["median"] <= row["ninety"] <= row["worst"] for row in rows)
    assert rows[-1]["steps"] > 10


def test_only_protocols_that_are_found_by_name_are_timed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Another name is refused before anything is measured, with those there are."""
    with pytest.raises(SystemExit) as ended:
        asking.main(["core", "nowhere"])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "`nowhere` is not a protocol" in said
    assert "ca-qc-sexto" in said


@pytest.mark.parametrize("wrong", ["0", "-1", "many"])
def test_wrong_amounts_are_refused(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the usage and exit code 2."""
    with pytest.raises(SystemExit) as ended:
        main(["--rounds", wrong])
    assert ended.value.code == 2
    assert "--rounds" in capsys.readouterr().err
