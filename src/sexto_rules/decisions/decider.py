"""From an incident to a decision: engines derive, are compared, and the rest follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from types import TracebackType
from typing import Final, NoReturn, Self

from sexto_rules.decisions.always import what_always_holds
from sexto_rules.decisions.classification import Classification, possible_class
from sexto_rules.decisions.decision import Decision, ProtocolStamp
from sexto_rules.decisions.fitting import Fitting
from sexto_rules.decisions.grounds import Grounds
from sexto_rules.decisions.line import DecidedLine
from sexto_rules.decisions.replay import Replay
from sexto_rules.decisions.statuses import Plan, outcome_from
from sexto_rules.engines.base import Conditions, Engine, EngineFailureError
from sexto_rules.engines.compiled import CompiledEngine
from sexto_rules.engines.durable import DurableEngine
from sexto_rules.errors import AdviceWithheldError, MissingExtraError, Problem, ProblemsError
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.shown import nearest
from sexto_rules.lowering.lower import lower
from sexto_rules.lowering.program import Program
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.interned import interned
from sexto_rules.protocol.model import DayProtocol, Protocol
from sexto_rules.protocol.outcome import Outcome

__all__ = ["ENGINES", "Decider", "decide"]

ENGINES: Final[Mapping[str, Callable[[Program], Engine]]] = {
    "durable": DurableEngine,
    "compiled": CompiledEngine,
}
"""The engines by name, in the order in which they decide by default."""


class Decider:
    """A protocol made ready for one day, to decide any number of incidents.

    By default `durable` decides and `compiled` is compared with it before anything is handed
    out; without the extra `durable`, `compiled` decides alone and a decision says so. Safe
    from any number of threads. Close it, or use it in a `with`, to free what engines hold.

    Example:
        >>> with Decider(protocol, date(2026, 11, 23)) as decider:  # doctest: +SKIP
        ...     decider.decide(Incident(blackmail=True)).due
    """

    def __init__(
        self, protocol: Protocol, as_of: date, engines: Sequence[str] | None = None
    ) -> None:
        """Make the protocol ready.

        Args:
            protocol: The protocol.
            as_of: The day; nothing here reads a clock.
            engines: Names of engines, each of which must agree with the first; None: both,
                or `compiled` alone where durable-rules is not installed.

        Raises:
            ProtocolError: An engine cannot take the protocol; the limit is named.
            MissingExtraError: `durable` was asked for and is not installed.
            ProblemsError: There is no engine of such a name, or none was asked for (SX490).
        """
        names = _checked(engines)
        self.day: DayProtocol = interned(on(protocol, as_of))
        self.plan: Plan = Plan(self.day)
        self._fitting = Fitting(self.day)
        self._stamp = _stamp_of(self.day)
        self._classifications: dict[tuple[str, ...], Classification] = {}
        program = lower(self.day)
        self._replay = Replay(self.plan, program)
        try:
            self._engines = _open_engines(program, names)
        except EngineFailureError as error:
            self._withhold("an engine could not take the protocol", error)
        self._decided_by = tuple(engine.name for engine in self._engines)
        self._is_closed = False

    @property
    def decided_by(self) -> tuple[str, ...]:
        """The names of the engines that decide."""
        return self._decided_by

    def decide(self, incident: Incident, after: Decision | None = None) -> Decision:
        """Return what the protocol says of the incident.

        Args:
            incident: What is known.
            after: What this decider said when less was known. The questions are found sooner
                then; nothing else depends on it, and nothing on what another one said.

        Raises:
            IncidentError: The incident names what the protocol does not declare.
            AdviceWithheldError: An engine failed, or two disagree; it carries what always
                holds.
        """
        outcome = self.outcome(incident)
        ruled_out = self._ruled_out(incident, after)
        grounds = Grounds(self.plan, incident, outcome, self._replay, ruled_out)
        statements = self.plan.statements
        return Decision(
            protocol=self._stamp,
            classification=self._classification(outcome.possible_classes),
            directives=tuple(
                [DecidedLine(statements[line.directive], line, grounds) for line in outcome.lines]
            ),
            decided_by=self._decided_by,
            grounds=grounds,
        )

    def _ruled_out(self, incident: Incident, after: Decision | None) -> frozenset[str]:
        """Return the facts that do not matter, as this decider found when less was known."""
        if after is None or after.protocol is not self._stamp:
            return frozenset()
        return after.ruled_out(incident)

    def outcome(self, incident: Incident) -> Outcome:
        """Return the bare outcome: possible classes and the status of every line.

        Raises:
            IncidentError: The incident names what the protocol does not declare.
            AdviceWithheldError: An engine failed, or two disagree.
        """
        self._fitting.require(incident)
        return outcome_from(self.plan, incident, self._conditions(incident))

    def _conditions(self, incident: Incident) -> Conditions:
        """Return what the first engine derives, once every other derives the same."""
        if self._is_closed:
            message = "the decider is closed"
            raise RuntimeError(message)
        first, *others = (self._derived(engine, incident) for engine in self._engines)
        for name, other in zip(self._decided_by[1:], others, strict=True):
            if other != first:
                self._withhold(
                    f"the engines `{self._decided_by[0]}` and `{name}` derive different things"
                )
        return first

    def _derived(self, engine: Engine, incident: Incident) -> Conditions:
        try:
            return engine.conditions(incident)
        except Exception as error:  # noqa: BLE001 - whatever it raises, it has not answered
            self._withhold(f"the engine `{engine.name}` failed", error)

    def _withhold(self, reason: str, error: Exception | None = None) -> NoReturn:
        raise AdviceWithheldError(reason, what_always_holds(self.day)) from error

    def _classification(self, possible: tuple[str, ...]) -> Classification:
        found = self._classifications.get(possible)
        if found is None:
            classes = tuple(
                possible_class(each) for each in self.day.classes if each.id in possible
            )
            settled = len(possible) <= 1
            class_ = possible[0] if len(possible) == 1 else None
            found = Classification(class_=class_, settled=settled, classes=classes)
            self._classifications[possible] = found
        return found

    def close(self) -> None:
        """Free what the engines hold; nothing can be decided any more.

        Every engine is closed, also when one before it raises.
        """
        self._is_closed = True
        _close(self._engines)

    def __enter__(self) -> Self:
        """Return the decider."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()


