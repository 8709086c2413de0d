"""The JSON Schema of a scenario file, for editors: from the shapes that the reader uses."""

from __future__ import annotations

from typing import Final

from sexto_rules.authoring.schema.conditions import act_words
from sexto_rules.authoring.schema.incident import incident_definitions
from sexto_rules.authoring.schema.known import Known
from sexto_rules.authoring.schema.pieces import (
    DATE,
    FLAG,
    WORDS,
    Schema,
    any_of,
    choice,
    record,
    ref,
    said,
    several,
)
from sexto_rules.authoring.schema.values import name_definitions
from sexto_rules.facts.labels import Wording
from sexto_rules.scenarios.expectation import CLASS, NO_DEADLINE, OPEN, WAYS
from sexto_rules.scenarios.expecting import EXPECT
from sexto_rules.scenarios.reading import SCENARIO, STEP, VARIANT

__all__ = ["SCENARIO_LABELS", "scenario_schema"]

SCENARIO_LABELS: Final[dict[str, Wording]] = {
    "title": Wording("ce que le cas montre", "what the case shows"),
    "as_of": Wording("jour où le protocole est lu", "day on which the protocol is read"),
    "incident": Wording("ce qui est su", "what is known"),
    "base": Wording("le cas dont celui-ci part", "the case that this one starts from"),
    "differs": Wording("ce qui n'est pas pareil", "what is not the same"),
    "expect": Wording("ce qui doit en sortir", "what must come out"),
    "steps": Wording("ce qu'on apprend ou fait ensuite", "what is learned or done next"),
    "then_learn": Wording("ce qu'on apprend", "what is learned"),
    "then_done": Wording("ce qu'on fait", "what is done"),
    "remark": Wording("note de l'auteur", "author's note"),
    "class": Wording("la voie, ou `open`", "the route, or `open`"),
    "classes": Wording("les voies encore possibles", "the routes still possible"),
    "final": Wording("plus rien à apprendre", "nothing more to learn"),
    "next_question": Wording("la prochaine question", "the next question"),
    "because": Wording("ce qui en est la raison", "what it rests on"),
    "must": Wording("obligations dues", "duties due"),
    "should": Wording("conseils donnés", "recommendations given"),
    "may": Wording("permissions données", "permissions given"),
    "note": Wording("informations données", "information given"),
    "must_not": Wording("interdictions en vigueur", "prohibitions in force"),
    "breached": Wording("interdictions enfreintes", "prohibitions breached"),
    "held": Wording("obligations retenues", "duties held"),
    "possible": Wording("ce qui peut encore s'appliquer", "what may yet apply"),
    "done": Wording("ce qui est fait", "what is done"),
    "overridden": Wording("ce qui a cédé", "what has given way"),
    "not_due": Wording("ce qui n'est pas dû", "what is not due"),
    "lifted": Wording("interdictions levées", "prohibitions lifted"),
    "absent": Wording("ce qui ne s'applique pas", "what does not apply"),
    "certain": Wording("ce qui vaut avec certitude", "what holds for certain"),
    "in_doubt": Wording("ce qui vaut dans le doute", "what holds while in doubt"),
    "by": Wording("qui le fait", "who does it"),
    "within": Wording("dans quel délai", "by when"),
    "order": Wording("dans quel ordre", "in which order"),
}
"""What each key of a scenario is for."""

_TARGET: Final[Schema] = {"type": "string", "pattern": "^(?:any|every|[a-z]{1,3}[0-9]+)$"}


def scenario_schema(known: Known) -> Schema:
    """Return the schema (draft 2020-12) of a scenario file, as plain data.

    Example:
        >>> scenario_schema(Known())["properties"]["expect"]["title"]
        'what must come out'
    """
    names = name_definitions(known)
    keys = dict.fromkeys((*SCENARIO.keys, *VARIANT.keys))
    shapes = {
        "if": {"required": ["base"]},
        "then": _shaped(VARIANT.keys, VARIANT.required),
        "else": _shaped(SCENARIO.keys, SCENARIO.required),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:sexto-rules:scenario",
        "title": "a scenario",
        "x-title-fr": "un cas",
        **record({key: said(SCENARIO_LABELS[key]) | _value(key) for key in keys}),
        **shapes,
        "$defs": {
            **{name: names[name] for name in ("id", "text", "doer", "directive", "act", "within")},
            **incident_definitions(known),
            **_expectations(known),
            "step": record(
                {key: said(SCENARIO_LABELS[key]) | _value(key) for key in STEP.keys}, STEP.required
            ),
        },
    }


def _shaped(keys: tuple[str, ...], required: tuple[str, ...]) -> Schema:
    """Return that a scenario has these keys and no others."""
    return {"propertyNames": {"enum": list(keys)}, "required": list(required)}


def _value(key: str) -> Schema:
    """Return the schema of the value of a key of a scenario or a step."""
    entries = {"type": "array", "items": ref("incident_entry"), "minItems": 1}
    learned = {"not": {"required": ["done"]}}
    return {
        "title": ref("text"),
        "as_of": DATE,
        "incident": ref("incident"),
        "differs": ref("incident"),
        "base": {"type": "string", "minLength": 1},
        "expect": ref("expect"),
        "steps": {"type": "array", "items": ref("step"), "minItems": 1},
        "then_learn": {"allOf": [ref("incident"), learned]},
        "then_done": entries,
        "remark": any_of(WORDS, ref("text"), {"type": "null"}),
    }[key]


def _of_lines(value: Schema) -> Schema:
    """Return the schema of what the lines of acts or directives say."""
    return {
        "type": "object",
        "propertyNames": ref("line"),
        "additionalProperties": value,
        "minProperties": 1,
    }


def _expectations(known: Known) -> dict[str, Schema]:
    """Return the definitions of what may be expected."""

    def named(names: Schema) -> Schema:
        return names if known.is_closed else any_of(names, ref("id"))

    words = {**known.told("directives"), **act_words(known)}
    lines = [*known.names.acts, *known.names.directives]
    classes = known.told("classes")
    aimed = {
        "type": "object",
        "propertyNames": ref("line"),
        "additionalProperties": _TARGET,
        "minProperties": 1,
    }
    line = any_of(ref("line"), aimed)
    reasons: Schema = {"type": "string", "minLength": 1}
    values: dict[str, Schema] = {
        "class": named(choice([*known.names.classes, OPEN], classes)),
        "classes": {
            "type": "array",
            "items": named(choice(known.names.classes, classes)),
            "minItems": 1,
        },
        "final": FLAG,
        "next_question": named(choice(known.questions, known.told("questions"))),
        "because": {
            "type": "object",
            "propertyNames": any_of(ref("line"), {"const": CLASS}),
            "additionalProperties": any_of(
                reasons, {"type": "array", "items": reasons, "minItems": 1}
            ),
        },
        "by": _of_lines(ref("doer")),
        "within": _of_lines(any_of(ref("within"), {"const": NO_DEADLINE})),
        "order": several(ref("line"), least=2),
        **dict.fromkeys(WAYS, any_of(line, {"type": "array", "items": line, "minItems": 1})),
    }
    expect = record({key: said(SCENARIO_LABELS[key]) | values[key] for key in EXPECT.keys})
    return {"line": named(choice(lines, words)), "expect": expect | {"minProperties": 1}}
