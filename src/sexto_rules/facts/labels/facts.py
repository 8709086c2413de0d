"""Labels of the facts, of the lists of an incident and of the computed facts."""

from __future__ import annotations

from typing import Final

from sexto_rules.facts.labels.wording import Wording

__all__ = ["FACT_LABELS"]

_SCHOOL: Final = {
    "setting": Wording("niveau scolaire", "level of the school"),
    "region": Wording("région", "region"),
    "partner_agreement": Wording(
        "entente en vigueur entre la police et le procureur (DPCP)",
        "agreement in force between the police and the prosecutor",
    ),
    "trained_responder_available": Wording(
        "intervenant formé disponible maintenant", "trained responder available now"
    ),
    "reported_at": Wording("moment du signalement à l'école", "when staff first heard of it"),
    "actor": Wording("personne qui demande quoi faire", "who is asking what to do"),
    "stage": Wording("étape du traitement", "how far the handling has come"),
    "material_seen": Wording(
        "contenu vu par un membre du personnel", "material seen by a member of staff"
    ),
    "material_received": Wording(
        "copie reçue par un membre du personnel", "copy received by a member of staff"
    ),
    "police_asks_questioning": Wording(
        "la police demande à l'école de questionner un élève",
        "the police ask staff to question a pupil",
    ),
    "police_asks_search": Wording(
        "la police demande à l'école de fouiller", "the police ask staff to search"
    ),
    "police_asks_to_wait": Wording(
        "la police demande d'attendre avant d'aviser les familles",
        "the police ask staff to wait before telling families",
    ),
}

_AS_TOLD: Final = {
    "immediate_danger": Wording("danger immédiat", "immediate danger"),
    "self_harm_risk": Wording(
        "risque de suicide ou d'automutilation", "risk of suicide or self-harm"
    ),
    "pressured": Wording("insistance ou pression", "insistence or pressure"),
    "coerced": Wording("contrainte", "force"),
    "blackmail": Wording("chantage", "blackmail"),
    "grooming": Wording("mise en confiance à des fins d'abus", "grooming"),
    "threat_to_share": Wording("menace de partager", "threat to share"),
    "intent_to_harm": Wording(
        "volonté d'humilier, de se venger ou de nuire",
        "wish to humiliate, take revenge or harm",
    ),
    "for_profit": Wording("argent ou autre avantage", "money or another advantage"),
    "repeated": Wording("geste répété après un avertissement", "again after a warning"),
    "recorded_without_knowledge": Wording(
        "captation à l'insu de la personne montrée",
        "recorded without the depicted person's knowledge",
    ),
    "assault_shown": Wording(
        "agression montrée ou décrite, à ce qu'on rapporte",
        "an assault is shown or described, as told",
    ),
    "consent_to_create": Wording(
        "consentement de la personne montrée à la création",
        "consent of the person depicted to its making",
    ),
    "consent_to_send": Wording(
        "consentement de la personne montrée à l'envoi",
        "consent of the person depicted to its sending",
    ),
    "consent_to_share_on": Wording(
        "consentement de la personne montrée au partage à d'autres",
        "consent of the person depicted to sharing it on",
    ),
    "content": Wording(
        "type de contenu le plus grave, à ce qu'on rapporte", "gravest kind of content told of"
    ),
    "synthetic": Wording("contenu créé ou modifié par logiciel", "made or altered by software"),
    "distribution": Wording("étendue de la diffusion", "how far it went"),
    "ongoing": Wording("diffusion encore en cours", "still spreading"),
    "online_location_known": Wording(
        "adresse ou compte en ligne connu", "online address or account known"
    ),
    "on_school_network": Wording(
        "contenu présent sur les systèmes de l'école", "on the school's own systems"
    ),
    "effect_at_school": Wording("effets à l'école", "effect at school"),
    "staff_member_accused": Wording("membre du personnel mis en cause", "member of staff accused"),
}

_JUDGED: Final = {
    "legality": Wording("appréciation de la légalité", "judgement on legality"),
    "enough_information": Wording("renseignements suffisants", "enough information"),
    "manageable_in_school": Wording(
        "situation que l'école peut gérer elle-même", "manageable in school"
    ),
}

_LISTS: Final = {
    "persons": Wording("personnes", "persons"),
    "devices": Wording("appareils", "devices"),
    "persons_complete": Wording("toutes les personnes sont inscrites", "everybody is listed"),
    "devices_complete": Wording("tous les appareils sont inscrits", "every device is listed"),
    "done": Wording("journal des gestes posés", "journal of what was done"),
    "answers": Wording(
        "réponses aux questions du protocole", "answers to the protocol's questions"
    ),
    "cannot_say": Wording("faits que personne ne peut préciser", "facts that nobody can say"),
}

_PERSON: Final = {
    "roles": Wording("rôles", "roles"),
    "age": Wording("âge", "age"),
    "adult": Wording("18 ans ou plus", "18 or over"),
    "adult_suspected": Wording("soupçon que la personne soit adulte", "suspected to be an adult"),
    "pupil": Wording("élève de l'école", "pupil of this school"),
    "capacity_concern": Wording(
        "besoins particuliers ou dépendance", "special needs or dependency"
    ),
    "at_risk": Wording("à risque", "at risk"),
    "parent_contact_risk": Wording(
        "aviser les parents mettrait un élève en danger",
        "telling the parents would put a pupil at risk",
    ),
    "position_of_trust": Wording(
        "en situation d'autorité ou de confiance envers une personne montrée",
        "position of trust over a person depicted",
    ),
}

_DEVICE: Final = {
    "holder": Wording("personne qui détient l'appareil", "who holds the device"),
    "owner": Wording("propriétaire de l'appareil", "owner of the device"),
    "may_hold_material": Wording(
        "l'appareil pourrait contenir le contenu", "the device may hold the material"
    ),
    "in_hand": Wording("appareil en possession de l'école", "device in the school's hands"),
    "connected": Wording("appareil connecté à un réseau", "device connected to a network"),
    "holder_refuses": Wording(
        "la personne refuse de remettre l'appareil", "the holder refuses to hand over the device"
    ),
}

_COMPUTED: Final = {
    "adult_involved": Wording("adulte impliqué", "an adult is involved"),
    "youngest_depicted_age": Wording(
        "âge de la plus jeune personne montrée", "age of the youngest person depicted"
    ),
    "oldest_involved_age": Wording(
        "âge de la plus vieille personne impliquée", "age of the oldest person involved"
    ),
    "largest_age_gap": Wording("plus grand écart d'âge", "largest age gap"),
}

FACT_LABELS: Final[dict[str, Wording]] = {
    **_SCHOOL,
    **_AS_TOLD,
    **_JUDGED,
    **_LISTS,
    **_PERSON,
    **_DEVICE,
    **_COMPUTED,
}
"""The label of every fact, of the lists and of the computed facts."""
