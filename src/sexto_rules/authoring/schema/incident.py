"""The schema of an incident as an author writes it beside a protocol.

Made from the schema of the canonical form: `yes` and `no` are taken for bools, `unknown` or
nothing where a fact is not known, and only the names that the protocol declares.
"""

from __future__ import annotations

from typing import Any, Final

from sexto_rules.authoring.schema.conditions import act_words
from sexto_rules.authoring.schema.known import Known
from sexto_rules.authoring.schema.pieces import FLAG, Schema, any_of, choice, record, ref
from sexto_rules.facts import incident_schema

__all__ = ["incident_definitions"]

_UNTOLD: Final[Schema] = {"enum": [None, "unknown"]}
_TITLES: Final = ("title", "x-title-fr")
_DEFINITION: Final = "#/$defs/"


def incident_definitions(known: Known) -> dict[str, Schema]:
    """Return the definitions of an incident, `incident` among them, and of all it refers to.

    Needs the definitions `doer` and `directive`.
    """
    schema = incident_schema()
    written: Schema = _as_written(schema)
    definitions: dict[str, Schema] = {
        f"incident_{name}": value for name, value in written.pop("$defs").items()
    }
    for key in ("$schema", "$id"):
        del written[key]
    facts = written["properties"]
    facts["answers"] = _answers(known)
    if known.is_closed:
        regions = choice(sorted(known.names.regions), known.told("regions"))
        facts["region"] = _loosened(_titled(facts["region"]) | regions)
        entry = definitions["incident_entry"]
        keys = entry["properties"]
        keys["act"] = _titled(keys["act"]) | choice(known.names.acts, act_words(known))
        keys["for"] = _loosened(_titled(keys["for"]) | {"type": "array", "items": ref("directive")})
        keys["by"] = _loosened(_titled(keys["by"]) | ref("doer"))
        entry["allOf"] = _targets(known)
    return {"incident": written, **definitions}


def _as_written(schema: Any) -> Any:  # noqa: ANN401 - a schema is JSON of any kind
    """Return a schema, and all inside it, that takes what an author may write."""
    if isinstance(schema, list):
        return [_as_written(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "boolean":
        return _titled(schema) | FLAG
    written = {key: _as_written(value) for key, value in schema.items()}
    if "$ref" in written:
        name = written["$ref"].removeprefix(_DEFINITION)
        written["$ref"] = f"{_DEFINITION}incident_{name}"
    if "properties" in written and written.get("additionalProperties") is False:
        needed = written.get("required", ())
        written["properties"] = {
            key: value if key in needed else _loosened(value)
            for key, value in written["properties"].items()
        }
    return written


def _titled(schema: Schema) -> Schema:
    return {key: schema[key] for key in _TITLES if key in schema}


def _loosened(schema: Schema) -> Schema:
    """Return a schema that also takes what says that nothing is known."""
    value = {key: each for key, each in schema.items() if key not in _TITLES}
    return _titled(schema) | any_of(value, _UNTOLD)


def _answers(known: Known) -> Schema:
    """Return the schema of the answers to the protocol's own questions."""
    answers = {
        name: _loosened(choice(choices, known.told(f"answers.{name}")) if choices else FLAG)
        for name, choices in known.names.answers.items()
    }
    schema = record(answers)
    return _loosened(schema if known.is_closed else schema | {"additionalProperties": True})


def _targets(known: Known) -> list[Schema]:
    """Return which lines of the journal have a target, the protocol's own acts too."""
    acts = known.names.acts.items()
    with_target = [name for name, act in acts if act.target is not None]
    without = [name for name, act in acts if act.target is None]
    return [
        {"if": _is_one_of(with_target), "then": {"required": ["target"]}},
        {"if": _is_one_of(without), "then": {"properties": {"target": _UNTOLD}}},
    ]


def _is_one_of(acts: list[str]) -> Schema:
    return {"properties": {"act": {"enum": acts}}, "required": ["act"]}
