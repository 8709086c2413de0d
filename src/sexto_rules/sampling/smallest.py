"""The smallest incident that still shows something, by leaving out one thing after the other."""

from __future__ import annotations

from collections.abc import Callable

from sexto_rules.facts import Incident
from sexto_rules.facts.known import ages_of
from sexto_rules.sampling.nearby import with_less, with_less_of_both

__all__ = ["smallest", "smallest_step"]


def smallest(incident: Incident, still_shows: Callable[[Incident], bool]) -> Incident:
    """Return an incident of which nothing can be left out without `still_shows` failing."""
    while True:
        smaller = next((each for each in with_less(incident) if still_shows(each)), None)
        if smaller is None:
            return incident
        incident = smaller


def smallest_step(
    before: Incident, after: Incident, still_shows: Callable[[Incident, Incident], bool]
) -> tuple[Incident, Incident]:
    """Return a step of learning of which nothing can be left out without `still_shows` failing.

    Args:
        before: What was known.
        after: The same, and what was learned.
        still_shows: Whether a smaller step shows what this one does.
    """
    while True:
        smaller = next(
            (
                each
                for each in with_less_of_both(before, after)
                if _only_learns(*each) and still_shows(*each)
            ),
            None,
        )
        if smaller is None:
            return before, after
        before, after = smaller


def _only_learns(before: Incident, after: Incident) -> bool:
    """Whether no age is possible that was not: it may be known for another reason than before."""
    return not any(ages_of(after.person(each.id)) & ~ages_of(each) for each in before.persons)
