"""`sexto test --coverage`, as authors and build servers use it."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve

from cli.running import Sexto, interrupted_in
from scenarios.small_protocol import SMALL, TITLE
from sexto_rules.cli.coverage_run import measure_trial, suggest
from sexto_rules.cli.coverage_view import show_coverage
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.words import Language
from sexto_rules.coverage import GoalState
from sexto_rules.library import load_protocol
from sexto_rules.scenarios import Trial, find_scenarios, try_scenarios

URGENT: Final = TITLE + "incident: {blackmail: yes}\nexpect: {class: urgent}\n"
FAILING: Final = TITLE + "incident: {blackmail: no}\nexpect: {class: urgent}\n"
BAD: Final = TITLE + "incident: {blackmail: yes}\nexpect: {must: call_polise}\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A protocol folder with one scenario that holds."""
    folder = tmp_path / "mine"
    shutil.copytree(SMALL, folder)
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "urgent.yaml").write_text(URGENT, "utf-8")
    return folder


def test_the_table_says_how_much_is_shown(sexto: Sexto, mine: Path) -> None:
    """A share for each kind of thing, of all, and apart what is inherited."""
    ended = sexto("test", str(mine), "--coverage")
    assert ended.returncode == 0
    assert re.search(r"^Coverage: \d+\.\d%, measured on 1 step$", ended.stdout, re.MULTILINE)
    for words in ("classes", "directives", "pairs of values (MC/DC)", "all of it"):
        assert re.search(
            rf"^  {re.escape(words)} +\d+ of \d+ +\d+\.\d%", ended.stdout, re.MULTILINE
        ), words
    assert "inherited, not counted" in ended.stdout


def test_what_is_missing_stands_at_its_line(sexto: Sexto, mine: Path) -> None:
    """Each entry at file, line and column, then what of it no scenario shows."""
    ended = sexto("test", str(mine), "--coverage")
    where = re.search(r"^\S+protocol\.yaml:(\d+):\d+: class urgent$", ended.stdout, re.MULTILINE)
    assert where is not None
    line = (mine / "protocol.yaml").read_text("utf-8").splitlines()[int(where[1]) - 1]
    assert "urgent" in line
    assert "`blackmail: yes`: true against false, true against unknown" in ended.stdout


def test_the_table_exists_in_french(sexto: Sexto, mine: Path) -> None:
    """The same in French, with a comma and a no-break space."""
    ended = sexto("test", str(mine), "--coverage", "--lang", "fr")
    head = "^Couverture\u00a0: \\d+,\\d\u00a0%, mesurée sur 1 étape$"
    assert re.search(head, ended.stdout, re.MULTILINE)
    assert "vrai contre faux" in ended.stdout


def test_without_the_option_nothing_is_measured(sexto: Sexto, mine: Path) -> None:
    """The tests alone say nothing of coverage."""
    assert "Coverage" not in sexto("test", str(mine)).stdout


def test_machines_get_every_goal(sexto: Sexto, mine: Path) -> None:
    """JSON has shares by kind, and each goal with its state, its place and who showed it."""
    ended = sexto("test", str(mine), "--coverage", "--format", "json")
    (protocol,) = json.loads(ended.stdout)["protocols"]
    coverage = protocol["coverage"]
    assert coverage["moments"] == 1
    assert coverage["left_out"] == []
    assert coverage["interrupted"] is False
    settled = {"kind": "class", "key": "class urgent", "what": "settled", "state": "shown"}
    (found,) = [each for each in coverage["goals"] if settled.items() <= each.items()]
    assert found["shown_by"] == ["urgent.yaml"]
    assert found["line"] > 1
    shown = [each for each in coverage["goals"] if each["state"] == "shown"]
    assert len(shown) == sum(each["shown"] for each in coverage["shares"].values())
    pair = next(each for each in coverage["goals"] if each["kind"] == "pair")
    assert pair["values"] == ["false", "true"]


def test_two_runs_say_the_same(sexto: Sexto, mine: Path) -> None:
    """Reports are in order and the same every time."""
    arguments = ("test", str(mine), "--coverage", "--format", "json")
    assert sexto(*arguments).stdout == sexto(*arguments).stdout


