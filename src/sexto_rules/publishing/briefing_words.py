"""The words of the page of a protocol, in both languages."""

from __future__ import annotations

from typing import Final

__all__ = ["said"]

_HOW_TO_READ: Final = (
    (
        "Sous chaque consigne\u00a0: son nom dans le protocole, qui agit, dans quel délai, sur "
        "quoi elle repose (**loi**, **directive officielle**, **pratique rapportée**, "
        "**déduction** de notre part ou **non vérifié**) et le numéro de ses sources, énumérées à "
        "la fin."
    ),
    (
        "Under each line: its name in the protocol, who acts, how soon, what it rests on "
        "(**law**, **official guidance**, **reported practice**, our own **inference**, or "
        "**unverified**) and the numbers of its sources, listed at the end."
    ),
)
_ROUTES_HOW: Final = (
    (
        "La première qui convient. Une voie dit quoi faire au personnel; ce n'est pas un constat "
        "sur un élève."
    ),
    "The first that fits. A route tells staff what to do; it is no finding about a student.",
)
_SOURCES_HOW: Final = (
    (
        "Ce que chaque source porte est nommé dessous; *en partie* veut dire qu'elle ne porte "
        "qu'une part de la ligne, ou qu'elle rapporte la source officielle de seconde main."
    ),
    (
        "What each source carries is named under it; *partly* means that it carries only part of "
        "the line, or that it reports the official source at second hand."
    ),
)

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "made_from": (
        "Cette page est produite à partir du protocole `{}`, version {} du {}.",
        "This page is made from the protocol `{}`, version {} of {}.",
    ),
    "extends": ("Il reprend tout ce que dit {}.", "It takes over all that {} says."),
    "how_to_read": _HOW_TO_READ,
    "never": ("Ne jamais faire", "Never do this"),
    "never_when": ("Ne pas faire, selon la situation", "Do not do this, depending on the case"),
    "now": ("Tout de suite", "At once"),
    "soon": ("Ensuite, dans un délai donné", "Then, by a given time"),
    "then": ("Ensuite", "Then"),
    "notes": ("Bon à savoir", "Good to know"),
    "when": ("Quand\u00a0:", "When:"),
    "any_of": ("l'un de ces éléments\u00a0:", "any of these:"),
    "otherwise": (
        "Quand aucune des voies précédentes ne convient.",
        "When none of the routes above fits.",
    ),
    "should": ("recommandé", "recommended"),
    "may": ("permis", "allowed"),
    "personal": (
        "oblige chaque personne en propre\u00a0: le geste d'une collègue n'y répond pas",
        "binds each person: a colleague's act does not answer it",
    ),
    "also_in_doubt": (
        "Vaut aussi tant qu'on ne le sait pas.",
        "Holds also while this is not known.",
    ),
    "given_in_doubt": (
        "À faire aussi tant qu'on ne le sait pas.",
        "To be done also while this is not known.",
    ),
    "each_person": ("(pour chaque personne) ", "(for each person) "),
    "each_device": ("(pour chaque appareil) ", "(for each device) "),
    "hours_from_report": (
        "dans les {} heures suivant le signalement à l'école",
        "within {} hours of the report to staff",
    ),
    "hours_from_act": ("dans les {} heures suivant ce geste\u00a0: {}", "within {} hours of: {}"),
    "one_of": ("l'un de\u00a0: {}", "one of: {}"),
    "partly": ("en partie", "partly"),
    "remark": ("Remarque de l'auteur\u00a0:", "Author's remark:"),
    "remarks_elsewhere": (
        "Les remarques des auteurs, en anglais, sont dans la page anglaise.",
        "Authors' remarks are on the page in English.",
    ),
    "routes": ("Quelle voie suivre", "Which route to take"),
    "routes_how": _ROUTES_HOW,
    "conclusions": ("Comment les faits sont lus", "How the facts are read"),
    "conclusions_how": (
        "Chaque énoncé vaut dès que l'une des lignes dessous est vraie.",
        "Each statement holds as soon as one of the lines under it is true.",
    ),
    "questions": ("Ce qu'il faut demander", "What to ask"),
    "promises": ("Ce qui est promis dans tous les cas", "What is promised in every case"),
    "promises_how": (
        "Chaque promesse est prouvée pour tout incident que le vocabulaire permet de décrire.",
        "Each promise is proved for every incident that the vocabulary can describe.",
    ),
    "contacts": ("Qui joindre", "Whom to contact"),
    "dates": ("Ce qui change avec le temps", "What changes with time"),
    "becomes": ("«\u00a0{}\u00a0» devient «\u00a0{}\u00a0»", "“{}” becomes “{}”"),
    "begins": ("commence\u00a0: {}", "begins: {}"),
    "ends": ("prend fin\u00a0: {}", "ends: {}"),
    "term": ("terme", "term"),
    "contact": ("contact", "contact"),
    "question": ("question", "question"),
    "conclusion": ("conclusion", "conclusion"),
    "class": ("voie", "route"),
    "directive": ("consigne", "directive"),
    "invariant": ("promesse", "promise"),
    "sources": ("Sources", "Sources"),
    "sources_how": _SOURCES_HOW,
    "read": ("Lu le {}.", "Read on {}."),
    "carries": ("Porte\u00a0:", "Carries:"),
}


def said(name: str, language: str, *values: object) -> str:
    """Return the words of this name in `fr` or `en`."""
    french, english = _WORDS[name]
    return (french if language == "fr" else english).format(*values)
