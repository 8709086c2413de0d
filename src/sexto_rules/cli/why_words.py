"""The words of `sexto why`, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sexto_rules.cli.words import Language

__all__ = ["age_words", "said"]

_SAID: Final[dict[str, tuple[str, str]]] = {
    "why": ("Pourquoi", "Why"),
    "why_not": ("Pourquoi pas", "Why not"),
    "what_if": ("Et si", "What if"),
    "because": ("parce que", "because"),
    "rests": (
        "Repose sur ceci, et cesse d'être ainsi si l'un manque",
        "Rests on this, and is no longer so without any one of it",
    ),
    "rests_on_nothing": (
        "Ne repose sur aucun fait dit\u00a0: c'est ainsi tant que rien ne dit le contraire.",
        "Rests on nothing that is told: it is so as long as nothing says otherwise.",
    ),
    "always": (
        "Dans tous les cas\u00a0: ne dépend de rien de ce qui est dit.",
        "In every case: it depends on nothing that is told.",
    ),
    "unknown": ("Ce qu'on ne sait pas", "What is not known"),
    "held_by": ("Retenu par une interdiction", "Held by a prohibition"),
    "instead_of": (
        "Une interdiction écarte une autre possibilité",
        "A prohibition rules out another choice",
    ),
    "overridden_by": ("Cède la place à", "Gives way to"),
    "not_prohibited_by": (
        "Une interdiction qui ne s'applique pas ici",
        "A prohibition that does not apply here",
    ),
    "not_overridden_by": (
        "Une consigne qui ne prend pas sa place ici",
        "A directive that does not take its place here",
    ),
    "prohibited_by": ("Interdit par", "Prohibited by"),
    "changed_by": ("Ce qui y changerait quelque chose", "What would change it"),
    "would_be": ("Ce serait à faire, ou en vigueur, si", "It would apply if"),
    "given": ("C'est bien à faire, ou en vigueur.", "It does apply."),
    "never_asked": (
        "Aucune consigne du protocole ne le demande, ni ne l'interdit.",
        "No directive of the protocol asks for it, or prohibits it.",
    ),
    "no_way": (
        "Aucun fait, appris ou dit autrement, n'y mène.",
        "No facts, learned or told otherwise, lead to it.",
    ),
    "none_found": (
        "Rien trouvé qui y mène parmi ce qui a été essayé\u00a0; il peut y avoir autre chose.",
        "Nothing that leads to it was found among what was tried; there may be something.",
    ),
    "may_be_others": (
        "Il peut y en avoir d'autres, aussi courts.",
        "There may be others as short.",
    ),
    "no_line": (
        "Rien dans le plan n'en parle, dans ce qu'on sait.",
        "Nothing in the plan speaks of it, by what is known.",
    ),
    "unknown_now": ("pas encore su", "not known yet"),
    "unsayable_now": ("dit\u00a0: personne ne peut le dire", "told: nobody can say"),
    "whatever": ("connu, quel qu'il soit", "known, whatever it is"),
    "not_done": ("pas fait", "not done"),
    "now": ("dit\u00a0: {}", "told: {}"),
    "one_more_person": ("une personne de plus", "one more person"),
    "one_more_device": ("un appareil de plus", "one more device"),
    "a_second_person": ("une deuxième personne de plus", "a second person more"),
    "a_second_device": ("un deuxième appareil de plus", "a second device more"),
    "is_listed": ("est dans la liste", "is listed"),
    "and": (" et ", " and "),
    "or": (" ou ", " or "),
    "same": ("Rien ne change dans le plan.", "Nothing changes in the plan."),
    "begins": ("Commence", "Begins"),
    "ends": ("Cesse", "Ends"),
    "changes": ("Change", "Changes"),
    "route": ("Voie", "Route"),
    "then": ("puis", "then"),
    "in_doubt": ("dans le doute", "in doubt"),
    "sources": ("Sources", "Sources"),
    "other_person": ("toute autre personne", "any other person"),
    "other_device": ("tout autre appareil", "any other device"),
    "under": ("moins de {under} ans", "under {under}"),
    "at_least": ("{at_least} ans ou plus", "{at_least} or over"),
    "between": ("de {at_least} à {last} ans", "{at_least} to {last}"),
    "age": ("{age} ans", "{age}"),
    "nothing_named": (
        "nommer un geste ou une consigne, ou dire --if FAIT=VALEUR",
        "name an act or a directive, or give --if FACT=VALUE",
    ),
    "not_a_fact": ("{} n'est pas de la forme FAIT=VALEUR", "{} is not of the form FACT=VALUE"),
}


def said(name: str, language: Language, *values: object, **named: object) -> str:
    """Return the words of this name in a language."""
    words = _SAID[name][0 if language is Language.FR else 1]
    return words.format(*values, **named) if values or named else words


def age_words(age: int | Mapping[str, Any], language: Language) -> str:
    """Return an age, or the ages of a span, in words."""
    if isinstance(age, int):
        return said("age", language, age=age)
    match dict(age):
        case {"at_least": low, "under": high}:
            return said("between", language, at_least=low, last=high - 1)
        case {"under": high}:
            return said("under", language, under=high)
        case span:
            return said("at_least", language, at_least=span.get("at_least", 0))
