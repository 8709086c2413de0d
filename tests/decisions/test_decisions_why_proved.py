"""What an explanation cites is enough, and no more: decided again, by the reference.

On incidents drawn for every shipped protocol and for random ones. What would have to be
otherwise is held against every single fact told otherwise.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Final

import pytest

from sexto_rules.decisions import DecidedLine, Decider, Decision, Why, WhyNot
from sexto_rules.decisions.changes import with_changes
from sexto_rules.decisions.otherwise import GIVEN
from sexto_rules.decisions.reasons import every_reason, is_unknown
from sexto_rules.decisions.told import told_in, with_only
from sexto_rules.errors import IncidentError
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import FACTS, Entity, FactKind, Role
from sexto_rules.protocol.dates import intervals
from sexto_rules.protocol.model import DayProtocol, Modality
from sexto_rules.protocol.outcome import Line, Status
from sexto_rules.reference import decide
from sexto_rules.sampling import focus_on, sample_incident
from sexto_rules.testing import sample_day_protocol
from support.shipped import shipped

RULESETS: Final = Path(__file__).parents[2] / "rulesets"
SHIPPED: Final = sorted(path.parent.name for path in RULESETS.glob("*/protocol.yaml"))
PROFILE: Final = os.environ.get("SEXTO_PROFILE", "dev")
RANDOM: Final = {"dev": 8, "ci": 8, "nightly": 3_000}[PROFILE]
UNSAID: Final = "cannot_say"
LINES: Final = {"dev": 3, "ci": 4, "nightly": 200}[PROFILE]
INCIDENTS: Final = {"dev": 1, "ci": 2, "nightly": 50}[PROFILE]


def test_there_are_shipped_protocols() -> None:
    """A glob that matches nothing is an error."""
    assert {"core", "ca-qc-sexto"} <= set(SHIPPED)


@pytest.mark.no_cover
@pytest.mark.parametrize("name", SHIPPED)
def test_explanations_of_shipped_protocols_are_enough_and_smallest(name: str) -> None:
    """Of certain lines drawn at random, on the last day that differs from the day before."""
    protocol = shipped(name)
    day = intervals(protocol)[-1]
    with Decider(protocol, day, ["compiled"]) as decider:
        focus = focus_on(decider.day)
        for number in range(INCIDENTS):
            rng = random.Random(f"{name} {number}")  # noqa: S311 - reproducible, no secret
            incident = sample_incident(rng, focus)
            decision = decider.decide(incident)
            certain = [line for line in decision.directives if line.certain]
            for line in rng.sample(certain, min(LINES, len(certain))):
                require_smallest(decider.day, incident, decision.why(line))


@pytest.mark.no_cover
@pytest.mark.parametrize("name", SHIPPED)
def test_what_would_make_a_line_of_a_shipped_protocol_apply_is_enough_and_no_part_is(
    name: str,
) -> None:
    """Of one that waits and of an act that is not asked for, on an incident drawn at random."""
    protocol = shipped(name)
    with Decider(protocol, intervals(protocol)[-1], ["compiled"]) as decider:
        focus = focus_on(decider.day)
        for number in range(1 if PROFILE != "nightly" else INCIDENTS):
            rng = random.Random(f"not {name} {number}")  # noqa: S311 - reproducible, no secret
            incident = sample_incident(rng, focus)
            decision = decider.decide(incident)
            waiting = [each.id for each in decision.possible]
            due = {act for each in decision.directives for act in each.acts}
            asked = {act for each in decider.day.directives for act in each.acts}
            for waits in (waiting, sorted(asked - due)):
                for named in rng.sample(waits, min(1, len(waits))):
                    require_sound(decider, incident, decision.why_not(named))


@pytest.mark.parametrize("seed", range(RANDOM))
def test_explanations_of_random_protocols_are_enough_and_smallest(seed: int) -> None:
    """Of every line, certain or not."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, no secret
    day = sample_day_protocol(rng)
    with Decider(day.protocol, day.as_of, ["compiled"]) as decider:
        incident = sample_incident(rng, focus_on(day))
        decision = decider.decide(incident)
        for line in rng.sample(decision.directives, min(LINES, len(decision.directives))):
            why = decision.why(line)
            require_smallest(decider.day, incident, why)
            require_honest(incident, why)


def require_smallest(day: DayProtocol, incident: Incident, why: Why) -> None:
    """Require that the facts cited give the same line, and without any one of them do not."""
    expected = line_in(day, incident, why.line)
    kept = frozenset(fact.path for fact in why.facts)
    assert line_in(day, with_only(incident, kept), why.line) == expected, why
    for path in kept:
        try:
            less = with_only(incident, kept - {path})
        except IncidentError:
            continue
        assert line_in(day, less, why.line) != expected, (why, path)


