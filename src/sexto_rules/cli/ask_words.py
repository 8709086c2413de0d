"""The words of an interview that is kept, of why a question is asked, and of its summary."""

from __future__ import annotations

from typing import Final

from sexto_rules.cli.words import Language

__all__ = ["ask_word"]

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "because": (
        "Posée parce que la réponse peut encore changer\u00a0: {}",
        "Asked because the answer may still change: {}",
    ),
    "route": ("la voie à suivre", "the route"),
    "more": ("{} autres lignes du plan", "{} more lines of the plan"),
    "one_more": ("une autre ligne du plan", "one more line of the plan"),
    "resumed": ("L'entrevue reprend où elle en était.", "The interview goes on where it was."),
    "put_off": (
        "Les questions remises à plus tard sont posées à nouveau.",
        "The questions that were put off are asked again.",
    ),
    "changed": (
        "Le protocole a changé depuis\u00a0: il était à la version {}, il est à la version {}.",
        "The protocol has changed since then: it was at version {}, it is at version {}.",
    ),
    "dropped": (
        "Ne compte plus, car le protocole ne le connaît plus\u00a0:",
        "No longer counts, as the protocol does not know it any more:",
    ),
    "counts": ("Compte encore\u00a0: tout le reste ({}).", "Still counts: all the rest ({})."),
    "before": (
        "Le fichier tel qu'il était est gardé dans {}",
        "The file as it was is kept in {}",
    ),
    "questions_gone": ("Questions qui n'existent plus\u00a0: {}", "Questions that are gone: {}"),
    "questions_new": ("Nouvelles questions\u00a0: {}", "New questions: {}"),
    "summary": ("Résumé de l'entrevue", "Summary of the interview"),
    "nothing": ("Rien n'est connu encore.", "Nothing is known yet."),
    "listed": ("Dans la liste\u00a0: {}", "Listed: {}"),
    "nothing_open": ("Plus rien à demander.", "Nothing is left to ask."),
}


def ask_word(name: str, language: Language, *values: object) -> str:
    """Return the words of this name in a language, with the values in their places."""
    return _WORDS[name][0 if language is Language.FR else 1].format(*values)
