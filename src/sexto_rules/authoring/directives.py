"""Reading the directives: duties, recommendations, permissions, prohibitions and notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from sexto_rules.authoring.conditions import read_whole_condition
from sexto_rules.authoring.entries import (
    DATES,
    find_overlaps,
    read_for_each,
    read_list_of_names,
    read_own_text,
    read_statement,
)
from sexto_rules.authoring.fields import Fields, Shape, found, items_of
from sexto_rules.authoring.hints import DIRECTIVE_WORDS
from sexto_rules.authoring.names import Reading, families_of
from sexto_rules.authoring.report import listed, quoted
from sexto_rules.authoring.values import (
    BOOLS,
    read_bool,
    read_choice,
    read_flag,
    read_name,
    read_scalar,
    read_string,
)
from sexto_rules.authoring.within import read_within
from sexto_rules.documents import MappingNode, Node, ScalarNode, SequenceNode
from sexto_rules.facts.vocabulary import Entity, Family
from sexto_rules.protocol.conditions import ALWAYS
from sexto_rules.protocol.model import Directive, InDoubt, Modality, Within, WithinKind

__all__ = ["DIRECTIVE", "SHARED", "read_directives"]

_MODALITIES: Final = tuple(modality.value for modality in Modality)
_FLAGS: Final = ("default", "may_be_held", "separately", "personal")
_LOOSENINGS: Final = ("in_doubt", "may_be_held", "default")

SHARED: Final = ("by", "within", "when", "sources", "basis", "for_each", "contacts", *DATES)
"""What a group of directives may give to its items; `when` is and-ed with an item's own."""

DIRECTIVE: Final = Shape(
    what="a directive",
    required=("id", "text"),
    optional=(
        *_MODALITIES,
        "for_each",
        "when",
        "unless",
        "by",
        "within",
        "after",
        "before",
        "basis",
        "sources",
        "overrides",
        *_LOOSENINGS,
        "reason",
        "separately",
        "personal",
        "contacts",
        "remark",
        *DATES,
    ),
    words=DIRECTIVE_WORDS,
)


@frozen
class _Action:
    """What a directive says of which acts."""

    modality: Modality
    acts: tuple[str, ...] = ()
    family: Family | None = None


def read_directives(reading: Reading, entries: Sequence[Fields]) -> list[Directive]:
    """Return the directives as written."""
    read = [each for each in (_read_directive(reading, entry) for entry in entries) if each]
    find_overlaps(
        reading.report, "the directive", ((each.id, each.period, each.place) for each in read)
    )
    return read


def _read_directive(reading: Reading, entry: Fields) -> Directive | None:
    report = reading.report
    common = read_statement(reading, entry)
    for_each = read_for_each(report, entry)
    action = _read_action(reading, entry)
    condition = read_whole_condition(reading, entry, for_each or _target(reading, action))
    text = read_own_text(reading, entry)
    by = entry.get("by")
    doer = (
        "everyone" if by is None else read_name(report, by, "doer", frozenset(reading.names.doers))
    )
    contacts = read_list_of_names(reading, entry, "contacts", "contact", reading.names.contacts)
    overrides = read_list_of_names(
        reading, entry, "overrides", "directive", reading.names.directives
    )
    after, before = (_read_order(reading, entry, key) for key in ("after", "before"))
    reasons = _read_reasons(reading, entry)
    modality = None if action is None else action.modality
    within = _read_deadline(reading, entry, modality)
    in_doubt = _read_in_doubt(reading, entry, modality)
    flags = {key: read_flag(report, entry, key) for key in _FLAGS}
    if action is not None:
        _require_fitting_target(reading, entry, action, for_each)
        _require_fitting_keys(reading, entry, action.modality, within)
    if common is None or condition is None or action is None:
        report.dropped = True
        return None
    if action.modality is Modality.MUST_NOT and for_each and condition == ALWAYS:
        report.add(
            "SX231",
            f"this prohibition holds always, and for each {for_each}",
            entry.place,
            "leave `for_each` out, and it holds for every one, listed or not; or say `when`",
        )
    return Directive(
        **common,
        modality=action.modality,
        acts=action.acts,
        family=action.family,
        for_each=for_each,
        condition=condition,
        by=doer or "everyone",
        within=within,
        after=after,
        before=before,
        text=text,
        in_doubt=in_doubt,
        overrides=overrides,
        **flags,
        contacts=contacts,
        reasons=reasons,
    )