def require_honest(incident: Incident, why: Why) -> None:
    """Require that the tree cites all the facts, and calls nothing unknown that is told."""
    reasons = [*why.reasons, *(reason for each in why.beside for reason in each.reasons)]
    cited = list(every_reason(reasons))
    told = told_in(incident)
    assert not [each for each in cited if each.value == "unknown" and each.path in told]
    assert why.unknown == tuple(filter(is_unknown, cited))
    paths = {each.path for each in cited}
    for fact in why.facts:
        assert {fact.path, fact.path.rpartition(".")[0]} & paths, (why, fact)


def line_in(day: DayProtocol, incident: Incident, like: DecidedLine) -> Line | None:
    """Return what the reference says of a line in an incident."""
    acts = like.acts if like.modality is Modality.MUST_NOT else None
    for line in decide(day, incident).lines:
        same = (line.directive, line.target) == (like.id, like.target)
        if same and acts in {None, line.acts}:
            return line
    return None


@pytest.mark.parametrize("seed", range(RANDOM))
def test_every_single_fact_that_would_do_is_found(seed: int) -> None:
    """Nothing less than what is found makes an act due, and what is found does."""
    rng = random.Random(f"why not {seed}")  # noqa: S311 - reproducible, no secret
    day = sample_day_protocol(rng)
    with Decider(day.protocol, day.as_of, ["compiled"]) as decider:
        incident = sample_incident(rng, focus_on(day))
        decision = decider.decide(incident)
        duties = [each for each in day.directives if each.modality is not Modality.MUST_NOT]
        for duty in duties[:2]:
            require_found(decider, incident, decision, duty.id)


def require_found(decider: Decider, incident: Incident, decision: Decision, name: str) -> None:
    """Require that the alternatives with one fact are those that trying every one finds."""

    def is_due(changed: Incident) -> bool:
        lines = decider.outcome(changed).lines
        return any(line.directive == name and line.status is Status.DUE for line in lines)

    found = decision.why_not(name)
    assert found.given is is_due(incident)
    if found.given:
        assert found.alternatives == ()
        return
    require_sound(decider, incident, found)
    single = {each.changes[0].path for each in found.alternatives if len(each.changes) == 1}
    tried = {
        path
        for path, value in single_facts(incident)
        if is_due_by(decider, incident, found, {path: value})
    }
    if found.complete:
        assert tried <= single, (name, tried - single)


def require_sound(decider: Decider, incident: Incident, found: WhyNot) -> None:
    """Require that each set of facts is enough, and is not without any one of them."""
    assert found.directives
    for alternative in found.alternatives:
        changes = {each.path: each.to[0] if each.to else True for each in alternative.changes}
        assert is_due_by(decider, incident, found, changes), (found.name, alternative)
        for path in changes:
            fewer = {each: value for each, value in changes.items() if each != path}
            assert not is_due_by(decider, incident, found, fewer), (alternative, path)
    sets = [{each.path for each in alternative.changes} for alternative in found.alternatives]
    assert not [(one, other) for one, other in combinations(sets, 2) if one <= other]


def is_due_by(
    decider: Decider, incident: Incident, found: WhyNot, changes: dict[str, object]
) -> bool:
    """Whether an act or a directive applies once these facts are otherwise."""
    try:
        changed = with_changes(incident, changes)
    except IncidentError:
        return False
    lines = decider.outcome(changed).lines
    names = {each.id for each in found.directives}
    return any(
        line.directive in names
        and line.status in GIVEN
        and (found.name in names or found.name in line.acts)
        for line in lines
    )


def single_facts(incident: Incident) -> Iterator[tuple[str, object]]:
    """Yield every fact of the incident and of those listed, with each of its values.

    That nobody can say it is one.
    """
    groups: list[tuple[str, Entity | None]] = [("", None)]
    groups += [(f"persons.{each.id}.", Entity.PERSON) for each in incident.persons]
    groups += [(f"devices.{each.id}.", Entity.DEVICE) for each in incident.devices]
    for prefix, entity in groups:
        for name, spec in FACTS[entity].items():
            match spec.kind:
                case FactKind.BOOL if name not in {"adult", "adult_suspected"}:
                    yield from ((f"{prefix}{name}", value) for value in (True, False, UNSAID))
                case FactKind.CHOICE:
                    yield from ((f"{prefix}{name}", value) for value in (*spec.values, UNSAID))
                case FactKind.ROLES:
                    for role in Role:
                        told = (True, False, UNSAID)
                        yield from ((f"{prefix}roles.{role}", has) for has in told)
                case _:
                    continue
