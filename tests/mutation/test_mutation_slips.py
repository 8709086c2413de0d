"""Which slips are made in a condition and beside it, and what they say in an author's words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sexto_rules.authoring import read_protocol
from sexto_rules.library import load_protocol
from sexto_rules.mutation import Mistake, Mutant, mutants_of
from sexto_rules.protocol.model import Period, Protocol, Within, WithinKind
from support.build import directive, klass, protocol, yes

HEAD = """
protocol:
  id: tried
  version: 1.0.0
  date: 2026-11-20
  title: {fr: Essai, en: Tried}
  notice: {fr: Non officiel., en: Unofficial.}
  languages: [fr, en]
  extends: core
given: [stage, blackmail, coerced, distribution, person.roles, person.age, person.adult,
  person.adult_suspected, person.pupil, persons_complete, device.holder, device.in_hand,
  device.may_hold_material, devices_complete, immediate_danger, self_harm_risk]
conclusions:
  - id: young
    for_each: person
    text: {fr: Jeune, en: Young}
    when: {age: {under: 14}}
    basis: inference
classes:
  - {id: urgent, text: {fr: Urgent, en: Urgent}, when: {blackmail: yes}, basis: inference}
  - {id: usual, text: {fr: Ordinaire, en: Usual}, otherwise: yes, basis: inference}
directives:
  - id: tried
    {keys}
    text: {fr: Faire., en: Do it.}
    basis: inference
"""
DUTY = "must: notify_school_board\n    when: "


def read(keys: str) -> Protocol:
    """A protocol with one directive that has these keys."""
    text = HEAD.replace("{keys}", keys)
    return read_protocol({"tried.yaml": text}, find_parent=load_protocol)


def of_directive(keys: str) -> list[Mutant]:
    """The mutants of that directive."""
    return [each for each in mutants_of(read(keys)) if each.entry == "tried"]


def slips(when: str, *mistakes: Mistake) -> set[str]:
    """What stands in place of a node of the condition, by slips of these kinds."""
    return {
        f"{each.written} > {each.instead}"
        for each in of_directive(DUTY + when)
        if each.mistake in mistakes
    }


@pytest.mark.parametrize(
    ("when", "mistake", "made"),
    [
        ("{blackmail: yes}", Mistake.NEGATED, {"blackmail: yes > not: {blackmail: yes}"}),
        (
            "{not: {blackmail: yes}}",
            Mistake.NOT_LEFT_OUT,
            {"not: {blackmail: yes} > blackmail: yes"},
        ),
        ("{not: {blackmail: yes}}", Mistake.NEGATED, set()),
        (
            "{blackmail: yes, coerced: no}",
            Mistake.PART_LEFT_OUT,
            {"blackmail: yes > ", "coerced: no > "},
        ),
        (
            "{blackmail: yes, coerced: no}",
            Mistake.ANY_AND_ALL,
            {"{blackmail: yes, coerced: no} > any: [{blackmail: yes}, {coerced: no}]"},
        ),
        (
            "{any: [{blackmail: yes}, {coerced: yes}]}",
            Mistake.ANY_AND_ALL,
            {"any: [{blackmail: yes}, {coerced: yes}] > {blackmail: yes, coerced: yes}"},
        ),
        (
            "{some: {person: {young: yes}}}",
            Mistake.QUANTIFIER,
            {
                "some: {person: {young: yes}} > every: {person: {young: yes}}",
                "some: {person: {young: yes}} > none: {person: {young: yes}}",
            },
        ),
        (
            "{possibly: {blackmail: yes}}",
            Mistake.CERTAINTY,
            {
                "possibly: {blackmail: yes} > certainly: {blackmail: yes}",
                "possibly: {blackmail: yes} > blackmail: yes",
            },
        ),
        (
            "{blackmail: unknown}",
            Mistake.CERTAINTY,
            {
                "blackmail: unknown > blackmail: known",
                "blackmail: unknown > blackmail: cannot_say",
            },
        ),
        (
            "{distribution: [group, wide]}",
            Mistake.FEWER_VALUES,
            {"distribution: [group, wide] > distribution: group"}
            | {"distribution: [group, wide] > distribution: wide"},
        ),
        (
            "{distribution: wide}",
            Mistake.MORE_VALUES,
            {"distribution: wide > distribution: [group, wide]"}
            | {"distribution: wide > distribution: [public, wide]"},
        ),
        ("{class: usual}", Mistake.MORE_VALUES, {"class: usual > class: [urgent, usual]"}),
        (
            "{some: {person: {age: {between: [12, 17]}}}}",
            Mistake.THRESHOLD,
            {
                f"age: {{between: [12, 17]}} > age: {{between: [{low}, {high}]}}"
                for low, high in ((11, 17), (13, 17), (12, 16), (12, 18))
            },
        ),
        ("{some: {person: {adult: yes}}}", Mistake.THRESHOLD, set()),
        (
            "{largest_age_gap: {at_least: 5}}",
            Mistake.THRESHOLD,
            {
                "largest_age_gap: {at_least: 5} > largest_age_gap: {at_least: 4}",
                "largest_age_gap: {at_least: 5} > largest_age_gap: {at_least: 6}",
            },
        ),
        (
            "{youngest_depicted_age: {under: 14}}",
            Mistake.THRESHOLD,
            {
                "youngest_depicted_age: {under: 14} > youngest_depicted_age: {under: 13}",
                "youngest_depicted_age: {under: 14} > youngest_depicted_age: {under: 15}",
            },
        ),
        (
            "{oldest_involved_age: {at_least: 14}}",
            Mistake.NEGATED,
            {"oldest_involved_age: {at_least: 14} > not: {oldest_involved_age: {at_least: 14}}"},
        ),
    ],
)
def test_each_node_has_its_slips(when: str, mistake: Mistake, made: set[str]) -> None:
    """A slip is said in the YAML that would be read as it; what is computed is one node."""
    assert slips(when, mistake) == made


def test_a_slip_stands_where_its_node_does() -> None:
    """File, line and column are those of the author's words."""
    (mutant,) = (
        each
        for each in of_directive(DUTY + "{blackmail: yes, coerced: no}")
        if each.mistake is Mistake.PART_LEFT_OUT and each.written == "coerced: no"
    )
    text = HEAD.replace("{keys}", DUTY + "{blackmail: yes, coerced: no}").splitlines()
    assert mutant.place.file == "tried.yaml"
    assert mutant.place.line is not None
    assert mutant.place.column is not None
    assert text[mutant.place.line - 1][mutant.place.column - 1 :].startswith("coerced: no")


