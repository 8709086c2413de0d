"""`sexto test --mutate`, as authors and build servers use it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Final

import pytest

from cli.running import Sexto, interrupted_in

PROTOCOL: Final = """\
protocol:
  id: mine
  version: 1.0.0
  date: 2026-11-20
  title: {fr: À moi, en: Mine}
  notice: {fr: Modèle non officiel., en: Unofficial model.}
  languages: [fr, en]
  extends: core

given: [stage, immediate_danger, self_harm_risk]

urgency:
  - {id: danger, text: {fr: Danger, en: Danger}}

questions:
  - {id: blackmail, fact: blackmail, urgency: danger, text: {fr: Chantage?, en: Blackmail?}}

classes:
  - {id: urgent, text: {fr: Urgent, en: Urgent}, when: {blackmail: yes}, basis: inference}
  - {id: usual, text: {fr: Habituel, en: Usual}, otherwise: yes, basis: inference}

directives:
  - id: call-at-once
    must: call_police
    when: {class: urgent}
    within: immediately
    text: {fr: Appeler la police., en: Call the police.}
    basis: inference
"""
URGENT: Final = """\
title: {fr: Chantage, en: Blackmail}
incident: {blackmail: yes}
expect: {class: urgent}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A protocol with one duty, and a scenario that says nothing of it."""
    folder = tmp_path / "mine"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "protocol.yaml").write_text(PROTOCOL, "utf-8")
    (folder / "scenarios" / "urgent.yaml").write_text(URGENT, "utf-8")
    return folder


def figures(printed: str) -> tuple[int, int]:
    """How many mistakes are noticed, and of how many."""
    found = re.search(r"^Mistakes on purpose: (\d+) of (\d+) noticed", printed, re.MULTILINE)
    assert found is not None, printed
    return int(found[1]), int(found[2])


def cases_in(printed: str) -> list[str]:
    """The scenarios printed, without what stands before them on the line."""
    parts = re.split(r"^  A case that would notice .*:$", printed, flags=re.MULTILINE)[1:]
    blocks = (re.match(r"\n((?: {4}.*\n|\n(?= {4}))+)", part) for part in parts)
    return [textwrap.dedent(block[1]) for block in blocks if block is not None]


def test_what_nothing_notices_is_shown_by_entry(sexto: Sexto, mine: Path) -> None:
    """The place and the entry, each mistake as a difference with its effect, then one case."""
    ended = sexto("test", str(mine), "--mutate")
    assert ended.returncode == 0
    noticed, all_of_them = figures(ended.stdout)
    assert 0 < noticed < all_of_them
    assert re.search(r"protocol\.yaml:\d+:\d+: directive call-at-once\n", ended.stdout)
    shown = re.search(
        r"  line \d+, another deadline\n"
        r"    - within: immediately\n"
        r"    \+ within: without_delay\n"
        r"    changes: must: call-at-once: due, within: immediately → "
        r"must: call-at-once: due, within: without_delay\n",
        ended.stdout,
    )
    assert shown, ended.stdout
    assert re.search(r"^  A case that would notice these \d mistakes:$", ended.stdout, re.MULTILINE)


def test_the_cases_shown_notice_all_that_nothing_noticed(sexto: Sexto, mine: Path) -> None:
    """Pasted as they are, they hold, and no mistake is left."""
    cases = cases_in(sexto("test", str(mine), "--mutate").stdout)
    assert cases
    for number, text in enumerate(cases):
        (mine / "scenarios" / f"pasted-{number}.yaml").write_text(text, "utf-8")
    ended = sexto("test", str(mine), "--mutate")
    assert ended.returncode == 0
    noticed, all_of_them = figures(ended.stdout)
    assert noticed == all_of_them
    assert "Every mistake would be noticed." in ended.stdout


def test_places_are_seen_from_where_one_stands(
    sexto: Sexto, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inside the folder that one stands in, a path begins there."""
    monkeypatch.chdir(mine.parent)
    ended = sexto("test", str(mine), "--mutate")
    assert re.search(
        r"^mine/protocol\.yaml:\d+:\d+: directive call-at-once$", ended.stdout, re.MULTILINE
    )


def test_it_is_told_in_french(sexto: Sexto, mine: Path) -> None:
    """The figures, the mistake, the case; a hard space before a colon."""
    printed = sexto("test", str(mine), "--mutate", "--lang", "fr").stdout
    assert re.search(
        r"Fautes volontaires\u00a0: \d+ remarquées sur \d+, soit \d+,\d\u00a0%", printed
    )
    assert "REMARQUÉES PAR RIEN" in printed
    assert re.search(r"  ligne \d+, un autre délai\n", printed)
    assert re.search(r"  Un cas qui remarquerait ces \d fautes\u00a0:\n    title:\n", printed)


