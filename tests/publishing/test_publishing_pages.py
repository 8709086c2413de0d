"""The timeline, the provenance and the briefing of a protocol leave nothing out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from publishing.two_places import HILL, VALLEY, written
from sexto_rules import Basis, Protocol, find_protocols
from sexto_rules.protocol.dates import change_days, intervals, on
from sexto_rules.protocol.model import Class, Directive, Invariant
from sexto_rules.publishing.briefing import briefing
from sexto_rules.publishing.provenance import provenance
from sexto_rules.publishing.timeline import What, timeline
from support.shipped import shipped

DAY = date(2026, 11, 23)
SHIPPED = [info.id for info in find_protocols() if info.origin == "sexto-rules"]


@pytest.fixture
def hill(tmp_path: Path) -> Protocol:
    """The hill."""
    return written(HILL, tmp_path)


def test_a_day_lists_what_begins_ends_and_is_worded_anew(hill: Protocol) -> None:
    """On the first of March: the word changes, a rule and a directive begin."""
    (turn,) = timeline(hill)
    assert turn.day == date(2026, 3, 1)
    assert [(change.what, change.id) for change in turn.changes] == [
        (What.TERM, "material"),
        (What.CONCLUSION, "child_shown"),
        (What.DIRECTIVE, "keep-it"),
    ]
    term, conclusion, directive = turn.changes
    assert (term.before, term.after) == (
        {"en": "old word", "fr": "ancien mot"},
        {"en": "new word", "fr": "nouveau mot"},
    )
    assert conclusion.before == conclusion.after
    assert conclusion.basis is Basis.INFERENCE
    assert directive.before is None


def test_a_protocol_without_dates_never_changes(tmp_path: Path) -> None:
    """The valley has no dated entry."""
    assert timeline(written(VALLEY, tmp_path)) == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_timeline_tells_every_day_on_which_a_shipped_protocol_changes(name: str) -> None:
    """Each change day is there, with what differs between the day and its eve."""
    protocol = shipped(name)
    turns = timeline(protocol)
    assert tuple(turn.day for turn in turns) == change_days(protocol)
    days = [on(protocol, day) for day in intervals(protocol)]
    for turn, before, after in zip(turns, days, days[1:], strict=False):
        begun = {each.id for each in after.directives} - {each.id for each in before.directives}
        ended = {each.id for each in before.directives} - {each.id for each in after.directives}
        told = [change for change in turn.changes if change.what is What.DIRECTIVE]
        assert {change.id for change in told if change.before is None} == begun
        assert {change.id for change in told if change.after is None} == ended


@pytest.mark.parametrize("name", SHIPPED)
def test_every_statement_stands_under_its_basis_and_its_sources(name: str) -> None:
    """No directive, class, conclusion or promise of a shipped protocol is missing or doubled."""
    protocol = shipped(name)
    found = provenance(protocol)
    listed = [each for statements in found.by_basis.values() for each in statements]
    entries: list[Directive | Class | Invariant] = [*protocol.directives, *protocol.classes]
    for entry in (*entries, *protocol.invariants):
        (one,) = (
            each
            for each in listed
            if (each.id, each.period, each.text) == (entry.id, entry.period, entry.text)
        )
        assert one.basis is entry.basis
        for ref in entry.sources:
            carried = found.carried[ref.id]
            assert (one, ref.partly) in [(each.statement, each.partly) for each in carried]
    for source in protocol.sources:
        assert found.carried[source.id], source.id


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_briefing_says_every_line_with_its_text_and_its_sources(name: str, language: str) -> None:
    """Each directive, class, promise and question of a shipped protocol is on its page."""
    protocol = shipped(name)
    day = on(protocol, DAY)
    page = briefing(day, language)

    def said(text: dict[str, str]) -> str:
        return text.get(language) or next(iter(text.values()))

    assert said(dict(protocol.notice)) in page
    for directive in day.directives:
        assert f"`{directive.id}`" in page
        assert said(dict(directive.text)) in page
    texts = [each.text for each in day.classes]
    texts += [each.text for each in day.invariants]
    texts += [each.text for each in day.questions]
    texts += [each.text for each in day.conclusions]
    for text in texts:
        assert said(dict(text)) in page
    for number, source in enumerate(protocol.sources, 1):
        assert f"\n{number}. " in page
        assert source.title in page
        assert source.url is None or source.url in page


def test_a_briefing_reads_as_a_page(hill: Protocol) -> None:
    """Of the hill: when a line applies, who acts, how soon and what carries it."""
    page = briefing(on(hill, DAY), "en")
    assert (
        "* **Call the police about new word.**\\\n"
        "  When: blackmail or “A child is shown”.\\\n"
        "  <small>`police-now` · everyone · immediately · **law** · "
    ) in page
    number = 1 + [source.id for source in hill.sources].index("act")
    assert f"[{number}]</a> (partly)<br>☎ Police, 911</small>" in page
    assert "one of: Call the nurse or consult a lawyer" in page
    assert "within 24 hours of the report to staff" in page
    assert "Author's remark: Our reading." in page
    assert "* **Keep it.** *(recommended)*" in page
    assert "(for each device) the device may hold the material" in page
    assert "**2026-03-01** term `material`: “old word” becomes “new word”" in page


def test_a_briefing_is_of_its_day(hill: Protocol) -> None:
    """Before March the old word is used and the device is not spoken of."""
    page = briefing(on(hill, date(2026, 1, 15)), "fr")
    assert "Appeler la police : ancien mot." in page
    assert "`keep-it` ·" not in page
