"""Every name of the vocabulary has a label in both languages, and no label is unused."""

from __future__ import annotations

from enum import StrEnum

import pytest

from sexto_rules.facts import (
    ACTS,
    DOERS,
    FACTS,
    UNKNOWN,
    Actor,
    Content,
    Distribution,
    Entity,
    Family,
    LabelKind,
    Legality,
    MaterialSeen,
    Owner,
    Role,
    Setting,
    Stage,
    label,
    value_label,
)
from sexto_rules.facts.labels import LABELS, LANGUAGES
from sexto_rules.protocol.model import Basis, Modality, WithinKind
from sexto_rules.protocol.outcome import Status

COMPUTED = ("adult_involved", "youngest_depicted_age", "oldest_involved_age", "largest_age_gap")
LISTS = ("persons", "devices", "done", "answers", "cannot_say")
FIELDS = ("incident", "id", "act", "target", "for", "at", "by", "at_least", "under")

NAMES: dict[LabelKind, set[str]] = {
    LabelKind.FACT: {name for facts in FACTS.values() for name in facts} | {*COMPUTED, *LISTS},
    LabelKind.ACT: set(ACTS),
    LabelKind.FAMILY: set(Family),
    LabelKind.DOER: set(DOERS),
    LabelKind.STATUS: set(Status),
    LabelKind.TIME: set(WithinKind),
    LabelKind.MODALITY: set(Modality),
    LabelKind.BASIS: set(Basis),
    LabelKind.ENTITY: set(Entity),
    LabelKind.ANSWER: {"yes", "no", "unknown", "cannot_say"},
    LabelKind.FIELD: set(FIELDS),
    LabelKind.SETTING: set(Setting),
    LabelKind.ACTOR: set(Actor),
    LabelKind.STAGE: set(Stage),
    LabelKind.MATERIAL_SEEN: set(MaterialSeen),
    LabelKind.CONTENT: set(Content),
    LabelKind.DISTRIBUTION: set(Distribution),
    LabelKind.LEGALITY: set(Legality),
    LabelKind.ROLES: set(Role),
    LabelKind.OWNER: set(Owner),
}


@pytest.mark.parametrize("kind", LabelKind)
def test_labels_are_of_the_names_and_of_no_others(kind: LabelKind) -> None:
    """Each table of labels has exactly the names of the vocabulary."""
    assert set(LABELS[kind]) == NAMES[kind]


def test_every_kind_has_a_table() -> None:
    """No table of labels is out of reach, and no kind has none."""
    assert set(LABELS) == set(LabelKind) == set(NAMES)


def test_every_enumeration_of_a_fact_has_labels() -> None:
    """The values of a fact are labelled under the name of the fact."""
    for facts in FACTS.values():
        for name, spec in facts.items():
            for value in spec.values:
                assert value_label(name, value, "fr") == label(value, "fr", kind=name)


@pytest.mark.parametrize("kind", LabelKind)
def test_labels_can_be_told_apart(kind: LabelKind) -> None:
    """Two names of one kind never read the same, in either language."""
    for lang in LANGUAGES:
        words = [label(name, lang, kind=kind) for name in NAMES[kind]]
        assert len(words) == len(set(words))


@pytest.mark.parametrize("kind", LabelKind)
def test_labels_are_clean_text(kind: LabelKind) -> None:
    """A label has no space at its ends, no full stop, and no capital but in a proper name."""
    for name in NAMES[kind]:
        for lang in LANGUAGES:
            text = label(name, lang, kind=kind)
            assert text
            assert text == text.strip()
            assert not text.endswith(".")
            assert not text[0].isupper()
            assert "_" not in text


def test_bools_and_unknown_have_labels() -> None:
    """A value that is no enumeration is labelled too."""
    for value, word in ((True, "oui"), (False, "non")):
        assert value_label("blackmail", value, "fr") == word
    assert value_label("content", UNKNOWN, "fr") == "inconnu"
    assert value_label("material_seen", "none", "en") != value_label("distribution", "none", "en")


@pytest.mark.parametrize(
    ("name", "lang", "kind"),
    [("call_police", "de", "act"), ("call_nobody", "fr", "act"), ("call_police", "fr", "acts")],
)
def test_what_has_no_label_is_refused(name: str, lang: str, kind: str) -> None:
    """A name, a language or a kind that is not there is an error, not an empty text."""
    with pytest.raises(KeyError):
        label(name, lang, kind=kind)


def test_kinds_are_plain_strings() -> None:
    """A kind may be given as a string, for callers that have the name of a fact at hand."""
    assert issubclass(LabelKind, StrEnum)
    assert label("nude", "fr", kind="content") == label("nude", "fr", kind=LabelKind.CONTENT)