def decide(
    protocol: Protocol,
    incident: Incident,
    *,
    as_of: date,
    engines: Sequence[str] | None = None,
) -> Decision:
    """Return what a protocol says of one incident on a day.

    For many incidents make a `Decider` once: this compiles the protocol each time.

    Raises:
        IncidentError: The incident names what the protocol does not declare.
        AdviceWithheldError: An engine failed, or two disagree.
        ProtocolError: An engine cannot take the protocol.
        MissingExtraError: `durable` was asked for and is not installed.
        ProblemsError: There is no engine of such a name (SX490).
    """
    with Decider(protocol, as_of, engines) as decider:
        return decider.decide(incident)


def _checked(engines: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the names of the engines, each once; None where none were named."""
    if engines is None:
        return None
    names = tuple(dict.fromkeys([engines] if isinstance(engines, str) else engines))
    known = " and ".join(f"`{name}`" for name in ENGINES)
    problems = [
        Problem(
            "SX490",
            f"`{name}` is not an engine, expected some of {known}",
            help=nearest(name, ENGINES),
        )
        for name in names
        if name not in ENGINES
    ]
    if not names:
        problems = [Problem("SX490", f"found no engine, expected some of {known}")]
    if problems:
        raise ProblemsError(problems)
    return names


def _open_engines(program: Program, names: tuple[str, ...] | None) -> tuple[Engine, ...]:
    """Make the engines; close those made already if a later one cannot be."""
    made: list[Engine] = []
    try:
        for name in ENGINES if names is None else names:
            try:
                made.append(ENGINES[name](program))
            except MissingExtraError:
                if names is not None:
                    raise
    except BaseException:
        _close(made)
        raise
    return tuple(made)


def _close(engines: Iterable[Engine]) -> None:
    """Close each; what one raises comes out once all are closed."""
    with ExitStack() as closing:
        for engine in engines:
            closing.callback(engine.close)


def _stamp_of(day: DayProtocol) -> ProtocolStamp:
    protocol = day.protocol
    return ProtocolStamp(
        id=protocol.id,
        version=protocol.version,
        digest=protocol.digest,
        as_of=day.as_of,
        title=protocol.title,
        notice=protocol.notice,
    )