def test_an_exception_is_said_as_one() -> None:
    """What stands under `unless` is called so, not `not`."""
    made = of_directive(DUTY + "{blackmail: yes}\n    unless: {coerced: yes}")
    (gone,) = (each for each in made if each.mistake is Mistake.EXCEPTION_LEFT_OUT)
    assert (gone.written, gone.instead) == ("unless: {coerced: yes}", "")


@pytest.mark.parametrize(
    ("keys", "mistake", "made"),
    [
        ("must: call_police", Mistake.MODALITY, {"must: call_police > should: call_police"}),
        ("may: call_police", Mistake.MODALITY, {"may: call_police > should: call_police"}),
        (
            "must: {one_of: [call_police, consult_police]}",
            Mistake.ACTS,
            {
                "must: {one_of: [call_police, consult_police]} > must: call_police",
                "must: {one_of: [call_police, consult_police]} > must: consult_police",
            },
        ),
        (
            "must_not: questioning",
            Mistake.ACTS,
            {"must_not: questioning > must_not: meet_involved"},
        ),
        (
            "must: call_police\n    within: without_delay",
            Mistake.DEADLINE,
            {
                "within: without_delay > within: immediately",
                "within: without_delay > within: same_day",
                "within: without_delay > ",
            },
        ),
        (
            "must: call_police\n    within: {time: PT2H, counted_from: tell_lead}",
            Mistake.DEADLINE,
            {
                f"within: {{time: PT2H, counted_from: tell_lead}} > {instead}"
                for instead in (
                    "within: {time: PT4H, counted_from: tell_lead}",
                    "within: PT2H",
                    "",
                )
            },
        ),
        (
            "must: call_police\n    by: principal",
            Mistake.DOER,
            {"by: principal > ", "by: principal > by: board"},
        ),
        (
            "must: call_police\n    when: {blackmail: yes}",
            Mistake.IN_DOUBT,
            {" > in_doubt: applies"},
        ),
        ("must: call_police\n    when: {certainly: {blackmail: yes}}", Mistake.IN_DOUBT, set()),
        (
            "must: call_police\n    after: [tell_lead]",
            Mistake.ORDER,
            {"after: tell_lead > ", "after: tell_lead > before: tell_lead"},
        ),
        (
            "must: call_police\n    separately: yes\n    personal: yes",
            Mistake.DONE,
            {"separately: yes > ", "personal: yes > "},
        ),
        ("must: call_police", Mistake.DIRECTIVE_LEFT_OUT, {"must: call_police > "}),
        ("must: call_police", Mistake.CONDITION_LEFT_OUT, set()),
        (
            "must: call_police\n    when: {blackmail: yes}",
            Mistake.CONDITION_LEFT_OUT,
            {"when: {blackmail: yes} > "},
        ),
        (
            "for_each: person\n    must_not: inform_parents\n    when: {age: {under: 14}}",
            Mistake.CONDITION_LEFT_OUT,
            set(),
        ),
        (
            "must: call_police\n    in_force_from: 2026-01-01",
            Mistake.DATE,
            {
                "in_force_from: 2026-01-01 > ",
                "in_force_from: 2026-01-01 > in_force_from: 2026-01-02",
            },
        ),
    ],
)
def test_each_key_has_its_slips(keys: str, mistake: Mistake, made: set[str]) -> None:
    """What the reader would refuse on sight, or has no effect at all, is not made."""
    found = {
        f"{each.written} > {each.instead}" for each in of_directive(keys) if each.mistake is mistake
    }
    assert found == made


