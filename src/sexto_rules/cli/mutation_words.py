"""The words of the report on mistakes, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sexto_rules.cli.words import Language
from sexto_rules.mutation import Fate, Mistake, Section

__all__ = ["fate_words", "mistake_words", "said", "section_word"]

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "making": ("fautes essayées", "mistakes tried"),
    "score": (
        "Fautes volontaires\u00a0: {} remarquées sur {}, soit {}",
        "Mistakes on purpose: {} of {} noticed, {}",
    ),
    "no_score": (
        "Fautes volontaires\u00a0: aucune ne change quoi que ce soit",
        "Mistakes on purpose: none changes anything",
    ),
    "all_noticed": ("Chaque faute serait remarquée.", "Every mistake would be noticed."),
    "survivors": ("Remarquées par rien", "Noticed by nothing"),
    "legend": (
        (
            "Pour chaque faute\u00a0: - ce qui est écrit, + la faute, puis ce qui en changerait. "
            "Suit un cas qui la remarquerait, à relire et à ranger dans «\u00a0scenarios\u00a0»."
        ),
        (
            "Of each mistake: - what is written, + the mistake, then what would change. "
            "Then a case that would notice it, to be reviewed and put into `scenarios`."
        ),
    ),
    "equivalents": ("Sans effet, non comptées", "Without effect, not counted"),
    "equivalents_legend": (
        "Aucun incident examiné ne les montre, ou ce qu'elles changent, aucun cas ne peut le dire.",
        "No incident looked at shows them, or no case could say what they change.",
    ),
    "left_out": ("(rien)", "(nothing)"),
    "changes": ("change", "changes"),
    "no_line": ("aucune ligne", "no line"),
    "line": ("ligne {}", "line {}"),
    "case": ("Un cas qui la remarquerait", "A case that would notice it"),
    "cases": (
        "Un cas qui remarquerait ces {} fautes",
        "A case that would notice these {} mistakes",
    ),
    "searched": ("{} incidents examinés", "{} incidents looked at"),
    "same": ("le protocole dit la même chose", "the protocol says the same"),
    "interrupted": (
        (
            "Interrompu, ou un processus a été arrêté\u00a0: {} fautes sur {} n'ont pas été "
            "essayées. Le reste vaut pour les autres."
        ),
        (
            "Interrupted, or a process was killed: {} of {} mistakes were not tried. The rest "
            "holds for the others."
        ),
    ),
    "not_begun": (
        (
            "Fautes volontaires\u00a0: non essayées; un scénario échoue ou ne peut pas être lu, ou "
            "tout a été interrompu avant."
        ),
        (
            "Mistakes on purpose: not tried; a scenario fails or cannot be read, or all was "
            "interrupted before."
        ),
    ),
}

_FATES: Final[Mapping[Fate, tuple[str, str]]] = {
    Fate.SCENARIO: ("remarquées par un cas", "noticed by a case"),
    Fate.INVARIANT: ("remarquées par une promesse", "noticed by a promise"),
    Fate.CHECK: ("refusées par check", "refused by check"),
    Fate.SURVIVED: ("remarquées par rien", "noticed by nothing"),
    Fate.EQUIVALENT: ("sans effet, non comptées", "without effect, not counted"),
}

_SECTIONS: Final[Mapping[Section, tuple[str, str]]] = {
    Section.CONCLUSIONS: ("conclusion", "conclusion"),
    Section.CLASSES: ("voie", "class"),
    Section.DIRECTIVES: ("consigne", "directive"),
}

_MISTAKES: Final[Mapping[Mistake, tuple[str, str]]] = {
    Mistake.NEGATED: ("le contraire", "the contrary"),
    Mistake.NOT_LEFT_OUT: ("un «\u00a0not\u00a0» oublié", "a `not` forgotten"),
    Mistake.PART_LEFT_OUT: ("une partie oubliée", "a part forgotten"),
    Mistake.CONDITION_LEFT_OUT: ("une condition oubliée", "a condition forgotten"),
    Mistake.EXCEPTION_LEFT_OUT: ("une exception oubliée", "an exception forgotten"),
    Mistake.ANY_AND_ALL: (
        "«\u00a0ou\u00a0» et «\u00a0et\u00a0» confondus",
        "`any` and `all` mixed up",
    ),
    Mistake.QUANTIFIER: (
        "«\u00a0some\u00a0», «\u00a0every\u00a0» et «\u00a0none\u00a0» confondus",
        "`some`, `every`, `none` mixed up",
    ),
    Mistake.CERTAINTY: (
        "ce qu'on sait et ce qui se peut, confondus",
        "what is known and what may be, mixed up",
    ),
    Mistake.FEWER_VALUES: ("une valeur oubliée", "a value forgotten"),
    Mistake.MORE_VALUES: ("une valeur de trop", "a value too many"),
    Mistake.THRESHOLD: ("un seuil décalé d'un an", "a threshold one year off"),
    Mistake.RULE_LEFT_OUT: ("une règle oubliée", "a rule forgotten"),
    Mistake.DIRECTIVE_LEFT_OUT: ("une consigne oubliée", "a directive forgotten"),
    Mistake.CLASS_ORDER: ("deux voies dans l'autre ordre", "two classes in the other order"),
    Mistake.MODALITY: (
        "une obligation affaiblie, ou un conseil durci",
        "a duty weakened, or advice hardened",
    ),
    Mistake.ACTS: ("un geste oublié", "an act forgotten"),
    Mistake.DEADLINE: ("un autre délai", "another deadline"),
    Mistake.DOER: ("une autre personne", "somebody else to do it"),
    Mistake.IN_DOUBT: ("l'autre règle dans le doute", "the other rule while in doubt"),
    Mistake.OVERRIDE: ("une exception à une autre consigne oubliée", "an override forgotten"),
    Mistake.ORDER: ("un autre ordre", "another order"),
    Mistake.DONE: ("un acquittement trop large", "ticked off too easily"),
    Mistake.DATE: ("une autre date", "another date"),
}


def said(name: str, language: Language, *values: object) -> str:
    """Return the words of this name, with values put in."""
    return _in(_WORDS[name], language).format(*values)


def fate_words(fate: Fate, language: Language) -> str:
    """Return what became of mutants."""
    return _in(_FATES[fate], language)


def mistake_words(mistake: Mistake, language: Language) -> str:
    """Return what kind of mistake it is."""
    return _in(_MISTAKES[mistake], language)


def section_word(section: Section, language: Language) -> str:
    """Return what kind of entry it is in."""
    return _in(_SECTIONS[section], language)


def _in(words: tuple[str, str], language: Language) -> str:
    french, english = words
    return french if language is Language.FR else english
