"""Equal conditions as one object."""

from __future__ import annotations

from attrs import evolve

from decisions.deciding import question
from reference.small_protocols import (
    PERSON,
    conclusion,
    must,
    protocol_of,
    route,
    told,
    under,
)
from sexto_rules.errors import Place
from sexto_rules.protocol.conditions import (
    All,
    AnyOf,
    Modal,
    Mode,
    Not,
    Quantified,
    Quantifier,
)
from sexto_rules.protocol.interned import interned


def test_equal_conditions_are_one_and_nothing_else_changes() -> None:
    """Wherever they stand, however deep; two that differ stay two."""

    def young() -> Quantified:
        return Quantified(Quantifier.SOME, PERSON, Not(Modal(Mode.POSSIBLY, under(14))))

    without = protocol_of(
        directives=(
            must("both", "tell_lead", All((told("blackmail"), young()))),
            must("either", "call_police", AnyOf((told("coerced"), young()))),
        ),
        conclusions=[conclusion("harm", told("blackmail"), told("coerced"))],
        classes=[route("young", young()), route("other")],
    )
    day = evolve(without, questions=(question("q", "grooming", when=told("blackmail")),))
    found = interned(day)
    assert found == day
    both, either = (each.condition for each in found.directives)
    assert isinstance(both, All)
    assert isinstance(either, AnyOf)
    assert both.parts[1] is either.parts[1] is found.classes[0].when
    (harm,) = found.conclusions
    assert [rule.when for rule in harm.rules] == [both.parts[0], either.parts[0]]
    assert harm.rules[0].when is both.parts[0] is found.questions[0].when
    assert harm.rules[1].when is either.parts[0]
    assert found.classes[1].when is None


def test_of_the_places_one_is_kept() -> None:
    """So it is not for what reports places."""
    first = evolve(told("blackmail"), place=Place(line=1, column=1))
    second = evolve(told("blackmail"), place=Place(line=9, column=9))
    directives = (must("a", "tell_lead", first), must("b", "call_police", second))
    day = interned(protocol_of(directives=directives))
    assert [each.condition.place for each in day.directives] == [first.place, first.place]
