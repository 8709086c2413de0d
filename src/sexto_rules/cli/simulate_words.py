"""What is said of simulated incidents, in both languages."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from sexto_rules.cli.coverage_words import percent_words
from sexto_rules.cli.words import Language

__all__ = ["figure", "said", "share"]

_SAID: Final = {
    "simulating": ("Incidents simulés", "Simulated incidents"),
    "heading": (
        "{protocol} le {day}\u00a0: incidents simulés, {incidents} (départ {seed})",
        "{protocol} on {day}: simulated incidents, {incidents} (seed {seed})",
    ),
    "everything": ("Tous", "All"),
    "unsettled": ("Voie ouverte", "Route open"),
    "group": ("{whose}\u00a0: {incidents}", "{whose}: {incidents}"),
    "asked": (
        "Questions de l'entrevue\u00a0: {mean} en moyenne, médiane {median}, au plus {worst}",
        "Questions of the interview: {mean} on average, median {median}, at most {worst}",
    ),
    "grid": (
        (
            "De toute la grille, dans l'ordre\u00a0: {mean} en moyenne, médiane {median}, "
            "au plus {worst}"
        ),
        "Of the whole grid in order: {mean} on average, median {median}, at most {worst}",
    ),
    "saved": (
        "De moins\u00a0: {saved}; d'un tiers ou plus, {third} fois sur {incidents}",
        "Fewer by {saved}; by a third or more in {third} of {incidents}",
    ),
    "proved": (
        (
            "Prouvé\u00a0: aucune entrevue n'épargne plus de {most} de la grille, aucune dans "
            "l'ordre d'urgence plus de {most_in_order}; {no_third} et {no_third_in_order} fois "
            "sur {incidents}, aucune ne peut en épargner un tiers"
        ),
        (
            "Proved: no interview saves more than {most}, none in the order of urgency more than "
            "{most_in_order}; in {no_third} and {no_third_in_order} of {incidents} none can save "
            "a third"
        ),
    ),
    "shortest": (
        (
            "Prouvé qu'aucune n'est plus courte que celle-ci\u00a0: {shortest} fois sur "
            "{incidents}; dans l'ordre d'urgence, {in_order}; sans être plus longue ailleurs, "
            "{no_longer}"
        ),
        (
            "Proved that none is shorter than this one: in {shortest} of {incidents}; in the order "
            "of urgency, in {in_order}; without being longer elsewhere, in {no_longer}"
        ),
    ),
    "always": (
        "Ce qui est chaque fois à faire tout de suite, sauf pour quelqu'un en particulier",
        "What is due at once each time, save for somebody in particular",
    ),
    "of_incident": (
        "Tout ce qui est à faire tout de suite, sauf pour quelqu'un en particulier",
        "All that is due at once, save for somebody in particular",
    ),
    "everybody": (
        "Tout ce qui est à faire tout de suite, pour chaque personne et appareil",
        "All that is due at once, for each person and device",
    ),
    "named": (
        (
            "{what}\u00a0: nommé après {median} questions (médiane), au plus {worst}; par la "
            "grille, après {grid_median} et {grid_worst}; plus tard que par la grille, {later} "
            "fois sur {incidents}"
        ),
        (
            "{what}: named after {median} questions (median), at most {worst}; by the grid after "
            "{grid_median} and {grid_worst}; later than by the grid in {later} of {incidents}"
        ),
    ),
    "nothing_asked": (
        "Ce protocole ne pose aucune question\u00a0: il n'y a rien à compter.",
        "This protocol asks nothing: there is nothing to count.",
    ),
    "lost": (
        "Perdus avec un processus arrêté de l'extérieur\u00a0: {lost} incidents.",
        "Lost with a process that was killed: {lost} incidents.",
    ),
}


def said(name: str, language: Language, **parts: object) -> str:
    """Return a sentence, with its parts filled in."""
    french, english = _SAID[name]
    return (french if language is Language.FR else english).format(**parts)


def figure(number: float, language: Language) -> str:
    """Return a mean or a median to be read: at most one digit behind the point."""
    digits = f"{number:.1f}".removesuffix(".0")
    return digits.replace(".", ",") if language is Language.FR else digits


def share(part: Fraction, language: Language) -> str:
    """Return a share in hundredths."""
    return percent_words(float(100 * part), language)
