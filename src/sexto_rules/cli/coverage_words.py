"""The words of the report on coverage, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sexto_rules.cli.words import Language, word
from sexto_rules.coverage import GoalKind

__all__ = ["kind_word", "measured_words", "of_words", "percent_words", "said"]

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "coverage": ("Couverture", "Coverage"),
    "all": ("tout", "all of it"),
    "inherited": ("hérité, non compté", "inherited, not counted"),
    "missing": ("Non montré", "Not shown"),
    "nothing_missing": (
        "Rien ne manque de ce qui peut être montré.",
        "Nothing is missing of what can be shown.",
    ),
    "interrupted": ("Interrompu. Non mesuré", "Interrupted. Not measured"),
    "left_out": ("Non mesuré", "Not measured"),
    "and_more": ("et {} de plus", "and {} more"),
    "not_begun": (
        "Couverture\u00a0: non mesurée, interrompu avant.",
        "Coverage: not measured, it was interrupted before.",
    ),
    "not_proved": (
        (
            "Interrompu avant de chercher ce qui ne peut pas être montré\u00a0: cela compte ici "
            "comme non montré."
        ),
        ("Interrupted before what cannot be shown was looked for: it counts as not shown here."),
    ),
    "pairs": (
        (
            "(vrai contre faux\u00a0: il y faut deux cas où cette partie, elle seule, fait la "
            "différence)"
        ),
        "(true against false: it takes two cases in which this part alone makes the difference)",
    ),
    "searching": ("recherche de cas", "looking for cases"),
    "shortening": ("cas abrégés", "cases made short"),
    "output": ("la sortie", "the output"),
    "suggested": (
        "{} cas proposés dans {}, pour {} des {} points non montrés. À relire.",
        "{} cases suggested in {}, for {} of {} points not shown. To be reviewed.",
    ),
    "not_suggested": ("Aucun cas trouvé pour", "No case was found for"),
    "search_interrupted": (
        "Recherche interrompue\u00a0: {} incidents examinés sur {}.",
        "The search was interrupted: {} of {} incidents were looked at.",
    ),
    "too_low": (
        "La couverture est de {}, il faut au moins {}.",
        "The coverage is {}, at least {} is asked for.",
    ),
    "written": ("Page écrite dans", "Page written to"),
    "kind": ("sorte", "kind"),
    "shown": ("montré", "shown"),
    "share": ("part", "share"),
    "impossible": ("impossible à montrer", "cannot be shown"),
    "impossibles": ("impossibles à montrer", "cannot be shown"),
    "line": ("ligne", "line"),
    "mark": ("état", "state"),
    "text": ("texte", "text"),
    "whats_missing": ("ce qui manque", "what is missing"),
    "files": ("Fichiers", "Files"),
    "how_to_read": (
        (
            "Chaque ligne qui décide quelque chose porte son état\u00a0: combien de points les "
            "scénarios montrent, sur combien. Un point est une voie, une règle, une consigne ou "
            "une question vue dans un de ses états; ou une paire (MC/DC)\u00a0: deux cas où une "
            "partie d'une condition, elle seule, fait la différence. L'inconnu est une valeur "
            "comme vrai et faux."
        ),
        (
            "Each line that decides something has its state: how many points the scenarios show, "
            "of how many. A point is a class, a rule, a directive or a question seen in one of "
            "its states; or a pair (MC/DC): two cases in which one part of a condition alone makes "
            "the difference. Unknown is a value as true and false are."
        ),
    ),
    "full": ("complet", "complete"),
    "partial": ("en partie", "in part"),
    "none": ("rien", "nothing"),
}
_KINDS: Final[Mapping[GoalKind, tuple[str, str]]] = {
    GoalKind.CLASS: ("voies", "classes"),
    GoalKind.CONCLUSION: ("règles des conclusions", "rules of conclusions"),
    GoalKind.DIRECTIVE: ("consignes", "directives"),
    GoalKind.OVERRIDE: ("consignes qui en écartent", "overrides"),
    GoalKind.QUESTION: ("questions", "questions"),
    GoalKind.PAIR: ("paires de valeurs (MC/DC)", "pairs of values (MC/DC)"),
}


def said(name: str, language: Language, *parts: object) -> str:
    """Return the words of this name, with what stands in their gaps."""
    french, english = _WORDS[name]
    return (french if language is Language.FR else english).format(*parts)


def kind_word(kind: GoalKind, language: Language) -> str:
    """Return what the goals of a kind are."""
    french, english = _KINDS[kind]
    return french if language is Language.FR else english


def percent_words(percent: float, language: Language) -> str:
    """Return hundredths as each language writes them: `75,0 %`, `75.0%`."""
    digits = f"{percent:.1f}"
    return f"{digits.replace('.', ',')}\u00a0%" if language is Language.FR else f"{digits}%"


def measured_words(steps: int, language: Language) -> str:
    """Return on how many steps something was measured."""
    counted = f"{steps} {word('step' if steps == 1 else 'steps', language)}"
    return f"mesurée sur {counted}" if language is Language.FR else f"measured on {counted}"


def of_words(shown: int, possible: int, language: Language) -> str:
    """Return `9 of 12`."""
    return f"{shown} {'sur' if language is Language.FR else 'of'} {possible}"