def _target(reading: Reading, action: _Action | None) -> Entity | None:
    """Return whom a duty is done to: what it should be one of, where `for_each` is missing."""
    if action is None or action.modality is Modality.MUST_NOT or not action.acts:
        return None
    return reading.names.acts[action.acts[0]].target


def _read_action(reading: Reading, entry: Fields) -> _Action | None:
    """Return the modality and the acts: exactly one of the modality keys."""
    report = reading.report
    keys = [key for key in _MODALITIES if key in entry.own]
    if not keys and entry.meant.intersection(_MODALITIES):
        return None
    if len(keys) != 1:
        report.add(
            "SX227",
            f"a directive has exactly one of {listed(_MODALITIES)}, "
            f"found {listed(keys, 'and') or 'none'}",
            entry.place,
        )
        return None
    modality, node = Modality(keys[0]), entry.own[keys[0]]
    if modality is Modality.NOTE:
        return _read_note(reading, node)
    if isinstance(node, MappingNode):
        return _read_one_of(reading, modality, node)
    if isinstance(node, SequenceNode):
        report.add(
            "SX201",
            f"`{modality}` takes one act, found a list",
            node.place,
            _several_acts(modality),
        )
        return None
    return _read_act(reading, modality, node)


def _several_acts(modality: Modality) -> str:
    either = "write `{one_of: […]}` if either will do, else " if modality is Modality.MUST else ""
    return f"{either or 'write '}a directive for each"


def _read_note(reading: Reading, node: Node) -> _Action:
    words = node.text if isinstance(node, ScalarNode) else ""
    if words not in BOOLS:
        help_ = "write `note: yes`, and the words under `text`"
        message = f"`note` is `yes`, found {found(node)}"
        reading.report.add("SX205", message, node.place, help_)
    elif read_bool(reading.report, node, "`note`") is False:
        reading.report.add("SX232", "`note: no` says nothing", node.place, "leave it out")
    return _Action(Modality.NOTE)


def _read_act(reading: Reading, modality: Modality, node: Node) -> _Action | None:
    """Return the action on one act, or on a family where it may stand."""
    report, acts = reading.report, reading.names.acts
    families = families_of(acts)
    name = read_scalar(report, node, f"an act for `{modality}`")
    if name is None:
        return None
    if name in families:
        if modality is Modality.MUST_NOT:
            return _Action(modality, families[name], Family(name))
        message = f"{quoted(name)} is a family, which only a `must_not` can name"
        report.add("SX229", message, node.place, f"its acts are {listed(families[name], 'and')}")
        return None
    if name not in acts:
        known = [*acts, *families] if modality is Modality.MUST_NOT else [*acts]
        report.unknown_name(name, "act", node.place, known)
        return None
    return _Action(modality, (name,))


def _read_one_of(reading: Reading, modality: Modality, node: MappingNode) -> _Action | None:
    report = reading.report
    if modality is not Modality.MUST or [key.text for key, _ in node.entries] != ["one_of"]:
        what = "an act or `{one_of: […]}`" if modality is Modality.MUST else "an act"
        message = f"`{modality}` takes {what}, found {found(node)}"
        report.add("SX228", message, node.place, _several_acts(modality))
        return None
    one = "`one_of` takes two or more different acts"
    items = items_of(report, node.entries[0][1], help=f"{one}; with a single act, name it alone")
    if items is None:
        return None
    actions = [_read_act(reading, modality, item) for item in items]
    acts = tuple(action.acts[0] for action in actions if action is not None)
    if len(acts) < len(actions):
        return None
    if len(set(acts)) < max(len(acts), 2):
        report.add("SX228", one, node.place, "with a single act, name it alone")
        return None
    return _Action(modality, acts)


def _require_fitting_target(
    reading: Reading, entry: Fields, action: _Action, for_each: Entity | None
) -> None:
    """Report acts whose target is not what the directive is one of."""
    unreadable = for_each is None and entry.get("for_each") is not None
    if unreadable or (for_each is None and action.modality is Modality.MUST_NOT):
        return
    by_target: dict[Entity | None, list[str]] = {}
    for name in action.acts:
        by_target.setdefault(reading.names.acts[name].target, []).append(name)
    place = entry.place_of("for_each" if for_each else action.modality)
    for target, names in by_target.items():
        if target is for_each:
            continue
        acts = f"{listed(names, 'and')} {'are' if len(names) > 1 else 'is'}"
        if for_each is None:
            message = f"{acts} done to a {target}, and this directive says to none"
            help_ = f"add `for_each: {target}`"
        elif target is None:
            message = f"{acts} done without a target, and this directive is for each {for_each}"
            help_ = f"leave `for_each` out, and write `some: {{{for_each}: …}}` in `when`"
        else:
            message = f"{acts} done to a {target}, and this directive is for each {for_each}"
            help_ = f"write `for_each: {target}`"
        reading.report.add("SX230", message, place, help_)


