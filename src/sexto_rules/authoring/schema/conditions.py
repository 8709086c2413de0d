"""Schemas of conditions: one for what is asked of the incident, of a person, of a device.

Each knows the facts, computed facts and conclusions that may be named there, and the values
that each of them takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from sexto_rules.authoring.computed import COMPUTED
from sexto_rules.authoring.conditions import CONNECTIVES
from sexto_rules.authoring.schema.key_labels import CONNECTIVE_LABELS
from sexto_rules.authoring.schema.known import Known
from sexto_rules.authoring.schema.pieces import (
    FLAG,
    Schema,
    any_of,
    choice,
    one_or_more,
    record,
    ref,
    said,
    several,
)
from sexto_rules.authoring.values import STATUS_WORDS
from sexto_rules.facts.labels import LabelKind, Wording, label
from sexto_rules.facts.vocabulary import ACTS, AGES, FACTS, Entity, FactKind, FactSpec, Role
from sexto_rules.protocol.conditions import Quantifier

__all__ = ["SCOPES", "act_words", "condition_definitions", "condition_of", "wording_of"]

SCOPES: Final[tuple[Entity | None, ...]] = (None, *Entity)

_STATUS: Final[Schema] = ref("status")
_PREFIXES: Final[dict[Entity, dict[Entity, tuple[str, ...]]]] = {
    Entity.PERSON: {Entity.PERSON: ("", "person.")},
    Entity.DEVICE: {
        Entity.DEVICE: ("", "device."),
        Entity.PERSON: ("holder.", "device.holder."),
    },
}
"""How the facts of an entity are written where one of a kind is spoken of."""


def condition_of(scope: Entity | None) -> Schema:
    """Return a reference to the condition that may be asked of an entity, or of the incident."""
    return ref(f"condition_of_{scope or 'incident'}")


def condition_definitions(known: Known) -> dict[str, Schema]:
    """Return the definitions that conditions refer to."""
    years: Schema = {"type": "integer", "minimum": AGES[0], "maximum": AGES[-1]}
    under: Schema = {"type": "integer", "minimum": AGES[0], "maximum": AGES[-1] + 1}
    pair = {"type": "array", "items": years, "minItems": 2, "maxItems": 2}
    bounds = record({"under": under, "at_least": years, "between": pair}) | {"minProperties": 1}
    return {
        "status": choice(
            STATUS_WORDS, {word: _line(CONNECTIVE_LABELS[word]) for word in STATUS_WORDS}
        ),
        "years": any_of(years, several(years), bounds),
        "roles": one_or_more(choice(Role, _labels("roles", tuple(Role)))),
        "bools": one_or_more(FLAG),
        **dict(_tests(known)),
        **{_name(scope): _condition(known, scope) for scope in SCOPES},
    }


def _tests(known: Known) -> Iterator[tuple[str, Schema]]:
    """Yield the definitions of what each fact may be tested for."""
    for facts in FACTS.values():
        for name, spec in facts.items():
            wording = wording_of(name, LabelKind.FACT)
            yield f"test_of_{name}", said(wording) | _test(known, spec)
    for name in COMPUTED:
        value = any_of(FLAG, _STATUS) if name == "adult_involved" else ref("years")
        yield f"test_of_{name}", said(wording_of(name, LabelKind.FACT)) | value
    for name, choices in known.names.answers.items():
        words = known.told(f"answers.{name}")
        value = one_or_more(choice(choices, words)) if choices else ref("bools")
        told = _told(known.told("answers").get(name))
        yield f"test_of_answer_{name}", told | any_of(value, _STATUS)


def _name(scope: Entity | None) -> str:
    return f"condition_of_{scope or 'incident'}"


def _line(wording: Wording) -> str:
    return f"{wording.fr} · {wording.en}"


def _labels(kind: str, names: tuple[str, ...]) -> dict[str, str]:
    return {name: _line(wording_of(name, LabelKind(kind))) for name in names}


def wording_of(name: str, kind: LabelKind) -> Wording:
    """Return the label of a name of the vocabulary in both languages."""
    return Wording(label(name, "fr", kind=kind), label(name, "en", kind=kind))


def _condition(known: Known, scope: Entity | None) -> Schema:
    properties = dict(_properties(known, scope))
    schema = record(properties) | {"minProperties": 1}
    if not known.is_closed:
        schema["patternProperties"] = {"^answers\\.": True}
        schema["additionalProperties"] = any_of(FLAG, _STATUS)
    return schema


def _properties(known: Known, scope: Entity | None) -> Iterator[tuple[str, Schema]]:
    """Yield every key that may stand in a condition, with the schema of its value."""
    yield from _connectives(known, scope)
    for name in (*FACTS[None], *COMPUTED):
        yield name, ref(f"test_of_{name}")
    for owner, prefixes in _PREFIXES.get(scope, {}).items() if scope else ():
        for name in FACTS[owner]:
            for prefix in prefixes:
                yield f"{prefix}{name}", ref(f"test_of_{name}")
    for name in known.names.answers:
        yield f"answers.{name}", ref(f"test_of_answer_{name}")
    for name, of in known.names.conclusions.items():
        if of in {None, scope}:
            yield name, _told(known.told("conclusions").get(name)) | any_of(FLAG, _STATUS)


def _told(words: str | None) -> Schema:
    return {"description": words} if words else {}


def _connectives(known: Known, scope: Entity | None) -> Iterator[tuple[str, Schema]]:
    parts: Schema = {"type": "array", "items": condition_of(scope), "minItems": 1}
    over = record({entity: condition_of(entity) for entity in Entity})
    over |= {"minProperties": 1, "maxProperties": 1}
    for name in CONNECTIVES:
        if name in {"all", "any"}:
            value = parts
        elif name in set(Quantifier):
            value = over
        else:
            value = condition_of(scope)
        yield name, said(CONNECTIVE_LABELS[name]) | value
    classes = choice(known.names.classes, known.told("classes"))
    yield "class", said(CONNECTIVE_LABELS["class"]) | one_or_more(_open(known, classes))
    acts = [name for name, act in known.names.acts.items() if act.target in {None, scope}]
    done = choice(acts, act_words(known))
    yield "done", said(CONNECTIVE_LABELS["done"]) | one_or_more(_open(known, done))


def _test(known: Known, spec: FactSpec) -> Schema:
    """Return the schema of what a fact may be tested for."""
    match spec.kind:
        case FactKind.BOOL:
            return any_of(ref("bools"), _STATUS)
        case FactKind.AGE:
            return any_of(ref("years"), _STATUS)
        case FactKind.ROLES:
            return any_of(ref("roles"), _STATUS)
        case FactKind.CODE:
            regions = choice(sorted(known.names.regions), known.told("regions"))
            return any_of(one_or_more(_open(known, regions)), _STATUS)
        case FactKind.CHOICE:
            values = choice(spec.values, _labels(spec.name, spec.values))
            return any_of(one_or_more(values), _STATUS)
        case FactKind.MOMENT | FactKind.REFERENCE:
            return _STATUS
        case _:
            assert_never(spec.kind)


def act_words(known: Known) -> dict[str, str]:
    """Return the words of every act: those of the vocabulary, else the protocol's own."""
    told = {name: words for name, words in known.told("acts").items() if words}
    return {
        name: told.get(name) or _line(wording_of(name, LabelKind.ACT))
        for name in known.names.acts
        if name in told or name in ACTS
    }


def _open(known: Known, names: Schema) -> Schema:
    return names if known.is_closed else any_of(names, ref("id"))
