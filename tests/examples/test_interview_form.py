"""The form in a browser: it asks, goes back, and refuses what it did not write."""

from __future__ import annotations

import importlib
import json
import re
import runpy
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from examples.web import require_fastapi
from sexto_rules.errors import AdviceWithheldError

FORM = Path(__file__).parents[2] / "examples" / "interview_form.py"


@pytest.fixture(scope="module")
def program() -> dict[str, Any]:
    """The program, as it is served."""
    require_fastapi()
    return runpy.run_path(str(FORM))


@pytest.fixture(scope="module")
def browser(program: dict[str, Any]) -> Iterator[Any]:
    """A browser of the form."""
    with importlib.import_module("fastapi.testclient").TestClient(program["app"]) as client:
        yield client


def kept_in(page: str) -> str:
    """Return the interview in the hidden field."""
    found = re.search(r'name=interview value="([^"]*)"', page)
    assert found is not None
    return unescape(found[1])


def question_in(page: str) -> str:
    """Return the question that a page asks."""
    found = re.search(r"<legend>(.*?)</legend>", page)
    assert found is not None
    return unescape(found[1])


def incident_in(page: str) -> dict[str, Any]:
    """Return what is known."""
    incident: dict[str, Any] = json.loads(kept_in(page))["incident"]
    return incident


def step(browser: Any, page: str, name: str, *values: str) -> str:
    """Return the page after a step."""
    data = {"interview": kept_in(page), "step": name, "value": list(values)}
    answered = browser.post("/", data=data)
    assert answered.status_code == 200, answered.text
    text: str = answered.text
    return text


def come_to(browser: Any, page: str, question: str) -> str:
    """Return the page that asks this, the others put off."""
    while question not in question_in(page):
        page = step(browser, page, "later")
    return page


def test_it_asks_and_goes_back(browser: Any) -> None:
    """The most urgent first, the prohibitions above it; back is the page before."""
    first = browser.get("/").text
    assert "danger" in question_in(first)
    assert first.index("<h2>Jamais</h2>") < first.index("<h2>À faire</h2>") < first.index("<form")
    second = step(browser, first, "answer", "no")
    assert incident_in(second) == {"immediate_danger": False}
    assert question_in(second) != question_in(first)
    assert step(browser, second, "back") == first
    assert step(browser, first, "answer") == first


def test_people_their_roles_and_ages(browser: Any) -> None:
    """One more person, of whom roles and an age are told."""
    page = come_to(browser, browser.get("/").text, "tout le monde")
    page = step(browser, page, "more")
    page = come_to(browser, page, "rôle")
    assert "type=checkbox" in page
    page = step(browser, page, "answer", "depicted")
    page = come_to(browser, page, "âge")
    page = step(browser, page, "answer", "13")
    (person,) = incident_in(page)["persons"]
    assert person["age"] == 13
    assert person["roles"] == ["depicted"]


def test_there_are_more_and_nobody_knows_how_many(browser: Any) -> None:
    """The list stays open and is asked about no more; a name that comes up later is listed."""
    page = come_to(browser, browser.get("/").text, "tout le monde")
    assert "Il y en a ou il peut y en avoir d'autres, on ne sait pas combien" in page
    page = step(browser, page, "nobody")
    assert incident_in(page) == {"cannot_say": ["persons_complete"]}
    assert "tout le monde" not in question_in(page)
    page = step(browser, page, "person")
    assert [each["id"] for each in incident_in(page)["persons"]] == ["p1"]
    page = step(browser, page, "correct persons_complete")
    assert "tout le monde" in question_in(page)
    page = step(browser, page, "answer", "yes")
    assert incident_in(page)["persons_complete"] is True


def test_an_earlier_answer_is_corrected(browser: Any) -> None:
    """By the button that names it; what no question asks for is refused."""
    page = step(browser, browser.get("/").text, "answer", "no")
    page = step(browser, page, "answer", "yes")
    assert 'value="correct immediate_danger"' in page
    page = step(browser, page, "correct immediate_danger")
    assert incident_in(page)["immediate_danger"] is False
    page = step(browser, page, "answer", "yes")
    assert incident_in(page)["immediate_danger"] is True
    data = {"interview": kept_in(page), "step": "correct Alice"}
    refused = browser.post("/", data=data)
    assert refused.status_code == 422
    assert "Alice" not in refused.text


def test_what_nobody_can_say(browser: Any) -> None:
    """Is kept as such."""
    page = step(browser, browser.get("/").text, "nobody")
    assert incident_in(page) == {"cannot_say": ["immediate_danger"]}


def test_a_wrong_answer_is_said_and_changes_nothing(browser: Any) -> None:
    """The same question stands there again."""
    first = browser.get("/").text
    data = {"interview": kept_in(first), "step": "answer", "value": "<b>Alice</b>"}
    refused = browser.post("/", data=data)
    assert refused.status_code == 422
    assert "role=alert" in refused.text
    assert "<b>" not in refused.text
    assert kept_in(refused.text) == kept_in(first)


@pytest.mark.parametrize("text", ["", "Alice", '{"immediate_danger": true}'])
def test_what_it_did_not_write_is_refused(browser: Any, text: str) -> None:
    """It begins anew, and repeats nothing."""
    refused = browser.post("/", data={"interview": text, "step": "answer", "value": "yes"})
    assert refused.status_code == 422
    assert "SX497" in refused.text
    assert "Alice" not in refused.text
    assert incident_in(refused.text) == {}


def test_it_comes_to_an_end(browser: Any) -> None:
    """Every kind of question can be put off, and at the end there is only the way back."""
    page = browser.get("/").text
    for _ in range(200):
        if "<legend>" not in page:
            break
        page = step(browser, page, "later")
    assert "Plus rien à demander." in page
    assert "value=answer" not in page


def test_where_no_advice_can_be_given(program: dict[str, Any]) -> None:
    """What always holds is shown."""
    error = AdviceWithheldError("the engines disagree", ({"fr": "Ne rien regarder.", "en": "x"},))
    shown = program["withheld"](None, error)
    assert shown.status_code == 503
    assert "<li>Ne rien regarder.</li>" in shown.body.decode()


def test_moments_and_codes(program: dict[str, Any]) -> None:
    """A moment without a zone is one of this machine; what is none is left to be refused."""
    assert program["moment"]("2026-11-23T09:00").tzinfo is not None
    assert program["moment"]("hier") == "hier"
