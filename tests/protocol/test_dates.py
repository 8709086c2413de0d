"""A protocol on one day."""

from __future__ import annotations

from datetime import date

from sexto_rules.protocol.conditions import FactRef, Of
from sexto_rules.protocol.dates import change_days, fill_terms, in_force, intervals, on
from sexto_rules.protocol.model import (
    Basis,
    Contact,
    Period,
    Question,
    Rule,
    Term,
)
from support.build import conclusion, directive, klass, protocol, text, yes

CHANGE = date(2025, 10, 10)
BEFORE, SINCE = Period(end=CHANGE), Period(start=CHANGE)


def test_the_first_day_is_in_a_period_and_the_last_is_not() -> None:
    """`in_force_until` is exclusive."""
    period = Period(date(2025, 1, 1), date(2025, 1, 3))
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 2), date(2025, 1, 3)]
    assert [in_force(period, day) for day in days] == [False, True, True, False]


def test_every_kind_of_entry_is_cut_to_the_day_and_terms_are_filled_in() -> None:
    """On a day only what is in force is there, with the terms of that day in every text."""
    terms = (
        Term(id="word", origin="test", text=text("old"), period=BEFORE),
        Term(id="word", origin="test", text=text("new"), period=SINCE),
    )
    whole = protocol(
        terms=terms,
        classes=(klass("x", yes("blackmail"), text=text("{word}")), klass("y")),
        conclusions=(
            conclusion("c", rules=(Rule(when=yes("repeated"), basis=Basis.LAW, period=SINCE),)),
        ),
        directives=(
            directive("d", "must", "call_police", text=text("{word} {{word}}"), period=BEFORE),
            directive("e", "must", "call_police", text=text("{word} {other}"), period=SINCE),
        ),
        contacts=(
            Contact(id="k", origin="test", name=text("{word}"), text=text("{word}")),
            Contact(id="l", origin="test", name=text("l")),
        ),
        questions=(
            Question(
                id="q",
                origin="test",
                fact=FactRef(Of.INCIDENT, "blackmail"),
                urgency="u",
                text=text("{word}?"),
                help=text("{word}!"),
                choices={"yes": text("{word}.")},
            ),
            Question(
                id="r",
                origin="test",
                fact=FactRef(Of.INCIDENT, "repeated"),
                urgency="u",
                text=text(),
                period=BEFORE,
            ),
        ),
    )
    assert change_days(whole) == (CHANGE,)
    assert intervals(whole) == (date.min, CHANGE)
    old, new = on(whole, date(2025, 10, 9)), on(whole, CHANGE)
    assert [each.text["en"] for each in old.directives] == ["old {word}"]
    assert [each.text["en"] for each in new.directives] == ["new {other}"]
    assert [each.id for each in old.conclusions] == []
    assert [each.id for each in new.conclusions] == ["c"]
    assert new.classes[0].text["en"] == "new"
    assert new.contacts["k"].name["en"] == "new"
    assert new.contacts["k"].text == {"en": "new"}
    assert new.contacts["l"].text is None
    assert [each.id for each in new.questions] == ["q"]
    assert [each.id for each in old.questions] == ["q", "r"]
    question = new.questions[0]
    assert (question.text["en"], question.help, question.choices["yes"]["en"]) == (
        "new?",
        {"en": "new!"},
        "new.",
    )


def test_double_braces_are_single_ones() -> None:
    """`{{` and `}}` stand for braces."""
    assert fill_terms({"en": "{{a}} {b}"}, {"b": {"en": "c"}}) == {"en": "{a} c"}
