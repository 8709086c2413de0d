"""`sexto compare`, as authors, principals and build servers use it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest

from cli.running import Ended, Sexto
from scenarios.small_protocol import SMALL
from sexto_rules.facts.converter import structure_incident
from sexto_rules.library import load_protocol, parse_incident_document
from sexto_rules.library.loading import source_of
from sexto_rules.protocol.dates import on
from sexto_rules.reference import decide

GIT: Final = shutil.which("git")
CORE: Final = source_of("core").whole_path
JUDGE: Final = "Do not judge, and do not blame the student for having taken or sent a picture."
WHEN: Final = (
    "all: [{some: {person: {roles: depicted, age: {under: 14}}}}, "
    "{not: {certainly: {blackmail: yes}}}, "
    "{not: {certainly: {some: {person: {roles: depicted, age: {under: 13}}}}}}]"
)
"""When the age of somebody shown makes the difference, and nothing else does."""

YOUNGER: Final = ("age: {under: 14}", "age: {under: 13}")
WORDS: Final = ("en: Call the police.", "en: Call the police & wait.")


def changed(folder: Path, *changes: tuple[str, str]) -> Path:
    """The folder, each text in its protocol put in the place of another."""
    file = folder / "protocol.yaml"
    text = file.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, "utf-8")
    return folder


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A protocol folder of one's own."""
    return shutil.copytree(SMALL, tmp_path / "rules" / "mine")


@pytest.fixture
def ended(sexto: Sexto, mine: Path) -> Ended:
    """How it ends to compare a protocol with one in which an age is another."""
    return sexto("compare", str(SMALL), str(changed(mine, YOUNGER)))


def test_what_means_the_same(sexto: Sexto, mine: Path) -> None:
    """Written otherwise, and the same: exit code 0, and it is said in both languages."""
    changed(mine, ("when: {class: urgent}", "when: {all: [{class: [urgent]}]}"))
    ended = sexto("compare", str(SMALL), str(mine))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "The two mean the same for every incident." in ended.stdout
    ended = sexto("compare", str(SMALL), str(mine), "--lang", "fr")
    assert "Les deux disent la même chose de tout incident." in ended.stdout


def test_split_files_and_other_names_are_no_difference(sexto: Sexto, mine: Path) -> None:
    """A file for each part, keys in another order, and a conclusion under another name."""
    changed(
        mine,
        (
            "when: {roles: depicted, age: {under: 14}}",
            "when: {age: {under: 14}, roles: [depicted]}",
        ),
        ("- id: young\n    for_each: person", "- for_each: person\n    id: minor"),
        ("{young: yes}", "{minor: yes}"),
    )
    whole = (mine / "protocol.yaml").read_text("utf-8")
    parts = re.split(r"^(?=classes:|directives:)", whole, flags=re.MULTILINE)
    for name, part in zip(("protocol", "routes", "lines"), parts, strict=True):
        (mine / f"{name}.yaml").write_text(part, "utf-8")
    ended = sexto("compare", str(SMALL), str(mine))
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_difference_is_told_with_its_condition_and_both_decisions(ended: Ended) -> None:
    """A heading for each group; of each, text, condition, before and after."""
    assert ended.returncode == 1
    looser = ended.stdout.partition("LOOSER")[2]
    lines = [each.strip() for each in looser.splitlines()]
    start = lines.index("- directive call")
    assert lines[start + 1 : start + 5] == [
        "Call the police.",
        f"exactly when {WHEN}, as long as it is not done",
        "before: must call_police, by everyone, basis inference: due",
        "after: must call_police, by everyone, basis inference: possible",
    ]
    assert "by the reference and by durable and compiled" in ended.stdout


def test_the_incident_is_ready_to_paste(ended: Ended, mine: Path) -> None:
    """The YAML that is shown is an incident, and the two decide it otherwise."""
    shown = re.search(r"- directive call\n(?:.*\n)*?.*an incident.*\n((?: {6}.*\n)+)", ended.stdout)
    assert shown is not None
    incident = parse_incident_document(re.sub("^ {6}", "", shown[1], flags=re.MULTILINE))
    days = (on(load_protocol(each), date(2026, 11, 20)) for each in (SMALL, mine))
    before, after = (decide(day, incident).possible_classes for day in days)
    assert before == ("urgent",)
    assert "ordinary" in after


