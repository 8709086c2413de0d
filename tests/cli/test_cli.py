"""The command `sexto`, as people and programs use it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sexto_rules.cli import main
from support.schemas import require_decision

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "incidents"
BLACKMAIL = str(EXAMPLES / "blackmail.yaml")
DAY = ("--as-of", "2026-01-15")


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Sexto = Callable[..., Ended]


@pytest.fixture
def sexto(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Sexto:
    """The command, run in this process on the arguments given and the text typed."""
    monkeypatch.chdir(ROOT)

    def run(*arguments: str, typed: str = "") -> Ended:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(typed.encode()), "utf-8"))
        monkeypatch.setattr(sys, "argv", ["sexto", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Ended(int(ended.value.code or 0), printed.out, printed.err)

    return run


def test_the_command_runs_in_a_process_of_its_own() -> None:
    """`python -m sexto_rules.cli` decides, reads a pipe, and ends with its exit code."""
    command = [sys.executable, "-m", "sexto_rules.cli", "decide", "core", "-", *DAY]
    done = subprocess.run(command, input=b"blackmail: yes", capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    wrong = subprocess.run(command, input=b"name: Alice", capture_output=True, check=False)
    assert wrong.returncode == 1
    assert b"Traceback" not in wrong.stderr


def test_protocols_are_listed_in_both_languages(sexto: Sexto) -> None:
    """`sexto protocols` lists id, version, languages, date and title."""
    english, french = sexto("protocols"), sexto("protocols", "--lang", "fr")
    assert english.returncode == french.returncode == 0
    assert "ca-qc-sexto" in english.stdout
    assert "fr, en" in english.stdout
    assert english.stdout != french.stdout
    listed = json.loads(sexto("protocols", "--format", "json").stdout)
    assert {"core", "ca-qc-sexto"} <= {each["id"] for each in listed}


def test_a_decision_says_never_now_then_and_what_to_find_out(sexto: Sexto) -> None:
    """The text has its four parts, prohibitions first, in the language asked for."""
    for language, heads in (
        ("en", ["NEVER", "NOW", "THEN", "TO FIND OUT"]),
        ("fr", ["JAMAIS", "MAINTENANT", "ENSUITE", "À SAVOIR"]),
    ):
        done = sexto("decide", "ca-qc-sexto", BLACKMAIL, *DAY, "--lang", language)
        assert done.returncode == 0, done.stderr
        places = [done.stdout.index(f"\n{head}\n") for head in heads]
        assert places == sorted(places)
        assert "\x1b[" not in done.stdout


def test_a_decision_as_json_has_the_fixed_keys(sexto: Sexto) -> None:
    """`--format json` prints the decision for machines."""
    done = sexto("decide", "ca-qc-sexto", BLACKMAIL, *DAY, "--format", "json")
    decision = json.loads(done.stdout)
    assert decision["classification"]["class"] == "signs_of_malice"
    assert decision["protocol"]["as_of"] == "2026-01-15"
    assert set(decision) >= {"directives", "questions", "final", "conflicts", "decided_by"}


@pytest.mark.parametrize("engine", ["durable", "compiled", "both"])
def test_the_engine_can_be_chosen(sexto: Sexto, engine: str) -> None:
    """A decision names the engines that took it."""
    done = sexto("decide", "ca-qc-sexto", BLACKMAIL, *DAY, "--engine", engine, "--format", "json")
    decided_by = json.loads(done.stdout)["decided_by"]
    assert decided_by == (["durable", "compiled"] if engine == "both" else [engine])


def test_why_cites_reasons_and_sources(sexto: Sexto) -> None:
    """`--why` shows what made each line so and where it stands."""
    plain = sexto("decide", "ca-qc-sexto", BLACKMAIL, *DAY).stdout
    why = sexto("decide", "ca-qc-sexto", BLACKMAIL, *DAY, "--why").stdout
    assert "because" in why
    assert "because" not in plain
    assert "https://" in why


def test_why_cites_what_is_enough_and_no_more(sexto: Sexto) -> None:
    """Of three signs that are told, one; the same as data, beside each line and the route."""
    options = ("decide", "ca-qc-sexto", BLACKMAIL, *DAY, "--why")
    said = sexto(*options).stdout
    now = said[said.index("NOW") : said.index("THEN")]
    assert "- blackmail: yes" in now
    assert "threat to share: yes" not in now
    data = json.loads(sexto(*options, "--format", "json").stdout)
    (call,) = [each for each in data["directives"] if each["id"] == "call-police-on-signs"]
    assert call["why"]["facts"] == ["blackmail: true"]
    assert len(call["because"]) > len(call["why"]["facts"]) + 2
    assert [each["path"] for each in data["classification"]["why"]] == ["sign_told"]
    french = sexto(*options, "--lang", "fr").stdout
    assert "- chantage\u00a0: oui" in french
    assert french.count("parce que") > 10


def test_reasons_that_lines_share_are_said_once(sexto: Sexto) -> None:
    """Of lines read as one; of each target, its own."""
    typed = "persons: [{id: p1}, {id: p2, parent_contact_risk: yes}]"
    said = sexto("decide", "ca-qc-sexto", "-", *DAY, "--why", typed=typed).stdout
    (item,) = [each for each in said.split("\n  x ") if each.startswith("person p1, any other")]
    assert item.count("because person p1 - ") == 1
    assert "because everybody is listed: unknown" in item


def test_why_says_what_a_conclusion_and_a_class_rest_on(sexto: Sexto) -> None:
    """Beside each conclusion that is cited stand the basis and sources of its rules."""
    why = sexto("decide", "ca-qc-sexto", BLACKMAIL, *DAY, "--why", "--format", "json").stdout
    classes = json.loads(why)["classification"]["classes"]
    assert {"id", "text", "basis", "sources", "partly"} == set(classes[0])
    text = " ".join(sexto("decide", "ca-qc-sexto", BLACKMAIL, *DAY, "--why").stdout.split())
    head = text[: text.index("NEVER")]
    assert all(f"[{source}]" in head for source in classes[0]["sources"])
    assert re.search(r": yes \([^)]*\[[a-z0-9-]+\]\)", text)


def test_an_incident_comes_from_standard_input_too(sexto: Sexto) -> None:
    """`-` reads a pipe, YAML or JSON."""
    for typed in ("blackmail: yes\n", '{"blackmail": true}'):
        done = sexto("decide", "ca-qc-sexto", "-", *DAY, "--format", "json", typed=typed)
        assert json.loads(done.stdout)["classification"]["class"] == "signs_of_malice"


def test_colour_only_when_asked_or_on_a_terminal(sexto: Sexto) -> None:
    """A pipe gets plain text; `--color always` colours it; NO_COLOR turns it off."""
    assert "\x1b[" in sexto("decide", "core", "-", "--color", "always", typed="{}").stdout
    assert "\x1b[" not in sexto("decide", "core", "-", "--color", "never", typed="{}").stdout


@pytest.mark.parametrize(
    ("arguments", "typed", "code", "said"),
    [
        (("decide", "ca-qc-sext", "-"), "{}", 1, "ca-qc-sexto"),
        (("decide", "core", "nowhere.yaml"), None, 1, "nowhere.yaml"),
        (("decide", "core", "-"), "name: Alice\n", 1, "SX402"),
        (("decide", "core", "-"), "blackmial: yes\n", 1, "blackmail"),
        (("decide", "core", "-"), "", 1, "SX"),
        (("decide", "core", "-"), "[" * 2000, 1, "SX"),
        (("decide", "core", "-", "--as-of", "yesterday"), "{}", 2, "as-of"),
        (("decide", "core", "-", "--lang", "de"), "{}", 2, "lang"),
        (("decide", "core"), None, 2, "incident"),
        (("frobnicate",), None, 2, "frobnicate"),
        (("check", "nowhere"), None, 1, "nowhere"),
        (("schema", "protocols"), None, 2, "incident"),
    ],
)
def test_bad_input_ends_with_its_code_and_no_traceback(
    sexto: Sexto, arguments: Sequence[str], typed: str | None, code: int, said: str
) -> None:
    """Mistakes exit with 1 or 2, say what is wrong, and never show a traceback."""
    done = sexto(*arguments, typed=typed or "")
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "Alice" not in done.stderr + done.stdout


@pytest.mark.parametrize(
    "name", sorted(path.parent.name for path in (ROOT / "rulesets").glob("*/protocol.yaml"))
)
def test_check_passes_the_shipped_protocols(sexto: Sexto, name: str) -> None:
    """Each is free of problems and of advice; what is left are remarks."""
    done = sexto("check", f"rulesets/{name}", "--as-of", "2026-11-23")
    first, rest = done.stdout.split("\n", 1)
    assert (done.returncode, first) == (0, "no problems"), done.stdout
    assert not rest or rest.endswith(f", shown by: sexto check rulesets/{name} --remarks\n")


def test_check_names_file_line_and_column(sexto: Sexto, tmp_path: Path) -> None:
    """A problem is printed with its place; exit code 1; JSON for machines."""
    folder = tmp_path / "mine"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "protocol.yaml").write_text("protocol:\n  id: mine\n  wrong: 1\n", encoding="utf-8")
    done = sexto("check", str(folder))
    assert done.returncode == 1
    assert "protocol.yaml:3:3: SX" in done.stdout
    found = json.loads(sexto("check", str(folder), "--format", "json").stdout)
    assert {"code", "message", "file", "line", "column", "help"} <= set(found[0])


def test_every_command_has_help_with_examples(sexto: Sexto) -> None:
    """`--help` shows examples, and a French line."""
    for name in ("protocols", "decide", "ask", "check", "schema"):
        done = sexto(name, "--help")
        assert done.returncode == 0
        assert f"sexto {name}" in done.stdout.partition("xample")[2]


def test_the_version_is_printed(sexto: Sexto) -> None:
    """`--version` names the package."""
    assert sexto("--version").stdout.startswith("sexto-rules ")


def test_the_schema_of_the_incident_is_json(sexto: Sexto) -> None:
    """`sexto schema incident` prints a JSON Schema."""
    assert json.loads(sexto("schema", "incident").stdout)["title"] == "incident"


def test_a_decision_is_written_as_its_published_schema_says(sexto: Sexto) -> None:
    """Also with the reasons of each line, which come on top."""
    asked = ("decide", "core", "-", "--engine", "compiled", "--format", "json")
    require_decision(json.loads(sexto(*asked, typed="blackmail: yes").stdout))
    schema = json.loads(sexto("schema", "decision").stdout)
    explained = json.loads(sexto(*asked, "--why", typed="blackmail: yes").stdout)
    Draft202012Validator(schema).validate(explained)
    refused = sexto("schema", "decision", "core")
    assert refused.returncode == 2
    assert "`decision` has the same schema for every protocol" in refused.stderr


def test_ask_is_driven_by_a_pipe_and_saves(sexto: Sexto, tmp_path: Path) -> None:
    """Answers come one a line; what is known is kept after each."""
    saved = tmp_path / "case.yaml"
    done = sexto(
        "ask", "ca-qc-sexto", *DAY, "--save", str(saved), typed="no\nmaybe\n?\nb\nx\np\nh\nq\n"
    )
    assert done.returncode == 0, done.stderr
    assert "NEVER" in done.stdout
    kept = saved.read_text(encoding="utf-8")
    assert "immediate_danger: false" in kept
    assert "cannot_say" in kept
    again = sexto("ask", "ca-qc-sexto", *DAY, "--incident", str(saved), typed="q\n")
    assert "danger" not in again.stdout.split("\n> ")[0].split("Good")[-1].lower()


def test_ask_loses_nothing_when_the_pipe_ends(sexto: Sexto) -> None:
    """Without a file to save to, what is known is printed at the end."""
    done = sexto("ask", "ca-qc-sexto", *DAY, typed="no\nyes\n")
    assert done.returncode == 0
    assert "immediate_danger: false\nself_harm_risk: true" in done.stdout


def test_ask_speaks_french(sexto: Sexto) -> None:
    """Questions, hints and answers are French with `--lang fr`."""
    done = sexto("ask", "ca-qc-sexto", *DAY, "--lang", "fr", typed="non\npeut-être\nq\n")
    assert "oui ou non" in done.stdout
    assert "JAMAIS" in done.stdout


def test_ask_takes_roles_where_one_is_known_and_one_unsayable(sexto: Sexto, tmp_path: Path) -> None:
    """The answer is about the others."""
    person = {"id": "p1", "roles": {"sharer": True}}
    told = {
        "persons": [person],
        "persons_complete": True,
        "cannot_say": ["persons.p1.roles.witness"],
    }
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps(told), "utf-8")
    typed = "depicted\n?\n" * 60
    files = ("--incident", str(kept), "--save", str(kept))
    done = sexto("ask", "ca-qc-sexto", *DAY, *files, typed=typed)
    assert done.returncode == 0, done.stderr
    assert "SX411" not in done.stdout + done.stderr
    roles = json.loads(kept.read_text("utf-8"))["persons"][0]["roles"]
    assert {role for role, known in roles.items() if known} == {"depicted", "sharer"}
    assert "witness" not in roles
    assert len(roles) == 9


def test_ask_lists_people_and_takes_their_roles_and_ages(sexto: Sexto) -> None:
    """Persons are added by answering that the list is not complete."""
    known = "persons_complete"
    typed = "no\n" * 200
    done = sexto("ask", "ca-qc-sexto", *DAY, typed=typed[:60] + "+\nq\n")
    assert done.returncode == 0, done.stderr
    assert known not in done.stderr
