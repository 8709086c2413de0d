"""What is said of a child that weakens its parent, in both languages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from sexto_rules.cli.words import Language
from sexto_rules.protocol.outcome import Status

if TYPE_CHECKING:
    from sexto_rules.proof.kept import Instead
    from sexto_rules.proof.refinement import Weakens
    from sexto_rules.protocol.model import Protocol

__all__ = ["found", "from_day", "instead", "named_apart", "said"]

_SAID: Final = {
    "refining": ("affaiblissements cherchés", "weakenings looked for"),
    "not_reproduced": (
        "Erreur de notre part\u00a0: ce que le solveur a trouvé ne se reproduit pas.",
        "This is our bug: what the solver found does not come out again.",
    ),
    "confirmed": (
        (
            "Chaque incident montré a été décidé de nouveau, et de même, par la référence et par "
            "{engines}."
        ),
        "Each incident shown was decided again, and alike, by the reference and by {engines}.",
    ),
    "and": ("et", "and"),
    "holds": (
        "{child} garde tout ce que dit {parent}, chaque jour et pour tout incident.",
        "{child} keeps all that {parent} says, on every day and in every incident.",
    ),
    "weakened": (
        "{child} ne garde pas tout ce que dit {parent}\u00a0: 1 affaiblissement.",
        "{child} does not keep all that {parent} says: 1 weakening.",
    ),
    "weakened_often": (
        "{child} ne garde pas tout ce que dit {parent}\u00a0: {count} affaiblissements.",
        "{child} does not keep all that {parent} says: {count} weakenings.",
    ),
    "not_proved": (
        "Il n'est pas prouvé que {child} garde tout ce que dit {parent}.",
        "It is not proved that {child} keeps all that {parent} says.",
    ),
    "unlike": (
        "Ces noms ne veulent pas dire la même chose dans {child} et dans {parent}\u00a0: {which}.",
        "These names do not mean the same in {child} as in {parent}: {which}.",
    ),
    "undecided": (
        "le solveur n'a pas pu dire si {child} la garde (essayer un --timeout plus long)",
        "the solver could not tell whether {child} keeps it (a longer --timeout may help)",
    ),
    "prohibition": (
        "cette interdiction de {parent} est en vigueur, et {child} ne la garde pas",
        "this prohibition of {parent} is in force, and {child} does not keep it",
    ),
    "duty": (
        "cette obligation de {parent} est à faire, et {child} ne la garde pas",
        "this duty of {parent} is due, and {child} does not keep it",
    ),
    "against": (
        "{child} donne cette consigne, et {parent} l'interdit",
        "{child} gives this directive, and {parent} forbids it",
    ),
    "incident": ("Par exemple dans cet incident\u00a0:", "For instance in this incident:"),
    "no_incident": ("Même quand rien n'est connu.", "Even where nothing is known."),
    "from_day": (" (à partir du {day})", " (from {day})"),
    "instead": ("Dans {child}\u00a0: {status}", "In {child}: {status}"),
    "by_parent": ("Interdit dans {parent} par\u00a0: {by}", "Forbidden in {parent} by: {by}"),
    "by": ("{status}, par {by}", "{status}, by {by}"),
    "route": (
        "{status}; {child} a une voie à lui, qui passe devant\u00a0: {by}",
        "{status}; {child} has a class of its own that comes first: {by}",
    ),
    "absent": ("rien de tel", "nothing of the kind"),
    "other": (
        "autrement\u00a0: pour d'autres personnes, plus tard, ou avec un autre geste",
        "otherwise: for other people, later, or with another act",
    ),
    Status.LIFTED: ("levée", "lifted"),
    Status.OVERRIDDEN: ("écartée", "overridden"),
    Status.HELD: ("retenue", "held"),
    Status.CONFLICT: ("contredite", "contradicted"),
    Status.POSSIBLE: ("seulement possible", "only possible"),
}


def said(what: str, language: Language, **names: str) -> str:
    """Return a sentence with its names filled in."""
    return _SAID[what][0 if language is Language.FR else 1].format(**names)


def named_apart(child: Protocol, parent: Protocol, path: str, other: str) -> tuple[str, str]:
    """Return what to call the two: by id; where that is the same, with the version, or by path."""
    if child.id != parent.id:
        return child.id, parent.id
    if child.version != parent.version:
        return f"{child.id} {child.version}", f"{parent.id} {parent.version}"
    return path, other


def found(kind: Weakens, language: Language, **names: str) -> str:
    """Return what the child does to its parent."""
    return said(str(kind), language, **names)


def from_day(day: date, language: Language) -> str:
    """Return from when on, in brackets; nothing where it was always so."""
    return "" if day == date.min else said("from_day", language, day=day.isoformat())


def instead(kind: Weakens, what: Instead, language: Language, **names: str) -> str:
    """Return what the child says in place of what its parent does, and by what."""
    by = ", ".join(what.by)
    if kind == "against":
        return said("by_parent", language, by=by, **names)
    if what.status is None:
        status = said("absent", language)
    else:
        status = said(what.status if what.status in _SAID else "other", language)
    if by:
        word = "by" if what.is_stopped else "route"
        status = said(word, language, status=status, by=by, **names)
    return said("instead", language, status=status, **names)
