"""What counts of a decision, as formulas that are true or false.

`design/language.md`, *Questions*: the possible classes, and which directives are due, held or in
force. Each line gives one formula for each way in which it can count.
"""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.decisions.exact.building import Builder, Whose
from sexto_rules.decisions.exact.formulas import (
    TRUE,
    Formula,
)
from sexto_rules.decisions.exact.variables import Further
from sexto_rules.decisions.meeting import Meeting
from sexto_rules.decisions.openness import listed
from sexto_rules.decisions.statuses import Plan, is_discharged
from sexto_rules.facts.incident import Device, Person
from sexto_rules.protocol.conditions import Mode
from sexto_rules.protocol.model import Directive, InDoubt, Modality
from sexto_rules.protocol.outcome import Scope, Target
from sexto_rules.reference import BLANK

__all__ = ["LineFormulas"]


class LineFormulas:
    """The formulas of the lines of an incident."""

    def __init__(self, plan: Plan, builder: Builder) -> None:
        """Keep what they are made from."""
        self._plan = plan
        self.builder: Builder = builder

    def of_classes(self) -> Iterator[Formula]:
        """Yield whether each class is possible."""
        for _, possible in self.builder.possible_classes():
            yield possible

    def of(self, number: int) -> Iterator[Formula]:
        """Yield, for each target of a directive, in what way its line counts."""
        directive = self._plan.day.directives[number]
        for whose, is_there in self._targets(directive):
            for formula in self._counts(number, directive, whose):
                yield self.builder.make.all_of((is_there, formula))

    def _targets(self, directive: Directive) -> Iterator[tuple[Whose, Formula]]:
        """Yield whom the lines are about, and whether there is such a line.

        Of those not listed yet one is enough: the others are as it is.
        """
        kind = directive.for_each
        if kind is None:
            yield None, TRUE
            return
        yield from ((each, TRUE) for each in listed(self.builder.incident, kind))
        for one in self.builder.variables.further(kind, directive.id, 1):
            yield one, self.builder.is_listed(one)
        if directive.modality is Modality.MUST_NOT:
            yield BLANK, self.builder.is_list_not_closed(kind)

    def _counts(self, number: int, directive: Directive, whose: Whose) -> Iterator[Formula]:
        meeting = self._plan.meetings.get(number)
        if directive.modality is Modality.MUST_NOT:
            yield self._binds(number, whose)
        elif not self._is_done(directive, whose):
            applied = self._binds(number, whose)
            if meeting is None:
                yield applied
            else:
                yield from self._beside(number, applied, meeting, whose)

    def _beside(
        self, number: int, applied: Formula, meeting: Meeting, whose: Whose
    ) -> Iterator[Formula]:
        """Yield with which acts a line is due, and whether it is held."""
        blocked = [
            self.builder.make.any_of(self._binds(other, whose) for other in numbers)
            for numbers in meeting.by_act
        ]
        for each in blocked:
            yield self.builder.make.all_of((applied, self.builder.make.negated(each)))
        certain = [
            self.builder.make.any_of(
                self.builder.make.all_of((self._binds(other, whose), self._certain(other, whose)))
                for other in numbers
            )
            for numbers in meeting.by_act
        ]
        contradicted = self.builder.make.all_of((self._certain(number, whose), *certain))
        yield self.builder.make.all_of((applied, *blocked, self.builder.make.negated(contradicted)))

    def _binds(self, number: int, whose: Whose) -> Formula:
        """Return whether a directive applies and is not defeated."""
        directive = self._plan.day.directives[number]
        mode = Mode.POSSIBLY if directive.in_doubt is InDoubt.APPLIES else Mode.CERTAINLY
        value = self.builder.of(directive.condition, self._whose(directive, whose))
        return self.builder.make.all_of(
            (
                self.builder.make.asked(mode, value),
                self.builder.make.negated(self._defeated(number, whose)),
            )
        )

    def _certain(self, number: int, whose: Whose) -> Formula:
        directive = self._plan.day.directives[number]
        value = self.builder.of(directive.condition, self._whose(directive, whose))
        return self.builder.make.asked(Mode.CERTAINLY, value)

    def _defeated(self, number: int, whose: Whose) -> Formula:
        return self.builder.make.any_of(
            self.builder.make.all_of(
                (
                    self._certain(other, whose),
                    self.builder.make.negated(self._defeated(other, whose)),
                )
            )
            for other in self._plan.overriders.get(number, ())
        )

    @staticmethod
    def _whose(directive: Directive, whose: Whose) -> Whose:
        return whose if directive.for_each else None

    def _is_done(self, directive: Directive, whose: Whose) -> bool:
        """Whether the journal says that it was done; to one not listed nothing was."""
        target = None
        if directive.for_each is not None:
            if isinstance(whose, Further):
                return False
            assert isinstance(whose, Person | Device), "one who is listed"
            target = Target(directive.for_each, Scope.ONE, whose.id)
        return is_discharged(directive, target, self.builder.incident)
