"""An incident with one fact otherwise than it is: each value that it could have instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sexto_rules.decisions.openness import COMPLETE
from sexto_rules.errors import IncidentError
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import FACTS, Entity, FactKind
from sexto_rules.interview.telling import forgotten, told
from sexto_rules.sampling import Focus
from sexto_rules.simulation.worker import value_of

__all__ = ["with_instead"]


def with_instead(focus: Focus, incident: Incident, path: str) -> Iterator[Incident]:
    """Yield the incident with each other value of a fact that does not contradict the rest.

    Who and what there is, and who holds what, stays as it is. Of ages those are tried that some
    test tells apart, of roles one more or one less.
    """
    now = value_of(incident, path)
    without = forgotten(incident, path)
    for value in _values(focus, path, now):
        if value == now:
            continue
        try:
            yield told(without, path, value)
        except IncidentError:
            continue


def _values(focus: Focus, path: str, now: object) -> Iterable[object]:
    if path in COMPLETE.values():
        return ()
    prefix, _, rest = path.partition(".")
    name = rest.partition(".")[2] or rest or path
    if prefix == "answers":
        return focus.answers[rest]
    if prefix == "persons" and name == "age":
        return focus.edges
    if prefix == "persons" and name == "roles":
        return _roles(now)
    entity = {f"{kind}s": kind for kind in Entity}.get(prefix)
    spec = FACTS[entity][name]
    match spec.kind:
        case FactKind.BOOL:
            return (True, False)
        case FactKind.CODE:
            return focus.regions
        case FactKind.CHOICE:
            return spec.values
        case _:
            return ()


def _roles(now: object) -> Iterator[object]:
    """Yield the roles with one more or one less, where they are known."""
    if isinstance(now, Mapping):
        yield from ({**now, role: not has_it} for role, has_it in now.items())
