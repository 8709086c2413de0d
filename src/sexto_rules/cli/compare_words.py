"""The words of the report on what differs between two protocols, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final, assert_never

from sexto_rules.cli.compare_promises import promise_words
from sexto_rules.cli.words import Language, colon, in_language
from sexto_rules.facts import unstructure_incident
from sexto_rules.proof.differences import Difference, Group, Said, What
from sexto_rules.proof.stating import Relation
from sexto_rules.proof.worded import Aspect
from sexto_rules.protocol.model import (
    Class,
    Conclusion,
    Directive,
    Invariant,
    Modality,
    Question,
    Within,
)
from sexto_rules.protocol.outcome import Line, Scope, Status
from sexto_rules.protocol.wording import condition_words, listed_words

__all__ = [
    "changes_words",
    "group_words",
    "line_words",
    "name_words",
    "said",
    "said_words",
    "side_words",
    "what_word",
    "when_words",
    "within_words",
]

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "comparing": ("différences examinées", "differences looked at"),
    "same": (
        "Les deux disent la même chose de tout incident.",
        "The two mean the same for every incident.",
    ),
    "none": ("aucune différence trouvée", "no difference found"),
    "one": ("1 différence", "1 difference"),
    "left": ("sans réponse\u00a0: {}", "{} undecided"),
    "many": ("{} différences", "{} differences"),
    "always": ("toujours", "always"),
    "exactly": ("exactement quand {}", "exactly when {}"),
    "only_when": ("seulement quand {}", "only when {}"),
    "for_example": ("par exemple quand {}", "for example when {}"),
    "nothing_known": ("rien n'est encore connu", "nothing is known yet"),
    "of_person": ("pour chaque personne\u00a0: {}", "for each person: {}"),
    "of_device": ("pour chaque appareil\u00a0: {}", "for each device: {}"),
    "until_done": ("{}, tant que ce n'est pas fait", "{}, as long as it is not done"),
    "not_in_time": (
        "{} (le solveur n'a pas eu le temps d'en dire plus)",
        "{} (the solver had no time to say more)",
    ),
    "higher": ("plus haut que {}", "higher up than {}"),
    "lower": ("plus bas que {}", "lower down than {}"),
    "may_hold": ("vaut, ou peut valoir", "holds, or may hold"),
    "does_not_hold": ("ne vaut pas", "does not hold"),
    "called_for": ("promis", "promised"),
    "not_called_for": ("rien de promis", "nothing promised"),
    "by_structure": (
        "ce qui est promis a été comparé comme il est écrit",
        "what is promised was compared as it is written",
    ),
    "before": ("avant", "before"),
    "after": ("après", "after"),
    "incident": ("un incident qui le montre", "an incident that shows it"),
    "no_entry": ("n'y figure pas", "is not in it"),
    "absent": ("ne s'applique pas", "does not apply"),
    "asked": ("posée", "asked"),
    "not_asked": ("pas posée, ou en dernier", "not asked, or last"),
    "route": ("voie {}", "route {}"),
    "routes": ("voie encore ouverte, {}", "route still open, {}"),
    "or": ("ou", "or"),
    "and": ("et", "and"),
    "by": ("par {}", "by {}"),
    "as_of": ("au {}", "as of {}"),
    "in_doubt": ("dans le doute", "while in doubt"),
    "other": ("autre", "other"),
    "person": ("personne", "person"),
    "device": ("appareil", "device"),
    "undecided": (
        "Le solveur n'a pas pu trancher à temps (essayer un --timeout plus long)\u00a0:",
        "The solver could not decide in time (a longer --timeout may help):",
    ),
    "title": ("Comparaison", "Comparison"),
    "basis": ("fondement {}", "basis {}"),
    "not_reproduced": (
        "Erreur de notre part\u00a0: ce que le solveur a trouvé ne se reproduit pas.",
        "This is our bug: what the solver found does not come out again.",
    ),
    "confirmed": (
        "Chaque incident montré a été décidé de nouveau, et de même, par la référence et par",
        "Each incident shown was decided again, and alike, by the reference and by",
    ),
}
_GROUPS: Final[Mapping[Group, tuple[str, str]]] = {
    Group.ADDED: ("Ajouté", "Added"),
    Group.REMOVED: ("Retiré", "Removed"),
    Group.STRICTER: ("Plus strict", "Stricter"),
    Group.LOOSER: ("Moins strict", "Looser"),
    Group.EARLIER: ("Plus tôt", "Earlier"),
    Group.LATER: ("Plus tard", "Later"),
    Group.WIDER: ("Vaut pour plus d'incidents", "Takes in more incidents"),
    Group.NARROWER: ("Vaut pour moins d'incidents", "Takes in fewer incidents"),
    Group.OTHERWISE: (
        "Autrement, sans obliger ni permettre rien d'autre",
        "Otherwise, with nothing else bound or allowed",
    ),
    Group.REWORDED: ("Reformulé", "Reworded"),
}
_KINDS: Final[Mapping[What, tuple[str, str]]] = {
    What.CLASS: ("voie", "class"),
    What.DIRECTIVE: ("consigne", "directive"),
    What.QUESTION: ("question", "question"),
    What.CONCLUSION: ("conclusion", "conclusion"),
    What.PROMISE: ("promesse", "promise"),
}
_ASPECTS: Final[Mapping[Aspect, tuple[str, str]]] = {
    Aspect.TEXT: ("texte", "text"),
    Aspect.HELP: ("aide", "help"),
    Aspect.CHOICES: ("choix", "choices"),
    Aspect.URGENCY: ("urgence", "urgency"),
    Aspect.WEIGHT: ("poids", "weight"),
    Aspect.BASIS: ("fondement", "basis"),
    Aspect.SOURCES: ("sources", "sources"),
    Aspect.CONTACTS: ("coordonnées", "contacts"),
}
_STATUSES: Final[Mapping[Status, tuple[str, str]]] = {
    Status.POSSIBLE: ("possible", "possible"),
    Status.DONE: ("fait", "done"),
    Status.OVERRIDDEN: ("écarté", "overridden"),
    Status.CONFLICT: ("en conflit", "in conflict"),
    Status.HELD: ("retenu", "held"),
    Status.DUE: ("à faire", "due"),
    Status.IN_FORCE: ("en vigueur", "in force"),
    Status.LIFTED: ("levé", "lifted"),
}
_LISTED: Final = {"persons": "person", "devices": "device"}


def said(name: str, language: Language, *values: object) -> str:
    """Return the words of this name, with values put in."""
    return _in(_WORDS[name], language).format(*values)


def group_words(group: Group, language: Language) -> str:
    """Return the heading of a group."""
    return _in(_GROUPS[group], language)


def what_word(what: What, language: Language) -> str:
    """Return what kind of entry it is."""
    return _in(_KINDS[what], language)


def name_words(difference: Difference, language: Language) -> str:
    """Return what differs, and what of it is worded otherwise."""
    words = f"{what_word(difference.what, language)} {difference.id}"
    aspects = ", ".join(_in(_ASPECTS[each.aspect], language) for each in difference.changed)
    return f"{words} ({aspects})" if aspects else words


def changes_words(difference: Difference, language: Language) -> Iterator[str]:
    """Yield each change of words, but those of its text, which stand beside what each side says."""
    for each in difference.changed:
        if each.aspect is not Aspect.TEXT:
            was, now = (
                " | ".join(in_language(text, language) for text in texts) or "-"
                for texts in (each.before, each.after)
            )
            yield f"{_in(_ASPECTS[each.aspect], language)}{colon(language)}{was} → {now}"


def when_words(difference: Difference, language: Language) -> str:
    """Return when the two differ: how a short condition relates to that, or what is told."""
    stated = difference.stated
    condition = ""
    if stated.condition is not None:
        condition = condition_words(stated.condition)
    elif stated.relation is Relation.FOR_EXAMPLE:
        told = "; ".join(_told(unstructure_incident(difference.incident), language))
        condition = told or said("nothing_known", language)
    words = said(str(stated.relation), language, condition)
    if stated.until_done:
        words = said("until_done", language, words)
    if stated.of is not None and stated.relation is not Relation.FOR_EXAMPLE:
        words = said(f"of_{stated.of}", language, words)
    return words if stated.in_time else said("not_in_time", language, words)


def _told(data: Mapping[str, Any], language: Language) -> Iterator[str]:
    """Yield what an incident tells, as an author would write it."""
    for key, value in data.items():
        if key in _LISTED:
            for each in value:
                its = {name: its for name, its in each.items() if name != "id"}
                facts = ", ".join(f"{name}: {_value(its)}" for name, its in its.items())
                yield f"{said(_LISTED[key], language)} {each['id']} {facts}".rstrip()
        elif key == "answers":
            yield from (f"answers.{name}: {_value(its)}" for name, its in value.items())
        elif key == "done":
            acts = (f"{e['act']} {e.get('target', '')}".rstrip() for e in value)
            yield f"done: {listed_words(acts)}"
        else:
            yield f"{key}: {_value(value)}"


def _value(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case {**pairs} if all(each is True for each in pairs.values()):
            return listed_words(map(str, pairs))
        case {**pairs}:
            return "{" + ", ".join(f"{name}: {_value(its)}" for name, its in pairs.items()) + "}"
        case list():
            return listed_words(map(_value, value))
        case _:
            return str(value)


def side_words(difference: Difference, language: Language, *, after: bool) -> str:
    """Return what one of the two says of the incident."""
    if difference.beside is None:
        return said_words(difference.after if after else difference.before, language)
    is_higher = (difference.group is Group.EARLIER) is after
    return said("higher" if is_higher else "lower", language, difference.beside)


def said_words(its: Said, language: Language) -> str:
    """Return what one protocol says of the incident."""
    match its.entry:
        case None:
            return said("no_entry", language)
        case Directive():
            lines = "; ".join(dict.fromkeys(line_words(each, language) for each in its.lines))
            return (
                f"{_asks(its.entry, language)}{colon(language)}{lines or said('absent', language)}"
            )
        case Class():
            name = "route" if len(its.possible) == 1 else "routes"
            return said(name, language, f" {said('or', language)} ".join(its.possible))
        case Question():
            return said("asked" if its.asked else "not_asked", language)
        case Conclusion():
            return said("may_hold" if its.holds else "does_not_hold", language)
        case Invariant():
            state = said("called_for" if its.holds else "not_called_for", language)
            return f"{promise_words(its.entry)}{colon(language)}{state}"
        case _:
            assert_never(its.entry)


def _asks(directive: Directive, language: Language) -> str:
    """Return what a directive asks, in the words of its author."""
    acts = f" {said('or', language)} ".join(directive.acts)
    if directive.modality is Modality.MUST_NOT and directive.family is not None:
        acts = str(directive.family)
    parts = [f"{directive.modality} {acts}".rstrip(), said("by", language, directive.by)]
    if directive.within is not None:
        parts.append(within_words(directive.within))
    if directive.basis is not None:
        parts.append(said("basis", language, directive.basis))
    return ", ".join(parts)


def within_words(within: Within) -> str:
    """Return a deadline as its author writes it."""
    if within.duration is None:
        return str(within.kind)
    hours, left = divmod(within.duration, timedelta(hours=1))
    return f"{hours} h" if not left else f"{int(within.duration / timedelta(minutes=1))} min"


def line_words(line: Line, language: Language) -> str:
    """Return the status of a line, and of whom or what it is."""
    words = _in(_STATUSES[line.status], language)
    if line.status is Status.IN_FORCE and not line.certain:
        words += f" ({said('in_doubt', language)})"
    if line.target is None or line.target.scope is Scope.EVERY:
        return words
    return f"{line.target.id or said('other', language)} {words}"


def _in(words: tuple[str, str], language: Language) -> str:
    french, english = words
    return french if language is Language.FR else english
