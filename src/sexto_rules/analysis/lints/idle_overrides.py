"""An override that never defeats anything: the two lines never apply together."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.analysis.lints.never import never_applies
from sexto_rules.analysis.lints.subject import Day, Subject
from sexto_rules.analysis.possibility import Rail, Wish
from sexto_rules.errors import Problem, Severity
from sexto_rules.protocol.model import Directive, InDoubt, Modality

__all__ = ["check"]


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the overrides of a line that never applies while the overrider certainly does."""
    for each in subject.own(subject.protocol.directives):
        days = subject.days_of(each, lambda day: day.directives) if each.overrides else []
        if any(never_applies(day, now) for day, now in days):
            continue
        for name in each.overrides:
            defeated = [
                (day, now, other)
                for day, now in days
                for other in day.protocol.directives
                if other.id == name
            ]
            if defeated and not any(_meet(*one) for one in defeated):
                yield Problem(
                    "SX347",
                    f"`{each.id}` overrides `{name}`, and the two never apply together",
                    each.place,
                    f"take `{name}` out of `overrides`, or mend one of the two conditions",
                    Severity.ADVICE,
                )


def _meet(day: Day, overrider: Directive, defeated: Directive) -> bool:
    """Whether the one may be certain where the other applies, or is a prohibition in doubt."""
    forbids = defeated.modality is Modality.MUST_NOT
    in_doubt = forbids or defeated.in_doubt is InDoubt.APPLIES
    wishes = [
        Wish(overrider.condition, Rail.TRUE),
        Wish(defeated.condition, Rail.NOT_FALSE if in_doubt else Rail.TRUE),
    ]
    kind = defeated.for_each
    if day.possibility.can_be(wishes, kind):
        return True
    return forbids and kind is not None and day.possibility.can_be_of_blank(wishes, kind)
