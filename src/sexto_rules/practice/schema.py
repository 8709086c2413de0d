"""The JSON Schema of a practice case, for editors: from the shapes that the reader uses."""

from __future__ import annotations

from typing import Final

from sexto_rules.authoring.schema.incident import incident_definitions
from sexto_rules.authoring.schema.known import Known
from sexto_rules.authoring.schema.pieces import DATE, WORDS, Schema, any_of, record, ref, said
from sexto_rules.authoring.schema.values import name_definitions
from sexto_rules.facts.labels import Wording
from sexto_rules.practice.case import LEVELS
from sexto_rules.practice.reading import CASE, CASE_STEP

__all__ = ["PRACTICE_LABELS", "practice_schema"]

PRACTICE_LABELS: Final[dict[str, Wording]] = {
    "title": Wording("le nom du cas", "the name of the case"),
    "level": Wording("1 facile, 3 difficile", "1 is easy, 3 is hard"),
    "as_of": Wording("jour où le protocole est lu", "day on which the protocol is read"),
    "told": Wording("ce qu'on raconte à qui s'exerce", "what the learner is told"),
    "incident": Wording("ce qui est su alors", "what is known then"),
    "steps": Wording("ce qui arrive ensuite", "what happens next"),
    "then_learn": Wording("ce qu'on apprend", "what is learned"),
    "then_done": Wording("ce qu'on fait", "what is done"),
    "remark": Wording("note de l'auteur", "author's note"),
}
"""What each key of a practice case is for."""


def practice_schema(known: Known) -> Schema:
    """Return the schema (draft 2020-12) of a practice case, as plain data.

    Example:
        >>> practice_schema(Known())["required"]
        ['title', 'level', 'told', 'incident']
    """
    names = name_definitions(known)
    entries = {"type": "array", "items": ref("incident_entry"), "minItems": 1}
    values: dict[str, Schema] = {
        "title": ref("text"),
        "level": {"enum": [*LEVELS, *map(str, LEVELS)]},
        "as_of": DATE,
        "told": ref("text"),
        "incident": ref("incident"),
        "steps": {"type": "array", "items": ref("step"), "minItems": 1},
        "then_learn": {"allOf": [ref("incident"), {"not": {"required": ["done"]}}]},
        "then_done": entries,
        "remark": any_of(WORDS, ref("text"), {"type": "null"}),
    }
    told = {key: said(PRACTICE_LABELS[key]) | value for key, value in values.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:sexto-rules:practice",
        "title": "a practice case",
        "x-title-fr": "un cas d'exercice",
        **record({key: told[key] for key in CASE.keys}, CASE.required),
        "$defs": {
            **{name: names[name] for name in ("id", "text", "doer", "directive")},
            **incident_definitions(known),
            "step": record({key: told[key] for key in CASE_STEP.keys}, CASE_STEP.required),
        },
    }
