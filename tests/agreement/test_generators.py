"""The generators: what they draw is sound, and reaches every corner of the language."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Final

from hypothesis import given

from sexto_rules.decisions import require_incident_fits
from sexto_rules.facts import Device, Incident, Person
from sexto_rules.facts.vocabulary import FACTS, Family
from sexto_rules.protocol import conditions as nodes
from sexto_rules.protocol.conditions import (
    ClassTest,
    ConclusionTest,
    Condition,
    Modal,
    Mode,
    Quantified,
    Quantifier,
)
from sexto_rules.protocol.model import DayProtocol, Modality
from sexto_rules.protocol.order import conclusions_in_order, find_cycle, plan_order
from sexto_rules.protocol.outcome import Scope, Status
from sexto_rules.protocol.walk import walk
from sexto_rules.reference import decide
from sexto_rules.testing import (
    RandomDraw,
    day_protocols,
    devices,
    focus_on,
    incidents,
    persons,
    sample_day_protocol,
    sample_incident,
)

SAMPLE: Final = 400


def rng(seed: str) -> random.Random:
    """Return a generator for a seed."""
    return random.Random(seed)  # noqa: S311 - no secret


def sampled() -> Iterator[DayProtocol]:
    """Yield a sample of protocols, the same in every run."""
    return (sample_day_protocol(rng(f"sample-{number}")) for number in range(SAMPLE))


def conditions_of(day: DayProtocol) -> Iterator[Condition]:
    """Yield every condition of a protocol, parts included."""
    for directive in day.directives:
        yield from walk(directive.condition)
    for conclusion in day.conclusions:
        for rule in conclusion.rules:
            yield from walk(rule.when)
    for one in day.classes:
        if one.when is not None:
            yield from walk(one.when)


def test_the_same_seed_gives_the_same_protocol_and_incident() -> None:
    """A failure can be shown again by its seed."""
    first, second = (sample_day_protocol(rng("s")) for _ in range(2))
    assert first == second
    assert sample_incident(rng("s"), first) == sample_incident(rng("s"), focus_on(second))
    assert sample_incident(rng("s")) == sample_incident(rng("s"))


def test_every_kind_of_condition_is_drawn() -> None:
    """Every node, quantifier and mode."""
    drawn = [condition for day in sampled() for condition in conditions_of(day)]
    assert {type(each) for each in drawn} == set(nodes.Condition.__args__)
    quantifiers = {each.quantifier for each in drawn if isinstance(each, Quantified)}
    assert quantifiers == set(Quantifier)
    assert {each.mode for each in drawn if isinstance(each, Modal)} == set(Mode)


def test_every_status_is_reached_and_every_scope() -> None:
    """Certain or in doubt, breached or not, held and in conflict."""
    seen: Counter[object] = Counter()
    for number, day in enumerate(sampled()):
        focus, source = focus_on(day), rng(str(number))
        for _ in range(3):
            for line in decide(day, sample_incident(source, focus)).lines:
                seen.update([line.status, (line.status, line.certain), line.breached])
                seen[line.target.scope if line.target else None] += 1
                seen["alternatives"] += len(line.acts) > 1
    for wanted in (*Status, *Scope, None, True, "alternatives", (Status.HELD, False)):
        assert seen[wanted] > 0, wanted


@given(day_protocols())
def test_protocols_are_structurally_sound(day: DayProtocol) -> None:
    """What the typed core promises: names, targets, order, no cycle, help can be called."""
    directives = {directive.id: directive for directive in day.directives}
    assert day.directives == plan_order(day.directives)
    assert day.conclusions == conclusions_in_order(day.conclusions)
    assert not day.classes or [one.when is None for one in day.classes][-1]
    for directive in day.directives:
        specs = [day.protocol.acts[act] for act in directive.acts]
        kinds = {spec.target for spec in specs}
        if directive.modality is Modality.MUST_NOT:
            assert directive.for_each is None or kinds == {directive.for_each}
            assert Family.ALARM not in {spec.family for spec in specs}
        elif directive.modality is not Modality.NOTE:
            assert kinds == {directive.for_each}
        assert directive.by in day.protocol.doers
        for overridden in directive.overrides:
            assert directive.for_each in {None, directives[overridden].for_each}
    assert find_cycle({each.id: each.overrides for each in day.directives}) is None


@given(day_protocols())
def test_names_in_conditions_resolve_and_nothing_is_circular(day: DayProtocol) -> None:
    """Conclusions stand after those they use; those of the classes do not ask for the class."""
    classes = {one.id for one in day.classes}
    known = {conclusion.id: conclusion for conclusion in day.conclusions}
    needs: dict[str, list[str]] = {}
    for conclusion in day.conclusions:
        used = [node for rule in conclusion.rules for node in walk(rule.when)]
        needs[conclusion.id] = [*_conclusions(used), *_class(used)]
    of_classes = [node for one in day.classes if one.when for node in walk(one.when)]
    needs["class"] = [*_conclusions(of_classes), *_class(of_classes)]
    assert find_cycle(needs) is None
    for node in conditions_of(day):
        if isinstance(node, ClassTest):
            assert node.classes <= classes
        elif isinstance(node, ConclusionTest):
            assert node.conclusion in known


def _conclusions(conditions: list[Condition]) -> list[str]:
    return [each.conclusion for each in conditions if isinstance(each, ConclusionTest)]


def _class(conditions: list[Condition]) -> list[str]:
    return ["class" for each in conditions if isinstance(each, ClassTest)]


def test_incidents_reach_every_fact() -> None:
    """Told, unknown, and one that nobody can say; lists empty and long, open and closed."""
    seen: Counter[str] = Counter()
    for number in range(SAMPLE):
        incident = sample_incident(rng(str(number)))
        seen.update(path.split(".")[-1] for path in incident.cannot_say)
        seen[f"{min(len(incident.persons), 5)} persons"] += 1
        seen[f"{min(len(incident.devices), 5)} devices"] += 1
        seen[f"closed {incident.persons_complete}"] += 1
    for facts in FACTS.values():
        assert all(seen[name] for name in facts)
    assert all(seen[f"{count} {what}"] for count in (0, 1, 2, 5) for what in ("persons", "devices"))
    assert seen["closed True"] > 0
    assert seen["closed False"] > 0


@given(incidents(), persons(), devices())
def test_strategies_draw_valid_facts(incident: Incident, person: Person, device: Device) -> None:
    """Validity is by construction: building them raises nothing."""
    assert len({each.id for each in incident.persons}) == len(incident.persons)
    assert (person.id, device.id) == ("p1", "d1")


def test_an_incident_of_a_protocol_fits_it() -> None:
    """Acts, directives, doers, answers and regions are those of the protocol."""
    for number, day in enumerate(sampled()):
        require_incident_fits(day, sample_incident(rng(str(number)), focus_on(day)))


def test_a_draw_keeps_within_its_bounds() -> None:
    """Both ends are reached."""
    draw = RandomDraw(rng("bounds"))
    assert {draw.number(1, 3) for _ in range(100)} == {1, 2, 3}
    assert {draw.chance(1, 2) for _ in range(100)} == {True, False}
    assert not any(draw.chance(0, 8) for _ in range(100))
    assert all(draw.chance(8, 8) for _ in range(100))
    assert draw.one_or_more(["only"]) == ["only"]


def test_without_hypothesis_the_extra_is_named() -> None:
    """Asking for a strategy says what to install; the samplers need no extra."""
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "from sexto_rules.errors import MissingExtraError\n"
        "from sexto_rules.testing import sample_incident\n"
        "try:\n    from sexto_rules.testing import incidents\n"
        "except MissingExtraError as error:\n    print(error)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "sexto-rules[testing]" in result.stdout
