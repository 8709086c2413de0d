"""Conditions in plain words: every part of a condition is said, in both languages."""

from __future__ import annotations

import random
from datetime import date

import pytest

from sexto_rules import load_protocol
from sexto_rules.facts.ages import ages_from
from sexto_rules.facts.labels import LabelKind, label
from sexto_rules.facts.vocabulary import INVOLVED_ROLES, Entity, Role
from sexto_rules.protocol.conditions import (
    ALWAYS,
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.walk import walk
from sexto_rules.publishing.prose import Prose
from sexto_rules.testing import sample_protocol
from support.build import yes

DAY = date(2026, 11, 23)
QUEBEC = on(load_protocol("ca-qc-sexto"), DAY)
STAGE = ValueTest(FactRef(Of.INCIDENT, "stage"), frozenset({"closed"}))
DEPICTED = RoleTest(Of.PERSON, frozenset({Role.DEPICTED}))


@pytest.mark.parametrize(
    ("condition", "english", "french"),
    [
        (ALWAYS, "in every case", "dans tous les cas"),
        (AnyOf(()), "never", "jamais"),
        (yes("blackmail"), "blackmail", "chantage"),
        (Not(yes("blackmail")), "blackmail: no", "chantage\u00a0: non"),
        (
            Not(STAGE),
            "how far the handling has come: other than closed",
            "étape du traitement\u00a0: autre que dossier fermé",
        ),
        (
            All((yes("blackmail"), AnyOf((yes("coerced"), yes("grooming"))))),
            "blackmail and (force or grooming)",
            "chantage et (contrainte ou mise en confiance à des fins d'abus)",
        ),
        (
            Quantified(
                Quantifier.SOME,
                Entity.PERSON,
                All((DEPICTED, AgeTest(Of.PERSON, ages_from(0, 13)))),
            ),
            "somebody of whom it is so: part: person depicted and under 13",
            "une personne dont on sait\u00a0: rôle\u00a0: personne montrée et moins de 13 ans",
        ),
        (
            Quantified(Quantifier.NONE, Entity.DEVICE, yes("blackmail")),
            "no device of which it is so: blackmail",
            "aucun appareil dont on sache\u00a0: chantage",
        ),
        (
            RoleTest(Of.HOLDER, frozenset(INVOLVED_ROLES)),
            "who holds the device, involved (more than a witness or the one who tells)",
            (
                "qui détient l'appareil, personne impliquée (ni seulement témoin ni seulement "
                "signalante)"
            ),
        ),
        (AgeTest(Of.PERSON, ages_from(18, 121)), "18 or over", "18 ans ou plus"),
        (AgeTest(Of.PERSON, ages_from(14, 15)), "aged 14", "14 ans"),
        (AgeTest(Of.PERSON, ages_from(12, 18)), "aged 12 to 17", "de 12 à 17 ans"),
        (
            GapTest(5),
            "an age gap of 5 years or more between a person depicted and another one involved",
            (
                "écart d'âge de 5 ans ou plus entre une personne montrée et une autre personne "
                "impliquée"
            ),
        ),
        (
            Not(DoneTest(frozenset({"call_police"}))),
            "not done yet: call the police",
            "pas encore fait\u00a0: appeler la police",
        ),
        (
            DoneTest(frozenset({"secure_device"}), Of.DEVICE),
            "done to them or to it: secure the device",
            "fait à son égard\u00a0: mettre l'appareil en sûreté",
        ),
        (
            ConclusionTest("kit_open"),
            "“The Sexto kit can be used here”",
            "«\u00a0La trousse Sexto peut servir ici\u00a0»",
        ),
        (
            Not(ConclusionTest("kit_open")),
            "“The Sexto kit can be used here”: no",
            "«\u00a0La trousse Sexto peut servir ici\u00a0»\u00a0: non",
        ),
        (
            ClassTest(frozenset({"outside_kit"})),
            (
                "route: “Outside the kit, people are protected and police and child protection "
                "decide”"
            ),
            (
                "voie\u00a0: «\u00a0Hors de la trousse, on protège et on s'en remet à la police et "
                "à la DPJ\u00a0»"
            ),
        ),
        (
            Not(Modal(Mode.CERTAINLY, yes("blackmail"))),
            "not certain: blackmail",
            "pas certain\u00a0: chantage",
        ),
        (
            Not(Modal(Mode.POSSIBLY, yes("blackmail"))),
            "ruled out: blackmail",
            "exclu\u00a0: chantage",
        ),
        (
            FactStatus(FactRef(Of.INCIDENT, "region"), Mode.CANNOT_SAY),
            "nobody can say: region",
            "personne ne peut dire\u00a0: région",
        ),
        (
            Not(All((yes("blackmail"), yes("coerced")))),
            "it is not so that: blackmail and force",
            "il est faux que\u00a0: chantage et contrainte",
        ),
        (
            ValueTest(FactRef(Of.ANSWERS, "known_only_online"), frozenset({True})),
            "The person who asks, threatens or shares is known only online, or to nobody",
            ("La personne qui demande, menace ou diffuse n'est connue qu'en ligne, ou de personne"),
        ),
    ],
)
def test_a_condition_reads_as_a_person_would_say_it(
    condition: Condition, english: str, french: str
) -> None:
    """Each kind of condition, in English and in French."""
    assert Prose(QUEBEC, "en").condition(condition) == english
    assert Prose(QUEBEC, "fr").condition(condition) == french


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_part_of_a_condition_is_left_out(seed: int, language: str) -> None:
    """Of protocols at random: each fact, act and part named stands in the words."""
    own = sample_protocol(random.Random(seed))  # noqa: S311 - reproducible, no secret
    day = on(own, own.date)
    prose = Prose(day, language)
    for directive in day.directives:
        words = prose.condition(directive.condition)
        for node in walk(directive.condition):
            for named in _named(node, language):
                assert named in words, (directive.condition, named)


def _named(node: Condition, language: str) -> list[str]:
    """Return what the words of a condition must hold."""
    match node:
        case ValueTest(FactRef(of, name)) | FactStatus(FactRef(of, name)) if of is not Of.ANSWERS:
            return [label(name, language, kind=LabelKind.FACT)]
        case RoleTest(_, roles) if roles != frozenset(INVOLVED_ROLES):
            return [label(each, language, kind=LabelKind.ROLES) for each in roles]
        case GapTest(years):
            return [str(years)]
        case _:
            return []
