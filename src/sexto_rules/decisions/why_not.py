"""Why something is not asked for: what would have to be otherwise, in few facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from attrs import frozen

from sexto_rules.decisions.alternatives import Alternative, Alternatives
from sexto_rules.decisions.line import DecidedLine, Statement
from sexto_rules.decisions.otherwise import GIVEN, Goal, find_ways
from sexto_rules.decisions.replay import Replay
from sexto_rules.decisions.written import line_to_dict
from sexto_rules.errors import Problem, ProblemsError
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.shown import nearest, shown
from sexto_rules.protocol.model import DayProtocol, Modality
from sexto_rules.protocol.outcome import Status

__all__ = ["WhyNot", "line_named", "why_not"]


@frozen(kw_only=True)
class WhyNot:
    """Why an act is not to be done, or a directive does not apply, and what would change that.

    `given`: it is to be done, or is in force, after all. `directives`: what could ask for it;
    none where the protocol never does. `lines`: what the decision says of it now.
    `prohibited_by`: the prohibitions in force that name the act. `alternatives`: sets of facts,
    the fewest first: told otherwise or learned, all of one set together make it so, and
    no part of them does. `complete`: every set of the smallest size is there, and where there
    are none no facts would do, of those listed and of one more person and device.
    """

    name: str
    target: str | None
    given: bool
    directives: tuple[Statement, ...]
    lines: tuple[DecidedLine, ...]
    prohibited_by: tuple[DecidedLine, ...]
    alternatives: tuple[Alternative, ...]
    complete: bool

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "name": self.name,
            "target": self.target,
            "given": self.given,
            "directives": [each.id for each in self.directives],
            "lines": [line_to_dict(line) for line in self.lines],
            "prohibited_by": [line_to_dict(line) for line in self.prohibited_by],
            "alternatives": [each.to_dict() for each in self.alternatives],
            "complete": self.complete,
        }


def why_not(
    replay: Replay,
    incident: Incident,
    decided: Sequence[DecidedLine],
    name: str,
    target: str | None,
) -> WhyNot:
    """Return why an act, or a directive, is not given.

    Of an act, what may ask for it; of one that is only ever prohibited, the prohibition.

    Raises:
        ProblemsError: There is no such act or directive (SX493), or nobody and nothing of the
            target's id is listed (SX494).
    """
    day = replay.plan.day
    require_known(day, name)
    if target is not None:
        require_listed(incident, target)
    act = None if name in replay.plan.numbers else name
    numbers = _numbers(day, name)
    goal = Goal(directives=numbers, statuses=GIVEN, act=act, target=target)
    names = {day.directives[number].id for number in numbers}
    lines = tuple(line for line in decided if line.id in names and goal.is_about(line))
    given = any(goal.is_met_by(line) for line in lines)
    acts = {act} if act else {each for number in numbers for each in day.directives[number].acts}
    ways = _NO_WAYS if given else find_ways(replay, incident, goal)
    return WhyNot(
        name=name,
        target=target,
        given=given,
        directives=tuple(replay.plan.statements[day.directives[each].id] for each in numbers),
        lines=lines,
        prohibited_by=tuple(
            line
            for line in decided
            if line.status is Status.IN_FORCE
            and line.id not in names
            and not acts.isdisjoint(line.acts)
            and Goal(directives=(), statuses=GIVEN, target=target).is_about(line)
        ),
        alternatives=ways.found,
        complete=ways.complete,
    )


def _numbers(day: DayProtocol, name: str) -> tuple[int, ...]:
    """Return the directive of an id, or those that ask for an act, else that prohibit it."""
    by_id = [number for number, each in enumerate(day.directives) if each.id == name]
    naming = [number for number, each in enumerate(day.directives) if name in each.acts]
    asking = [
        number for number in naming if day.directives[number].modality is not Modality.MUST_NOT
    ]
    return tuple(by_id or asking or naming)


def line_named(decided: Sequence[DecidedLine], name: str, target: str | None) -> DecidedLine:
    """Return the line of a directive, for a target where it has lines for several.

    Raises:
        ProblemsError: No line has this id (SX493), or none or several are about the target
            (SX494).
    """
    lines = [line for line in decided if line.id == name]
    if not lines:
        names = sorted({line.id for line in decided})
        message = f"{shown(name, names)} is not a directive of which this decision has a line"
        raise ProblemsError([Problem("SX493", message, help=nearest(name, names) or _ASK_WHY_NOT)])
    about = dict.fromkeys(None if line.target is None else line.target.id for line in lines)
    if target is None and len(about) == 1:
        return lines[0]
    for line in lines:
        if target is not None and line.target is not None and line.target.id == target:
            return line
    known = ", ".join(f"`{each}`" for each in about if each is not None)
    found = "several targets" if target is None else "no line for this target"
    message = f"found {found} of `{name}`, expected one of {known or 'none'}"
    raise ProblemsError([Problem("SX494", message)])


_NO_WAYS: Final = Alternatives(found=(), complete=True)

_ASK_WHY_NOT: Final = "what the protocol has and does not apply: ask `why_not`"


def require_known(day: DayProtocol, name: str) -> None:
    """Refuse what is neither an act nor a directive of the protocol.

    Raises:
        ProblemsError: It is neither (SX493).
    """
    known = sorted({*day.protocol.acts, *(each.id for each in day.directives)})
    if name not in known:
        message = f"{shown(name, known)} is not an act or a directive of `{day.protocol.id}`"
        raise ProblemsError([Problem("SX493", message, help=nearest(name, known))])


def require_listed(incident: Incident, target: str) -> None:
    """Refuse an id that is of nobody and nothing listed.

    Raises:
        ProblemsError: It is not listed (SX494).
    """
    listed = [person.id for person in incident.persons]
    listed += [device.id for device in incident.devices]
    if target not in listed:
        message = f"{shown(target, listed)} is not the id of a listed person or device"
        raise ProblemsError([Problem("SX494", message, help=nearest(target, listed))])