def test_the_same_in_french(sexto: Sexto, mine: Path) -> None:
    """Headings, texts and states, with hard spaces before colons."""
    ended = sexto("compare", str(SMALL), str(changed(mine, YOUNGER)), "--lang", "fr")
    for words in (
        "MOINS STRICT",
        "consigne call",
        "Appeler la police.",
        "exactement quand all:",
        "à faire",
    ):
        assert words in ended.stdout
    assert "avant\u00a0: must call_police, par everyone, fondement inference\u00a0: à faire" in (
        ended.stdout
    )


def test_both_texts_where_only_they_differ(sexto: Sexto, mine: Path) -> None:
    """What is reworded is shown as it was and as it is."""
    ended = sexto("compare", str(SMALL), str(changed(mine, WORDS)))
    assert ended.returncode == 1
    assert "REWORDED" in ended.stdout
    assert ended.stdout.index("Call the police.") < ended.stdout.index("Call the police & wait.")
    assert "1 difference\n" in ended.stdout


def test_machines_get_all_of_it(sexto: Sexto, mine: Path) -> None:
    """JSON names both protocols, and has of each difference what people are shown."""
    changed(mine, YOUNGER)
    ended = sexto("compare", str(SMALL), str(mine), "--as-of", "2026-11-20", "--format", "json")
    data: dict[str, Any] = json.loads(ended.stdout)
    assert ended.returncode == 1
    assert (data["same"], data["undecided"]) == (False, [])
    assert data["before"]["as_of"] == data["after"]["as_of"] == "2026-11-20"
    assert data["before"]["digest"] != data["after"]["digest"]
    (call,) = [each for each in data["differences"] if each["id"] == "call"]
    assert (call["group"], call["what"]) == ("looser", "directive")
    assert (call["relation"], call["condition"]) == ("exactly", WHEN)
    assert call["when"] == f"exactly when {WHEN}, as long as it is not done"
    assert (call["of"], call["until_done"], call["in_time"]) == (None, True, True)
    assert (call["changed"], call["beside"], call["by_structure"]) == ([], None, False)
    assert [each["status"] for each in call["before"]["lines"]] == ["due"]
    assert call["before"]["text"] == {"fr": "Appeler la police.", "en": "Call the police."}
    assert call["before"]["classes"] == ["urgent"]
    assert structure_incident(call["incident"]).persons[0].age == 13


