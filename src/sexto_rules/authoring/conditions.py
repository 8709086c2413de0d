"""From YAML to a condition: which fact, conclusion or connective each key names.

A mapping is a conjunction. Names are looked up in the scope the condition stands in:
inside `for_each` and inside a quantifier only that person or device, its holder and the
incident may be named (`design/language.md`, *Conditions*).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sexto_rules.authoring.computed import COMPUTED, read_computed
from sexto_rules.authoring.fact_tests import read_fact_test, read_status
from sexto_rules.authoring.fields import Fields, found, items_of
from sexto_rules.authoring.names import Reading, families_of
from sexto_rules.authoring.report import listed, quoted
from sexto_rules.authoring.values import read_bool, read_names
from sexto_rules.documents import MappingNode, Node, ScalarNode
from sexto_rules.errors import Place
from sexto_rules.facts.vocabulary import FACTS, Entity, fact_spec
from sexto_rules.protocol.conditions import (
    ALWAYS,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
)

__all__ = ["CONNECTIVES", "read_condition", "read_whole_condition", "words_of_conditions"]

CONNECTIVES: Final = ("all", "any", "not", *Quantifier, *Mode)

_OF_ENTITY: Final = {Entity.PERSON: Of.PERSON, Entity.DEVICE: Of.DEVICE}


def words_of_conditions() -> frozenset[str]:
    """Return every key that already means something in a condition: no conclusion may take one."""
    facts = {name for specs in FACTS.values() for name in specs}
    prefixes = {"answers", "person", "device", "holder"}
    return frozenset({*facts, *prefixes, *COMPUTED, *CONNECTIVES, "class", "done"})


def read_condition(reading: Reading, node: Node, entity: Entity | None = None) -> Condition | None:
    """Return the condition that a mapping writes, in the scope of an entity or the incident.

    Returns:
        The condition, or None if something in it is wrong (as reported).
    """
    if not isinstance(node, MappingNode):
        reading.report.add(
            "SX201",
            f"a condition is a mapping, found {found(node)}",
            node.place,
            "write what must hold as `fact: value`",
        )
        return None
    if not node.entries:
        reading.report.add("SX225", "this condition is empty", node.place)
        return None
    parts = [_read_part(reading, key.text, key.place, value, entity) for key, value in node.entries]
    return _joined(parts, node.place, All)


def read_whole_condition(
    reading: Reading, entry: Fields, for_each: Entity | None
) -> Condition | None:
    """Return the group's `when`, the entry's own, and not `unless`; None if any is wrong."""
    nodes = [(entry.shared.get("when"), False), (entry.own.get("when"), False)]
    nodes.append((entry.get("unless"), True))
    parts: list[Condition] = []
    whole = True
    for node, negated in nodes:
        if node is None:
            continue
        part = read_condition(reading, node, for_each)
        if part is None:
            whole = False
        else:
            parts.append(Not(part, entry.place_of("unless")) if negated else part)
    if not whole:
        return None
    if not parts:
        return ALWAYS
    return parts[0] if len(parts) == 1 else All(tuple(parts), entry.place_of("when"))


def _joined(
    parts: list[Condition | None], place: Place, join: type[All | AnyOf]
) -> Condition | None:
    """Return the parts joined; one alone stands as it is."""
    whole = tuple(part for part in parts if part is not None)
    if len(whole) < len(parts):
        return None
    return whole[0] if len(whole) == 1 else join(whole, place)


def _read_part(
    reading: Reading, key: str, place: Place, node: Node, entity: Entity | None
) -> Condition | None:
    """Return what one key and its value say."""
    special = _SPECIAL.get(key)
    if special is not None:
        return special(reading, key, place, node, entity)
    if key in COMPUTED:
        return read_computed(reading.report, key, place, node)
    ref = find_fact(reading, key, place, entity)
    if ref is not None:
        return read_fact_test(reading, ref, place, node)
    if key in reading.names.conclusions:
        return _read_conclusion(reading, key, place, node, entity)
    if not _is_known_fact(key):
        _report_unknown_key(reading, key, place, entity)
    return None


def _read_list(
    reading: Reading, key: str, place: Place, node: Node, entity: Entity | None
) -> Condition | None:
    items = items_of(reading.report, node)
    if items is None:
        return None
    parts = [read_condition(reading, item, entity) for item in items]
    return _joined(parts, place, All if key == "all" else AnyOf)


def _read_not(
    reading: Reading, _: str, place: Place, node: Node, entity: Entity | None
) -> Condition | None:
    body = read_condition(reading, node, entity)
    return None if body is None else Not(body, place)


def _read_modal(
    reading: Reading, key: str, place: Place, node: Node, entity: Entity | None
) -> Condition | None:
    if isinstance(node, ScalarNode):
        reading.report.add(
            "SX201",
            f"`{key}` takes a condition, found {found(node)}",
            node.place,
            f"a fact or conclusion is tested as `{node.text or 'fact'}: {key}`"
            if key in {Mode.UNKNOWN, Mode.KNOWN, Mode.CANNOT_SAY}
            else None,
        )
        return None
    body = read_condition(reading, node, entity)
    return None if body is None else Modal(Mode(key), body, place)


def _read_quantified(
    reading: Reading, key: str, place: Place, node: Node, _: Entity | None
) -> Condition | None:
    report = reading.report
    if not isinstance(node, MappingNode):
        report.add(
            "SX201",
            f"`{key}` takes `person:` or `device:` and a condition, found {found(node)}",
            node.place,
        )
        return None
    for name, _value in node.entries:
        if name.text not in set(Entity):
            message = f"`{key}` goes over `person` or `device`, found {quoted(name.text)}"
            report.add("SX202", message, name.place, report.nearest(name.text, Entity))
            return None
    if len(node.entries) != 1:
        message = f"`{key}` takes exactly one of `person` and `device`"
        report.add("SX227", message, node.place)
        return None
    name, value = node.entries[0]
    entity = Entity(name.text)
    body = read_condition(reading, value, entity)
    return None if body is None else Quantified(Quantifier(key), entity, body, place)


def _read_class(
    reading: Reading, _: str, place: Place, node: Node, __: Entity | None
) -> Condition | None:
    if isinstance(node, ScalarNode) and node.text in set(Mode):
        reading.report.add(
            "SX221",
            f"{found(node)} is not a class",
            node.place,
            f"ask it of a condition: `{node.text}: {{class: …}}`",
        )
        return None
    names = read_names(reading.report, node, "class", reading.names.classes)
    return None if names is None else ClassTest(frozenset(names), place)


def _read_done(
    reading: Reading, _: str, place: Place, node: Node, entity: Entity | None
) -> Condition | None:
    acts = reading.names.acts
    families = families_of(acts)
    if isinstance(node, ScalarNode) and node.text in families:
        message = f"{found(node)} is a family; `done` takes acts"
        reading.report.add("SX229", message, node.place, f"name {listed(families[node.text])}")
        return None
    names = read_names(reading.report, node, "act", acts)
    if names is None:
        return None
    for name in names:
        target = acts[name].target
        if target not in {None, entity}:
            reading.report.add(
                "SX224",
                f"`{name}` is done to a {target}, and no {target} is spoken of here",
                node.place,
                f"write `some: {{{target}: {{done: {name}}}}}`",
            )
            return None
    untargeted = frozenset(name for name in names if acts[name].target is None)
    targeted = frozenset(names) - untargeted
    parts: list[Condition | None] = []
    if untargeted:
        parts.append(DoneTest(untargeted, Of.INCIDENT, place))
    if targeted and entity is not None:
        parts.append(DoneTest(targeted, _OF_ENTITY[entity], place))
    return _joined(parts, place, AnyOf)


def _read_conclusion(
    reading: Reading, key: str, place: Place, node: Node, entity: Entity | None
) -> Condition | None:
    each = reading.names.conclusions[key]
    if each not in {None, entity}:
        reading.report.add(
            "SX223",
            f"the conclusion `{key}` is one for each {each}, and no {each} is spoken of here",
            place,
            f"write `some: {{{each}: {{{key}: yes}}}}`, or give the entry `for_each: {each}`",
        )
        return None
    test = ConclusionTest(key, place)
    mode = read_status(node)
    if mode is not None:
        return Modal(mode, test, place)
    value = read_bool(reading.report, node, f"the value of the conclusion `{key}`")
    if value is None:
        return None
    return test if value else Not(test, place)


def find_fact(reading: Reading, key: str, place: Place, entity: Entity | None) -> FactRef | None:
    """Return the fact that a key names in this scope; None if it names none that may stand here."""
    prefix, dot, rest = key.rpartition(".")
    if prefix == "answers":
        return _find_answer(reading, rest, place)
    spec = fact_spec(rest)
    of = None if spec is None else _owner(prefix if dot else None, spec.entity)
    if of is None:
        return None
    wanted = {Of.PERSON: Entity.PERSON, Of.DEVICE: Entity.DEVICE, Of.HOLDER: Entity.DEVICE}.get(of)
    if wanted not in {None, entity}:
        reading.report.add(
            "SX223",
            f"{quoted(key)} is about a {wanted}, and no {wanted} is spoken of here",
            place,
            _how_to_reach(of, rest, entity),
        )
        return None
    return FactRef(of, rest)


def _owner(prefix: str | None, owner: Entity | None) -> Of | None:
    """Return whose fact a key names: `prefix` is what it says, `owner` whose the fact is."""
    match prefix, owner:
        case None, None:
            return Of.INCIDENT
        case ((None | "person"), Entity.PERSON):
            return Of.PERSON
        case ((None | "device"), Entity.DEVICE):
            return Of.DEVICE
        case (("holder" | "device.holder"), Entity.PERSON):
            return Of.HOLDER
        case _:
            return None


def _how_to_reach(of: Of, name: str, entity: Entity | None) -> str:
    if of is Of.HOLDER:
        return f"write `some: {{device: {{holder.{name}: …}}}}`, or `for_each: device`"
    if of is Of.PERSON and entity is Entity.DEVICE:
        return f"a device has a holder: `device.holder.{name}`"
    return f"write `some: {{{of}: {{{name}: …}}}}`, or give the entry `for_each: {of}`"


def _find_answer(reading: Reading, name: str, place: Place) -> FactRef | None:
    if name in reading.names.answers:
        return FactRef(Of.ANSWERS, name)
    reading.report.unknown_name(name, "answer", place, reading.names.answers)
    return None


def _is_known_fact(key: str) -> bool:
    """Whether a key names a fact, so that what was wrong with it is already reported."""
    prefix, dot, rest = key.rpartition(".")
    spec = fact_spec(rest)
    if prefix == "answers":
        return True
    return spec is not None and _owner(prefix if dot else None, spec.entity) is not None


def _report_unknown_key(reading: Reading, key: str, place: Place, entity: Entity | None) -> None:
    report = reading.report
    known = _known_keys(reading, entity, dotted="." in key)
    spec = fact_spec(key.rpartition(".")[2])
    if spec is not None:
        whole = spec.name if spec.entity is None else f"{spec.entity}.{spec.name}"
        report.add("SX204", f"{quoted(key)} is not a known fact", place, f"did you mean `{whole}`?")
    elif "." in key:
        report.add("SX204", f"{quoted(key)} is not a known fact", place, report.nearest(key, known))
    elif report.whole:
        message = f"{quoted(key)} is not a known fact, conclusion or connective"
        report.add("SX204", message, place, report.nearest(key, known))


def _known_keys(reading: Reading, entity: Entity | None, *, dotted: bool) -> list[str]:
    """Return the keys that may stand here, as help."""
    people, devices = FACTS[Entity.PERSON], FACTS[Entity.DEVICE]
    if dotted:
        return [
            *(f"person.{name}" for name in people),
            *(f"device.{name}" for name in devices),
            *(f"device.holder.{name}" for name in people),
            *(f"answers.{name}" for name in reading.names.answers),
        ]
    own = [] if entity is None else list(FACTS[entity])
    return [
        *FACTS[None],
        *own,
        *COMPUTED,
        *reading.names.conclusions,
        *CONNECTIVES,
        "class",
        "done",
    ]


_Reader = Callable[[Reading, str, Place, Node, Entity | None], Condition | None]

_SPECIAL: Final[Mapping[str, _Reader]] = {
    "all": _read_list,
    "any": _read_list,
    "not": _read_not,
    **{mode.value: _read_modal for mode in Mode},
    **{quantifier.value: _read_quantified for quantifier in Quantifier},
    "class": _read_class,
    "done": _read_done,
}