def test_a_share_that_is_too_low_fails(sexto: Sexto, mine: Path) -> None:
    """`--fail-under` is for build servers: 1 below, 0 at or above."""
    low = sexto("test", str(mine), "--fail-under", "99")
    assert low.returncode == 1
    assert "at least 99.0% is asked for" in low.stdout
    assert sexto("test", str(mine), "--fail-under", "1").returncode == 0
    assert sexto("test", str(mine), "--fail-under", "101").returncode == 2


def test_a_scenario_that_fails_is_measured_too(sexto: Sexto, mine: Path) -> None:
    """What it shows does not hang on what it expects; the command still ends with 1."""
    (mine / "scenarios" / "failing.yaml").write_text(FAILING, "utf-8")
    ended = sexto("test", str(mine), "--coverage")
    assert ended.returncode == 1
    assert "measured on 2 steps" in ended.stdout


def test_a_scenario_that_cannot_be_read_is_named(sexto: Sexto, mine: Path) -> None:
    """What was left out is said, in words and in JSON."""
    (mine / "scenarios" / "bad.yaml").write_text(BAD, "utf-8")
    ended = sexto("test", str(mine), "--coverage")
    assert ended.returncode == 1
    assert re.search(r"^Not measured: \S+bad\.yaml$", ended.stdout, re.MULTILINE)
    data = json.loads(sexto("test", str(mine), "--coverage", "--format", "json").stdout)
    (left_out,) = data["protocols"][0]["coverage"]["left_out"]
    assert left_out.endswith("bad.yaml")


