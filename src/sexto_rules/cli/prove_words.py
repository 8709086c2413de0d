"""The words of the report on proofs, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sexto_rules.cli.words import Language
from sexto_rules.proof.statements import Kind

__all__ = ["kept_words", "listed_words", "refuted_words", "said", "undecided_words"]

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "proving": ("énoncés examinés", "statements looked at"),
    "not_reproduced": (
        "Erreur de notre part\u00a0: ce que le solveur a trouvé ne se reproduit pas.",
        "This is our bug: what the solver found does not come out again.",
    ),
    "for_all": (
        (
            "Pour tout incident, même connu en partie, et quel que soit le nombre de personnes et "
            "d'appareils."
        ),
        (
            "For every incident, also one that is known only in part, with any number of persons "
            "and devices."
        ),
    ),
    "days": ("Chaque période a été examinée", "Every period was looked at"),
    "until": ("avant le {}", "before {}"),
    "from": ("depuis le {}", "since {}"),
    "between": ("du {} au {}", "from {} to {}"),
    "as_of": ("au {}", "as of {}"),
    "proved": ("Prouvé", "Proved"),
    "refuted": ("Réfuté", "Refuted"),
    "undecided": ("Sans réponse", "Undecided"),
    "listed": ("À savoir", "Good to know"),
    "undecided_legend": (
        (
            "Le solveur n'a pas conclu à temps (essayer un --timeout plus long). Rien n'en est "
            "prouvé; reste possible\u00a0:"
        ),
        (
            "The solver came to no end in time (try a longer --timeout). Nothing is proved of "
            "this; still possible:"
        ),
    ),
    "lost_legend": (
        (
            "Le processus qui examinait ceci a été arrêté de l'extérieur, comme quand la mémoire "
            "manque (en libérer, puis recommencer). Rien n'en est prouvé; reste possible\u00a0:"
        ),
        (
            "The process that looked at this was killed, as happens where memory is short (make "
            "room, then try again). Nothing is proved of this; still possible:"
        ),
    ),
    "translation_undecided": (
        "les moteurs ne décident pas {}comme le protocole",
        "the engines do not decide {}as the protocol does",
    ),
    "listed_legend": (
        "Ce ne sont pas des erreurs, mais chacun doit être voulu.",
        "These are no mistakes, but each has to be wanted.",
    ),
    "scenario_fails": (
        "Un incident qui y manque; le scénario échoue aujourd'hui",
        "An incident that breaks it; the scenario fails today",
    ),
    "scenario": ("Un incident qui le montre, en scénario", "An incident that shows it, a scenario"),
    "taken_back": (
        (
            "En apprendre plus peut retirer ceci, parce que le protocole demande ce qu'on ignore "
            "ou ce qui est certain"
        ),
        (
            "Learning more can take this back, because the protocol asks what is unknown or what "
            "is certain"
        ),
    ),
    "then_learned": ("Puis, une fois qu'on en sait plus", "Then, once more is known"),
    "for_instance": ("par exemple", "for instance"),
    "nothing_known": ("rien n'est connu", "nothing is known"),
    "all_proved": ("Tout est prouvé.", "Everything is proved."),
    "counted": ("Réfutations\u00a0: {}; sans réponse\u00a0: {}", "{} refuted, {} undecided"),
    "confirmed": (
        "Chaque incident montré a été décidé de nouveau, et de même, par",
        "Each incident shown was decided again, and alike, by",
    ),
    "and": ("et", "and"),
}

_KEPT: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.INVARIANT: ("promesses toujours tenues", "promises always kept"),
    Kind.CONFLICT: (
        "consignes qu'aucune interdiction ne contredit",
        "directives that no prohibition contradicts",
    ),
    Kind.OVERRIDER: (
        "consignes qui en écartent d'autres et que rien n'arrête",
        "directives that override others and that nothing stops",
    ),
    Kind.ALARM: (
        "interdictions qui n'interdisent jamais un appel à l'aide",
        "prohibitions that never forbid a call for help",
    ),
    Kind.TELLING: (
        "consigne de prévenir ou d'appeler quelqu'un, dans tout incident",
        "duty to tell or to call somebody, in every incident",
    ),
    Kind.APPLIES: (
        "consignes, conclusions et voies qui peuvent s'appliquer",
        "directives, conclusions and classes that can apply",
    ),
    Kind.CLASSES: (
        "voie, et une seule, pour tout incident entièrement connu",
        "class, and only one, for every fully known incident",
    ),
    Kind.VACUOUS: (
        "promesses dont la condition peut être vraie",
        "promises that can be called for",
    ),
    Kind.REPEATED: (
        "paires de promesses dont l'une ne répète pas l'autre",
        "pairs of promises of which the one does not repeat the other",
    ),
    Kind.SUBSUMED: (
        "paires de consignes semblables dont chacune ajoute quelque chose",
        "pairs of directives alike of which each adds something",
    ),
    Kind.HELD: (
        "paires où l'interdiction ne retient jamais la consigne",
        "pairs in which the prohibition never holds the directive",
    ),
    Kind.STUCK: (
        "consignes jamais bloquées sans que la décision le dise",
        "directives never stuck without the decision saying so",
    ),
    Kind.LEARNING: (
        "voies et consignes que rien d'appris ne retire",
        "classes and directives that nothing learned takes back",
    ),
    Kind.TRANSLATION: (
        "parties du programme des moteurs égales au protocole",
        "parts of the engines' program that equal the protocol",
    ),
}

_REFUTED: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.INVARIANT: ("la promesse {0} n'est pas tenue", "the promise {0} is not kept"),
    Kind.CONFLICT: (
        "{0} et une interdiction se contredisent, toutes deux certaines",
        "{0} and a prohibition contradict each other, both certain",
    ),
    Kind.OVERRIDER: (
        "{0} en écarte d'autres et peut elle-même être arrêtée",
        "{0} overrides others and can itself be stopped",
    ),
    Kind.ALARM: ("{0} peut interdire un appel à l'aide", "{0} can forbid a call for help"),
    Kind.TELLING: (
        "il y a un incident où personne n'est à prévenir ni à appeler",
        "an incident leaves nobody to tell or to call",
    ),
    Kind.APPLIES: (
        "{0} ne s'applique jamais\u00a0: aucun incident n'y mène",
        "{0} never applies: no incident leads to it",
    ),
    Kind.CLASSES: (
        "un incident entièrement connu n'a pas une seule voie",
        "a fully known incident does not settle on one class",
    ),
    Kind.VACUOUS: (
        "la promesse {0} ne promet rien\u00a0: sa condition est impossible",
        "the promise {0} promises nothing: its premise is impossible",
    ),
    Kind.REPEATED: (
        "la promesse {0} ne dit rien que {1} ne dise déjà",
        "the promise {0} says nothing that {1} does not say",
    ),
    Kind.SUBSUMED: ("{0} n'ajoute rien à {1}", "{0} adds nothing to {1}"),
    Kind.STUCK: (
        (
            "{0} est retenue, la décision nomme ce qui la débloquerait, et rien de ce qu'on peut "
            "apprendre ne la débloque"
        ),
        (
            "{0} is held, the decision names what would free it, and nothing that can be learned "
            "does"
        ),
    ),
    Kind.LEARNING: (
        "en apprendre plus peut retirer {0}",
        "learning more can take {0} back",
    ),
    Kind.TRANSLATION: (
        "les moteurs ne décident pas {0} comme le protocole\u00a0: c'est une erreur de notre part",
        "the engines do not decide {0} as the protocol does: this is our bug",
    ),
}

_LISTED: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.HELD: ("{0} peut être retenue par {1}", "{0} can be held by {1}"),
    Kind.SUBSUMED: (
        "{0} dit de nouveau ce que {1} dit, d'une autre source",
        "{0} says again what {1} says, on another ground",
    ),
}


def said(name: str, language: Language, *values: object) -> str:
    """Return the words of this name, with values put in."""
    return _in(_WORDS[name], language).format(*values)


def kept_words(kind: Kind, language: Language) -> str:
    """Return what is proved of things of a kind; their number stands before it."""
    return _in(_KEPT[kind], language)


def refuted_words(kind: Kind, language: Language, subject: str, beside: str) -> str:
    """Return what is wrong, in a sentence."""
    return _in(_REFUTED.get(kind) or _LISTED[kind], language).format(subject, beside)


def undecided_words(kind: Kind, language: Language, subject: str, beside: str) -> str:
    """Return what may be wrong, in a sentence."""
    if kind is Kind.TRANSLATION:
        return said("translation_undecided", language, f"{subject} " if subject else "")
    return refuted_words(kind, language, subject, beside)


def listed_words(kind: Kind, language: Language, subject: str, beside: str) -> str:
    """Return what is no mistake but has to be wanted."""
    return _in(_LISTED[kind], language).format(subject, beside)


def _in(words: tuple[str, str], language: Language) -> str:
    french, english = words
    return french if language is Language.FR else english
