"""The sentences of problems in French: each stands for one that is said, and reads as French."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from sexto_rules.catalogue import help_in_french, message_in_french
from sexto_rules.catalogue.sentences import sentences

TESTS: Final = Path(__file__).parents[1]
ELSEWHERE: Final = {
    "no folder or file is here",
    "git has no revision {} here",
    "nothing is here in revision {}",
    "no git repository is here",
    "git is not installed",
    "{} of {} is not kept: for instance when {}",
    "{} of {} is not kept: for instance when nothing is known",
    "that {} of {} is kept is not proved: no answer in {} seconds",
    "that {} of {} is kept is not proved: no answer in {} seconds, from {}",
    "that this protocol keeps all of {} is not proved: z3 is not installed",
    "the interview was led by {}, and {} would go on with it",
    "the interview was led by {} {}, and this is {} {}, which does not say the same",
    "found something else than an interview, expected what an interview writes",
    "install it: {}",
    "give it more time: {}",
}
"""What no folder can show: there is none, git has none, the solver is missing, an interview."""

_QUOTED: Final = re.compile(r"`[^`]*`")
_PROBLEM: Final = re.compile(r"\bSX\d{3} (.*)")
_HELP: Final = re.compile(r"^  help: (.*)", re.MULTILINE)


def said(pattern: re.Pattern[str]) -> list[str]:
    """What stands in the expectations beside golden folders, with `{}` for what is quoted."""
    texts = [path.read_text("utf-8") for path in TESTS.rglob("expected.txt")]
    return [_QUOTED.sub("{}", each) for text in texts for each in pattern.findall(text)]


@pytest.mark.parametrize(("kind", "pattern"), [("messages", _PROBLEM), ("helps", _HELP)])
def test_each_sentence_is_one_that_is_said(kind: str, pattern: re.Pattern[str]) -> None:
    """Some golden folder has it, word for word: a message that changes changes its French too."""
    assert sorted(set(sentences()[kind]) - set(said(pattern)) - ELSEWHERE) == []


@pytest.mark.parametrize(("kind", "pattern"), [("messages", _PROBLEM), ("helps", _HELP)])
def test_most_of_what_is_said_has_its_french(kind: str, pattern: re.Pattern[str]) -> None:
    """An author who reads French sees French in more than half of the golden problems."""
    every = said(pattern)
    assert len(every) > 200
    french = sum(each in sentences()[kind] for each in every)
    assert french > len(every) / 2


def test_the_words_of_the_author_stay() -> None:
    """Both languages have the same places for them, filled in order."""
    for each in sentences().values():
        for english, french in each.items():
            assert english.count("{}") == french.count("{}"), english
    found = message_in_french("the text of `a` forbids in `fr`, and not in `en`")
    assert found == "le texte de `a` interdit en `fr`, et non en `en`"
    assert help_in_french("write `{a: yes}`") == "écrire `{a: yes}`"
    assert message_in_french("something else of `a`") is None


def test_french_is_set_as_in_quebec() -> None:
    """A hard space before a colon, no space before `;`, `?` and `!`, no stop at the end."""
    for each in sentences().values():
        for french in each.values():
            assert re.findall(r"(?<!\u00a0):|[ \u00a0][;?!]|'$|\.$", french) == [], french
