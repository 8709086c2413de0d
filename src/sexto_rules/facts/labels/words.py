"""Labels of the words around facts and acts: who, when, how strongly, on what basis."""

from __future__ import annotations

from typing import Final

from sexto_rules.facts.labels.wording import Wording

__all__ = [
    "ANSWER_LABELS",
    "BASIS_LABELS",
    "DOER_LABELS",
    "ENTITY_LABELS",
    "FIELD_LABELS",
    "MODALITY_LABELS",
    "STATUS_LABELS",
    "TIME_LABELS",
]

DOER_LABELS: Final[dict[str, Wording]] = {
    "everyone": Wording("tout le monde", "everyone"),
    "board": Wording("centre de services scolaire ou commission scolaire", "school board"),
    "staff": Wording("membres du personnel", "staff"),
    "frontline_staff": Wording("personnel de première ligne", "frontline staff"),
    "trained_responder": Wording("intervenant formé", "trained responder"),
    "safeguarding_lead": Wording(
        "personne responsable de la protection des élèves", "safeguarding lead"
    ),
    "principal": Wording("direction", "principal"),
}
"""The label of every doer."""

STATUS_LABELS: Final[dict[str, Wording]] = {
    "possible": Wording("possible", "possible"),
    "done": Wording("fait", "done"),
    "overridden": Wording("écarté par une autre consigne", "overridden"),
    "conflict": Wording("en conflit avec une interdiction", "in conflict with a prohibition"),
    "held": Wording("en attente", "held"),
    "due": Wording("à faire", "due"),
    "in_force": Wording("en vigueur", "in force"),
    "lifted": Wording("levé", "lifted"),
}
"""The label of every status of a line."""

TIME_LABELS: Final[dict[str, Wording]] = {
    "immediately": Wording("immédiatement", "immediately"),
    "without_delay": Wording("sans délai", "without delay"),
    "same_day": Wording("le jour même", "the same day"),
    "duration": Wording("dans un délai fixé", "within a set time"),
}
"""The label of every time word."""

MODALITY_LABELS: Final[dict[str, Wording]] = {
    "must": Wording("obligation", "must"),
    "must_not": Wording("interdiction", "must not"),
    "should": Wording("recommandation", "should"),
    "may": Wording("permission", "may"),
    "note": Wording("bon à savoir", "note"),
}
"""The label of every modality."""

BASIS_LABELS: Final[dict[str, Wording]] = {
    "law": Wording("loi", "law"),
    "official_guidance": Wording("directive officielle", "official guidance"),
    "reported_practice": Wording("pratique rapportée", "reported practice"),
    "inference": Wording("déduction", "inference"),
    "unverified": Wording("non vérifié", "unverified"),
}
"""The label of every basis."""

ENTITY_LABELS: Final[dict[str, Wording]] = {
    "person": Wording("personne", "person"),
    "device": Wording("appareil", "device"),
}
"""The label of each kind of thing an incident lists."""

ANSWER_LABELS: Final[dict[str, Wording]] = {
    "yes": Wording("oui", "yes"),
    "no": Wording("non", "no"),
    "unknown": Wording("inconnu", "unknown"),
    "cannot_say": Wording("personne ne peut le dire", "nobody can say"),
}
"""The label of yes, no, and of the ways not to know."""

FIELD_LABELS: Final[dict[str, Wording]] = {
    "incident": Wording("incident", "incident"),
    "id": Wording("code opaque, jamais un nom", "opaque code, never a name"),
    "act": Wording("geste posé", "what was done"),
    "target": Wording("personne ou appareil visé", "person or device it was done to"),
    "for": Wording("consignes auxquelles le geste répond", "directives it was done for"),
    "at": Wording("moment du geste", "when it was done"),
    "by": Wording("personne qui a posé le geste", "who did it"),
    "at_least": Wording("au moins, en années", "at least, in years"),
    "under": Wording("moins de, en années", "under, in years"),
}
"""The label of the keys of an incident that are no facts."""