def test_machines_get_every_mistake_and_the_cases(sexto: Sexto, mine: Path) -> None:
    """JSON alone on standard output; each survivor is in one of the missing cases."""
    ended = sexto("test", str(mine), "--mutate", "--format", "json")
    assert ended.stderr == ""
    (protocol,) = json.loads(ended.stdout)["protocols"]
    mutation = protocol["mutation"]
    assert mutation["tried"] == mutation["mutants"] == len(mutation["each"])
    assert mutation["not_tried"] == 0
    survivors = [each["number"] for each in mutation["each"] if each["fate"] == "survived"]
    noticed = [number for each in mutation["missing"] for number in each["notices"]]
    assert sorted(noticed) == survivors
    assert len(mutation["missing"]) < len(survivors) == mutation["survived"]
    told_apart = mutation["mutants"] - mutation["equivalent"]
    assert mutation["score"] == (told_apart - len(survivors)) / told_apart
    late = next(each for each in mutation["each"] if each["mistake"] == "deadline")
    assert late["entry"] == "call-at-once"
    assert (
        (mine / "protocol.yaml")
        .read_text("utf-8")
        .splitlines()[late["line"] - 1]
        .endswith("id: call-at-once")
    )


def test_an_interruption_says_what_was_not_tried(sexto: Sexto, mine: Path) -> None:
    """What was tried is reported, the rest counted, and the exit code is 130."""
    with interrupted_in("Bench.try_one", 4):
        ended = sexto("test", str(mine), "--mutate")
    assert ended.returncode == 130
    noticed, all_of_them = figures(ended.stdout)
    assert noticed <= all_of_them <= 3
    assert re.search(
        r"^Interrupted, or a process was killed: \d+ of \d+ mistakes were not tried\.",
        ended.stdout,
        re.MULTILINE,
    )
    assert "Every mistake would be noticed." not in ended.stdout


def test_an_interruption_before_the_first_one_gives_no_figure(sexto: Sexto, mine: Path) -> None:
    """Nothing tried is not nothing found."""
    with interrupted_in("Bench.try_one", 1):
        ended = sexto("test", str(mine), "--mutate")
    assert ended.returncode == 130
    found = re.search(r"^Interrupted, .*: (\d+) of (\d+) ", ended.stdout, re.MULTILINE)
    assert found is not None
    assert found[1] == found[2]
    assert "Mistakes on purpose" not in ended.stdout


def test_machines_are_told_of_an_interruption(sexto: Sexto, mine: Path) -> None:
    """How many were tried, and how many were not."""
    with interrupted_in("Bench.try_one", 4):
        ended = sexto("test", str(mine), "--mutate", "--format", "json")
    assert ended.returncode == 130
    (protocol,) = json.loads(ended.stdout)["protocols"]
    mutation = protocol["mutation"]
    assert mutation["tried"] == 3
    assert mutation["not_tried"] == mutation["mutants"] - 3


def test_nothing_is_tried_while_a_scenario_fails(sexto: Sexto, mine: Path) -> None:
    """Such a scenario would notice everything."""
    failing = URGENT.replace("urgent}", "usual}")
    (mine / "scenarios" / "wrong.yaml").write_text(failing, "utf-8")
    ended = sexto("test", str(mine), "--mutate")
    assert ended.returncode == 1
    assert "Mistakes on purpose: not tried" in ended.stdout


SHARED: Final = """\
import os, signal, sys
from pathlib import Path
from sexto_rules.library import load_protocol
from sexto_rules.mutation import SearchSize, measure
from sexto_rules.scenarios import load_scenarios

def stop(tried, _):
    if tried == 5:
        os.killpg(os.getpgrp(), signal.SIGINT)

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    own = load_protocol(folder)
    size = SearchSize(pool=50, entry=10, mistake=10)
    cases = load_scenarios(folder, own)
    report = measure(own, cases, processes=2, size=size, told=stop)
    print(len(report.verdicts), report.not_tried)
"""


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no signals to groups there")
def test_ctrl_c_is_for_the_first_process_alone(mine: Path, tmp_path: Path) -> None:
    """A terminal sends it to all of them; those that share the work end without a word."""
    script = tmp_path / "shared.py"
    script.write_text(SHARED, "utf-8")
    ended = subprocess.run(
        [sys.executable, str(script), str(mine)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        start_new_session=True,
    )
    tried, not_tried = map(int, ended.stdout.split())
    assert tried == 5
    assert not_tried > 0
    assert ended.stderr == ""
