"""Incidents decided again by every engine, by two protocols that need not know the same words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from sexto_rules.decisions import Decider
from sexto_rules.errors import AdviceWithheldError
from sexto_rules.facts import UNKNOWN, Incident, JournalEntry
from sexto_rules.proof.finder import NotReproducedError
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Outcome
from sexto_rules.reference import decide

__all__ = ["decided_again", "fitted"]


def decided_again(days: Iterable[DayProtocol], incidents: Iterable[Incident]) -> tuple[str, ...]:
    """Have every engine decide each incident by each protocol; return the names of the engines.

    What a protocol does not know of an incident is left out for it. Where that changes what it
    says, no engine can be asked, and no name is returned.

    Raises:
        NotReproducedError: An engine decides otherwise than the reference or another, or fails:
            our bug.
        ProtocolError: An engine cannot take one of the protocols.
    """
    told = list(dict.fromkeys(incidents))
    if not told:
        return ()
    names: tuple[str, ...] = ()
    is_whole = True
    for day in days:
        with Decider(day.protocol, as_of=day.as_of) as decider:
            names = decider.decided_by
            for incident in told:
                known = fitted(incident, day)
                outcome = decide(day, known)
                if _outcome(decider, known) != outcome:
                    message = f"an engine decides otherwise than the reference: {known}"
                    raise NotReproducedError(message)
                is_whole &= outcome == decide(day, incident)
    return names if is_whole else ()


def _outcome(decider: Decider, incident: Incident) -> Outcome:
    """Return what the engines say."""
    try:
        return decider.outcome(incident)
    except AdviceWithheldError as error:
        message = f"{error}: {incident}"
        raise NotReproducedError(message) from error


def fitted(incident: Incident, day: DayProtocol) -> Incident:
    """Return the incident without what the protocol has no word for."""
    regions = {each.id for each in day.protocol.regions}
    answers = {each.id: {choice.id for choice in each.choices} for each in day.answers}
    return evolve(
        incident,
        region=incident.region if incident.region in regions else UNKNOWN,
        answers={
            name: value
            for name, value in incident.answers.items()
            if name in answers and (value in answers[name] or not answers[name])
        },
        cannot_say=frozenset(
            path
            for path in incident.cannot_say
            if not path.startswith("answers.") or path.removeprefix("answers.") in answers
        ),
        done=tuple(_known(incident.done, day)),
    )


def _known(entries: Iterable[JournalEntry], day: DayProtocol) -> Iterator[JournalEntry]:
    """Yield the entries of acts that there are, for directives that there are."""
    names = {each.id for each in day.protocol.directives}
    for each in entries:
        if each.act in day.protocol.acts:
            known = tuple(name for name in each.for_ if name in names)
            if known or not each.for_:
                yield evolve(each, for_=known)
