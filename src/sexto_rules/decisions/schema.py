"""The JSON Schemas of what is answered: of a decision, and of why, why not and what if.

They say every key that is written, with its type. More keys may be added one day, so a schema
takes others too.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final, TypeAlias

from sexto_rules.decisions.reasons import ReasonKind
from sexto_rules.decisions.why import Relation
from sexto_rules.facts.ages import OLDEST
from sexto_rules.facts.vocabulary import Entity, FactKind
from sexto_rules.protocol.model import Basis, Modality
from sexto_rules.protocol.outcome import Scope, Status

__all__ = ["decision_schema", "why_schema"]

_Schema: TypeAlias = dict[str, Any]


def decision_schema() -> _Schema:
    """Return the schema (draft 2020-12) of a decision, as plain data.

    Example:
        >>> decision_schema()["properties"]["final"]
        {'type': 'boolean'}
    """
    return {**_head("decision", "décision"), **_DECISION, "$defs": _SHARED | _OF_DECISION}


def why_schema() -> _Schema:
    """Return the schema (draft 2020-12) of what `sexto why` writes, as plain data.

    `why` and, where that is asked, `why_not`; or `what_if`. Each is as the `to_dict` of the
    answer in Python has it.

    Example:
        >>> why_schema()["properties"]["why_not"]
        {'$ref': '#/$defs/why_not'}
    """
    return {
        **_head("why", "pourquoi"),
        "type": "object",
        "properties": {
            "why": _list(_ref("why")),
            "why_not": _ref("why_not"),
            "what_if": _ref("what_if"),
        },
        "oneOf": [{"required": ["why"]}, {"required": ["what_if"]}],
        "$defs": _SHARED | _OF_WHY,
    }


def _head(name: str, french: str) -> _Schema:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:sexto-rules:{name}",
        "title": name,
        "x-title-fr": french,
    }


def _ref(name: str) -> _Schema:
    return {"$ref": f"#/$defs/{name}"}


def _maybe(schema: _Schema) -> _Schema:
    """Return the schema of what may be null."""
    return {"anyOf": [schema, {"type": "null"}]}


def _list(items: _Schema) -> _Schema:
    return {"type": "array", "items": items}


def _some(items: _Schema) -> _Schema:
    """Return the schema of a list that is never empty."""
    return _list(items) | {"minItems": 1}


def _mapping(values: _Schema) -> _Schema:
    """Return the schema of an object whose keys are ids, paths or languages."""
    return {"type": "object", "additionalProperties": values}


def _names(kind: type[StrEnum]) -> _Schema:
    return {"enum": list(map(str, kind))}


def _record(**properties: _Schema) -> _Schema:
    """Return the schema of an object that has these keys."""
    return {"type": "object", "required": list(properties), "properties": properties}


_STRING: Final[_Schema] = {"type": "string"}
_BOOL: Final[_Schema] = {"type": "boolean"}
_YEARS: Final[_Schema] = {"type": "integer", "minimum": 0, "maximum": OLDEST + 1}
_TEXT: Final = _ref("text")
_STRINGS: Final = _list(_STRING)
_BASIS: Final = _maybe(_names(Basis))

_SHARED: Final[dict[str, _Schema]] = {
    "text": _mapping(_STRING),
    "target": _record(kind=_names(Entity), scope=_names(Scope), id=_maybe(_STRING)),
    "class": _record(id=_STRING, text=_TEXT, basis=_BASIS, sources=_STRINGS, partly=_STRINGS),
    "contact": _record(
        id=_STRING, name=_TEXT, phone=_maybe(_STRING), url=_maybe(_STRING), text=_maybe(_TEXT)
    ),
    "line": _record(
        id=_STRING,
        modality=_names(Modality),
        acts=_STRINGS,
        target=_maybe(_ref("target")),
        status=_names(Status),
        certain=_BOOL,
        breached=_BOOL,
        by=_STRING,
        within=_maybe({"anyOf": [_STRING, _record(time=_STRING, counted_from=_STRING)]}),
        deadline=_maybe(_STRING),
        text=_TEXT,
        because=_STRINGS,
        basis=_BASIS,
        sources=_STRINGS,
        partly=_STRINGS,
        contacts=_list(_ref("contact")),
        held_by=_STRINGS,
        freed_by=_STRINGS,
        stuck=_BOOL,
        origin=_STRING,
    ),
    "source": _record(
        id=_STRING,
        title=_STRING,
        publisher=_STRING,
        url=_maybe(_STRING),
        citation=_maybe(_STRING),
        read=_STRING,
        note=_maybe(_STRING),
    ),
}
_OF_DECISION: Final[dict[str, _Schema]] = {
    "question": _record(
        id=_STRING,
        fact=_STRING,
        path=_STRING,
        target=_maybe(_ref("target")),
        kind=_names(FactKind),
        values=_list({"type": ["string", "boolean"]}),
        text=_TEXT,
        help=_maybe(_TEXT),
        choices=_mapping(_TEXT),
        urgency=_STRING,
        adds=_maybe(_names(Entity)),
        learned_by=_maybe(_STRING),
    ),
    "conflict": _record(
        id=_STRING, acts=_STRINGS, target=_maybe(_ref("target")), prohibited_by=_STRINGS
    ),
    "conclusion": _record(
        path=_STRING,
        value={"enum": ["true", "unknown", "false"]},
        text=_TEXT,
        bases=_some(_names(Basis)),
        sources=_STRINGS,
        partly=_STRINGS,
    ),
}
_OF_WHY: Final[dict[str, _Schema]] = {
    "reason": _record(
        kind=_names(ReasonKind),
        path=_STRING,
        value=_STRING,
        text=_maybe(_TEXT),
        bases=_list(_names(Basis)),
        sources=_STRINGS,
        partly=_STRINGS,
        parts=_list(_ref("reason")),
    ),
    "beside": _record(
        relation=_names(Relation),
        directive=_STRING,
        modality=_names(Modality),
        text=_TEXT,
        basis=_BASIS,
        sources=_STRINGS,
        partly=_STRINGS,
        reasons=_list(_ref("reason")),
    ),
    "span": {
        "type": "object",
        "properties": {"at_least": _YEARS, "under": _YEARS},
        "minProperties": 1,
    },
    "change": _record(
        path=_STRING,
        was=_STRING,
        to=_list({"anyOf": [{"type": ["string", "boolean", "integer"]}, _ref("span")]}),
        new=_BOOL,
    ),
    "alternative": _record(changes=_some(_ref("change")), learned=_BOOL),
    "why": _record(
        line=_ref("line"),
        facts=_STRINGS,
        reasons=_list(_ref("reason")),
        unknown=_STRINGS,
        beside=_list(_ref("beside")),
        changed_by=_list(_ref("alternative")),
        changed_by_complete=_BOOL,
        sources=_list(_ref("source")),
    ),
    "why_not": _record(
        name=_STRING,
        target=_maybe(_STRING),
        given=_BOOL,
        directives=_STRINGS,
        lines=_list(_ref("line")),
        prohibited_by=_list(_ref("line")),
        alternatives=_list(_ref("alternative")),
        complete=_BOOL,
    ),
    "what_if": _record(
        facts={"type": "object"},
        same=_BOOL,
        possible_before=_list(_ref("class")),
        possible_after=_list(_ref("class")),
        begins=_list(_ref("line")),
        ends=_list(_ref("line")),
        changes=_list(_record(before=_ref("line"), after=_ref("line"))),
    ),
}
_DECISION: Final = _record(
    protocol=_record(
        id=_STRING, version=_STRING, digest=_STRING, as_of=_STRING, title=_TEXT, notice=_TEXT
    ),
    classification=_record(
        **{"class": _maybe(_STRING)},
        settled=_BOOL,
        possible=_STRINGS,
        texts=_mapping(_TEXT),
        classes=_list(_ref("class")),
        because=_STRINGS,
    ),
    directives=_list(_ref("line")),
    questions=_list(_ref("question")),
    missing=_STRINGS,
    final=_BOOL,
    relevance={"enum": ["exact", "residual"]},
    conflicts=_list(_ref("conflict")),
    conclusions=_list(_ref("conclusion")),
    sources=_list(_ref("source")),
    decided_by=_STRINGS,
)
