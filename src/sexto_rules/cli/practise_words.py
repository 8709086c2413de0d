"""The words of `practise`, in both languages."""

from __future__ import annotations

from typing import Final

from sexto_rules.cli.words import Language

__all__ = ["said"]

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "heading": (
        "Cas fictif\u00a0: {} (niveau {} de 3, nombre d'étapes\u00a0: {})",
        "A fictional case: {} (level {} of 3, number of steps: {})",
    ),
    "unofficial": (
        (
            "Exercice tiré d'un modèle non officiel. Il ne remplace ni la formation, ni la"
            " trousse, ni la police, ni le procureur."
        ),
        (
            "An exercise on an unofficial model. It replaces neither the training, nor the kit,"
            " nor the police, nor the prosecutor."
        ),
    ),
    "seed": (
        "{} --seed {} repose les mêmes gestes dans le même ordre.",
        "{} --seed {} offers the same acts in the same order.",
    ),
    "how": (
        (
            "À chaque étape, deux réponses\u00a0: les gestes à poser, puis ceux qui sont"
            " interdits. Ce qui n'est ni l'un ni l'autre reste de côté. Des numéros séparés par"
            " des virgules, 0 pour aucun. l = relire, h = aide, q = fin."
        ),
        (
            "Two answers at each step: the acts to do, then those that are forbidden. What is"
            " neither is left aside. Numbers with commas between them, 0 for none. l = read"
            " again, h = help, q = stop."
        ),
    ),
    "step": (
        "Étape {} de {}",
        "Step {} of {}",
    ),
    "acts": (
        "Gestes proposés",
        "Acts on offer",
    ),
    "ask_do": (
        "Que faut-il faire à ce moment-ci, tout de suite ou bientôt?",
        "What is to be done at this point, at once or soon?",
    ),
    "ask_never": (
        "Que ne faut-il surtout pas faire à ce moment-ci?",
        "What must not be done at this point?",
    ),
    "not_read": (
        (
            "Réponse attendue\u00a0: des numéros de 1 à {}, séparés par des virgules, ou 0 pour"
            " aucun."
        ),
        "Expected: numbers from 1 to {} with commas between them, or 0 for none.",
    ),
    "both": (
        (
            "Un même geste ne peut être à la fois à poser et interdit\u00a0: {}. Réponse"
            " attendue\u00a0: les gestes interdits, sans ceux de la première réponse."
        ),
        (
            "One act cannot be both to be done and forbidden: {}. Expected: the forbidden acts,"
            " without those of the first answer."
        ),
    ),
    "correction": (
        "Ce que dit le protocole",
        "What the protocol says",
    ),
    "so_far": (
        "Bonnes réponses à cette étape\u00a0: {} sur {}",
        "Right at this step: {} of {}",
    ),
    "right_do": (
        "juste, à faire",
        "right, to be done",
    ),
    "right_never": (
        "juste, interdit",
        "right, forbidden",
    ),
    "right_neither": (
        "juste, à laisser de côté ici",
        "right, left aside here",
    ),
    "forbidden": (
        "faux, c'est interdit",
        "wrong, this is forbidden",
    ),
    "refused": (
        "faux, c'est à faire",
        "wrong, this is to be done",
    ),
    "missed": (
        "oublié, c'est à faire",
        "missed, this is to be done",
    ),
    "unnamed": (
        "oublié, c'est interdit",
        "missed, this is forbidden",
    ),
    "early": (
        "pas demandé à ce moment-ci",
        "not asked for at this point",
    ),
    "overcautious": (
        "pas interdit à ce moment-ci, ni demandé",
        "neither forbidden nor asked for at this point",
    ),
    "possible": (
        "Ce qu'on sait ne suffit pas encore pour le demander.",
        "What is known is not yet enough to ask for it.",
    ),
    "overridden": (
        "Une autre consigne l'emporte.",
        "Another rule takes its place.",
    ),
    "nothing": (
        "Rien de ce qui est su ne le demande.",
        "Nothing that is known asks for it.",
    ),
    "if_needed": (
        "La consigne, quand elle vaut\u00a0: {}",
        "The rule, where it applies: {}",
    ),
    "in_doubt": (
        "Interdit dans le doute\u00a0: tant qu'on ne sait pas, on s'abstient.",
        "Forbidden while in doubt: as long as it is not known, refrain.",
    ),
    "rests": (
        "Base\u00a0: {}",
        "Basis: {}",
    ),
    "result": (
        "Résultat",
        "Result",
    ),
    "score": (
        "Bonnes réponses\u00a0: {} sur {}",
        "Right answers: {} of {}",
    ),
    "stopped": (
        "Arrêt à l'étape {} de {}. Le résultat porte sur les étapes terminées.",
        "Stopped at step {} of {}. The result is of the steps that were finished.",
    ),
    "none_yet": (
        "Aucune étape n'est terminée.",
        "No step was finished.",
    ),
    "all_right": (
        "Rien n'a été oublié.",
        "Nothing was missed.",
    ),
    "again": (
        "À revoir, le plus grave d'abord",
        "To look at again, the gravest first",
    ),
    "at_step": (
        "étape {}, {}\u00a0: {}",
        "step {}, {}: {}",
    ),
    "sources": (
        "Sources",
        "Sources",
    ),
    "help": (
        (
            "Le protocole décide de chaque réponse, avec ce qu'on sait à l'étape. «\u00a0À"
            " faire\u00a0»\u00a0: une obligation ou une recommandation est due."
            " «\u00a0Interdit\u00a0»\u00a0: une interdiction vaut, même dans le doute. Le reste"
            " n'est ni demandé ni interdit à ce moment-ci."
        ),
        (
            "The protocol decides on each answer by what is known at the step. “To be done”: a"
            " duty or a recommendation is due. “Forbidden”: a prohibition is in force, also"
            " while in doubt. The rest is neither asked for nor forbidden at this point."
        ),
    ),
    "listed_case": (
        "{} (niveau {})\u00a0: {}",
        "{} (level {}): {}",
    ),
    "listed": (
        "Cas d'exercice de {}",
        "Practice cases of {}",
    ),
    "to_do": (
        "Pour en faire un\u00a0: sexto practise {} --case ID --lang fr",
        "To practise one: sexto practise {} --case ID",
    ),
}


def said(name: str, language: Language, *values: object) -> str:
    """Return the words of this name in a language."""
    french, english = _WORDS[name]
    return (french if language is Language.FR else english).format(*values)
