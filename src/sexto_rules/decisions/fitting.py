"""Whether an incident fits a protocol: what it names is declared there, with the right kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sexto_rules.errors import IncidentError, Place, Problem
from sexto_rules.facts.incident import Incident
from sexto_rules.facts.journal import JournalEntry
from sexto_rules.facts.shown import nearest, shown
from sexto_rules.facts.unknown import UNKNOWN, Unknown
from sexto_rules.facts.vocabulary import Entity
from sexto_rules.protocol.model import AnswerSpec, DayProtocol, Directive, Modality

__all__ = ["Fitting", "require_incident_fits"]


def require_incident_fits(day: DayProtocol, incident: Incident) -> None:
    """Refuse an incident that names what the protocol does not declare.

    Raises:
        IncidentError: With every problem at once (SX450 to SX458).
    """
    Fitting(day).require(incident)


class Fitting:
    """What a protocol declares, ready to hold incidents against."""

    def __init__(self, day: DayProtocol) -> None:
        """Gather it."""
        protocol = day.protocol
        self._protocol_id = protocol.id
        self._regions = {region.id for region in protocol.regions}
        self._answers = {answer.id: answer for answer in day.answers}
        self._acts = protocol.acts
        self._doers = protocol.doers
        self._directives = _acts_by_directive([*protocol.directives, *day.directives])

    def require(self, incident: Incident) -> None:
        """Refuse an incident that does not fit.

        Raises:
            IncidentError: With every problem at once (SX450 to SX458).
        """
        if (
            incident.region is UNKNOWN
            and not incident.done
            and not incident.answers
            and not incident.cannot_say
        ):
            return
        problems: list[Problem] = [
            *self._region(incident),
            *self._answers_of(incident),
            *sorted(self._unsayables(incident), key=str),
            *(
                problem
                for index, entry in enumerate(incident.done)
                if not self._is_fine(entry, incident)
                for problem in self._entry(entry, f"done[{index}]", incident)
            ),
        ]
        if problems:
            raise IncidentError(problems)

    def has_region(self, region: str | Unknown) -> bool:
        """Whether a region is declared, or not told."""
        return region is UNKNOWN or region in self._regions

    def takes(self, name: str, answer: str | bool) -> bool:  # noqa: FBT001 - the answer is the subject
        """Whether this is an answer that the protocol asks for, and one that it takes."""
        spec = self._answers.get(name)
        return spec is not None and _wrong_answer(spec, answer, name) is None

    def may_ask(self, path: str) -> bool:
        """Whether what nobody can say is a fact, or an answer that the protocol asks for."""
        return not path.startswith("answers.") or path.removeprefix("answers.") in self._answers

    def has_act(self, entry: JournalEntry, incident: Incident) -> bool:
        """Whether the act of an entry is known, and was done to what such an act is done to."""
        act = self._acts.get(entry.act)
        if act is None or (act.target is None) != (entry.target is None):
            return False
        listed = incident.persons if act.target is Entity.PERSON else incident.devices
        return entry.target is None or any(each.id == entry.target for each in listed)

    def has_doer(self, by: str | Unknown) -> bool:
        """Whether somebody acts in the protocol, or is not told."""
        return by is UNKNOWN or by in self._doers

    def is_vain(self, entry: JournalEntry, name: str) -> bool:
        """Whether an entry can discharge nothing of a directive that it names."""
        acts = self._directives.get(name, frozenset())
        return acts is not None and entry.act not in acts

    def _region(self, incident: Incident) -> Iterator[Problem]:
        region = incident.region
        if region is not UNKNOWN and not self.has_region(region):
            declared = ", ".join(f"`{name}`" for name in sorted(self._regions))
            found = shown(region, self._regions)
            yield Problem(
                "SX450",
                f"{found} is not a region that `{self._protocol_id}` declares",
                Place(path="region"),
                nearest(region, sorted(self._regions))
                or (f"the regions are {declared}" if declared else "leave `region` out"),
            )

    def _answers_of(self, incident: Incident) -> Iterator[Problem]:
        for index, (name, answer) in enumerate(incident.answers.items()):
            spec = self._answers.get(name)
            if spec is None:
                yield self._no_answer(name, f"answers[{index}]")
            elif (problem := _wrong_answer(spec, answer, f"answers.{name}")) is not None:
                yield problem

    def _no_answer(self, name: str, path: str) -> Problem:
        return Problem(
            "SX451",
            f"{shown(name, self._answers)} is not an answer that `{self._protocol_id}` asks for",
            Place(path=path),
            nearest(name, sorted(self._answers)),
        )

    def _unsayables(self, incident: Incident) -> Iterator[Problem]:
        for path in incident.cannot_say:
            if not self.may_ask(path):
                yield self._no_answer(path.removeprefix("answers."), "cannot_say")

    def _is_fine(self, entry: JournalEntry, incident: Incident) -> bool:
        """Whether nothing is wrong with an entry of the journal; quicker than saying what is."""
        return (
            self.has_act(entry, incident)
            and self.has_doer(entry.by)
            and not any(self.is_vain(entry, name) for name in entry.for_ or ())
        )

    def _entry(self, entry: JournalEntry, path: str, incident: Incident) -> Iterator[Problem]:
        act = self._acts.get(entry.act)
        if act is None:
            yield Problem(
                "SX453",
                f"{shown(entry.act, self._acts)} is not an act that `{self._protocol_id}` knows",
                Place(path=f"{path}.act"),
                nearest(entry.act, sorted(self._acts)),
            )
        else:
            yield from _wrong_target(entry, act.target, path, incident)
        if entry.by is not UNKNOWN and not self.has_doer(entry.by):
            yield Problem(
                "SX456",
                f"{shown(entry.by, self._doers)} is not somebody who acts in `{self._protocol_id}`",
                Place(path=f"{path}.by"),
                nearest(entry.by, sorted(self._doers)),
            )
        for name in entry.for_ or ():
            if name not in self._directives:
                yield Problem(
                    "SX457",
                    f"{shown(name, self._directives)} is not a directive of `{self._protocol_id}`",
                    Place(path=f"{path}.for"),
                    nearest(name, sorted(self._directives)),
                )
            elif act is not None and self.is_vain(entry, name):
                acts = " or ".join(f"`{each}`" for each in sorted(self._directives[name] or ()))
                yield Problem(
                    "SX458",
                    f"found `{entry.act}` done for `{name}`, expected {acts}",
                    Place(path=f"{path}.for"),
                )


def _acts_by_directive(directives: Iterable[Directive]) -> dict[str, frozenset[str] | None]:
    """Return the acts that may be done for each directive, on any day; None: any, as for a note."""
    found: dict[str, frozenset[str] | None] = {}
    for directive in directives:
        acts = found.get(directive.id, frozenset())
        if acts is None or directive.modality is Modality.NOTE:
            found[directive.id] = None
        else:
            found[directive.id] = acts.union(directive.acts)
    return found


def _wrong_answer(
    spec: AnswerSpec,
    answer: str | bool,  # noqa: FBT001 - the answer is the subject
    path: str,
) -> Problem | None:
    """Say what is wrong with an answer that is none of those that the question takes."""
    values = {choice.id for choice in spec.choices}
    if (answer in values) if values else isinstance(answer, bool):
        return None
    found = shown(answer, values) if isinstance(answer, str) else "yes" if answer else "no"
    named = ", ".join(f"`{value}`" for value in sorted(values)) or "yes or no"
    return Problem(
        "SX452",
        f"found {found}, expected {named}",
        Place(path=path),
        nearest(answer, sorted(values)),
    )


def _wrong_target(
    entry: JournalEntry, kind: Entity | None, path: str, incident: Incident
) -> Iterator[Problem]:
    """Yield what is wrong with the target of an act that the protocol declares."""
    place = Place(path=f"{path}.target")
    if kind is None and entry.target is not None:
        yield Problem("SX454", f"`{entry.act}` has a target here, and it takes none", place)
    elif kind is not None and entry.target is None:
        message = f"`{entry.act}` has no target here, expected the id of a {kind}"
        yield Problem("SX454", message, place)
    elif kind is not None and entry.target is not None:
        listed = incident.persons if kind is Entity.PERSON else incident.devices
        ids = sorted(each.id for each in listed)
        if entry.target not in ids:
            yield Problem(
                "SX455",
                f"`{entry.target}` is not the id of a listed {kind}",
                place,
                nearest(entry.target, ids),
            )
