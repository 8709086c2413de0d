"""What an engine cannot take is told when a protocol is checked, of every day."""

from __future__ import annotations

from datetime import date

import pytest

from sexto_rules.decisions import engine_limits
from sexto_rules.decisions.engine_limits import check_engines
from sexto_rules.errors import Problem, ProtocolError
from sexto_rules.protocol.model import Period, Protocol
from support.build import directive, protocol, yes

LATER = Period(start=date(2026, 6, 1))


@pytest.fixture
def own() -> Protocol:
    """A protocol of two days that are not alike."""
    return protocol(
        directives=(
            directive("call", "must", "call_police", condition=yes("blackmail")),
            directive("tell", "must", "tell_lead", period=LATER),
        )
    )


def test_what_every_engine_takes_has_no_problem(own: Protocol) -> None:
    """On both days."""
    assert check_engines(own) == ()


def test_a_limit_is_told_once_whatever_the_days(
    own: Protocol, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same problem on two days is one problem; each day is tried."""
    tried: list[date] = []
    limit = Problem("SX501", "too many clauses")

    class Refusing:
        """Stands in for a decider whose engine has a limit."""

        def __init__(self, _: Protocol, day: date) -> None:
            tried.append(day)
            raise ProtocolError([limit])

    monkeypatch.setattr(engine_limits, "Decider", Refusing)
    assert check_engines(own) == (limit,)
    assert len(tried) == 2
