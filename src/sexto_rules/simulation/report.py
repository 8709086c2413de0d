"""What comes of a simulation: figures over its incidents, and over those of each class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from statistics import mean, median
from typing import Any, Final

from attrs import asdict, fields, frozen

from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import Protocol
from sexto_rules.simulation.at_once import NamedDuty
from sexto_rules.simulation.simulated import Kinds, Simulated

__all__ = ["AT_ONCE", "Figures", "Group", "NamedFigures", "Proved", "SimulationReport"]


AT_ONCE: Final = ("always", "of_incident", "everybody")
"""Which of the duties that are due at once are told apart.

`always`: those that are due in each of the incidents, about nobody in particular. `of_incident`:
all that are about nobody in particular. `everybody`: all, for everybody for whom they are due.
"""

_THIRD: Final = Fraction(1, 3)


@frozen
class Figures:
    """The mean, the median and the worst of some numbers of questions; 0 of none."""

    mean: float
    median: float
    worst: int

    @staticmethod
    def of(numbers: Sequence[int]) -> Figures:
        """Return the figures of these numbers."""
        if not numbers:
            return Figures(0.0, 0.0, 0)
        return Figures(mean(numbers), float(median(numbers)), max(numbers))


@frozen
class NamedFigures:
    """After how many questions all of some duties are named, over the incidents that have some.

    `later`: in how many of these the interview names them after more questions than the grid.
    """

    incidents: int
    interview: Figures
    grid: Figures
    later: int

    @staticmethod
    def of(named: Iterable[Sequence[NamedDuty]]) -> NamedFigures | None:
        """Return when the last of some duties is named; None where there are none in any."""
        last = [
            (max(each.interview for each in duties), max(each.grid for each in duties))
            for duties in named
            if duties
        ]
        if not last:
            return None
        return NamedFigures(
            incidents=len(last),
            interview=Figures.of([interview for interview, _ in last]),
            grid=Figures.of([grid for _, grid in last]),
            later=sum(interview > grid for interview, grid in last),
        )


@frozen
class Proved:
    """What is proved, of each kind of interview.

    Together they take `at_least` so many questions. `no_third`: in how many incidents none of them
    takes a third fewer than the grid. `shortest`: in how many none is shorter than ours.
    """

    at_least: Kinds
    no_third: Kinds
    shortest: Kinds


@frozen
class Group:
    """Some incidents of a simulation."""

    simulated: tuple[Simulated, ...]

    @property
    def interview(self) -> Figures:
        """How many questions the interviews take."""
        return Figures.of([each.asked for each in self.simulated])

    @property
    def grid(self) -> Figures:
        """How many questions the whole grid takes."""
        return Figures.of([each.grid for each in self.simulated])

    @property
    def saved(self) -> Fraction:
        """The share of the questions of the grid that no interview asks."""
        asked = sum(each.asked for each in self.simulated)
        return _share_saved(asked, sum(each.grid for each in self.simulated))

    @property
    def third(self) -> int:
        """In how many incidents the interview takes a third fewer questions, or fewer still."""
        return sum(_share_saved(each.asked, each.grid) >= _THIRD for each in self.simulated)

    @property
    def proved(self) -> Proved:
        """What is proved of the interviews."""
        return Proved(
            at_least=self._kinds(lambda _, at_least: at_least),
            no_third=self._kinds(lambda each, at_least: _share_saved(at_least, each.grid) < _THIRD),
            shortest=self._kinds(lambda each, at_least: at_least == each.asked),
        )

    def _kinds(self, count: Callable[[Simulated, int], int]) -> Kinds:
        """Return a sum over the incidents, by what is proved of each kind of interview."""
        return Kinds(
            **{
                kind.name: sum(
                    count(each, getattr(each.at_least, kind.name)) for each in self.simulated
                )
                for kind in fields(Kinds)
            }
        )

    def most_saved(self, at_least: int) -> Fraction:
        """Return which share of the grid is left out at most, if at least so much is asked."""
        return _share_saved(at_least, sum(each.grid for each in self.simulated))

    @property
    def at_once(self) -> Mapping[str, NamedFigures]:
        """When the duties that are due at once are named, by the parts of `AT_ONCE` there are."""
        everybody = [each.at_once for each in self.simulated]
        of_incident = [[duty for duty in its if duty.target is None] for its in everybody]
        named = [frozenset(duty.directive for duty in its) for its in of_incident]
        always = [
            [duty for duty in its if all(duty.directive in each for each in named)]
            for its in of_incident
        ]
        figures = (
            NamedFigures.of(always),
            NamedFigures.of(of_incident),
            NamedFigures.of(everybody),
        )
        found = zip(AT_ONCE, figures, strict=True)
        return {part: each for part, each in found if each is not None}

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain data."""
        return {
            "incidents": len(self.simulated),
            "interview": asdict(self.interview),
            "grid": asdict(self.grid),
            "saved": float(self.saved),
            "third": self.third,
            "proved": asdict(self.proved),
            "at_once": {part: asdict(figures) for part, figures in self.at_once.items()},
        }


@frozen(kw_only=True)
class SimulationReport:
    """What comes of a simulation; `lost` incidents are those of processes that were killed."""

    protocol: Protocol
    as_of: date
    seed: int
    lost: int
    simulated: tuple[Simulated, ...]

    @property
    def everything(self) -> Group:
        """Every incident."""
        return Group(self.simulated)

    @property
    def classes(self) -> Mapping[str | None, Group]:
        """The incidents settled as each class that has some; under None those not settled."""
        names = [each.id for each in on(self.protocol, self.as_of).classes]
        found: dict[str | None, list[Simulated]] = {name: [] for name in (*names, None)}
        for each in self.simulated:
            found[each.class_].append(each)
        return {name: Group(tuple(its)) for name, its in found.items() if its}

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data."""
        protocol = self.protocol
        return {
            "protocol": {"id": protocol.id, "version": protocol.version, "digest": protocol.digest},
            "as_of": self.as_of.isoformat(),
            "seed": self.seed,
            "lost": self.lost,
            **self.everything.to_dict(),
            "classes": [{"class": name, **group.to_dict()} for name, group in self.classes.items()],
            "simulated": [
                {
                    "class" if name == "class_" else name: value
                    for name, value in asdict(each).items()
                }
                for each in self.simulated
            ],
        }


def _share_saved(asked: int, grid: int) -> Fraction:
    """Return the share of the questions of the grid that is not asked; 0 of none."""
    return 1 - Fraction(asked, grid) if grid else Fraction(0)
