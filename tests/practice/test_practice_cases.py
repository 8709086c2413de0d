"""The practice cases of Québec: how many, how hard, and what they never say."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from jsonschema import Draft202012Validator

from practice.practising import DAY, FILES, decider, ids_of, quebec, shipped, worked
from sexto_rules.authoring.canonical import canonical_text
from sexto_rules.authoring.schema import Known
from sexto_rules.documents import parse_document, plain
from sexto_rules.library.naming import known_names
from sexto_rules.practice import LEVELS, PracticeCase, PracticeStep, practice_schema
from sexto_rules.practice.canonical import CASE_ORDER, CASE_STEP_ORDER, form_of_case
from sexto_rules.practice.case import told_alike
from sexto_rules.practice.reading import CASE, CASE_STEP
from sexto_rules.practice.schema import PRACTICE_LABELS
from sexto_rules.protocol.outcome import Status
from sexto_rules.scenarios.taking_back import taken_back

BAD: Final = Path(__file__).parent / "bad"
BY_SCHEMA: Final = ("unknown-keys", "wrong-values", "texts", "does-not-fit", "no-case", "journal")
"""The folders of bad cases that an editor underlines by the schema alone."""

_NAMES: Final = {"DPJ", "DPCP", "Sexto", "Friday", "I"}
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_BODY: Final = re.compile(
    r"\b(?:nue?s?|naked|nude|sein|seins|breasts?|corps|body|sexe|genital\w*|fesses|buttocks|"
    r"visage|face|cheveux|hair)\b",
    re.IGNORECASE,
)

CASES: Final = pytest.mark.parametrize("case", shipped(), ids=lambda case: case.id)


@cache
def validator(name: str | None) -> Draft202012Validator:
    """The schema of practice cases, of a protocol or of the vocabulary alone."""
    schema = practice_schema(Known() if name is None else known_names(name))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def texts_of(case: PracticeCase) -> list[str]:
    """Every text that a learner reads."""
    told = [case.title, *(step.told for step in case.steps)]
    return [words for text in told for words in text.values()]


def test_there_are_three_of_each_level() -> None:
    """A learner finds at least three cases of each level, and nine in all."""
    levels = Counter(case.level for case in shipped())
    assert set(levels) == set(LEVELS)
    assert min(levels.values()) >= 3
    assert {case.as_of for case in shipped()} == {DAY}


@CASES
def test_a_case_is_told_in_both_languages_without_names(case: PracticeCase) -> None:
    """No word in a sentence has a capital letter that a name would have."""
    for words in texts_of(case):
        assert words.strip()
        for sentence in re.split(r"[.!?:;«“]\s*", words):
            named = _WORD.findall(sentence)[1:]
            assert [each for each in named if each[0].isupper() and each not in _NAMES] == []
    for step in case.steps:
        assert set(step.told) == {"fr", "en"}


@CASES
def test_a_case_says_nothing_of_what_a_picture_shows(case: PracticeCase) -> None:
    """A story says that there is a picture, and never what is on it."""
    assert [words for words in texts_of(case) if _BODY.search(words)] == []


@CASES
def test_persons_and_devices_are_named_as_the_acts_name_them(case: PracticeCase) -> None:
    """Whoever and whatever is listed was spoken of, in both languages, by its code."""
    for at, step in enumerate(case.steps):
        for language in ("fr", "en"):
            said = " ".join(each.told[language] for each in case.steps[: at + 1])
            ids = ids_of(step.incident)
            assert [each for each in ids if not re.search(rf"\b{each}\b", said)] == []


@CASES
def test_a_case_only_learns(case: PracticeCase) -> None:
    """Each step brings something new and takes nothing back."""
    for before, now in pairwise(each.incident for each in case.steps):
        assert before != now
        assert list(taken_back(before, now, quebec())) == []


def test_no_case_is_a_scenario() -> None:
    """What a learner practises is worked out in no scenario, whatever the ids."""
    scenarios = {told_alike(incident) for incident in worked()}
    for case in shipped():
        assert scenarios.isdisjoint(told_alike(step.incident) for step in case.steps), case.id


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_case_is_canonical_and_fits_the_schema(path: Path) -> None:
    """As `sexto format` writes it, and valid by the schemas that editors use."""
    text = path.read_text("utf-8")
    assert canonical_text(text, form_of_case(quebec().languages), str(path)) == text
    data = plain(parse_document(text, str(path)))
    for name in ("ca-qc-sexto", None):
        assert [str(each) for each in validator(name).iter_errors(data)] == []


@pytest.mark.parametrize("name", BY_SCHEMA)
def test_the_schema_refuses_what_the_reader_refuses(name: str) -> None:
    """An editor with the schema underlines the same cases."""
    text = (BAD / name / "case.yaml").read_text("utf-8")
    assert not validator("ca-qc-sexto").is_valid(plain(parse_document(text)))


def test_every_key_has_its_place_and_its_words() -> None:
    """The reader, the canonical order and the schema know the same keys."""
    assert set(CASE.keys) == set(CASE_ORDER)
    assert set(CASE_STEP.keys) == set(CASE_STEP_ORDER)
    assert set(PRACTICE_LABELS) == {*CASE.keys, *CASE_STEP.keys}


@CASES
def test_what_is_told_as_done_is_not_asked_for_again(case: PracticeCase) -> None:
    """An act of the journal is due no more at that step: a story that says so is believed."""
    for before, now in pairwise(case.steps):
        new = now.incident.done[len(before.incident.done) :]
        acts = {(entry.act, entry.target) for entry in new}
        due_before = due_at(before)
        assert not {each for each in due_at(now) & due_before if each[:2] in acts}


def due_at(step: PracticeStep) -> set[tuple[str, str | None, str]]:
    """What is due at a step: the act, to whom or what, and by which directive."""
    return {
        (act, None if line.target is None else line.target.id, line.directive)
        for line in decider().outcome(step.incident).lines
        if line.status is Status.DUE
        for act in line.acts
    }
