"""Labels of the acts and of their families, as what somebody does (the infinitive)."""

from __future__ import annotations

from typing import Final

from sexto_rules.facts.labels.wording import Wording

__all__ = ["ACT_LABELS", "FAMILY_LABELS"]

_TOUCHING_MATERIAL: Final = {
    "view_material": Wording("regarder le contenu", "look at the material"),
    "ask_to_reveal": Wording("demander de montrer le contenu", "ask to be shown the material"),
    "search_device": Wording("fouiller l'appareil", "search the device"),
    "ask_passcode": Wording("demander le mot de passe", "ask for the passcode"),
    "copy_material": Wording("copier le contenu", "copy the material"),
    "forward_material": Wording("transmettre le contenu", "forward the material"),
    "accept_copy": Wording("accepter une copie", "accept a copy"),
    "delete_material": Wording("supprimer le contenu", "delete the material"),
    "ask_student_to_delete": Wording(
        "demander à l'élève de supprimer le contenu", "ask the student to delete the material"
    ),
    "direct_deletion": Wording(
        "donner à la personne la consigne de supprimer le contenu avant une date fixée",
        "instruct the person to delete the material by a date",
    ),
    "destroy_held_material": Wording(
        "détruire le contenu que l'école détient", "destroy the material that the school holds"
    ),
    "preserve_metadata": Wording(
        "conserver les renseignements techniques, sans le contenu",
        "keep the technical details, without the material",
    ),
}

_QUESTIONING: Final = {
    "meet_involved": Wording("rencontrer la personne impliquée", "meet the person involved"),
    "interview_suspected_author": Wording(
        "questionner l'auteur présumé", "interview the suspected author"
    ),
    "interview_witness": Wording("questionner le témoin", "interview the witness"),
    "ask_leading_questions": Wording("poser des questions suggestives", "ask leading questions"),
    "meet_depicted": Wording("rencontrer la personne montrée", "meet the person depicted"),
}

_TELLING_AUTHORITIES: Final = {
    "call_emergency_services": Wording("appeler les services d'urgence", "call emergency services"),
    "call_police": Wording("appeler la police", "call the police"),
    "consult_police": Wording("consulter la police", "consult the police"),
    "tell_lead": Wording(
        "aviser la personne responsable de la protection des élèves", "tell the safeguarding lead"
    ),
    "consult_child_protection": Wording(
        "consulter la protection de la jeunesse", "consult child protection"
    ),
    "report_child_protection": Wording(
        "signaler à la protection de la jeunesse", "report to child protection"
    ),
    "act_for_police": Wording("agir pour le compte de la police", "act for the police"),
    "use_force": Wording("employer la force", "use force"),
    "decline_police_request": Wording(
        "refuser la demande de la police", "decline the request of the police"
    ),
    "report_to_prosecutor": Wording("signaler au procureur", "report to the prosecutor"),
    "report_to_regulator": Wording(
        "signaler à l'organisme de surveillance", "report to the regulator"
    ),
    "report_to_ombudsman": Wording("signaler au protecteur de l'élève", "report to the ombudsman"),
    "notify_school_board": Wording(
        "aviser le centre de services scolaire ou la commission scolaire",
        "notify the school board",
    ),
    "consult_lawyer": Wording("consulter un avocat", "consult a lawyer"),
}

_CARING: Final = {
    "reassure_student": Wording("rassurer l'élève", "reassure the student"),
    "assess_wellbeing": Wording(
        "vérifier le bien-être de la personne", "assess the person's wellbeing"
    ),
    "separate_students": Wording("séparer les élèves", "separate the students"),
    "support_person": Wording("soutenir la personne", "support the person"),
    "refer_to_support_service": Wording(
        "diriger la personne vers un service d'aide", "refer the person to a support service"
    ),
    "inform_parents": Wording("informer les parents", "inform the parents"),
    "request_removal": Wording("demander le retrait du contenu", "request removal"),
    "help_student_request_removal": Wording(
        "aider l'élève à demander le retrait du contenu", "help the student request removal"
    ),
    "inform_of_remedy": Wording(
        "informer la personne de ses recours", "inform the person of the remedies"
    ),
}

_HANDLING: Final = {
    "secure_device": Wording("mettre l'appareil en sûreté", "secure the device"),
    "disconnect_device": Wording("déconnecter l'appareil du réseau", "disconnect the device"),
    "hand_over_device": Wording("remettre l'appareil aux autorités", "hand over the device"),
    "record_custody": Wording("consigner qui a détenu l'appareil", "record who has had the device"),
    "isolate_school_system": Wording("isoler le système de l'école", "isolate the school's system"),
    "record_facts": Wording("consigner les faits", "record the facts"),
    "complete_grid": Wording("remplir la grille d'évaluation", "complete the evaluation grid"),
    "hand_over_grid": Wording("remettre la grille d'évaluation", "hand over the evaluation grid"),
    "review_meeting": Wording("tenir une rencontre d'examen", "hold a review meeting"),
    "follow_school_plan": Wording(
        "appliquer le plan de lutte de l'école", "follow the school's own plan"
    ),
}

_BEST_NOT_DONE: Final = {
    "promise_secrecy": Wording("promettre le secret", "promise secrecy"),
    "announce_qualification": Wording(
        "annoncer aux familles comment l'acte sera qualifié",
        "tell families what the act will be called",
    ),
    "promise_no_charge": Wording(
        "promettre qu'il n'y aura pas d'accusation", "promise that nobody will be charged"
    ),
    "name_students": Wording("nommer les élèves", "name the students"),
    "alert_suspected_author": Wording(
        "mettre l'auteur présumé au courant", "alert the suspected author"
    ),
    "blame_student": Wording("blâmer l'élève", "blame the student"),
    "discipline": Wording("imposer une sanction disciplinaire", "discipline"),
}

ACT_LABELS: Final[dict[str, Wording]] = {
    **_TOUCHING_MATERIAL,
    **_QUESTIONING,
    **_TELLING_AUTHORITIES,
    **_CARING,
    **_HANDLING,
    **_BEST_NOT_DONE,
}
"""The label of every act."""

FAMILY_LABELS: Final[dict[str, Wording]] = {
    "looking": Wording("regarder ou chercher à voir", "looking"),
    "spreading": Wording("copier ou transmettre", "spreading"),
    "deleting": Wording("supprimer", "deleting"),
    "questioning": Wording("questionner", "questioning"),
    "alarm": Wording("demander de l'aide", "calling for help"),
    "standing_in_for_police": Wording("se substituer à la police", "standing in for the police"),
}
"""The label of every family of acts."""