def _require_fitting_keys(
    reading: Reading, entry: Fields, modality: Modality, within: Within | None
) -> None:
    """Report keys that mean nothing for this modality."""
    meaningless = {
        Modality.MUST_NOT: (
            "within",
            "after",
            "before",
            "default",
            "may_be_held",
            "separately",
            "personal",
        ),
        Modality.NOTE: ("in_doubt", "may_be_held", "separately", "personal"),
        Modality.MAY: ("in_doubt",),
        Modality.MUST: (),
        Modality.SHOULD: (),
    }[modality]
    for key in meaningless:
        if key in entry.own:
            message = f"`{key}` means nothing for a `{modality}`"
            reading.report.add("SX232", message, entry.place_of(key), _WHY.get(key))
    at_once = within is not None and within.kind is WithinKind.IMMEDIATELY
    if "may_be_held" in entry.own and "may_be_held" not in meaningless and not at_once:
        message = "`may_be_held` means something only for what is to be done `immediately`"
        reading.report.add("SX232", message, entry.place_of("may_be_held"))


_WHY: Final = {
    "in_doubt": "it applies only once its condition is certain; use `possibly` in `when`",
    "within": "a prohibition holds as long as its condition does",
    "after": "a prohibition stands before everything else; use `when: {done: …}`",
    "before": "a prohibition stands before everything else; use `unless: {done: …}`",
    "default": "an inherited prohibition is never overridden",
}


def _read_deadline(reading: Reading, entry: Fields, modality: Modality | None) -> Within | None:
    """Return the deadline; a prohibition has none, and its group's does not count for it."""
    node = entry.own.get("within") if modality is Modality.MUST_NOT else entry.get("within")
    return None if node is None else read_within(reading, node)


def _read_in_doubt(reading: Reading, entry: Fields, modality: Modality | None) -> InDoubt:
    node = entry.get("in_doubt")
    told = None if node is None else read_choice(reading.report, node, "`in_doubt`", InDoubt)
    if told is not None:
        return told
    return InDoubt.APPLIES if modality is Modality.MUST_NOT else InDoubt.WAITS


def _read_reasons(reading: Reading, entry: Fields) -> dict[str, str]:
    """Return the reason beside each loosening."""
    loosened = [
        key
        for key in _LOOSENINGS
        if key in entry.own and (key == "in_doubt" or read_flag(reading.report, entry, key))
    ]
    node = entry.own.get("reason")
    if node is None:
        for key in loosened:
            reading.report.add(
                "SX233",
                f"`{key}` loosens what usually holds and needs its `reason`",
                entry.place_of(key),
            )
        return {}
    if not loosened:
        reading.report.add(
            "SX233",
            f"a `reason` stands beside {listed(_LOOSENINGS)}, and none is here",
            entry.place_of("reason"),
            "a note for authors is a `remark`",
        )
    words = read_string(reading.report, node, "`reason`")
    return {} if words is None else dict.fromkeys(loosened, words)


def _read_order(reading: Reading, entry: Fields, key: str) -> tuple[str, ...]:
    """Return the acts and directives that this one comes after, or before."""
    report, names = reading.report, reading.names
    node = entry.own.get(key)
    if node is None:
        return ()
    read: list[str] = []
    own = entry.get("id")
    for item in items_of(report, node, single=True) or ():
        name = read_scalar(report, item, f"the name of an act or directive for `{key}`")
        if name is None:
            continue
        if name in read:
            report.add("SX226", f"{quoted(name)} stands in this list twice", item.place)
        elif name in families_of(names.acts):
            help_ = f"name {listed(families_of(names.acts)[name])}"
            report.add(
                "SX229", f"{quoted(name)} is a family; `{key}` takes acts", item.place, help_
            )
        elif name not in names.acts and name not in names.directives:
            report.unknown_name(
                name, "act or directive", item.place, [*names.acts, *names.directives]
            )
        elif own is not None and name == getattr(own, "text", None):
            report.add("SX235", f"`{key}` names the directive itself", item.place)
        elif names.directives.get(name) == Modality.MUST_NOT:
            help_ = "prohibitions stand before everything else; name an act or another directive"
            message = f"`{name}` is a prohibition, and nothing is ordered by it"
            report.add("SX235", message, item.place, help_)
        else:
            read.append(name)
    return tuple(read)
