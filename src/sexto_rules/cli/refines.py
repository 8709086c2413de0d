"""`sexto refines`: whether a protocol keeps what another says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sexto_rules.cli.inputs import read_protocol
from sexto_rules.cli.options import ColourOption, Format, FormatOption, LanguageOption
from sexto_rules.cli.refines_words import found, from_day, instead, said
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.words import Language, in_language
from sexto_rules.facts.converter import unstructure_incident
from sexto_rules.library import incident_to_yaml
from sexto_rules.protocol.model import Protocol

if TYPE_CHECKING:
    from sexto_rules.proof.refinement import Refinement, Weakening

__all__ = ["refines"]


def refines(
    child: Annotated[str, typer.Argument(help="A protocol by name, or its folder or file.")],
    parent: Annotated[str, typer.Argument(help="The one that it should keep, likewise.")],
    lang: LanguageOption = Language.EN,
    output: FormatOption = Format.TEXT,
    color: ColourOption = Colour.AUTO,
) -> None:
    r"""Prove that a protocol drops or weakens no duty and no prohibition of another.

    Prouver qu'un protocole n'enlève ni n'affaiblit aucune obligation ni interdiction d'un autre.

    For every day, every incident, and any number of persons and devices; each weakening is shown
    with the smallest incident. Needs z3: pip install 'sexto-rules[proof]'.

    Exit code 0: all is kept; 1: something is not, or the solver cannot tell; 2: wrong usage;
    3: our bug.

    \b
    Examples / exemples:
      sexto refines ca-qc-sexto core
      sexto refines ./my-protocol ca-qc-sexto --lang fr
      sexto refines my-protocol.yaml core --format json
    """
    from sexto_rules.proof.refinement import refine  # noqa: PLC0415 - needs the solver

    own, other = read_protocol(child), read_protocol(parent)
    refinement = refine(own, other)
    with writing():
        if output is Format.JSON:
            print_json(_as_data(refinement, own, other))
        else:
            _show(Screen(color, lang), refinement, own, other)
    if not refinement.holds:
        raise typer.Exit(1)


def _show(screen: Screen, refinement: Refinement, child: Protocol, parent: Protocol) -> None:
    names = {"child": child.id, "parent": parent.id}
    language = screen.language
    for each in refinement.weakenings:
        _show_weakening(screen, each, names)
    for each in refinement.undecided:
        which = f"{each.directive.id}{from_day(each.day, language)}"
        screen.say(f"{which}: {said('undecided', language, **names)}", "yellow")
    count = len(refinement.weakenings)
    if refinement.holds:
        screen.say(said("holds", language, **names), "bold green")
    elif count:
        word = "weakened" if count == 1 else "weakened_often"
        screen.say(said(word, language, **names, count=str(count)), "bold red")
    else:
        screen.say(said("not_proved", language, **names), "bold red")


def _show_weakening(screen: Screen, weakening: Weakening, names: dict[str, str]) -> None:
    language = screen.language
    assert weakening.incident is not None
    assert weakening.instead is not None
    what = found(weakening.kind, language, **names)
    day = from_day(weakening.day, language)
    screen.say(f"{weakening.directive.id}{day}: {what}", "bold red")
    screen.say(in_language(dict(weakening.directive.text), language), indent=2)
    screen.say(instead(weakening.kind, weakening.instead, language, **names), indent=2)
    if unstructure_incident(weakening.incident):
        screen.say(said("incident", language), indent=2)
        for line in incident_to_yaml(weakening.incident).splitlines():
            screen.verbatim(f"    {line}")
    else:
        screen.say(said("no_incident", language), indent=2)
    screen.say()


def _as_data(refinement: Refinement, child: Protocol, parent: Protocol) -> dict[str, Any]:
    return {
        "child": child.id,
        "parent": parent.id,
        "refines": refinement.holds,
        "weakenings": [_weakening_data(each) for each in refinement.weakenings],
        "undecided": [_weakening_data(each) for each in refinement.undecided],
    }


def _weakening_data(weakening: Weakening) -> dict[str, Any]:
    data: dict[str, Any] = {
        "kind": str(weakening.kind),
        "directive": weakening.directive.id,
        "from": weakening.day.isoformat(),
    }
    if weakening.incident is not None and weakening.instead is not None:
        status = weakening.instead.status
        data["status"] = None if status is None else str(status)
        data["by"] = list(weakening.instead.by)
        data["incident"] = unstructure_incident(weakening.incident)
    return data
