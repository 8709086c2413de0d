"""The words of `timeline`, `sources` and `across`, in both languages."""

from __future__ import annotations

from typing import Final

from sexto_rules.cli.words import Language

__all__ = ["said"]

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "term": ("terme", "term"),
    "contact": ("contact", "contact"),
    "question": ("question", "question"),
    "conclusion": ("conclusion", "conclusion"),
    "class": ("voie", "route"),
    "directive": ("consigne", "directive"),
    "invariant": ("promesse", "promise"),
    "no_change": ("Rien ne change avec le temps.", "Nothing changes with time."),
    "becomes": (
        "{}\u00a0: «\u00a0{}\u00a0» devient «\u00a0{}\u00a0»",
        "{}: “{}” becomes “{}”",
    ),
    "begins": ("{} commence\u00a0: {}", "{} begins: {}"),
    "ends": ("{} prend fin\u00a0: {}", "{} ends: {}"),
    "reread": ("{} change, même texte\u00a0: {}", "{} changes, with the same text: {}"),
    "from": ("depuis le {}", "from {}"),
    "until": ("jusqu'au {} exclu", "until {}, not included"),
    "no_basis": ("sans base déclarée", "no basis given"),
    "title": ("Le même incident selon {} protocoles", "The same incident under {} protocols"),
    "told": ("Qui est averti, appelé ou consulté", "Who is told, called or asked"),
    "forbidden": ("Ce qui est interdit", "What is forbidden"),
    "given": ("Ce qu'on fait d'autre", "What else is done"),
    "everywhere": ("partout", "everywhere"),
    "not_named": ("n'en parlent pas\u00a0: {}", "do not speak of it: {}"),
    "left_out": ("Inconnu de ce protocole, laissé de côté", "Not known here, left out"),
    "deciding": ("Décision", "Deciding"),
    "must": ("obligatoire", "must"),
    "must_not": ("interdit", "never"),
    "should": ("recommandé", "should"),
    "may": ("permis", "may"),
    "held": ("en attente", "waits"),
    "done": ("fait", "done"),
    "conflict": ("en conflit", "in conflict"),
    "in_doubt": ("dans le doute", "while in doubt"),
    "hours": ("dans les {} h", "within {} h"),
    "route": ("Voie", "Route"),
    "incident": ("L'incident", "The incident"),
    "act": ("Geste", "Act"),
    "differs_mark": ("diffère", "differs"),
    "silent": ("n'en parle pas", "not named"),
}


def said(name: str, language: Language, *values: object) -> str:
    """Return the words of this name in a language."""
    french, english = _WORDS[name]
    return (french if language is Language.FR else english).format(*values)
