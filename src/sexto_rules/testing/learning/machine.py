"""A rule-based state machine that learns facts in any order and takes nothing back.

It begins with an incident of which little or much is known, tells one thing more at a time, and
after each step holds what is decided now against what was decided before (`broken_promises`). At
times something happens, which takes things back as it likes: a state changes, the journal grows,
an age turns out to be only a claim. Then it begins anew from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen
from hypothesis import Phase, Verbosity, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from sexto_rules.decisions import Plan, outcome_from
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.facts import Incident
from sexto_rules.library import incident_to_yaml
from sexto_rules.lowering import lower
from sexto_rules.protocol.dates import intervals, on
from sexto_rules.protocol.model import DayProtocol, Protocol
from sexto_rules.protocol.outcome import Outcome
from sexto_rules.reference.learning import Broken, Learning, broken_promises
from sexto_rules.sampling import Focus, focus_on, happen, learn, learnable, unsayable
from sexto_rules.sampling.smallest import smallest_step
from sexto_rules.testing.hypothesis_draw import HypothesisDraw
from sexto_rules.testing.strategies import incidents

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

__all__ = [
    "Decide",
    "Deciding",
    "LearningMachine",
    "Ready",
    "TakenBackError",
    "decide_compiled",
    "machine_for",
]

_PHASES: Final = (Phase.explicit, Phase.reuse, Phase.generate, Phase.target)
"""Not `shrink`, which makes the steps few and takes minutes."""

Decide = Callable[[Incident], Outcome]
"""What decides of an incident: the reference, or an engine."""


def decide_compiled(day: DayProtocol) -> Decide:
    """Return what decides by the engine `compiled`, which is quick and needs nothing installed."""
    engine, plan = CompiledEngine(lower(day)), Plan(day)
    return lambda incident: outcome_from(plan, incident, engine.conditions(incident))


@frozen
class Ready:
    """A protocol on a day, where it looks, and what decides by it."""

    day: DayProtocol
    focus: Focus
    decide: Decide

    @classmethod
    def of(cls, day: DayProtocol, deciding: Deciding = decide_compiled) -> Ready:
        """Make a protocol ready."""
        return cls(day, focus_on(day), deciding(day))


Deciding = Callable[[DayProtocol], Decide]
"""What makes a protocol ready to decide."""


class LearningMachine(RuleBasedStateMachine):
    """Learns facts in any order; a subclass says of which protocol (`draw_ready`)."""

    def draw_ready(self, data: st.DataObject) -> Ready:
        """Return the protocol to learn about; a subclass has to say which."""
        raise NotImplementedError  # the metaclass of hypothesis leaves no room for that of abc

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        """Begin with an incident of which some is known."""
        ready = self.draw_ready(data)
        self.day: DayProtocol = ready.day
        self.focus: Focus = ready.focus
        self.decide: Decide = ready.decide
        self.take_stock(data.draw(incidents(self.focus)))

    def take_stock(self, incident: Incident) -> None:
        """Begin anew from an incident, whatever was settled before."""
        self.incident: Incident = incident
        self.outcome: Outcome = self.decide(incident)
        self.open: tuple[str, ...] = learnable(incident, self.focus)
        self.unsaid: tuple[str, ...] = unsayable(incident, self.focus)

    def require_learned(self, told: _Told) -> None:
        """Require that nothing settled was taken back by learning more; go on from there.

        Raises:
            TakenBackError: Something was.
        """
        __tracebackhide__ = True
        learning = Learning(self.day, self.incident, told.incident)
        outcome = self.outcome
        self.take_stock(told.incident)
        broken, _ = broken_promises(learning, outcome, self.outcome)
        if broken:
            raise TakenBackError(learning, self.decide, told.path, broken[0].id)

    @rule(data=st.data())
    @precondition(lambda self: self.open)
    def learn_more(self, data: st.DataObject) -> None:
        """A fact becomes known, an age narrower, a list longer or closed."""
        self.require_learned(data.draw(_learned(self.incident, self.open, self.focus)))

    @rule(data=st.data())
    @precondition(lambda self: set(self.open) & self.incident.cannot_say)
    def find_an_answer_after_all(self, data: st.DataObject) -> None:
        """What nobody could say becomes known."""
        paths = [path for path in self.open if path in self.incident.cannot_say]
        self.require_learned(data.draw(_learned(self.incident, paths, self.focus)))

    @rule(data=st.data())
    @precondition(lambda self: self.unsaid)
    def ask_in_vain(self, data: st.DataObject) -> None:
        """Nobody can say a fact: it stays unknown, and that is known."""
        path = data.draw(st.sampled_from(self.unsaid))
        incident = evolve(self.incident, cannot_say=self.incident.cannot_say | {path})
        self.require_learned(_Told(f"nobody can say {path}", incident))

    @rule(data=st.data())
    @precondition(lambda self: "persons" in self.open)
    def list_somebody(self, data: st.DataObject) -> None:
        """One more person is listed."""
        self.require_learned(data.draw(_learned(self.incident, ("persons",), self.focus)))

    @rule(data=st.data())
    @precondition(lambda self: "devices" in self.open)
    def list_a_device(self, data: st.DataObject) -> None:
        """One more device is listed."""
        self.require_learned(data.draw(_learned(self.incident, ("devices",), self.focus)))

    @rule()
    @precondition(lambda self: "persons_complete" in self.open)
    def close_the_persons(self) -> None:
        """That is everybody."""
        said = self.incident.cannot_say - {"persons_complete"}
        incident = evolve(self.incident, cannot_say=said, persons_complete=True)
        self.require_learned(_Told("persons_complete", incident))

    @rule()
    @precondition(lambda self: "devices_complete" in self.open)
    def close_the_devices(self) -> None:
        """That is every device."""
        said = self.incident.cannot_say - {"devices_complete"}
        incident = evolve(self.incident, cannot_say=said, devices_complete=True)
        self.require_learned(_Told("devices_complete", incident))

    @rule(data=st.data())
    def something_happens(self, data: st.DataObject) -> None:
        """What changes with time is no learning: begin anew."""
        self.take_stock(data.draw(_happened(self.incident, self.focus)).incident)


@frozen(repr=False)
class _Told:
    """What was told, and the incident of which it is known now."""

    path: str
    incident: Incident

    def __repr__(self) -> str:
        """What was told; hypothesis shows it among the steps."""
        return self.path


@st.composite
def _learned(draw: DrawFn, incident: Incident, paths: Sequence[str], focus: Focus) -> _Told:
    choices = HypothesisDraw(draw)
    path = choices.choose(paths)
    return _Told(path, learn(choices, incident, path, focus))


@st.composite
def _happened(draw: DrawFn, incident: Incident, focus: Focus) -> _Told:
    return _Told("something happened", happen(HypothesisDraw(draw), incident, focus))


class TakenBackError(AssertionError):
    """Learning more took back what was settled; the incidents that show it are small."""

    def __init__(self, learning: Learning, decide: Decide, path: str, first: str) -> None:
        """Keep the step, what decides, what was learned, and whose promise was broken first."""
        super().__init__(path)
        self.learning: Learning = learning
        self.decide: Decide = decide
        self.path: str = path
        self.first: str = first
        self._message: str | None = None

    def __str__(self) -> str:
        """What was taken back, known before and known after; worked out when it is first shown."""
        if self._message is None:
            self._message = self._shown()
        return self._message

    def _broken(self, before: Incident, after: Incident) -> list[Broken]:
        learning = evolve(self.learning, before=before, after=after)
        return broken_promises(learning, self.decide(before), self.decide(after))[0]

    def _shown(self) -> str:
        before, after = smallest_step(
            self.learning.before,
            self.learning.after,
            lambda *step: self.first in {each.id for each in self._broken(*step)},
        )
        lines = "\n".join(f"  {each}" for each in self._broken(before, after))
        day = self.learning.day
        return (
            f"learning more ({self.path}) took back what `{day.protocol.id}` had settled "
            f"on {day.as_of}:\n{lines}\nknown before:\n{incident_to_yaml(before)}\n"
            f"known after:\n{incident_to_yaml(after)}"
        )


def machine_for(
    protocol: Protocol, as_of: date | None = None, *, deciding: Deciding = decide_compiled
) -> type[LearningMachine]:
    """Return a state machine that learns about incidents of a protocol.

    A failure shows the one step of learning that took something back, with the smallest incidents
    that show it. So the settings of its `TestCase` leave out the steps before that one, and the
    long search for fewer of them; change others with `settings(TestLearning.settings, ...)`.

    Args:
        protocol: The protocol.
        as_of: The day; None: any interval between two dates at which something changes.
        deciding: What makes the protocol ready to decide; the engine `compiled` if left out.

    Example:
        >>> from hypothesis.stateful import run_state_machine_as_test
        >>> from sexto_rules import load_protocol
        >>> TestLearning = machine_for(load_protocol("core")).TestCase  # for pytest
        >>> run_state_machine_as_test(machine_for(load_protocol("core")))  # at once
    """
    days = intervals(protocol) if as_of is None else (as_of,)
    every = [Ready.of(on(protocol, day), deciding) for day in days]

    class ProtocolMachine(LearningMachine):
        def draw_ready(self, data: st.DataObject) -> Ready:
            return every[data.draw(st.integers(0, len(every) - 1), "interval of dates")]

    case = ProtocolMachine.TestCase
    case.settings = settings(case.settings, phases=_PHASES, verbosity=Verbosity.quiet)
    return ProtocolMachine