def test_the_same_in_every_process(mine: Path) -> None:
    """Whatever order a process has for sets, the incidents are the same."""
    changed(mine, YOUNGER)
    command = [sys.executable, "-m", "sexto_rules.cli", "compare", str(SMALL), str(mine)]
    printed = {
        subprocess.run(
            command,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
    assert b"LOOSER" in printed.pop()


def test_machines_are_told_that_nothing_differs(sexto: Sexto) -> None:
    """The same keys, and nothing in them."""
    ended = sexto("compare", "core", "core", "--format", "json")
    data = json.loads(ended.stdout)
    assert ended.returncode == 0
    assert (data["same"], data["differences"], data["decided_by"]) == (True, [], [])


class Page(HTMLParser):
    """The words of a page, its language, and whatever it would fetch."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.words = ""
        self.language: str | None = None
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the language, and what would be fetched."""
        given = dict(attrs)
        if tag == "html":
            self.language = given["lang"]
        self.loads += [f"{tag} {key}" for key in ("src", "srcset", "data") if key in given]
        if tag in {"link", "script", "img", "iframe"}:
            self.loads.append(tag)

    def handle_data(self, data: str) -> None:
        """Note the words."""
        self.words += data


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_by_itself(sexto: Sexto, mine: Path, language: str) -> None:
    """HTML fetches nothing, says its language, and shows texts as they are."""
    changed(mine, YOUNGER, WORDS)
    ended = sexto("compare", str(SMALL), str(mine), "--format", "html", "--lang", language)
    page = Page()
    page.feed(ended.stdout)
    assert ended.returncode == 1
    assert ended.stdout.startswith("<!doctype html>")
    assert (page.language, page.loads) == (language, [])
    assert "url(" not in ended.stdout
    assert f"when {WHEN}" in page.words.replace("exactement quand", "when")
    texts = {"fr": "Appeler la police.", "en": "Call the police & wait."}
    assert texts[language] in page.words


def test_two_days_of_one_protocol(sexto: Sexto) -> None:
    """Days are given as options or in the name."""
    by_option = sexto(
        "compare", "ca-qc-sexto", "ca-qc-sexto", "--as-of", "2024-01-01", "--as-of-b", "2025-01-01"
    )
    by_name = sexto("compare", "ca-qc-sexto@2024-01-01", "ca-qc-sexto@2025-01-01")
    assert by_option == by_name
    assert by_name.returncode == 0
    assert "ca-qc-sexto (as of 2024-01-01) → ca-qc-sexto (as of 2025-01-01)" in by_name.stdout


@pytest.fixture
def kept(mine: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, kept in git as it is."""
    if GIT is None:
        pytest.skip("git is not installed")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    name = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    for arguments in (("init", "-q"), ("add", "."), (*name, "commit", "-q", "-m", "as it was")):
        subprocess.run([GIT, "-C", str(mine.parent), *arguments], check=True)
    return mine


def test_a_revision(sexto: Sexto, kept: Path) -> None:
    """What git has is compared with what is there now."""
    same = sexto("compare", f"{kept}@HEAD", str(kept))
    assert (same.returncode, same.stderr) == (0, "")
    changed(kept, YOUNGER)
    ended = sexto("compare", f"{kept}@HEAD", str(kept))
    assert ended.returncode == 1
    assert "- directive call" in ended.stdout.partition("LOOSER")[2]
    shutil.rmtree(kept)
    gone = sexto("compare", f"{kept}@HEAD", f"{kept}@HEAD")
    assert (gone.returncode, gone.stderr) == (0, "")


def test_a_revision_with_the_parent_of_that_time(sexto: Sexto, kept: Path) -> None:
    """What a revision extends is of that revision too, though another one can be loaded by name."""
    core = shutil.copytree(CORE, kept.parent / "core") / "directives.yaml"
    text = core.read_text("utf-8")
    assert JUDGE in text
    core.write_text(text.replace(JUDGE, "Blame nobody."), "utf-8")
    name = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    for arguments in (("add", "."), (*name, "commit", "-q", "-m", "another core")):
        subprocess.run([str(GIT), "-C", str(kept.parent), *arguments], check=True)
    ended = sexto("compare", f"{kept}@HEAD~1", f"{kept}@HEAD")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert "REWORDED" in ended.stdout


@pytest.mark.parametrize("revision", ["nowhere", "--help", "HEAD; ls", "HEAD:x"])
def test_a_revision_that_is_none(sexto: Sexto, kept: Path, revision: str) -> None:
    """Whatever it is called, it is a problem, in both languages."""
    ended = sexto("compare", f"{kept}@{revision}", str(kept))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert f"SX707 git has no revision `{revision}` here" in ended.stderr
    ended = sexto("compare", f"{kept}@{revision}", str(kept), "--lang", "fr")
    assert f"SX707 git n'a ici aucune révision `{revision}`" in ended.stderr


def test_a_revision_with_mistakes(sexto: Sexto, kept: Path) -> None:
    """A problem has the place that git has, not that of a copy."""
    changed(kept, ("must: call_police", "must: call_polise"))
    name = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    arguments = [str(GIT), "-C", str(kept), *name, "commit", "-q", "-a", "-m", "a mistake"]
    subprocess.run(arguments, check=True)
    ended = sexto("compare", f"{kept}@HEAD", str(SMALL))
    assert ended.returncode == 1
    assert re.search(r"^mine/protocol\.yaml@HEAD:\d+:\d+: SX", ended.stderr, re.MULTILINE)


def test_no_repository_and_no_such_folder(sexto: Sexto, mine: Path, kept: Path) -> None:
    """Where git has nothing, that is the problem."""
    ended = sexto("compare", f"{kept.parent / 'other'}@HEAD", str(mine))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "SX707 nothing is here in revision `HEAD`" in ended.stderr


@pytest.mark.parametrize(
    "arguments",
    [("core",), ("core", "core", "--as-of-b", "soon"), ("core", "core", "--format", "pdf")],
)
def test_wrong_usage(sexto: Sexto, arguments: tuple[str, ...]) -> None:
    """Exit code 2, as everywhere."""
    assert sexto("compare", *arguments).returncode == 2


def test_the_help_has_examples_in_both_languages(sexto: Sexto) -> None:
    """One reads it in French and in English."""
    ended = sexto("compare", "--help")
    assert ended.returncode == 0
    for words in ("Compare two protocols", "Comparer deux protocoles", "@HEAD~1", "--lang fr"):
        assert words in ended.stdout
