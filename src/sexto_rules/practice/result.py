"""What came of a case: how much was right, and everything that was missed, as plain data too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen

from sexto_rules.decisions import DecidedLine
from sexto_rules.practice.exercise import Exercise
from sexto_rules.practice.judging import Judged, Mark
from sexto_rules.protocol.outcome import Target

__all__ = ["PracticeResult"]


@frozen(kw_only=True)
class PracticeResult:
    """The answers so far, step by step; `is_finished` once every step was answered."""

    exercise: Exercise
    steps: tuple[tuple[Judged, ...], ...] = ()

    def with_step(self, judged: tuple[Judged, ...]) -> PracticeResult:
        """Return the result with one step more."""
        return evolve(self, steps=(*self.steps, judged))

    @property
    def is_finished(self) -> bool:
        """Whether every step was answered."""
        return len(self.steps) == len(self.exercise.moments)

    @property
    def asked(self) -> int:
        """How many acts were asked about in the steps that were answered."""
        return sum(map(len, self.steps))

    @property
    def right(self) -> int:
        """How many answers were right."""
        return self.of(Mark.RIGHT)

    def of(self, mark: Mark) -> int:
        """Return how many answers are worth this."""
        return sum(each.mark is mark for step in self.steps for each in step)

    def mistakes(self) -> Iterator[tuple[int, Judged]]:
        """Yield the answers that were not right, each with its step, the gravest first."""
        found = [
            (number, each)
            for number, step in enumerate(self.steps, 1)
            for each in step
            if each.mark is not Mark.RIGHT
        ]
        order = list(Mark)
        yield from sorted(found, key=lambda pair: order.index(pair[1].mark))

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain data: with it alone one sees what was missed, and why."""
        case, stamp = self.exercise.case, self.exercise.moments[0].decision.protocol
        sources = {
            source.id: source
            for moment in self.exercise.moments[: len(self.steps)]
            for source in moment.decision.sources
        }
        cited = {
            name
            for step in self.steps
            for each in step
            for line in each.expected.lines
            for name in line.sources
        }
        return {
            "protocol": {
                "id": stamp.id,
                "version": stamp.version,
                "digest": stamp.digest,
                "as_of": stamp.as_of.isoformat(),
            },
            "case": {"id": case.id, "title": dict(case.title), "level": case.level},
            "seed": self.exercise.seed,
            "finished": self.is_finished,
            "asked": self.asked,
            "right": self.right,
            "marks": {str(mark): self.of(mark) for mark in Mark},
            "steps": [
                {"told": dict(moment.step.told), "answers": [_judged(each) for each in step]}
                for moment, step in zip(self.exercise.moments, self.steps, strict=False)
            ],
            "sources": [
                {
                    "id": source.id,
                    "title": source.title,
                    "publisher": source.publisher,
                    "url": source.url,
                    "citation": source.citation,
                    "read": source.read.isoformat(),
                }
                for name, source in sorted(sources.items())
                if name in cited
            ],
        }


def _judged(each: Judged) -> dict[str, Any]:
    return {
        "acts": list(each.offer.acts),
        "target": _target(each.offer.target),
        "answer": str(each.answer),
        "expected": str(each.expected.answer),
        "mark": str(each.mark),
        "lines": [_line(line) for line in each.expected.lines],
    }


def _target(target: Target | None) -> dict[str, Any] | None:
    if target is None:
        return None
    return {"kind": str(target.kind), "scope": str(target.scope), "id": target.id}


def _line(line: DecidedLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "modality": str(line.modality),
        "status": str(line.status),
        "certain": line.certain,
        "text": dict(line.text),
        "because": list(line.because),
        "basis": None if line.basis is None else str(line.basis),
        "sources": list(line.sources),
        "partly": list(line.partly),
    }
