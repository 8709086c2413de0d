"""Incidents decided again by every engine, by two protocols that need not know the same words."""

from __future__ import annotations

from collections.abc import Iterable

from sexto_rules.decisions import Decider
from sexto_rules.decisions.fitted import fitted
from sexto_rules.decisions.fitting import Fitting
from sexto_rules.errors import AdviceWithheldError
from sexto_rules.facts import Incident
from sexto_rules.proof.finder import NotReproducedError
from sexto_rules.protocol.model import DayProtocol
from sexto_rules.protocol.outcome import Outcome
from sexto_rules.reference import decide

__all__ = ["decided_again"]


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
            names, fitting = decider.decided_by, Fitting(day)
            for incident in told:
                known = fitted(incident, fitting).incident
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
