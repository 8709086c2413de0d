"""`sexto refines`, and what `sexto check` says of what is inherited."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
import z3

from cli.running import Sexto
from sexto_rules.facts import incident_from_json
from sexto_rules.library import load_protocol, parse_incident_document
from sexto_rules.proof.refinement import is_refined
from sexto_rules.protocol.dates import on

CHECKED: Final = Path(__file__).parent / "checked"
PARENT: Final = str(CHECKED / "inherited-and-kept")
WEAKER: Final = str(CHECKED / "inherited-and-weakened")


def test_a_child_that_keeps_all_is_said_to(sexto: Sexto) -> None:
    """One sentence, in either language, and exit code 0."""
    english = sexto("refines", PARENT, "core")
    assert (english.returncode, english.stderr) == (0, "")
    assert english.stdout == (
        "inherited-and-kept keeps all that core says, on every day and in every incident.\n"
    )
    french = sexto("refines", PARENT, "core", "--lang", "fr")
    assert french.stdout == (
        "inherited-and-kept garde tout ce que dit core, chaque jour et pour tout incident.\n"
    )


def test_each_weakening_is_shown_with_its_incident(sexto: Sexto) -> None:
    """The line, its text, what the child says instead, and an incident that can be pasted."""
    ended = sexto("refines", WEAKER, PARENT)
    assert ended.returncode == 1
    first = ended.stdout.split("\n\n")[0]
    assert first.splitlines() == [
        (
            "no-interview: this prohibition of inherited-and-kept is in force, "
            "and inherited-and-weakened does not keep it"
        ),
        "  Do not interview.",
        (
            "  In inherited-and-weakened: lifted; inherited-and-weakened has a class of its own "
            "that comes first: handled-at-school"
        ),
        "  For instance in this incident:",
        "    manageable_in_school: true",
    ]
    told = parse_incident_document(first.rpartition("incident:\n")[2].replace("    ", ""))
    own, parent = load_protocol(Path(WEAKER)), load_protocol(Path(PARENT))
    assert not is_refined(on(own, own.date), on(parent, own.date), told)
    assert ended.stdout.splitlines()[-2:] == [
        (
            "Each incident shown was decided again, and alike, "
            "by the reference and by durable and compiled."
        ),
        "inherited-and-weakened does not keep all that inherited-and-kept says: 4 weakenings.",
    ]


def test_it_is_said_in_french_too(sexto: Sexto) -> None:
    """The same in French, with the text in French."""
    said = sexto("refines", WEAKER, PARENT, "--lang", "fr").stdout
    assert (
        "\n  Mettre l'appareil en sûreté.\n  Dans inherited-and-weakened\u00a0: retenue, par wait\n"
        in said
    )
    assert "\n  Interdit dans inherited-and-kept par\u00a0: no-interview\n" in said
    assert said.endswith("tout ce que dit inherited-and-kept\u00a0: 4 affaiblissements.\n")


def test_programs_get_the_same(sexto: Sexto) -> None:
    """As JSON: what is weakened, from when on, by what, and the incident."""
    ended = sexto("refines", WEAKER, PARENT, "--format", "json")
    assert ended.returncode == 1
    data = json.loads(ended.stdout)
    assert (data["child"], data["refines"], data["undecided"]) == (
        "inherited-and-weakened",
        False,
        [],
    )
    assert data["decided_by"] == ["durable", "compiled"]
    said = [
        (each["kind"], each["directive"], each["status"], each["by"]) for each in data["weakenings"]
    ]
    assert said == [
        ("prohibition", "no-interview", "lifted", ["handled-at-school"]),
        ("duty", "call-police", "possible", ["handled-at-school"]),
        ("duty", "secure", "held", ["wait"]),
        ("against", "talk", "due", ["no-interview"]),
    ]
    own, parent = load_protocol(Path(WEAKER)), load_protocol(Path(PARENT))
    for each in data["weakenings"]:
        incident = incident_from_json(json.dumps(each["incident"]))
        assert not is_refined(on(own, own.date), on(parent, own.date), incident)


def test_a_protocol_that_drops_everything_is_told_what(sexto: Sexto) -> None:
    """Of what is there whatever is known, no incident is needed; nothing stands in its place."""
    said = sexto("refines", "core", PARENT).stdout
    assert "\n  In core: nothing of the kind\n" in said
    ended = sexto("refines", "core", "core", "--format", "json")
    assert json.loads(ended.stdout)["refines"] is True


def test_wrong_usage_and_unknown_protocols(sexto: Sexto) -> None:
    """A missing argument is wrong usage; a protocol that is not there is a problem."""
    assert sexto("refines", "core").returncode == 2
    ended = sexto("refines", "core", "nowhere")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "SX701" in ended.stderr


def test_the_help_shows_examples(sexto: Sexto) -> None:
    """In both languages, each example on its line."""
    said = sexto("refines", "--help").stdout
    assert "\n    sexto refines ca-qc-sexto core\n" in said
    assert "Prouver qu'un protocole" in said


@pytest.fixture
def no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that finds no time for anything."""
    monkeypatch.setattr("z3.Solver.check", lambda *_: z3.unknown)


