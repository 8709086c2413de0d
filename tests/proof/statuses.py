"""The status of every line: in a model of a world, and in an outcome of the reference."""

from __future__ import annotations

from collections.abc import Mapping

from sexto_rules.proof.lines import Duty, Lines, Prohibition
from sexto_rules.proof.solver import Model
from sexto_rules.proof.world import DevicePlace, PersonPlace
from sexto_rules.protocol.model import DayProtocol, Modality
from sexto_rules.protocol.outcome import Line, Outcome, Scope, Status

__all__ = ["Key", "Said", "done_notes", "statuses_in", "statuses_of"]

Key = tuple[str, str]
"""A directive, and where its line stands: a place, `other`, or nothing."""

Said = tuple[Status, bool, tuple[str, ...]]
"""A status, whether it is certain, and the acts of a duty that is due."""


def statuses_of(outcome: Outcome, names: Mapping[str, str]) -> dict[Key, Said]:
    """Return the status of every line of an outcome."""
    return {(line.directive, _where(line, names)): _said(line) for line in outcome.lines}


def done_notes(outcome: Outcome, day: DayProtocol, names: Mapping[str, str]) -> set[Key]:
    """Return the lines of notes that were done: a world knows none, as nothing depends on it."""
    notes = {each.id for each in day.directives if each.modality is Modality.NOTE}
    return {
        (line.directive, _where(line, names))
        for line in outcome.lines
        if line.status is Status.DONE and line.directive in notes
    }


def _where(line: Line, names: Mapping[str, str]) -> str:
    if line.target is None or line.target.scope is Scope.EVERY:
        return ""
    return "other" if line.target.id is None else names[line.target.id]


def _said(line: Line) -> Said:
    return line.status, line.certain, line.acts if line.status is Status.DUE else ()


def statuses_in(lines: Lines, model: Model) -> dict[Key, Said]:
    """Return the status of every line that is there in a model."""
    found: dict[Key, Said] = {}
    for each in lines.prohibitions:
        if model.holds(each.here) and each.directive.acts:
            certain = model.holds(each.value.true)
            found[_key(each)] = (_of_prohibition(each, model), certain, ())
    for duty in lines.duties:
        if model.holds(duty.present):
            status = _of_duty(duty, model)
            acts = duty.directive.acts if status is Status.DUE else ()
            free = tuple(act for act in acts if model.holds(duty.due_with(act)))
            found[_key(duty)] = (status, model.holds(duty.value.true), free)
    return found


def _key(line: Duty | Prohibition) -> Key:
    target = line.target
    if isinstance(target, PersonPlace | DevicePlace):
        return line.directive.id, target.name
    return line.directive.id, "" if target is None else "other"


def _of_prohibition(line: Prohibition, model: Model) -> Status:
    if not model.holds(line.value.possible):
        return Status.LIFTED
    if model.holds(line.defeated):
        return Status.OVERRIDDEN
    return Status.IN_FORCE if model.holds(line.in_force) else Status.POSSIBLE


def _of_duty(duty: Duty, model: Model) -> Status:
    said = {
        Status.DONE: duty.is_done,
        Status.CONFLICT: duty.conflict,
        Status.HELD: duty.held,
        Status.DUE: duty.due,
    }
    holding = [status for status, formula in said.items() if model.holds(formula)]
    assert len(holding) <= 1, f"one line, several statuses: {holding}"
    if holding:
        return holding[0]
    is_overridden = model.holds(duty.applies) and model.holds(duty.defeated)
    return Status.OVERRIDDEN if is_overridden else Status.POSSIBLE
