"""The words of the command line itself, in both languages."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from sexto_rules.protocol.texts import in_language

__all__ = ["Language", "colon", "in_language", "to_type", "word"]


class Language(StrEnum):
    """The languages the command line speaks."""

    FR = "fr"
    EN = "en"


_WORDS: Final[dict[str, tuple[str, str]]] = {
    "never": ("Jamais", "Never"),
    "now": ("Maintenant", "Now"),
    "then": ("Ensuite", "Then"),
    "find_out": ("À savoir", "To find out"),
    "may": ("Permis", "Allowed"),
    "notes": ("Bon à savoir", "Good to know"),
    "held": ("En attente d'une réponse", "Waiting for an answer"),
    "done": ("Fait", "Done"),
    "possible": ("Peut-être, selon les réponses", "Perhaps, depending on the answers"),
    "missing": ("L'application doit fournir", "The application must supply"),
    "conflicts": ("Le protocole se contredit", "The protocol contradicts itself"),
    "route": ("Voie", "Route"),
    "route_open": ("Voie encore ouverte", "Route still open"),
    "not_settled": ("encore ouvert", "still open"),
    "one_of": ("l'une de", "one of"),
    "or": ("ou", "or"),
    "because": ("parce que", "because"),
    "sources": ("sources", "sources"),
    "partly": ("en partie", "partly"),
    "in_doubt": ("dans le doute", "while in doubt"),
    "breached": ("déjà enfreint", "already breached"),
    "stuck": (
        "Rien ne peut le débloquer\u00a0: voir la personne responsable ou la police.",
        "No answer can free this: take it to the lead or the police.",
    ),
    "freed_by": ("débloqué par", "freed by"),
    "held_by": ("retenu par", "held by"),
    "deadline": ("au plus tard", "at the latest"),
    "call": ("Appeler", "Call"),
    "final": (
        "Plus aucune réponse ne peut changer ce plan.",
        "No further answer can change this plan.",
    ),
    "not_final": (
        "D'autres réponses peuvent changer ce plan.",
        "Further answers can still change this plan.",
    ),
    "decided_by": ("Décidé par", "Decided by"),
    "compiled_alone": (
        "Le moteur durable n'est pas installé\u00a0: décision d'un seul moteur, non recoupée.",
        "The durable engine is not installed: one engine decided, nothing was compared.",
    ),
    "unofficial": (
        "Modèle non officiel de documents publics; ne constitue pas un avis juridique.",
        "Unofficial model of public documents; not legal advice.",
    ),
    "any_other": ("toute autre personne ou tout autre appareil", "any other person or device"),
    "other_person": ("toute autre personne", "any other person"),
    "other_device": ("tout autre appareil", "any other device"),
    "every_person": ("toute personne", "every person"),
    "every_device": ("tout appareil", "every device"),
    "person": ("personne", "person"),
    "device": ("appareil", "device"),
    "withheld": (
        "Aucun avis, les moteurs diffèrent ou l'un a échoué. Ce qui vaut toujours\u00a0:",
        "No advice is given: the engines disagree, or one of them failed. What always holds:",
    ),
    "bug": (
        "Erreur de notre part; rien n'a changé. À signaler sans donnée réelle\u00a0:",
        "This is our bug; nothing was changed. Report it without real data:",
    ),
    "hint_bool": ("oui ou non", "yes or no"),
    "hint_choice": ("un numéro de la liste", "a number of the list"),
    "hint_code": ("un numéro de la liste", "a number of the list"),
    "hint_reference": (
        "un numéro de la liste, ou + pour une autre personne",
        "a number of the list, or + for somebody else",
    ),
    "hint_roles": (
        "des numéros séparés par des virgules, 0 pour aucun",
        "numbers with commas between them, 0 for none",
    ),
    "hint_age": ("15, 13-15, <13 ou 18+", "15, 13-15, <13 or 18+"),
    "hint_moment": ("par exemple 2026-01-15T10:20", "for instance 2026-01-15T10:20"),
    "not_read": ("Réponse attendue\u00a0:", "Expected:"),
    "no_way_back": ("C'est la première question.", "This is the first question."),
    "saved": ("Enregistré dans", "Saved in"),
    "known": ("Ce qui est connu", "What is known"),
    "new": ("nouveau", "new"),
    "new_in_plan": ("Nouveau dans le plan\u00a0:", "New in the plan:"),
    "one_gone": ("ligne ne s'applique plus", "line no longer applies"),
    "gone": ("lignes ne s'appliquent plus", "lines no longer apply"),
    "problems_none": ("aucun problème", "no problems"),
    "problem": ("problème", "problem"),
    "problems": ("problèmes", "problems"),
    "advice": ("conseil", "piece of advice"),
    "advices": ("conseils", "pieces of advice"),
    "remark": ("remarque, à voir avec\u00a0:", "remark, shown by:"),
    "remarks": ("remarques, à voir avec\u00a0:", "remarks, shown by:"),
    "scenario": ("scénario", "scenario"),
    "scenarios": ("scénarios", "scenarios"),
    "step": ("étape", "step"),
    "steps": ("étapes", "steps"),
    "expected": ("attendu", "expected"),
    "got": ("obtenu", "got"),
    "got_nothing": ("rien de tel", "nothing of the kind"),
    "got_no_directive": (
        "rien de tel\u00a0: aucune consigne en vigueur ce jour-là n'en parle",
        "nothing of the kind: no directive in force on that day speaks of it",
    ),
    "reference": ("la référence", "reference"),
    "as_expected": ("tout est comme prévu", "all as expected"),
    "failed": ("en échec", "failed"),
    "not_run": ("scénario non exécuté, à cause de problèmes", "scenario not run, it has problems"),
    "not_runs": (
        "scénarios non exécutés, à cause de problèmes",
        "scenarios not run, they have problems",
    ),
    "stopped": ("scénario non exécuté\u00a0: interrompu", "scenario not run: interrupted"),
    "stoppeds": ("scénarios non exécutés\u00a0: interrompu", "scenarios not run: interrupted"),
    "not_begun": ("Interrompu. Non commencé\u00a0:", "Interrupted. Not begun:"),
    "ours": (
        "La référence et les moteurs décident différemment\u00a0: c'est une erreur de notre part.",
        "The reference and the engines decide differently: this is our bug.",
    ),
    "explain": ("Pour comprendre un code\u00a0:", "To understand a code:"),
    "new_made": ("Nouveau protocole\u00a0:", "New protocol:"),
    "new_next": ("Pour continuer", "What to do next"),
    "new_read": (
        "Ouvrir les fichiers dans un éditeur de texte, d'abord protocol.yaml. Des notes guident.",
        "Open the files in a text editor, protocol.yaml first. Notes guide you.",
    ),
    "new_check": ("toutes les erreurs à la fois", "every mistake at once"),
    "new_test": ("les cas de scenarios/", "the cases in scenarios/"),
    "new_ask": ("les questions une à une, et le plan", "the questions one by one, and the plan"),
    "new_format": ("une même présentation partout", "the same form everywhere"),
    "format_written": ("mis en forme", "formatted"),
    "format_would_write": ("à mettre en forme", "to be formatted"),
    "format_already": ("déjà en forme", "already in form"),
}


def word(name: str, language: Language) -> str:
    """Return the word of this name in a language."""
    return _WORDS[name][0 if language is Language.FR else 1]


def colon(language: Language) -> str:
    """Return the colon between a name and what is said of it."""
    return "\u00a0: " if language is Language.FR else ": "


def to_type(command: str, language: Language) -> str:
    """Return a command that a reader is told to type, so that it answers in the same language."""
    return f"{command} --lang fr" if language is Language.FR else command
