"""The smallest incident that still shows something, by leaving out one thing after the other."""

from __future__ import annotations

from collections.abc import Callable

from sexto_rules.facts import Incident
from sexto_rules.sampling.nearby import with_less

__all__ = ["smallest"]


def smallest(incident: Incident, still_shows: Callable[[Incident], bool]) -> Incident:
    """Return an incident of which nothing can be left out without `still_shows` failing."""
    while True:
        smaller = next((each for each in with_less(incident) if still_shows(each)), None)
        if smaller is None:
            return incident
        incident = smaller
