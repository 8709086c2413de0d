"""A class that can never be reached, because the classes before it take every case of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sexto_rules.analysis.lints.always import is_always_true
from sexto_rules.analysis.lints.never import can_never_be
from sexto_rules.analysis.lints.subject import Day, Subject
from sexto_rules.analysis.possibility import Rail, Wish
from sexto_rules.errors import Problem, Severity
from sexto_rules.protocol.conditions import ClassTest
from sexto_rules.protocol.model import Class

__all__ = ["check"]


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the classes that are never settled; the last is no matter, it has to be there.

    A class whose own condition never holds, or that stands after one that always does, is
    reported as that.
    """
    for each in subject.protocol.classes:
        days = subject.days_of(each, lambda day: day.classes)
        if not days or any(not _is_shadowed(*day) for day in days):
            continue
        by = _shadowing(*days[0])
        if each.origin == subject.protocol.id:
            yield _problem(each, by)
        elif by is not None and by.origin == subject.protocol.id:
            yield Problem(
                "SX332",
                f"`{by.id}` comes before `{each.id}` of `{each.origin}` and holds whenever it "
                "does: it leaves nothing to it",
                by.place,
                f"narrow `{by.id}`, or let it come after",
                Severity.ADVICE,
            )


def _is_shadowed(day: Day, one: Class) -> bool:
    if one.when is None or can_never_be(day, one):
        return False
    if any(is_always_true(day, each.when, None) for each in _before(day, one) if each.when):
        return False
    return day.possibility.is_never(ClassTest(frozenset({one.id})), None, Rail.TRUE)


def _before(day: Day, one: Class) -> Sequence[Class]:
    names = [each.id for each in day.protocol.classes]
    return day.protocol.classes[: names.index(one.id)]


def _shadowing(day: Day, one: Class) -> Class | None:
    """Return an earlier class that alone holds, or may hold, whenever this one does."""
    for each in _before(day, one):
        assert each.when is not None, "only the last class has no condition"
        assert one.when is not None, "only the last class has no condition"
        wishes = [Wish(one.when, Rail.TRUE), Wish(each.when, Rail.FALSE)]
        if not day.possibility.can_be(wishes):
            return each
    return None


def _problem(one: Class, by: Class | None) -> Problem:
    if by is None:
        found = f"`{one.id}` can never be the class: those before it take every case of its own"
        help_ = "put it before them, or narrow them"
    else:
        found = f"`{one.id}` can never be the class: `{by.id}` comes first and takes its every case"
        help_ = f"put it before `{by.id}`, or narrow that one"
    return Problem("SX332", found, one.place, help_, Severity.ADVICE)