class Lines(HTMLParser):
    """The rows of a page: for each line of a file its state, its text and what is missing."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.rows: dict[str, list[str]] = {}
        self.loads: list[str] = []
        self._row: list[str] | None = None
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a row that has a state, each of its cells, and whatever a page would fetch."""
        given = dict(attrs)
        self.loads += [f"{tag} {key}" for key in ("src", "srcset", "data") if key in given]
        if tag in {"link", "script", "img", "iframe"}:
            self.loads.append(tag)
        if tag not in {"meta", "br", "link"}:
            self._open.append(tag)
        if tag == "tr" and "id" in given:
            self._row = self.rows.setdefault(str(given["id"]), [])
        elif tag == "tr":
            self._row = None
        elif tag == "td" and self._row is not None:
            self._row.append("")

    def handle_data(self, data: str) -> None:
        """Add words to the cell."""
        if self._row:
            self._row[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Every tag is closed in turn."""
        assert self._open.pop() == tag
        if tag == "tr":
            self._row = None


def page(sexto: Sexto, mine: Path, *more: str) -> tuple[str, Lines]:
    """The page of a protocol, as text and as rows."""
    path = mine.parent / "coverage.html"
    assert sexto("test", str(mine), "--html", str(path), *more).returncode == 0
    text = path.read_text("utf-8")
    lines = Lines()
    lines.feed(text)
    return text, lines


def test_the_page_marks_the_lines_of_the_protocol(sexto: Sexto, mine: Path) -> None:
    """Each line that decides something has a sign, its numbers, its own text, what is missing."""
    _, lines = page(sexto, mine)
    source = (mine / "protocol.yaml").read_text("utf-8").splitlines()
    assert lines.rows
    for name, (number, state, text, missing) in lines.rows.items():
        assert name.endswith(f"l{number}")
        assert text == source[int(number) - 1]
        parts = re.fullmatch(r"[✓◐✗] (\d+)/(\d+)", state)
        assert parts is not None, state
        shown, possible = parts.groups()
        assert (state[0] == "✓") is (shown == possible)
        assert (state[0] == "✗") is (shown == "0")
        assert bool(missing) is (shown != possible)


def test_the_page_stands_alone(sexto: Sexto, mine: Path) -> None:
    """Nothing is fetched, every tag is closed, and no path of this machine is in it."""
    text, lines = page(sexto, mine)
    assert lines.loads == []
    assert not lines._open
    assert str(mine.parent) not in text


def test_the_page_exists_in_french(sexto: Sexto, mine: Path) -> None:
    """The page says its language."""
    text, _ = page(sexto, mine, "--lang", "fr")
    assert '<html lang="fr">' in text
    assert "ce qui manque" in text


def test_the_page_shows_what_an_author_wrote_as_text(sexto: Sexto, mine: Path) -> None:
    """A mark of HTML in a text of the protocol is shown, not obeyed."""
    path = mine / "protocol.yaml"
    path.write_text(path.read_text("utf-8") + "\n# <script>alert(1)</script>\n", "utf-8")
    text, lines = page(sexto, mine)
    assert "&lt;script&gt;" in text
    assert lines.loads == []


def test_a_page_that_cannot_be_written_is_a_problem(sexto: Sexto, mine: Path) -> None:
    """A folder that is not there: a problem, not a crash."""
    ended = sexto("test", str(mine), "--html", str(mine / "no" / "page.html"))
    assert ended.returncode == 1
    assert "SX722" in ended.stderr


def test_suggestions_are_scenarios_that_pass_and_close_the_gaps(sexto: Sexto, mine: Path) -> None:
    """Written into a folder, moved among the scenarios, they pass and nothing is missing."""
    folder = mine.parent / "suggested"
    ended = sexto("test", str(mine), "--suggest", str(folder))
    assert ended.returncode == 0
    files = sorted(folder.glob("suggested-*.yaml"))
    assert f"{len(files)} cases suggested in {folder}" in ended.stdout
    assert "No case was found for" not in ended.stdout
    for each in files:
        shutil.move(each, mine / "scenarios" / each.name)
    after = sexto("test", str(mine), "--coverage")
    assert after.returncode == 0
    assert "Nothing is missing of what can be shown." in after.stdout
    assert after.stdout.count("100.0%") > 3


def test_suggestions_can_be_printed(sexto: Sexto, mine: Path) -> None:
    """With `-` they go to standard output, as YAML documents; words for people go beside it."""
    ended = sexto("test", str(mine), "--suggest", "-")
    assert ended.stdout.startswith("--- # suggested-001-")
    assert "Coverage" not in ended.stdout
    assert "Coverage" in ended.stderr
    assert ended.stdout.count("\ntitle:") == ended.stdout.count("--- # suggested-")


def test_suggestions_that_wait_are_not_written_over(sexto: Sexto, mine: Path) -> None:
    """A second search into the same folder is refused before it begins."""
    folder = mine.parent / "suggested"
    folder.mkdir()
    (folder / "suggested-001-mine.yaml").write_text("half reviewed", "utf-8")
    ended = sexto("test", str(mine), "--suggest", str(folder))
    assert ended.returncode == 1
    assert "SX620" in ended.stderr
    assert [each.name for each in folder.iterdir()] == ["suggested-001-mine.yaml"]


def test_suggestions_do_not_become_part_of_the_protocol(sexto: Sexto, mine: Path) -> None:
    """Beside `protocol.yaml` they would be read as rules; among the scenarios they may go."""
    ended = sexto("test", str(mine), "--suggest", str(mine / "suggested"))
    assert ended.returncode == 1
    assert "SX621" in ended.stderr
    assert not (mine / "suggested").exists()
    assert sexto("test", str(mine), "--suggest", str(mine / "scenarios")).returncode == 0


def test_options_that_do_not_go_together_are_refused(sexto: Sexto, mine: Path) -> None:
    """One page and one folder are for one protocol; printed YAML does not mix with JSON."""
    other = mine.parent / "other"
    shutil.copytree(mine, other)
    both = sexto("test", str(mine), str(other), "--suggest", "suggested")
    assert both.returncode == 2
    assert sexto("test", str(mine), "--suggest", "-", "--format", "json").returncode == 2
    assert sexto("test", str(mine), str(other), "--coverage").stdout.count("Coverage: ") == 2


def trial_of(mine: Path, times: int) -> Trial:
    """The scenarios of a folder, each of them so many times."""
    (found,) = find_scenarios([str(mine)])
    trial = try_scenarios(found, load_protocol(mine), engines=("compiled",))
    return evolve(trial, results=trial.results * times)


def test_a_measurement_that_is_interrupted_says_what_it_left_out(mine: Path) -> None:
    """Ctrl-C in the middle: what was measured stays, the rest is named."""
    trial = trial_of(mine, 5)
    with interrupted_in("Measuring.add", 3):
        measured = measure_trial(trial, Language.EN)
    assert measured.interrupted
    assert measured.coverage.moments == 2
    assert len(measured.coverage.left_out) == 3
    assert any(each.state is GoalState.SHOWN for each in measured.coverage.results)


def test_after_tests_that_were_interrupted_nothing_is_measured(sexto: Sexto, mine: Path) -> None:
    """Neither coverage nor mistakes are begun, and both say so; exit code 130."""
    (mine / "scenarios" / "later.yaml").write_text(URGENT, "utf-8")
    with interrupted_in("Runner.run", 2):
        ended = sexto("test", str(mine), "--coverage", "--mutate")
    assert ended.returncode == 130
    assert "Coverage: not measured, it was interrupted before." in ended.stdout
    assert "Mistakes on purpose: not tried" in ended.stdout


def test_after_an_interruption_nothing_more_is_measured(sexto: Sexto, mine: Path) -> None:
    """Of two protocols the first is stopped: its report names the step, the second says it too."""
    other = mine.parent / "other"
    shutil.copytree(mine, other)
    with interrupted_in("Measuring.add", 1):
        ended = sexto("test", str(mine), str(other), "--coverage", "--fail-under", "0")
    assert ended.returncode == 130
    assert "Interrupted. Not measured: urgent.yaml\n" in ended.stdout
    assert ended.stdout.count("Coverage: not measured, it was interrupted before.") == 1


def test_a_proof_that_is_interrupted_leaves_the_measurement(sexto: Sexto, mine: Path) -> None:
    """What was seen is told; what cannot be shown is not told apart, and that is said."""
    whole = sexto("test", str(mine), "--coverage", "--format", "json")
    with interrupted_in("Proof.left_of", 3):
        ended = sexto("test", str(mine), "--coverage")
    assert ended.returncode == 130
    assert "measured on 1 step" in ended.stdout
    assert "Interrupted before what cannot be shown was looked for" in ended.stdout
    with interrupted_in("Proof.left_of", 3):
        ended = sexto("test", str(mine), "--coverage", "--format", "json")
    stopped, proved = (
        json.loads(each.stdout)["protocols"][0]["coverage"] for each in (ended, whole)
    )
    assert (stopped["proved"], proved["proved"]) == (False, True)
    assert [each["shown_by"] for each in stopped["goals"]] == [
        each["shown_by"] for each in proved["goals"]
    ]


def test_many_names_are_shortened_for_people(mine: Path) -> None:
    """The first of what was not measured, and how many more; JSON has all of them."""
    trial = trial_of(mine, 20)
    with interrupted_in("Measuring.add", 1):
        measured = measure_trial(trial, Language.EN)
    written = StringIO()
    show_coverage(
        Screen(Colour.NEVER, Language.EN, to=written), measured.coverage, interrupted=True
    )
    assert "Interrupted. Not measured: urgent.yaml, " in written.getvalue()
    assert "urgent.yaml, and 8 more\n" in written.getvalue()
    assert len(measured.coverage.left_out) == 20


def test_a_search_that_is_interrupted_keeps_what_it_found(mine: Path) -> None:
    """Ctrl-C while cases are looked for: some are suggested, the rest is counted."""
    measured = measure_trial(trial_of(mine, 1), Language.EN)
    with interrupted_in("Search.look", 30):
        suggested = suggest(measured, Language.EN)
    assert suggested.interrupted
    assert suggested.looked_at == 29 < suggested.drawn
    assert suggested.files
    assert suggested.not_found


def test_making_cases_short_can_be_interrupted_too(mine: Path) -> None:
    """Ctrl-C after the search: what is short already is kept, and the rest is told."""
    measured = measure_trial(trial_of(mine, 1), Language.EN)
    with interrupted_in("Search.suggestion", 2):
        suggested = suggest(measured, Language.EN)
    assert suggested.interrupted
    assert len(suggested.files) == 1
    assert suggested.not_found
