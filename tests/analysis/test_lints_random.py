"""The lints on protocols at random: what they call impossible, no incident brings about."""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from typing import Final

from attrs import evolve, field, frozen

from sexto_rules import reference
from sexto_rules.analysis import lint_protocol
from sexto_rules.errors import Problem
from sexto_rules.facts import Incident
from sexto_rules.facts.known import list_closed
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol, Directive, Modality
from sexto_rules.protocol.outcome import Outcome, Status, Truth
from sexto_rules.reference.conditions import evaluate
from sexto_rules.reference.directives import directive_value
from sexto_rules.reference.knowledge import BLANK, About, listed
from sexto_rules.sampling import focus_on
from sexto_rules.testing import sample_incident, sample_protocol

PROTOCOLS: Final = {"ci": 150, "nightly": 10_000}.get(os.environ.get("SEXTO_PROFILE", ""), 60)
INCIDENTS: Final = 30

_NEVER: Final = re.compile(r"SX330 `(\w+)` can never apply")
_ALWAYS: Final = re.compile(r"SX331 the condition of `(r\w+)` is always true")
_SHADOWED: Final = re.compile(r"SX33[02] `(\w+)` can never be the class")
_UNUSED: Final = re.compile(r"SX333 .*the conclusion `(\w+)`")
_STOPPED: Final = re.compile(r"SX352 `(\w+)` is never given")
_IDLE: Final = re.compile(r"SX347 `(\w+)` overrides `(\w+)`")


@frozen
class Claims:
    """What the lints say of one protocol, by the kind of claim."""

    never: frozenset[str] = field(converter=frozenset)
    always: frozenset[str] = field(converter=frozenset)
    shadowed: frozenset[str] = field(converter=frozenset)
    unused: frozenset[str] = field(converter=frozenset)
    stopped: frozenset[str] = field(converter=frozenset)
    idle: frozenset[tuple[str, str]] = field(converter=frozenset)


def claims_of(problems: list[Problem]) -> Claims:
    """What is claimed in the messages."""
    said = "\n".join(f"{each.code} {each.message}" for each in problems)
    return Claims(
        *(each.findall(said) for each in (_NEVER, _ALWAYS, _SHADOWED, _UNUSED, _STOPPED, _IDLE))
    )


def values_of(directive: Directive, day: DayProtocol, incident: Incident) -> set[Truth]:
    """The values of a directive's condition: for the incident, or for everybody it speaks of."""
    kind = directive.for_each
    abouts: list[About] = [None] if kind is None else [*listed(incident, kind)]
    if kind is not None and not list_closed(incident, kind):
        abouts.append(BLANK)
    return {evaluate(directive.condition, day, incident, about) for about in abouts}


def require_right(claims: Claims, day: DayProtocol, incident: Incident, outcome: Outcome) -> None:
    """Hold each claim against one incident."""
    by_id = {each.id: each for each in day.directives}
    for line in outcome.lines:
        if line.directive in claims.never:
            forbids = by_id[line.directive].modality is Modality.MUST_NOT
            given_up = {Status.LIFTED, Status.OVERRIDDEN} if forbids else set()
            assert line.status in {Status.POSSIBLE} | given_up
        assert line.directive not in claims.stopped or line.status is not Status.DUE
        for overrider, defeated in claims.idle:
            if line.directive == defeated and line.status is Status.OVERRIDDEN:
                value = directive_value(by_id[overrider], line.target, day, incident)
                assert value is not Truth.TRUE
    for name in claims.always:
        assert values_of(by_id[name], day, incident) <= {Truth.TRUE}
    assert outcome.possible_classes not in {(name,) for name in claims.shadowed}
    if claims.unused:
        kept = tuple(each for each in day.conclusions if each.id not in claims.unused)
        assert reference.decide(evolve(day, conclusions=kept), incident) == outcome


def test_what_lints_claim_holds_in_every_incident() -> None:
    """Directives, classes, conclusions and overrides are as said, in incidents at random."""
    made: Counter[str] = Counter()
    for seed in range(PROTOCOLS):
        rng = random.Random(f"lints {seed}")  # noqa: S311 - no secret is drawn
        protocol = sample_protocol(rng)
        claims = claims_of(lint_protocol(protocol))
        day = on(protocol, protocol.date)
        focus = focus_on(day)
        made.update(
            never=len(claims.never),
            always=len(claims.always),
            shadowed=len(claims.shadowed),
            unused=len(claims.unused),
            stopped=len(claims.stopped),
            idle=len(claims.idle),
        )
        for _ in range(INCIDENTS):
            incident = sample_incident(rng, focus)
            require_right(claims, day, incident, reference.decide(day, incident))
    assert all(made.values()), made
