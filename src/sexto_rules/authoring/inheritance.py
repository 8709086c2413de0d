"""A child and its parent: what the parent gives comes first, and stands as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import evolve

from sexto_rules.authoring.names import families_of
from sexto_rules.authoring.report import Report, listed
from sexto_rules.errors import Place, ProblemsError, Severity
from sexto_rules.facts.vocabulary import ACTS, DOERS, FAMILIES, ActSpec
from sexto_rules.protocol.model import (
    Class,
    Conclusion,
    Directive,
    DoerSpec,
    Entry,
    Invariant,
    Promise,
    Protocol,
)

__all__ = [
    "advise_to_extend",
    "extend_families",
    "find_parent_of",
    "inherited_ids",
    "merge_classes",
    "merge_doers",
    "require_fitting_members",
    "require_languages",
]


def find_parent_of(
    report: Report, extends: str, place: Place, find_parent: Callable[[str], Protocol]
) -> Protocol | None:
    """Return the parent; None if it cannot be read, with its problems reported."""
    try:
        return find_parent(extends)
    except ProblemsError as error:
        report.whole = False
        if any(str(problem.place) for problem in error.problems):
            report.add("SX243", f"`{extends}`, which this protocol extends, has mistakes", place)
        report.problems.extend(
            problem if str(problem.place) else evolve(problem, place=place)
            for problem in error.problems
        )
        return None


def advise_to_extend(report: Report, place: Place) -> None:
    """Advise a protocol that inherits nothing, and so none of the common prohibitions."""
    report.add(
        "SX250",
        "this protocol extends no other: the prohibitions and promises of `core` do not hold in it",
        place,
        "write `extends: core` under `protocol:`",
        Severity.ADVICE,
    )


def require_languages(
    report: Report, parent: Protocol, languages: Sequence[str], place: Place
) -> None:
    """Report languages of the child in which the parent has no texts."""
    missing = [each for each in languages if each not in parent.languages]
    if missing:
        report.add(
            "SX247",
            f"`{parent.id}` has no texts in {listed(missing, 'and')}",
            place,
            "a protocol speaks the languages of the one it extends, or fewer",
        )


def inherited_ids(parent: Protocol | None) -> dict[str, dict[str, str]]:
    """Return by section the ids that are taken, each with who gives it, for a message."""
    taken: dict[str, dict[str, str]] = {
        "acts": dict.fromkeys((*ACTS, *FAMILIES), "the vocabulary"),
        "doers": dict.fromkeys(DOERS, "the vocabulary"),
    }
    if parent is None:
        return taken
    named: dict[str, Iterable[str]] = {
        "acts": parent.acts,
        "doers": parent.doers,
        "regions": (each.id for each in parent.regions),
        "answers": (each.id for each in parent.answers),
        "sources": (each.id for each in parent.sources),
        "urgency": (each.id for each in parent.urgency),
    }
    for section, names in named.items():
        taken[section] = {**dict.fromkeys(names, f"`{parent.id}`"), **taken.get(section, {})}
    entries: dict[str, Sequence[Entry | Conclusion]] = {
        "terms": parent.terms,
        "contacts": parent.contacts,
        "questions": parent.questions,
        "conclusions": parent.conclusions,
        "classes": parent.classes,
        "directives": parent.directives,
        "invariants": parent.invariants,
    }
    for section, given in entries.items():
        taken[section] = {each.id: f"`{each.origin}`" for each in given}
    return taken


def merge_classes(
    inherited: Sequence[Class], own: Sequence[tuple[Class, str | None]]
) -> tuple[Class, ...]:
    """Return the classes in order: each own one before the inherited class that it names."""
    places = {each.id for each in inherited}
    merged = [new for new, before in own if before not in places]
    for each in inherited:
        if each.id in places:
            places.remove(each.id)
            merged.extend(new for new, before in own if before == each.id)
        merged.append(each)
    return tuple(merged)


def merge_doers(
    inherited: Mapping[str, frozenset[str]], own: Iterable[DoerSpec]
) -> dict[str, frozenset[str]]:
    """Return every doer as the single doers it stands for."""
    doers = dict(inherited)
    for doer in own:
        alone = frozenset({doer.id})
        doers[doer.id] = alone
        doers["everyone"] |= alone
        if doer.part_of_staff:
            doers["staff"] |= alone
    return doers


def require_fitting_members(
    report: Report, parent: Protocol, acts: Iterable[tuple[ActSpec, Place]]
) -> None:
    """Report acts added to a family that the parent prohibits for each of another kind."""
    for act, place in acts:
        for each in parent.directives:
            if each.family is None or each.family is not act.family:
                continue
            if each.for_each is not None and each.for_each is not act.target:
                report.add(
                    "SX230",
                    f"`{act.name}` joins the family `{act.family}`, which `{each.id}` of "
                    f"`{each.origin}` prohibits for each {each.for_each}",
                    place,
                    f"write `target: {each.for_each}`, or leave `family` out",
                )


def extend_families(
    directives: Iterable[Directive], invariants: Iterable[Invariant], acts: Mapping[str, ActSpec]
) -> tuple[tuple[Directive, ...], tuple[Invariant, ...]]:
    """Return what is inherited with the acts that the child adds to a family it names."""
    families = families_of(acts)

    def extended(promise: Promise) -> Promise:
        added = [act for family in promise.families for act in families[family]]
        return evolve(promise, acts=tuple(dict.fromkeys((*promise.acts, *added))))

    return (
        tuple(
            each if each.family is None else evolve(each, acts=families[each.family])
            for each in directives
        ),
        tuple(
            evolve(
                each,
                promises=tuple(extended(promise) for promise in each.promises),
                some_of=tuple(extended(promise) for promise in each.some_of),
            )
            for each in invariants
        ),
    )