def test_an_override_a_class_and_a_rule_can_be_forgotten() -> None:
    """Overrides one by one, neighbouring classes, and each of several rules."""
    own = protocol(
        classes=(klass("a", yes("blackmail")), klass("b", yes("coerced")), klass("c")),
        directives=(
            directive("one", "must", "call_police"),
            directive("two", "must", "tell_lead", overrides=("one",)),
        ),
    )
    made = {(each.mistake, each.written, each.instead) for each in mutants_of(own)}
    assert (Mistake.OVERRIDE, "overrides: one", "") in made
    assert [each for each in made if each[0] is Mistake.CLASS_ORDER] == [
        (Mistake.CLASS_ORDER, "[a, b]", "[b, a]")
    ]
    quebec = mutants_of(load_protocol("ca-qc-sexto"))
    assert sum(each.mistake is Mistake.RULE_LEFT_OUT for each in quebec) >= 40


def test_only_what_the_protocol_wrote_itself_is_mistaken() -> None:
    """What is inherited stays as it is, and each mutant differs from the original in one place."""
    tried = read(DUTY + "{blackmail: yes}")
    inherited = [each for each in tried.directives if each.origin == "core"]
    assert inherited
    for mutant in mutants_of(tried):
        assert [each for each in mutant.protocol.directives if each.origin == "core"] == inherited
        parts = ("conclusions", "classes", "directives")
        changed = [part for part in parts if getattr(mutant.protocol, part) != getattr(tried, part)]
        assert len(changed) == 1, mutant


def test_numbers_are_those_of_every_run() -> None:
    """Mutants are made in the same order, numbered from 1, none twice."""
    tried = load_protocol("core")
    first, again = mutants_of(tried), mutants_of(load_protocol("core"))
    assert first == again
    assert [each.number for each in first] == list(range(1, len(first) + 1))


def test_an_end_of_a_period_is_moved() -> None:
    """`in_force_until` is left out, or one day later."""
    until = Period(end=date(2026, 1, 1))
    own = protocol(directives=(directive("one", "must", "call_police", period=until),))
    dates = [each for each in mutants_of(own) if each.mistake is Mistake.DATE]
    assert [each.instead for each in dates] == ["", "in_force_until: 2026-01-02"]


def test_a_duration_is_said_as_written() -> None:
    """Days, hours and minutes of a deadline come back in the form of ISO 8601."""
    within = Within(WithinKind.DURATION, timedelta(days=1, hours=2, minutes=30))
    own = protocol(directives=(directive("one", "must", "call_police", within=within),))
    written = {each.written for each in mutants_of(own) if each.mistake is Mistake.DEADLINE}
    assert written == {"within: P1DT2H30M"}
