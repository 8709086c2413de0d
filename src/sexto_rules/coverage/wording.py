"""Goals in words for people, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sexto_rules.coverage.goals import Goal, GoalKind, Shown
from sexto_rules.protocol.outcome import Truth

__all__ = ["goal_words", "leaf_words", "pair_words", "place_words", "state_words"]

_FRENCH: Final = "fr"

_SHOWN: Final[Mapping[Shown, tuple[str, str]]] = {
    Shown.SETTLED: ("la seule possible", "the only one possible"),
    Shown.OPEN: ("possible parmi d'autres", "possible beside others"),
    Shown.EXCLUDED: ("exclue", "excluded"),
    Shown.TRUE: ("vraie", "true"),
    Shown.UNKNOWN: ("inconnue", "unknown"),
    Shown.FALSE: ("fausse", "false"),
    Shown.CERTAIN: ("s'applique avec certitude", "applies for certain"),
    Shown.IN_DOUBT: ("dans le doute", "in doubt"),
    Shown.ABSENT: ("ne s'applique pas", "does not apply"),
    Shown.OVERRIDDEN: ("écarte l'autre", "overrides the other"),
    Shown.ASKED: ("posée", "asked"),
}
_TRUTHS: Final[Mapping[Truth, tuple[str, str]]] = {
    Truth.TRUE: ("vrai", "true"),
    Truth.UNKNOWN: ("inconnu", "unknown"),
    Truth.FALSE: ("faux", "false"),
}
_ENTRIES: Final[Mapping[str, tuple[str, str]]] = {
    "class": ("voie", "class"),
    "conclusion": ("conclusion", "conclusion"),
    "directive": ("consigne", "directive"),
    "question": ("question", "question"),
}
_RULE: Final = ("règle", "rule")
_COLON: Final = ("\u00a0: ", ": ")


def goal_words(goal: Goal, language: str) -> str:
    """Return what a goal wants to see, as one phrase.

    Example:
        >>> goal_words(goal, "en")  # doctest: +SKIP
        'conclusion threat_told, rule 3: `coerced: yes` true against false'
    """
    colon = _said(_COLON, language)
    where = place_words(goal, language)
    if goal.kind is GoalKind.PAIR:
        return f"{where}{colon}{leaf_words(goal, language)} {pair_words(goal, language)}"
    return f"{where}{colon}{state_words(goal, language)}"


def state_words(goal: Goal, language: str) -> str:
    """Return what is to be seen of a class, a rule, a directive or a question."""
    assert goal.what is not None, "what is no pair is a state"
    return _said(_SHOWN[goal.what], language)


def leaf_words(goal: Goal, language: str) -> str:
    """Return the leaf as its author writes it; of a conclusion as a whole, which rule it is."""
    if goal.leaf is None:
        return f"{_said(_RULE, language)} {goal.number + 1}"
    return f"`{goal.leaf}`"


def place_words(goal: Goal, language: str) -> str:
    """Return which entry a goal is about: kind, id, and the number of the rule."""
    kind, _, _ = goal.key.partition(" ")
    words = f"{_said(_ENTRIES[kind], language)} {goal.entry}"
    if goal.kind is GoalKind.OVERRIDE:
        _, _, other = goal.key.partition(" overrides ")
        words += f" > {other}"
    if goal.rule is not None:
        words += f", {_said(_RULE, language)} {goal.rule}"
    return words


def pair_words(goal: Goal, language: str) -> str:
    """Return the two values of a pair: `true against false`."""
    assert goal.values is not None, "a pair has two values"
    less, more = (_said(_TRUTHS[value], language) for value in goal.values)
    return f"{more} {_said(('contre', 'against'), language)} {less}"


def _said(words: tuple[str, str], language: str) -> str:
    french, english = words
    return french if language == _FRENCH else english
