"""Several protocols, or several days of one, as a single one: what all of them look at.

Only for making a world in which each can be asked; what it says of an incident means nothing. What
the questions look at is there as a conclusion, since no decision looks at it. An act or a question
that two of them declare differently is taken as the first declares it, a question with the choices
of all.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from sexto_rules.protocol.model import AnswerSpec, Basis, Conclusion, DayProtocol, Rule

__all__ = ["joined"]


def joined(day: DayProtocol, *others: DayProtocol) -> DayProtocol:
    """Return one protocol that looks at whatever one of these looks at."""
    if not others:
        return day
    days = (day, *others)
    acts = {name: spec for one in reversed(days) for name, spec in one.protocol.acts.items()}
    regions = {each.id: each for one in reversed(days) for each in one.protocol.regions}
    directives = tuple(each for one in days for each in one.protocol.directives)
    whole = evolve(day.protocol, acts=acts, regions=tuple(regions.values()), directives=directives)
    return evolve(
        day,
        protocol=whole,
        answers=tuple(_answers(each for one in days for each in one.answers)),
        conclusions=(*(each for one in days for each in one.conclusions), _asked(days)),
        classes=tuple(each for one in days for each in one.classes),
        directives=tuple(each for one in days for each in one.directives),
        invariants=tuple(each for one in days for each in one.invariants),
    )


def _asked(days: Iterable[DayProtocol]) -> Conclusion:
    whens = (each.when for one in days for each in one.questions)
    rules = tuple(Rule(when=each, basis=Basis.UNVERIFIED) for each in whens)
    return Conclusion(id="", origin="", text={}, rules=rules)


def _answers(answers: Iterable[AnswerSpec]) -> Iterable[AnswerSpec]:
    """Return each question once, with every choice that one of them has."""
    found: dict[str, AnswerSpec] = {}
    for each in answers:
        if each.id not in found:
            found[each.id] = each
        elif each != found[each.id]:
            known = found[each.id].choices
            names = {choice.id for choice in known}
            more = tuple(choice for choice in each.choices if choice.id not in names)
            found[each.id] = evolve(found[each.id], choices=(*known, *more))
    return found.values()