@pytest.mark.usefixtures("no_answer")
def test_what_is_undecided_is_never_a_success(sexto: Sexto) -> None:
    """The command ends with 1 and names each line, in either language."""
    ended = sexto("refines", WEAKER, PARENT)
    assert (ended.returncode, ended.stderr) == (1, "")
    lines = ended.stdout.splitlines()
    assert (
        "secure: the solver could not tell whether inherited-and-weakened keeps it "
        "(a longer --timeout may help)"
    ) in lines
    assert lines[-1] == (
        "It is not proved that inherited-and-weakened keeps all that inherited-and-kept says."
    )
    assert sexto("refines", WEAKER, PARENT, "--lang", "fr").stdout.splitlines()[-1] == (
        "Il n'est pas prouvé que inherited-and-weakened garde tout ce que dit inherited-and-kept."
    )
    data = json.loads(sexto("refines", WEAKER, PARENT, "--format", "json").stdout)
    assert (data["refines"], data["weakenings"], data["decided_by"]) == (False, [], [])
    assert len(data["undecided"]) == len(lines) - 1


def test_two_meanings_of_one_name_are_said(sexto: Sexto, tmp_path: Path) -> None:
    """Nothing can be held against each other then; no time will help."""
    text = (CHECKED / "inherited-and-kept" / "protocol.yaml").read_text("utf-8")
    paths = []
    for name, target in (("one", ""), ("other", "target: person, ")):
        act = f"acts:\n  - {{id: wave, {target}text: {{fr: Saluer, en: Wave}}}}\n\n"
        paths.append(str(tmp_path / f"{name}.yaml"))
        text_ = text.replace("id: inherited-and-kept", f"id: {name}").replace(
            "given:", f"{act}given:"
        )
        Path(paths[-1]).write_text(text_, "utf-8")
    ended = sexto("refines", *paths)
    assert (ended.returncode, ended.stdout) == (
        1,
        (
            "These names do not mean the same in one as in other: wave.\n"
            "It is not proved that one keeps all that other says.\n"
        ),
    )
    assert json.loads(sexto("refines", *paths, "--format", "json").stdout)["unlike"] == ["wave"]


def test_versions_are_told_apart(sexto: Sexto, tmp_path: Path) -> None:
    """Two of one id by their versions; of one version too, by what they were called."""
    text = (CHECKED / "inherited-and-kept" / "protocol.yaml").read_text("utf-8")
    paths = {}
    for name, version in (("old", "1.0.0"), ("new", "1.1.0"), ("copy", "1.0.0")):
        paths[name] = str(tmp_path / f"{name}.yaml")
        Path(paths[name]).write_text(text.replace("version: 1.0.0", f"version: {version}"), "utf-8")
    assert sexto("refines", paths["new"], paths["old"]).stdout == (
        "inherited-and-kept 1.1.0 keeps all that inherited-and-kept 1.0.0 says, "
        "on every day and in every incident.\n"
    )
    assert sexto("refines", paths["copy"], paths["old"]).stdout == (
        f"{paths['copy']} keeps all that {paths['old']} says, on every day and in every incident.\n"
    )
    data = json.loads(sexto("refines", paths["new"], paths["old"], "--format", "json").stdout)
    assert [data[each] for each in ("child_version", "parent_version")] == ["1.1.0", "1.0.0"]


