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
    "counts": ("Compte encore ({})\u00a0:", "Still counts ({}):"),
    "changed_within": (
        "Le protocole a changé depuis, sous le même numéro de version ({}).",
        "The protocol has changed since then, under the same version number ({}).",
    ),
    "other_day": (
        "Le protocole se lit maintenant à une autre date, et sa grille n'est plus la même.",
        "The protocol is read on another day now, and its grid is not the same.",
    ),
    "before": (
        "Le fichier tel qu'il était est gardé dans {}",
        "The file as it was is kept in {}",
    ),
    "questions_gone": ("Questions qui n'existent plus\u00a0:", "Questions that are gone:"),
    "questions_new": ("Nouvelles questions\u00a0:", "New questions:"),
    "correcting": ("Ce qui a été répondu\u00a0: {}", "What was answered: {}"),
    "nobody_listed": ("rien encore", "nothing yet"),
    "no_role": ("aucun de ces rôles", "none of these parts"),
    "held_by": ("utilisé par {}", "used by {}"),
    "aged": ("{} ans", "aged {}"),
    "hint_persons": (
        (
            "oui = c'est tout le monde, non = une autre personne, "
            "x = il y en a ou il peut y en avoir d'autres, on ne sait pas combien"
        ),
        (
            "yes = that is everybody, no = one more person, "
            "x = there are others or there may be, nobody knows how many"
        ),
    ),
    "hint_devices": (
        (
            "oui = la liste est complète, non = un autre appareil, "
            "x = il y en a ou il peut y en avoir d'autres, on ne sait pas combien"
        ),
        (
            "yes = the list is complete, no = one more device, "
            "x = there are others or there may be, nobody knows how many"
        ),
    ),
    "stays_open": (
        "La liste reste ouverte. + inscrit une autre personne, +d un appareil; c la ferme.",
        "The list stays open. + lists one more person, +d a device; c closes it.",
    ),
    "added": ("Ajout à la liste\u00a0: {}", "Added to the list: {}"),
    "no_more_of": (
        "Plus rien n'est demandé de {}.",
        "Nothing more is asked about {}.",
    ),
    "of_whom": (
        "Cette question ne porte sur aucune personne ni aucun appareil.",
        "This question is about no person and no device.",
    ),
    "which": (
        "Que corriger? (un numéro; Entrée = rien)",
        "Correct what? (a number; Enter = nothing)",
    ),
    "take_out": ("retirer de la liste\u00a0: {}", "take out of the list: {}"),
    "nothing_told": ("Rien n'a encore été répondu.", "Nothing has been answered yet."),
    "no_such_number": ("Ce numéro n'est pas dans la liste.", "This number is not in the list."),
    "whole_plan": ("(p = le plan en entier)", "(p = the whole plan)"),
    "more_lines": (
        "\u2026 lignes de plus\u00a0: {} (p = le plan en entier)",
        "\u2026 more lines: {} (p = the whole plan)",
    ),
    "more_lines_new": (
        "\u2026 lignes de plus\u00a0: {}, dont nouvelles\u00a0: {} (p = le plan en entier)",
        "\u2026 more lines: {}, of them new: {} (p = the whole plan)",
    ),
    "over": (
        (
            "Plus rien à demander. Entrée = terminer, b = retour, c = corriger, "
            "+ = une autre personne, f = feuille à imprimer"
        ),
        (
            "Nothing is left to ask. Enter = end, b = back, c = correct, "
            "+ = one more person, f = page to print"
        ),
    ),
    "over_put_off": (
        "Questions remises à plus tard\u00a0: {}. oui = les poser maintenant",
        "Questions put off: {}. yes = ask them now",
    ),
    "welcome": (
        "Dites ce que vous savez. ? = inconnu, x = personne ne peut le dire, h = aide, q = fin.",
        "Answer what you know. ? = unknown, x = nobody can say, h = help, q = stop.",
    ),
    "help": (
        (
            "? inconnu pour l'instant | x personne ne peut le dire | "
            "xx rien de plus sur cette personne ou cet appareil | b retour | "
            "c corriger une réponse | + ajouter (+d un appareil) | p plan | "
            "f feuille à imprimer | s enregistrer | q fin"
        ),
        (
            "? unknown for now | x nobody can say | "
            "xx no more about this person or device | b back | "
            "c correct an answer | + add one more (+d a device) | p plan | "
            "f page to print | s save | q stop"
        ),
    ),
    "summary": ("Résumé de l'entrevue", "Summary of the interview"),
    "nothing": ("Rien n'est connu encore.", "Nothing is known yet."),
    "listed": ("Dans la liste\u00a0: {}", "Listed: {}"),
    "nothing_open": ("Plus rien à demander.", "Nothing is left to ask."),
}


def ask_word(name: str, language: Language, *values: object) -> str:
    """Return the words of this name in a language, with the values in their places."""
    return _WORDS[name][0 if language is Language.FR else 1].format(*values)
