"""Labels of the values of the enumerations, by the fact that takes them."""

from __future__ import annotations

from typing import Final

from sexto_rules.facts.labels.wording import Wording

__all__ = ["VALUE_LABELS"]

_SETTING: Final = {
    "primary": Wording("primaire", "primary school"),
    "secondary": Wording("secondaire", "secondary school"),
    "vocational": Wording("formation professionnelle", "vocational training"),
    "adult_education": Wording("formation générale des adultes", "adult education"),
    "other": Wording("autre niveau", "another level"),
}

_ACTOR: Final = {
    "staff": Wording("membre du personnel", "member of staff"),
    "trained_responder": Wording("intervenant formé", "trained responder"),
    "safeguarding_lead": Wording(
        "personne responsable de la protection des élèves", "safeguarding lead"
    ),
    "principal": Wording("direction", "principal"),
}

_STAGE: Final = {
    "disclosure": Wording("dévoilement", "disclosure"),
    "review": Wording("examen de la situation", "review"),
    "referred": Wording("dossier confié à un organisme", "referred"),
    "not_referred": Wording(
        "aucun organisme saisi, l'école s'en occupe", "not referred: the school handles it"
    ),
    "closed": Wording("dossier fermé", "closed"),
}

_MATERIAL_SEEN: Final = {
    "none": Wording("non", "not seen"),
    "accidental": Wording("oui, par accident", "seen by accident"),
    "deliberate": Wording("oui, volontairement", "seen on purpose"),
}

_CONTENT: Final = {
    "text_only": Wording("texte seulement", "text only"),
    "adult_pornography": Wording("pornographie adulte", "adult pornography"),
    "semi_nude": Wording("nudité partielle", "partial nudity"),
    "nude": Wording("nudité", "nudity"),
    "sexual_act": Wording("acte sexuel", "sexual act"),
    "atypical_or_violent_act": Wording(
        "acte sexuel atypique ou violent", "atypical or violent sexual act"
    ),
    "other": Wording("autre contenu", "other content"),
}

_DISTRIBUTION: Final = {
    "none": Wording("aucune diffusion", "not shared"),
    "one_person": Wording("une seule personne", "one person"),
    "group": Wording("un groupe", "a group"),
    "wide": Wording("diffusion étendue", "widely shared"),
    "public": Wording("diffusion publique", "public"),
}

_LEGALITY: Final = {
    "unlawful": Wording("illégal", "unlawful"),
    "inappropriate": Wording("inapproprié", "inappropriate"),
    "unsure": Wording("incertain", "unsure"),
}

_ROLES: Final = {
    "depicted": Wording("personne montrée", "person depicted"),
    "creator": Wording("personne qui a créé le contenu", "person who made the material"),
    "sender": Wording(
        "personne qui a envoyé une image d'elle-même", "person who sent a picture of themselves"
    ),
    "sharer": Wording(
        "personne qui a partagé l'image d'une autre", "person who shared somebody else's picture"
    ),
    "requester": Wording("personne qui a demandé une image", "person who asked for a picture"),
    "recipient": Wording("personne qui a reçu le contenu", "person who received the material"),
    "threatener": Wording("personne qui a menacé", "person who made a threat"),
    "suspected_author": Wording("auteur présumé", "suspected author"),
    "witness": Wording("témoin", "witness"),
    "reporter": Wording("personne qui signale", "person who reports"),
}

_OWNER: Final = {
    "student": Wording("élève", "student"),
    "school": Wording("école", "school"),
    "other": Wording("une autre personne", "somebody else"),
}

VALUE_LABELS: Final[dict[str, dict[str, Wording]]] = {
    "setting": _SETTING,
    "actor": _ACTOR,
    "stage": _STAGE,
    "material_seen": _MATERIAL_SEEN,
    "content": _CONTENT,
    "distribution": _DISTRIBUTION,
    "legality": _LEGALITY,
    "roles": _ROLES,
    "owner": _OWNER,
}
"""The labels of the values of each fact that is an enumeration; the roles among them."""
