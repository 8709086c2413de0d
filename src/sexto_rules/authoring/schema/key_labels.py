"""What each key of the language is for, in the words of an author, for editors to show."""

from __future__ import annotations

from typing import Final

from sexto_rules.facts.labels import Wording

__all__ = ["CONNECTIVE_LABELS", "KEY_LABELS", "SECTION_LABELS"]

SECTION_LABELS: Final[dict[str, Wording]] = {
    "protocol": Wording("qui est ce protocole; une seule fois", "who this protocol is; once"),
    "regions": Wording("régions que le protocole distingue", "regions that the protocol knows"),
    "doers": Wording("personnes qui agissent, en plus des communes", "who acts, beside the shared"),
    "acts": Wording("gestes propres au protocole", "acts of the protocol's own"),
    "answers": Wording("faits propres au protocole", "facts of the protocol's own"),
    "terms": Wording(
        "mots de la loi, employés entre accolades", "words of the law, used in braces"
    ),
    "sources": Wording("d'où vient une phrase", "where a line comes from"),
    "contacts": Wording("qui appeler", "whom to call"),
    "urgency": Wording("groupes de questions, du plus urgent", "groups of questions, urgent first"),
    "given": Wording("faits que l'application connaît", "facts that the application knows"),
    "questions": Wording("questions, dans l'ordre", "questions, in order"),
    "conclusions": Wording("ce qu'on peut conclure", "what may be concluded"),
    "classes": Wording("voies, la première qui convient", "routes, the first that fits"),
    "directives": Wording("le plan", "the plan"),
    "invariants": Wording("promesses", "promises"),
}

KEY_LABELS: Final[dict[str, Wording]] = {
    "act": Wording("le geste posé", "what was done"),
    "adds": Wording("la réponse peut ajouter quelqu'un", "the answer may add somebody"),
    "after": Wording("vient après ces gestes ou consignes", "comes after these acts or directives"),
    "always": Wording("quand la promesse vaut", "when the promise holds"),
    "basis": Wording("sur quoi cela repose", "what it rests on"),
    "before": Wording("vient avant", "comes before"),
    "by": Wording("qui le fait", "who does it"),
    "choices": Wording("les réponses possibles", "the possible answers"),
    "citation": Wording("référence du document", "citation of the document"),
    "contacts": Wording("qui appeler", "whom to call"),
    "counted_from": Wording("délai compté à partir de ce geste", "counted from this act"),
    "date": Wording("jour où cette version a été écrite", "day on which this version was written"),
    "default": Wording(
        "un protocole qui prolonge celui-ci peut l'écarter", "a child may override it"
    ),
    "extends": Wording("le protocole prolongé", "the protocol that this one extends"),
    "fact": Wording("le fait demandé", "the fact asked for"),
    "family": Wording("famille du geste", "family of the act"),
    "for_each": Wording(
        "une fois pour chaque personne ou appareil", "once for each person or device"
    ),
    "help": Wording("aide à la réponse", "help with the answer"),
    "id": Wording("nom court, en minuscules", "short name, in small letters"),
    "in_doubt": Wording("ce qui vaut dans le doute", "what holds while in doubt"),
    "in_force_from": Wording("en vigueur à partir de ce jour", "in force from this day on"),
    "in_force_until": Wording("n'est plus en vigueur ce jour-là", "no longer in force on this day"),
    "items": Wording("les entrées du groupe", "the entries of the group"),
    "languages": Wording("langues, la principale d'abord", "languages, the main one first"),
    "learned_by": Wording("geste qui apprend la réponse", "act that teaches the answer"),
    "may": Wording("permission", "permission"),
    "may_be_held": Wording("peut être retenue", "may be held"),
    "must": Wording("obligation", "duty"),
    "must_not": Wording("interdiction", "prohibition"),
    "name": Wording("nom affiché", "name shown"),
    "never": Wording("ni demandé, ni conseillé, ni permis", "neither asked, advised nor permitted"),
    "no_conflict": Wording(
        "aucune obligation ne rencontre son interdiction", "no duty meets its prohibition"
    ),
    "note": Wording("information", "information"),
    "notice": Wording("avertissement au lecteur", "notice to the reader"),
    "one_of": Wording("l'un de ces gestes", "either of these acts"),
    "order": Wording("le premier avant le second", "the first before the second"),
    "otherwise": Wording("la dernière voie, quand aucune autre ne convient", "the last route"),
    "overrides": Wording("fait céder ces consignes", "makes these directives give way"),
    "part_of": Wording("fait partie du personnel", "is part of the staff"),
    "personal": Wording("oblige chaque personne", "binds each person"),
    "phone": Wording("téléphone", "phone"),
    "publisher": Wording("qui publie", "who publishes it"),
    "read": Wording("jour où la source a été lue", "day on which the source was read"),
    "reason": Wording("motif de ce qui est assoupli", "reason for what is loosened"),
    "remark": Wording("note de l'auteur", "author's note"),
    "rules": Wording("l'une ou l'autre règle suffit", "either rule is enough"),
    "separately": Wording(
        "n'est faite que si le journal la nomme", "done only where the journal names it"
    ),
    "should": Wording("conseil", "recommendation"),
    "some_of": Wording("l'une au moins", "one of them at least"),
    "sources": Wording("les sources qui le disent", "the sources that say so"),
    "state": Wording("change avec le temps", "changes with time"),
    "target": Wording("sur une personne ou un appareil", "done to a person or a device"),
    "text": Wording("ce que la personne lit", "what a person reads"),
    "then": Wording("ce qui est promis", "what is promised"),
    "time": Wording("délai, par exemple P1D ou PT2H", "time, for instance P1D or PT2H"),
    "title": Wording("titre", "title"),
    "type": Wording("oui ou non", "yes or no"),
    "unless": Wording("sauf si", "unless"),
    "urgency": Wording("groupe de questions", "group of questions"),
    "url": Wording("adresse sur le Web", "address on the web"),
    "version": Wording("trois nombres, comme 1.0.0", "three numbers such as 1.0.0"),
    "weight": Wording(
        "poids dans son groupe, de 1 à 100", "weight in its group of questions, 1 to 100"
    ),
    "when": Wording("quand", "when"),
    "when_due": Wording("quand ce geste est dû", "when this act is due"),
    "with": Wording("ce que les entrées ont en commun", "what the entries share"),
    "within": Wording("dans quel délai", "by when"),
}
"""Every key that an entry may have."""

CONNECTIVE_LABELS: Final[dict[str, Wording]] = {
    "all": Wording("toutes", "all of them"),
    "any": Wording("l'une ou l'autre", "one or the other"),
    "not": Wording("le contraire", "the contrary"),
    "some": Wording("au moins un", "at least one"),
    "every": Wording("chacun", "each"),
    "none": Wording("aucun", "none"),
    "possibly": Wording("pas exclu", "not excluded"),
    "certainly": Wording("établi", "established"),
    "unknown": Wording("inconnu", "not known"),
    "known": Wording("connu", "known"),
    "cannot_say": Wording("demandé, et personne ne le sait", "asked, and nobody knows"),
    "class": Wording("la voie", "the route"),
    "done": Wording("fait, selon le journal", "done, by the journal"),
}
"""The words of a condition that are no facts."""
