"""The schema of the value of each key, section by section, and the definitions they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sexto_rules.authoring import declarations, invariants, within
from sexto_rules.authoring.conditions import words_of_conditions
from sexto_rules.authoring.names import families_of
from sexto_rules.authoring.schema.conditions import act_words, condition_of, wording_of
from sexto_rules.authoring.schema.key_labels import KEY_LABELS
from sexto_rules.authoring.schema.known import Known
from sexto_rules.authoring.schema.pieces import (
    DATE,
    FLAG,
    WORDS,
    YES,
    Schema,
    any_of,
    choice,
    one_or_more,
    record,
    ref,
    said,
    several,
)
from sexto_rules.authoring.values import ID, LONGEST_ID, RESERVED, WEIGHTS
from sexto_rules.facts.labels import LabelKind
from sexto_rules.facts.vocabulary import DOERS, FACTS, Entity, Family
from sexto_rules.protocol.model import Basis, InDoubt, PromiseKind, WithinKind

__all__ = ["name_definitions", "value_of"]

_PROTOCOL_ID: Final[Schema] = {"type": "string", "pattern": "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$"}
_VERSION: Final[Schema] = {"type": "string", "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+$"}
_LANGUAGE: Final = "^[a-z]{2,3}(?:-[A-Z]{2})?$"
_DURATION: Final = "^P(?=.)(?:[0-9]{1,4}D)?(?:T(?=[0-9])(?:[0-9]{1,4}H)?(?:[0-9]{1,4}M)?)?$"
_NOTHING: Final[Schema] = {"type": "null"}
_LATER: Final[Schema] = {}
"""A value that depends on what the entry is one of: said beside the entry."""


def _named(names: Iterable[str], kind: LabelKind) -> Schema:
    """Return the schema of one of these names of the vocabulary."""
    known = [str(name) for name in names]
    wordings = {name: wording_of(name, kind) for name in known}
    return choice(known, {name: f"{said_.fr} · {said_.en}" for name, said_ in wordings.items()})


_ENTITY: Final = _named(Entity, LabelKind.ENTITY)
_TEXT: Final = ref("text")

_VALUES: Final[Mapping[str, Schema]] = {
    "id": ref("id"),
    **dict.fromkeys(("text", "help", "name", "title", "notice"), _TEXT),
    **dict.fromkeys(("reason", "publisher", "citation", "phone"), WORDS),
    **dict.fromkeys(("in_force_from", "in_force_until", "read", "date"), DATE),
    **dict.fromkeys(("default", "may_be_held", "separately", "personal", "state"), FLAG),
    **dict.fromkeys(("when", "unless", "always", "must", "must_not", "should", "may"), _LATER),
    **dict.fromkeys(("fact", "rules"), _LATER),
    **dict.fromkeys(("for_each", "adds", "target"), _ENTITY),
    **dict.fromkeys(("note", "otherwise"), YES),
    **dict.fromkeys(("never", "when_due"), ref("acts")),
    **dict.fromkeys(("after", "before"), one_or_more(ref("act_or_directive"))),
    "remark": any_of(WORDS, _TEXT, _NOTHING),
    "basis": _named(Basis, LabelKind.BASIS),
    "sources": one_or_more(ref("source")),
    "url": {"type": "string", "pattern": "^https?://[^\\s<>\"'`]+$"},
    "by": ref("doer"),
    "within": ref("within"),
    "overrides": one_or_more(ref("directive")),
    "contacts": one_or_more(ref("contact")),
    "in_doubt": choice(InDoubt),
    "urgency": ref("urgency_group"),
    "weight": {"type": "integer", "minimum": WEIGHTS[0], "maximum": WEIGHTS[-1]},
    "learned_by": ref("act"),
    "then": ref("then"),
    "family": _named(Family, LabelKind.FAMILY),
    "part_of": choice(declarations.PartOf),
    "type": choice(declarations.AnswerType),
    "version": _VERSION,
    "languages": one_or_more({"type": "string", "pattern": _LANGUAGE}),
    "extends": _PROTOCOL_ID,
    "time": {"type": "string", "pattern": _DURATION},
    "counted_from": ref("act"),
}

_CHOICE: Final = record(
    {key: said(KEY_LABELS[key]) | _VALUES[key] for key in declarations.CHOICE.keys},
    declarations.CHOICE.required,
)
_OF_SECTION: Final[Mapping[tuple[str, str], Schema]] = {
    ("protocol", "id"): _PROTOCOL_ID,
    ("conclusions", "id"): {"allOf": [ref("id"), {"not": {"enum": sorted(words_of_conditions())}}]},
    ("sources", "title"): WORDS,
    ("sources", "note"): WORDS,
    ("classes", "before"): ref("inherited_class"),
    ("classes", "when"): condition_of(None),
    ("answers", "choices"): {"type": "array", "items": _CHOICE, "minItems": 2},
    ("questions", "choices"): {
        "type": "object",
        "additionalProperties": _TEXT,
        "minProperties": 1,
    },
}
"""The keys that mean something else in one section."""


def value_of(section: str, key: str) -> Schema:
    """Return the schema of the value of a key, with what the key is for."""
    value = _OF_SECTION.get((section, key), _VALUES.get(key))
    assert value is not None, "every key of a shape has its values"
    return said(KEY_LABELS[key]) | value


def name_definitions(known: Known) -> dict[str, Schema]:
    """Return the definitions of everything that is named."""

    def names(of: Iterable[str], section: str, words: Mapping[str, str] | None = None) -> Schema:
        listed = choice(of, known.told(section) if words is None else words)
        return listed if known.is_closed else any_of(listed, ref("id"))

    known_names, acts = known.names, act_words(known)
    families = families_of(known_names.acts)
    all_words = {**acts, **{name: _family_words(name) for name in families}}
    sources = names(sorted(known_names.sources), "sources")
    part = {"type": "object", "propertyNames": sources, "additionalProperties": {"const": "partly"}}
    definitions = {
        "id": {
            "type": "string",
            "pattern": f"^{ID.pattern}$",
            "maxLength": LONGEST_ID,
            "not": {"enum": sorted(RESERVED)},
        },
        "text": _text(known_names.languages),
        "source": any_of(sources, part | {"minProperties": 1, "maxProperties": 1}),
        "doer": names(known_names.doers, "doers", _doer_words(known)),
        "contact": names(sorted(known_names.contacts), "contacts"),
        "directive": names(known_names.directives, "directives"),
        "urgency_group": names(sorted(known_names.urgency), "urgency"),
        "inherited_class": names(known_names.inherited_classes, "classes"),
        "act": names(known_names.acts, "acts", acts),
        "act_or_directive": any_of(ref("act"), ref("directive")),
        "act_or_family": names([*known_names.acts, *families], "acts", all_words),
        "acts": any_of(
            ref("act_or_family"),
            {"type": "array", "items": ref("act_or_family"), "minItems": 1},
        ),
        "within": _within(),
        "then": _then(),
    }
    for scope in (None, *Entity):
        kind = scope or "incident"
        fitting = [name for name, act in known_names.acts.items() if act.target is scope]
        whole = [name for name, members in families.items() if set(members) <= set(fitting)]
        definitions[f"act_on_{kind}"] = names(fitting, "acts", acts)
        definitions[f"prohibited_on_{kind}"] = names([*fitting, *whole], "acts", all_words)
        definitions[f"fact_of_{kind}"] = _facts(known, scope)
    return definitions


def _family_words(name: str) -> str:
    wording = wording_of(name, LabelKind.FAMILY)
    return f"{wording.fr} · {wording.en}"


def _doer_words(known: Known) -> dict[str, str]:
    shared = {name: wording_of(name, LabelKind.DOER) for name in DOERS}
    words = {name: f"{wording.fr} · {wording.en}" for name, wording in shared.items()}
    return {**words, **known.told("doers")}


def _text(languages: Iterable[str]) -> Schema:
    """Return the schema of a text in every language; in any where none is known."""
    known = dict.fromkeys(languages, WORDS)
    if known:
        return record(known, known)
    return {
        "type": "object",
        "propertyNames": {"pattern": _LANGUAGE},
        "additionalProperties": WORDS,
        "minProperties": 1,
    }


def _within() -> Schema:
    """Return the schema of a deadline."""
    words = _named((kind for kind in WithinKind if kind is not WithinKind.DURATION), LabelKind.TIME)
    keys = {key: said(KEY_LABELS[key]) | _VALUES[key] for key in within.FROM_ACT.keys}
    return any_of(words, _VALUES["time"], record(keys, within.FROM_ACT.required))


def _then() -> Schema:
    """Return the schema of what an invariant promises."""
    promised = {
        PromiseKind.ORDER: several(ref("act"), least=2) | {"maxItems": 2},
        PromiseKind.NO_CONFLICT: YES,
    }
    acts = ref("acts")
    either = record(
        {key: promised.get(PromiseKind(key), acts) for key in invariants.ALTERNATIVE.keys}
    )
    one = either | {"minProperties": 1, "maxProperties": 1}
    some_of: Schema = {"type": "array", "items": one, "minItems": 2}
    return record(
        {
            key: said(KEY_LABELS[key])
            | (some_of if key == "some_of" else promised.get(PromiseKind(key), acts))
            for key in invariants.THEN.keys
        }
    )


def _facts(known: Known, scope: Entity | None) -> Schema:
    """Return the schema of the name of a fact of this entity, or of the incident."""
    facts = {name: wording_of(name, LabelKind.FACT) for name in FACTS[scope]}
    words = {name: f"{wording.fr} · {wording.en}" for name, wording in facts.items()}
    if scope is not None:
        words |= {f"{scope}.{name}": told for name, told in words.items()}
        return choice(words, words)
    told = known.told("answers")
    words |= {f"answers.{name}": told.get(name, "") for name in known.names.answers}
    listed = choice(words, words)
    return (
        listed if known.is_closed else any_of(listed, {"pattern": "^answers\\.", "type": "string"})
    )
