"""What is said of the shares of the classes, in both languages."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from math import ceil, floor
from typing import Final

from sexto_rules.cli.words import Language

__all__ = ["Rounding", "number", "percent", "said", "sized"]

_SAID: Final = {
    "heading": (
        "{protocol} le {day}\u00a0: incidents entièrement connus, avec {size}",
        "{protocol} on {day}: fully known incidents with {size}",
    ),
    "where": ("où {where}\u00a0: {share} d'entre eux", "where {where}: {share} of them"),
    "no_class": ("aucune voie", "no class"),
    "between": ("entre {low} et {high}", "between {low} and {high}"),
    "exact": (
        (
            "Compté exactement\u00a0: {incidents} incidents diffèrent par ce qui est lu. "
            "Les faits que rien ne lit ne changent pas les parts."
        ),
        (
            "Counted exactly: {incidents} incidents differ in what is read. "
            "Facts that nothing reads do not change the shares."
        ),
    ),
    "sample": (
        (
            "Trop d'incidents pour les compter ({incidents}). Estimation\u00a0: {drawn} incidents "
            "tirés au sort (départ {seed}), dont {matching} comptent; bornes de Chernoff, chaque "
            "paire sûre à 99\u00a0%."
        ),
        (
            "Too many incidents to count ({incidents}). An estimate: {drawn} incidents drawn at "
            "random (seed {seed}), of which {matching} count; bounds of Chernoff, each pair 99 % "
            "sure."
        ),
    ),
    "no_classes": (
        "Ce protocole n'a pas de voie\u00a0: il n'y a rien à compter.",
        "This protocol has no class: there is nothing to count.",
    ),
    "nobody_holds": (
        (
            "Il n'y a pas de tel incident\u00a0: dans un incident entièrement connu, "
            "une personne de la liste tient chaque appareil."
        ),
        "There is no such incident: in one that is fully known, a listed person holds each device.",
    ),
    "never": (
        "Aucun incident entièrement connu ne remplit cette condition.",
        "No fully known incident satisfies this condition.",
    ),
    "none_drawn": (
        (
            "Aucun des incidents tirés au sort ne remplit cette condition\u00a0: "
            "rien n'est su des parts."
        ),
        "None of the incidents drawn satisfies this condition: nothing is known of the shares.",
    ),
    "meaning": (
        (
            "Chacun de ces incidents compte autant qu'un autre; cela ne dit rien de ce qui "
            "arrive dans la vie."
        ),
        (
            "Each of these incidents counts as much as another; this says nothing of what "
            "happens in life."
        ),
    ),
}
_COUNTED: Final = {
    "persons": (("personne", "personnes"), ("person", "persons")),
    "devices": (("appareil", "appareils"), ("device", "devices")),
}
_LONGEST: Final = 10**9
_SPACES: Final = {Language.FR: "\u00a0", Language.EN: " "}


class Rounding(Enum):
    """Where a share is rounded to."""

    DOWN = "down"
    NEAR = "near"
    UP = "up"


def said(name: str, language: Language, **parts: str) -> str:
    """Return a sentence, with its parts filled in."""
    french, english = _SAID[name]
    return (french if language is Language.FR else english).format(**parts)


def sized(persons: int, devices: int, language: Language) -> str:
    """Return how many are listed: `1 person and 0 devices`; in French 0 is singular."""
    return (" et " if language is Language.FR else " and ").join(
        _counted(name, count, language)
        for name, count in (("persons", persons), ("devices", devices))
    )


def _counted(name: str, count: int, language: Language) -> str:
    french, english = _COUNTED[name]
    if language is Language.FR:
        return f"{count} {french[count > 1]}"
    return f"{count} {english[count != 1]}"


def number(count: int, language: Language) -> str:
    """Return a count to be read: in full, or rounded to three digits where it is long."""
    if count < _LONGEST:
        return f"{count:,}".replace(",", "\u00a0" if language is Language.FR else ",")
    return _decimal(f"{count:.2e}".replace("e+", "e"), language)


def percent(share: Fraction | float, language: Language, towards: Rounding = Rounding.NEAR) -> str:
    """Return a share in percent; what is not all or nothing is not rounded to it.

    The bounds of a share are rounded outwards, so that they stay bounds.
    """
    hundred = Fraction(share) * 100
    rest = min(hundred, 100 - hundred)
    places = 3
    while 0 < rest < Fraction(10, 10**places):
        places += 1
    scaled = hundred * 10**places
    digits = floor(scaled) if towards is Rounding.DOWN else ceil(scaled)
    if towards is Rounding.NEAR:
        digits = round(scaled)
    shown = f"{digits // 10**places}.{digits % 10**places:0{places}}" if rest else str(hundred)
    return f"{_decimal(shown, language)}{_SPACES[language]}%"


def _decimal(digits: str, language: Language) -> str:
    return digits.replace(".", ",") if language is Language.FR else digits
