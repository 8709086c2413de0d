"""From YAML to a condition: which fact, conclusion or connective each key names.

A mapping is a conjunction. Names are looked up in the scope the condition stands in:
inside `for_each` and inside a quantifier only that person or device, its holder and the
incident may be named (`design/language.md`, *Conditions*).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sexto_rules.authoring.computed import COMPUTED, read_computed
from sexto_rules.authoring.fact_tests import read_fact_test, read_status
from sexto_rules.authoring.fields import Fields, found, items_of
from sexto_rules.authoring.hints import help_for_condition, help_for_key, help_for_quantifier
from sexto_rules.authoring.names import Reading, families_of
from sexto_rules.authoring.report import listed, quoted
from sexto_rules.authoring.values import read_bool, read_names
from sexto_rules.documents import KeyNode, MappingNode, Node, ScalarNode
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
_ENTITY_OF: Final = {
    Of.PERSON: Entity.PERSON,
    Of.DEVICE: Entity.DEVICE,
    Of.HOLDER: Entity.DEVICE,
}


def words_of_conditions() -> frozenset[str]:
    """Return every key that already means something in a condition: no conclusion may take one."""
    facts = {name for specs in FACTS.values() for name in specs}
    prefixes = {"answers", "person", "device", "holder"}
    return frozenset({*facts, *prefixes, *COMPUTED, *CONNECTIVES, "class", "done"})


def read_condition(
    reading: Reading, node: Node, entity: Entity | None = None, key: str = ""
) -> Condition | None:
    """Return the condition that a mapping writes, in the scope of an entity or the incident.

    `key` is the connective whose body it is, empty where there is none.

    Returns:
        The condition, or None if something in it is wrong (as reported).
    """
    if not isinstance(node, MappingNode):
        reading.report.add(
            "SX201",
            f"a condition is written as `fact: value`, found {found(node)}",
            node.place,
            help_for_condition(node, key),
        )
        return None
    if not node.entries:
        reading.report.add("SX225", "this condition is empty", node.place)
        return None
    strangers = _report_strangers(reading, node, entity)
    parts = [
        None if name in strangers else _read_part(reading, name.text, name.place, value, entity)
        for name, value in node.entries
    ]
    return _joined(parts, node.place, All)


def _report_strangers(
    reading: Reading, node: MappingNode, entity: Entity | None
) -> frozenset[KeyNode]:
    """Report the keys that are about somebody or something that is not spoken of here.

    Those about a person together: written apart, they would be about several persons.
    """
    strangers: dict[Entity, list[KeyNode]] = {}
    for key, _ in node.entries:
        about = _about(reading, key.text)
        if about not in {None, entity}:
            strangers.setdefault(about, []).append(key)
    for about, keys in strangers.items():
        names = listed((key.text for key in keys), "and") + (" are" if len(keys) > 1 else " is")
        reading.report.add(
            "SX223",
            f"{names} about a {about}, and no {about} is spoken of here",
            keys[0].place,
            _how_to_reach([key.text for key in keys], about, entity),
        )
    return frozenset(key for keys in strangers.values() for key in keys)


def _about(reading: Reading, key: str) -> Entity | None:
    """Return what a person or a device must be spoken of for; None for what needs neither."""
    if key in _SPECIAL or key in COMPUTED:
        return None
    of = _of_key(key)
    if of is not None:
        return _ENTITY_OF.get(of)
    return reading.names.conclusions.get(key)


def _how_to_reach(keys: Sequence[str], about: Entity, entity: Entity | None) -> str:
    if entity is Entity.DEVICE and about is Entity.PERSON:
        facts = [key for key in keys if _of_key(key) is Of.PERSON]
        if len(facts) == len(keys):
            names = (f"device.holder.{key.rpartition('.')[2]}" for key in facts)
            return f"a device has a holder: {listed(names, 'and')}"
        return "a conclusion for each person cannot be asked of a device"
    tests = ", ".join(f"{key.removeprefix(f'{about}.')}: …" for key in keys)
    return f"write `some: {{{about}: {{{tests}}}}}`, or give the entry `for_each: {about}`"


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
    ref = _find_fact(reading, key, place)
    if ref is not None:
        return read_fact_test(reading, ref, place, node)
    if key in reading.names.conclusions:
        return _read_conclusion(reading, key, place, node)
    if not key.startswith("answers."):
        _report_unknown_key(reading, key, place, node, entity)
    return None


def _read_list(
    reading: Reading, key: str, place: Place, node: Node, entity: Entity | None
) -> Condition | None:
    items = items_of(reading.report, node, help=f"write `{key}: [{{…}}, {{…}}]`")
    if items is None:
        return None
    parts = [read_condition(reading, item, entity) for item in items]
    return _joined(parts, place, All if key == "all" else AnyOf)


def _read_not(
    reading: Reading, key: str, place: Place, node: Node, entity: Entity | None
) -> Condition | None:
    body = read_condition(reading, node, entity, key)
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
            else help_for_condition(node, key),
        )
        return None
    body = read_condition(reading, node, entity, key)
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
            f"write `{key}: {{person: {{…}}}}`",
        )
        return None
    for name, _value in node.entries:
        if name.text not in set(Entity):
            message = f"`{key}` goes over `person` or `device`, found {quoted(name.text)}"
            help_ = help_for_quantifier(key, name.text) or report.nearest(name.text, Entity)
            report.add("SX202", message, name.place, help_)
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


def _read_conclusion(reading: Reading, key: str, place: Place, node: Node) -> Condition | None:
    test = ConclusionTest(key, place)
    mode = read_status(node)
    if mode is not None:
        return Modal(mode, test, place)
    value = read_bool(reading.report, node, f"the value of the conclusion `{key}`")
    if value is None:
        return None
    return test if value else Not(test, place)


def _find_fact(reading: Reading, key: str, place: Place) -> FactRef | None:
    """Return the fact that a key names; None if it names none."""
    prefix, _, rest = key.rpartition(".")
    if prefix == "answers":
        return _find_answer(reading, rest, place)
    of = _of_key(key)
    return None if of is None else FactRef(of, rest)


def _of_key(key: str) -> Of | None:
    """Return whose fact a key names; None for what is no fact of the vocabulary."""
    prefix, dot, rest = key.rpartition(".")
    spec = fact_spec(rest)
    return None if spec is None else _owner(prefix if dot else None, spec.entity)


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


def _find_answer(reading: Reading, name: str, place: Place) -> FactRef | None:
    if name in reading.names.answers:
        return FactRef(Of.ANSWERS, name)
    reading.report.unknown_name(name, "answer", place, reading.names.answers)
    return None


def _report_unknown_key(
    reading: Reading, key: str, place: Place, node: Node, entity: Entity | None
) -> None:
    report = reading.report
    known = _known_keys(reading, entity, dotted="." in key)
    spec = fact_spec(key.rpartition(".")[2])
    if spec is not None:
        whole = spec.name if spec.entity is None else f"{spec.entity}.{spec.name}"
        report.add("SX204", f"{quoted(key)} is not a known fact", place, f"did you mean `{whole}`?")
    elif "." in key:
        report.add("SX204", f"{quoted(key)} is not a known fact", place, report.nearest(key, known))
    elif report.whole:
        message = f"{quoted(key)} is not a known fact or conclusion, nor a word such as `any`"
        plain = help_for_key(key, node, entity, reading.names.answers)
        report.add("SX204", message, place, plain or report.nearest(key, known))


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
