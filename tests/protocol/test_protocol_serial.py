"""A protocol as plain data and back: nothing is lost, and only the typed core is built."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sexto_rules.errors import NOWHERE, Place
from sexto_rules.facts.ages import ages_from
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import Period, Protocol, Question, Within, WithinKind
from sexto_rules.protocol.serial import structure_protocol, unstructure_protocol
from sexto_rules.testing import protocols
from support.build import conclusion, directive, klass, protocol, text, yes

_PLACE = Place("a.yaml", 3, 5)
_ANSWER = FactRef(Of.ANSWERS, "channel")
CONDITIONS: tuple[Condition, ...] = (
    ValueTest(_ANSWER, frozenset({"phone", "true"}), _PLACE),
    ValueTest(FactRef(Of.INCIDENT, "blackmail"), frozenset({True, False}), _PLACE),
    AgeTest(Of.HOLDER, ages_from(18), _PLACE),
    RoleTest(Of.PERSON, frozenset({Role.DEPICTED, Role.SENDER}), _PLACE),
    GapTest(3, _PLACE),
    DoneTest(frozenset({"call_police"}), Of.DEVICE, _PLACE),
    ConclusionTest("danger", _PLACE),
    ClassTest(frozenset({"urgent"}), _PLACE),
    FactStatus(_ANSWER, Mode.CANNOT_SAY, _PLACE),
    Modal(Mode.POSSIBLY, yes("blackmail"), _PLACE),
    Quantified(Quantifier.NONE, Entity.DEVICE, yes("blackmail"), _PLACE),
    Not(yes("blackmail"), Place(path="x")),
    All((yes("blackmail"), Not(GapTest(1))), NOWHERE),
    AnyOf((), _PLACE),
)


def back(written: Protocol) -> Protocol:
    """Return a protocol through JSON and back."""
    return structure_protocol(json.loads(json.dumps(unstructure_protocol(written))))


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: type(condition).__name__)
def test_every_kind_of_condition_comes_back(condition: Condition) -> None:
    """Each condition comes back as it was, with its place."""
    written = protocol(conclusions=(conclusion("c", condition),))
    read = back(written)
    assert read == written
    found = read.conclusions[0].rules[0].when
    assert found.place == condition.place
    assert repr(found) == repr(condition)


def test_bools_and_their_names_stay_apart() -> None:
    """`true` the bool and `true` the text are two values."""
    values: frozenset[str | bool] = frozenset({True, "true", "True"})
    written = protocol(conclusions=(conclusion("c", ValueTest(_ANSWER, values)),))
    test = back(written).conclusions[0].rules[0].when
    assert isinstance(test, ValueTest)
    assert sorted(map(repr, test.values)) == ["'True'", "'true'", "True"]


def test_days_and_deadlines_come_back() -> None:
    """Periods, deadlines and the last class are kept exactly."""
    within = Within(WithinKind.DURATION, timedelta(days=1, minutes=5), "call_police")
    period = Period(date(2025, 10, 10), None)
    written = protocol(
        classes=(klass("first", yes("blackmail")), klass("last")),
        directives=(directive("d", "must", "call_police", within=within, period=period),),
    )
    read = back(written)
    assert read == written
    assert [each.when for each in read.classes] == [yes("blackmail"), None]


@given(st.integers(1, 100))
def test_a_weight_comes_back(weight: int) -> None:
    """The weight of a question is kept; data that does not have it says the usual one."""
    asked = Question(
        id="q", origin="test", fact=_ANSWER, urgency="soon", text=text("q"), weight=weight
    )
    written = protocol(questions=(asked,))
    assert back(written) == written
    data = unstructure_protocol(written)
    del data["questions"][0]["weight"]
    assert structure_protocol(data).questions == (evolve(asked, weight=1),)


@pytest.mark.no_cover
@given(protocols())
def test_any_protocol_comes_back(written: Protocol) -> None:
    """Drawn protocols come back equal, and are written the same again."""
    read = back(written)
    assert read == written
    assert unstructure_protocol(read) == unstructure_protocol(written)


@pytest.mark.parametrize(
    "values", [[None], [3], [["yes"]], [{}]], ids=["none", "number", "list", "mapping"]
)
def test_values_are_texts_or_bools(values: list[object]) -> None:
    """A value of another type is refused rather than turned into a text."""
    data = unstructure_protocol(
        protocol(conclusions=(conclusion("c", ValueTest(_ANSWER, frozenset({"phone"}))),))
    )
    data["conclusions"][0]["rules"][0]["when"]["values"] = values
    with pytest.raises(TypeError, match="expected a text or a bool"):
        structure_protocol(data)