def _without_solver(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command where z3 cannot be imported."""
    program = "import sys; sys.modules['z3'] = None; from sexto_rules.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def test_without_the_solver() -> None:
    """`refines` names the extra; `check` has one remark more and is as good as before."""
    ended = _without_solver("refines", PARENT, "core")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "sexto-rules[proof]" in ended.stderr
    checked = _without_solver("check", PARENT, "--remarks")
    assert checked.returncode == 0
    assert (
        f"{PARENT}: SX511 that this protocol keeps all of `core` is not proved: z3 is not installed"
        in checked.stdout
    )
    french = _without_solver("check", PARENT, "--remarks", "--lang", "fr").stdout
    assert (
        "SX511 il n'est pas prouvé que ce protocole garde tout ce que dit `core`\u00a0: "
        "z3 n'est pas installé\n  aide\u00a0: l'installer\u00a0: `pip install "
    ) in french


def test_check_refuses_what_weakens(sexto: Sexto) -> None:
    """`check` ends with 1 where something inherited is lost."""
    data = json.loads(sexto("check", WEAKER, "--format", "json").stdout)
    assert [each["severity"] for each in data if each["code"] == "SX324"] == ["error"] * 4
    assert sexto("check", PARENT).returncode == 0


_GENERATIONS: Final = {
    "oldest": """
given: [blackmail, grooming, repeated]
directives:
  - {id: write, must: record_facts, when: {blackmail: yes}, text: {en: Write.}, basis: unverified}
""",
    "middle": """
  extends: oldest
classes:
  - {id: urgent, when: {blackmail: yes}, text: {en: Urgent}, basis: unverified}
  - {id: everyday, otherwise: yes, text: {en: Everyday}, basis: unverified}
directives:
  - id: not-yet
    must_not: record_facts
    when: {not: {class: urgent}}
    text: {en: Not yet.}
    basis: unverified
""",
    "youngest": """
  extends: middle
classes:
  - id: own
    before: urgent
    when: {any: [{grooming: yes}, {repeated: yes}], all: [{grooming: no}, {repeated: no}]}
    text: {en: Own}
    basis: unverified
""",
}
_HEADER: Final = """\
protocol:
  id: {id}
  version: 1.0.0
  date: 2026-11-20
  title: {{en: A protocol}}
  notice: {{en: Unofficial.}}
  languages: [en]\
"""


def written(folder: Path, texts: Mapping[str, str]) -> dict[str, str]:
    """Where these protocols are now, by their ids."""
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(_HEADER.format(id=name) + text, "utf-8")
    return {name: str(folder / f"{name}.yaml") for name in texts}


def test_each_generation_is_kept(sexto: Sexto, tmp_path: Path) -> None:
    """A duty of the oldest may not be held by a prohibition of the middle one.

    The class of the youngest is only ever possible, so that the middle one's prohibition is in
    doubt and no more.
    """
    paths = written(tmp_path, _GENERATIONS)
    assert sexto("refines", paths["middle"], paths["oldest"]).returncode == 0
    assert sexto("refines", paths["youngest"], paths["middle"]).returncode == 0
    assert sexto("refines", paths["youngest"], paths["oldest"]).returncode == 1
    found = json.loads(sexto("check", paths["youngest"], "--format", "json").stdout)
    [problem] = [each for each in found if each["code"] == "SX324"]
    assert problem["message"].startswith("`write` of `oldest` is not kept")


_DATED: Final = {
    "strict": """
given: [blackmail]
directives:
  - {id: write, must: record_facts, when: {blackmail: yes}, text: {en: Write.}, basis: unverified}
  - {id: hush, must_not: discipline, when: {blackmail: yes}, text: {en: Do not.}, basis: unverified}
""",
    "newer": """
  extends: strict
directives:
  - id: punish
    may: discipline
    when: {blackmail: no}
    in_force_from: 2026-01-01
    text: {en: It may be.}
    basis: unverified
""",
}


@pytest.mark.usefixtures("no_answer")
def test_check_has_a_remark_of_each_line_that_is_undecided(sexto: Sexto, tmp_path: Path) -> None:
    """No problem; what to do is there; from when on, where it was not always so; also in French."""
    path = written(tmp_path, _DATED)["newer"]
    ended = sexto("check", path, "--remarks", "--format", "json")
    remarks = [each for each in json.loads(ended.stdout) if each["code"] == "SX511"]
    assert ended.returncode == 0
    assert [(each["severity"], each["message"]) for each in remarks] == [
        ("remark", f"that `{line}` is kept is not proved: no answer in `5` seconds{since}")
        for line, since in (
            ("hush` of `strict", ""),
            ("write` of `strict", ""),
            ("punish` of `newer", ", from `2026-01-01`"),
        )
    ]
    assert {each["help"] for each in remarks} == {
        f"give it more time: `sexto refines {path} strict --timeout 60`"
    }
    said = sexto("check", path, "--remarks", "--lang", "fr").stdout
    assert said.count("SX511 il n'est pas prouvé que `") == 3
    assert "aucune réponse en `5` secondes, à partir du `2026-01-01`\n" in said
    assert said.count("  aide\u00a0: lui donner plus de temps\u00a0: `sexto refines ") == 3
