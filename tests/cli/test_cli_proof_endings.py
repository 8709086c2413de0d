"""How `prove`, `compare` and `refines` end when all does not go well: see `docs/command-line.md`.

1 where the solver gives no answer or a process is killed, 3 where what is found does not come out
again, 130 where somebody stops it; each time the words say so, in the language asked for.
"""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, cast

import pytest
import z3

from cli.running import Sexto, interrupted_in
from sexto_rules.decisions.decider import ENGINES
from sexto_rules.engines.base import Conditions
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.facts import Incident
from sexto_rules.protocol.outcome import Truth

HEADER: Final = """\
protocol:
  id: {id}
  version: 1.0.0
  date: 2026-11-20
  title: {{en: A protocol, fr: Un protocole}}
  notice: {{en: Unofficial., fr: Non officiel.}}
  languages: [en, fr]
given: [blackmail, repeated]
directives:
  - id: write
    must: record_facts
    when: {{blackmail: yes}}
    text: {{en: Write it down., fr: Le noter.}}
    basis: unverified
"""
MORE: Final = """\
  - id: wait
    must_not: record_facts
    when: {repeated: yes}
    text: {en: Do not write., fr: Ne rien noter.}
    basis: unverified
"""
COMMANDS: Final = {
    "prove": ["more"],
    "compare": ["less", "more"],
    "refines": ["more", "less"],
}


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    """A command about one protocol or two, of which one adds a prohibition that meets a duty."""
    for name, rest in (("less", ""), ("more", MORE)):
        text = HEADER.format(id=name) + rest
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return [request.param, *(str(tmp_path / f"{each}.yaml") for each in COMMANDS[request.param])]


class Lying(CompiledEngine):
    """An engine that finds everything unknown."""

    def conditions(self, incident: Incident) -> Conditions:
        """Say unknown of all."""
        found = super().conditions(incident)
        unknown = tuple(tuple(Truth.UNKNOWN for _ in row) for row in found.directives)
        return Conditions(found.classes, unknown)


def test_no_answer_of_the_solver_is_no_success(
    sexto: Sexto, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """Undecided is said, nothing is called proved or the same, and it ends with 1."""
    monkeypatch.setattr("z3.Solver.check", lambda *_: z3.unknown)
    ended = sexto(*command)
    assert (ended.returncode, ended.stderr) == (1, "")
    words = {
        "prove": ": the engines do not decide base literals as the protocol does\n",
        "compare": "\nno difference found; 2 undecided\n",
        "refines": "could not tell",
    }
    assert words[command[0]] in ended.stdout
    assert "longer --timeout" in ended.stdout
    assert not re.search("Everything is proved|The two mean the same|^more keeps", ended.stdout)


def test_what_is_found_is_found_without_this(sexto: Sexto, command: list[str]) -> None:
    """Where all goes well each of the commands shows an incident, and ends with 1."""
    ended = sexto(*command)
    assert (ended.returncode, ended.stderr) == (1, "")
    assert "blackmail: " in ended.stdout
    assert "decided again" in ended.stdout


def test_what_the_reference_does_not_confirm_is_our_bug(
    sexto: Sexto, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """As if an answer of the solver were read wrongly: nothing is printed of it, in any format."""
    monkeypatch.setattr(
        "sexto_rules.proof.solving.incident_of", lambda *_: Incident(for_profit=True)
    )
    ours = "This is our bug: what the solver found does not come out again."
    for more in ((), ("--format", "json")):
        ended = sexto(*command, *more)
        assert (ended.returncode, ended.stdout) == (3, "")
        assert ended.stderr.startswith(ours)
    assert sexto(*command, "--lang", "fr").stderr.startswith("Erreur de notre part\u00a0: ")


def test_engines_that_disagree_are_our_bug(
    sexto: Sexto, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """An incident that an engine decides otherwise is never shown."""
    lying: Callable[..., Any] = Lying
    monkeypatch.setitem(cast("dict[str, Any]", ENGINES), "compiled", lying)
    ended = sexto(*command)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "our bug" in ended.stderr
    assert "derive different things" in ended.stderr


def test_who_stops_it_is_told_how_far_it_came(sexto: Sexto, command: list[str]) -> None:
    """Exit code 130; nothing is printed as if it were the whole."""
    with interrupted_in("Finder.find", 1):
        ended = sexto(*command, "--lang", "fr")
    assert (ended.returncode, ended.stdout) == (130, "")
    far, last = ended.stderr.splitlines()
    assert " sur " in far
    assert far.endswith(". Du reste, rien n'est dit.")
    assert last == "interrupted / interrompu"


def test_a_killed_process_is_told_and_hangs_nothing(
    sexto: Sexto, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As a machine short of memory does it: what nobody looked at is named, and it ends with 1."""
    monkeypatch.setattr("sexto_rules.cli.prove._FEW", 1)
    monkeypatch.setattr("sexto_rules.cli.prove.usable_processes", lambda: 2)

    def kill(*_: object, **__: object) -> None:
        for each in multiprocessing.active_children():
            each.kill()

    monkeypatch.setattr("sexto_rules.cli.progress.Progress.update", kill)
    (tmp_path / "more.yaml").write_text(HEADER.format(id="more") + MORE, "utf-8")
    ended = sexto("prove", str(tmp_path / "more.yaml"))
    assert (ended.returncode, ended.stderr) == (1, "")
    undecided = ended.stdout.partition("UNDECIDED\n")[2]
    assert undecided.startswith("The process that looked at this was killed, ")
    assert "more.yaml:15:5: learning more can take wait back\n" in undecided
    assert "Everything is proved." not in ended.stdout
