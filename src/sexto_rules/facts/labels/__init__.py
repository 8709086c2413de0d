"""French and English labels of the whole vocabulary, so that no protocol translates it.

Labels are data, one table for each kind of name: `setting` names a fact, and `none` is a
value of two facts, so a name alone does not say which label is meant. Nouns and
infinitives in small letters; who shows them gives the capital and the full stop. The
French is that of a Québec school.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from sexto_rules.facts.labels.acts import ACT_LABELS, FAMILY_LABELS
from sexto_rules.facts.labels.facts import FACT_LABELS
from sexto_rules.facts.labels.values import VALUE_LABELS
from sexto_rules.facts.labels.wording import Wording
from sexto_rules.facts.labels.words import (
    ANSWER_LABELS,
    BASIS_LABELS,
    DOER_LABELS,
    ENTITY_LABELS,
    FIELD_LABELS,
    MODALITY_LABELS,
    STATUS_LABELS,
    TIME_LABELS,
)
from sexto_rules.facts.unknown import Unknown

__all__ = ["LABELS", "LANGUAGES", "LabelKind", "Wording", "label", "value_label"]

LANGUAGES: Final = ("fr", "en")
"""The languages of the labels."""


class LabelKind(StrEnum):
    """What a name names. A fact that is an enumeration is the kind of its own values."""

    FACT = "fact"
    ACT = "act"
    FAMILY = "family"
    DOER = "doer"
    STATUS = "status"
    TIME = "time"
    MODALITY = "modality"
    BASIS = "basis"
    ENTITY = "entity"
    ANSWER = "answer"
    FIELD = "field"
    SETTING = "setting"
    ACTOR = "actor"
    STAGE = "stage"
    MATERIAL_SEEN = "material_seen"
    CONTENT = "content"
    DISTRIBUTION = "distribution"
    LEGALITY = "legality"
    ROLES = "roles"
    OWNER = "owner"


LABELS: Final[dict[str, dict[str, Wording]]] = {
    LabelKind.FACT: FACT_LABELS,
    LabelKind.ACT: ACT_LABELS,
    LabelKind.FAMILY: FAMILY_LABELS,
    LabelKind.DOER: DOER_LABELS,
    LabelKind.STATUS: STATUS_LABELS,
    LabelKind.TIME: TIME_LABELS,
    LabelKind.MODALITY: MODALITY_LABELS,
    LabelKind.BASIS: BASIS_LABELS,
    LabelKind.ENTITY: ENTITY_LABELS,
    LabelKind.ANSWER: ANSWER_LABELS,
    LabelKind.FIELD: FIELD_LABELS,
    **VALUE_LABELS,
}
"""Every label, by kind and by name."""


def label(name: str, lang: str, *, kind: LabelKind | str) -> str:
    """Return the label of a name in a language, `fr` or `en`.

    Raises:
        KeyError: The kind has no such name, or there is no such language. The names that a
            protocol declares itself have their texts in the protocol.

    Example:
        >>> label("call_police", "fr", kind=LabelKind.ACT)
        'appeler la police'
    """
    if lang not in LANGUAGES:
        raise KeyError(lang)
    wording = LABELS[kind][name]
    return wording.fr if lang == "fr" else wording.en


def value_label(fact: str, value: object, lang: str) -> str:
    """Return the label of a value of a fact: yes and no, unknown, or one of an enumeration.

    Raises:
        KeyError: The value is none of these.

    Example:
        >>> value_label("distribution", "none", "en")
        'not shared'
        >>> value_label("blackmail", True, "fr")
        'oui'
    """
    if isinstance(value, bool):
        return label("yes" if value else "no", lang, kind=LabelKind.ANSWER)
    if isinstance(value, Unknown):
        return label("unknown", lang, kind=LabelKind.ANSWER)
    return label(str(value), lang, kind=fact)
