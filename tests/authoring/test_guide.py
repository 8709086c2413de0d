"""What the guide for authors shows reads without a problem."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from sexto_rules.analysis import check_meaning, lint_protocol
from sexto_rules.errors import Severity
from sexto_rules.library import check_protocol, parse_incident_document
from sexto_rules.protocol.model import Protocol
from sexto_rules.scenarios import check_scenarios, load_scenarios, run_scenarios

_PAGES: Final = tuple(
    Path(__file__).parents[2] / "rulesets" / name
    for name in ("README.md", "language.md", "cases.md")
)
_CASE: Final = re.compile(r"# (scenarios/[a-z-]+\.yaml)\n")
_BLOCK: Final = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _guide() -> str:
    """Return the pages of the guide, one after the other."""
    return "\n".join(page.read_text("utf-8") for page in _PAGES)


@pytest.fixture
def shown(tmp_path: Path) -> tuple[Path, list[str]]:
    """The folder with the protocol that the guide shows, its parts, its case and its child.

    Beside it the incidents that are shown.
    """
    folder = tmp_path / "demo"
    (folder / "scenarios").mkdir(parents=True)
    incidents = []
    for number, text in enumerate(_BLOCK.findall(_guide())):
        if "extends: demo" in text:
            (tmp_path / "demo-local.yaml").write_text(text, "utf-8")
        elif case := _CASE.match(text):
            (folder / case[1]).write_text(text, "utf-8")
        elif re.match(r"(protocol|directives|answers|terms):", text):
            (folder / f"{number}.yaml").write_text(text, "utf-8")
        else:
            incidents.append(text)
    return folder, incidents


def test_the_protocol_of_the_guide_and_all_its_parts_have_no_problem(
    shown: tuple[Path, list[str]],
) -> None:
    """The whole protocol, the parts that other sections add to it, and its case."""
    folder, _ = shown
    assert len(list(folder.glob("*.yaml"))) == 5
    protocol, problems = check_protocol(folder)
    assert not problems
    assert protocol is not None
    _require_nothing_to_mend(protocol)
    assert len(list((folder / "scenarios").iterdir())) == 2
    assert not check_scenarios(folder, protocol)


def _require_nothing_to_mend(protocol: Protocol) -> None:
    """Require that there is no problem of meaning, and no advice: an author would copy it."""
    assert not check_meaning(protocol)
    assert not [each for each in lint_protocol(protocol) if each.severity is not Severity.REMARK]


def test_the_cases_of_the_guide_come_out_as_they_say(shown: tuple[Path, list[str]]) -> None:
    """What each step of the cases expects is what the protocol decides."""
    folder, _ = shown
    protocol, _problems = check_protocol(folder)
    assert protocol is not None
    cases = load_scenarios(folder, protocol)
    assert [len(case.steps) for case in cases] == [3, 1]
    for result in run_scenarios(protocol, cases):
        assert result.passed, [str(each) for found in result.failures for each in found]


def test_the_local_protocol_of_the_guide_has_no_problem(shown: tuple[Path, list[str]]) -> None:
    """What extends it, in a file beside it."""
    folder, _ = shown
    protocol, problems = check_protocol(folder.parent / "demo-local.yaml")
    assert not problems
    assert protocol is not None
    assert protocol.lineage == ("demo", "core")
    _require_nothing_to_mend(protocol)


def test_the_incident_of_the_guide_is_one(shown: tuple[Path, list[str]]) -> None:
    """The case that is shown for `sexto decide`."""
    _, incidents = shown
    assert len(incidents) == 1
    assert parse_incident_document(incidents[0]).persons


def test_no_file_of_the_guide_is_python() -> None:
    """The guide is for people who have never programmed."""
    assert "```python" not in _guide()


def test_each_page_of_the_guide_is_short_and_leads_where_it_says() -> None:
    """Under 400 lines, and a link inside of a page or to a file finds what it names."""
    for page in _PAGES:
        text = page.read_text("utf-8")
        assert text.count("\n") < 400
        headings = {_anchor(each) for each in re.findall(r"^#+ (.*)", text, re.MULTILINE)}
        for link in re.findall(r"\]\(([^)]+)\)", text):
            path, _, anchor = link.partition("#")
            assert (page.parent / path).is_file() if path else anchor in headings, link


def _anchor(heading: str) -> str:
    """Return the anchor of a heading, as code hosts make it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
