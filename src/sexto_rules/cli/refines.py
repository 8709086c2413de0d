"""`sexto refines`: whether a protocol keeps what another says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sexto_rules.cli.inputs import read_protocol
from sexto_rules.cli.options import ColourOption, Format, FormatOption, LanguageOption
from sexto_rules.cli.progress import progress
from sexto_rules.cli.refines_words import found, from_day, instead, named_apart, said
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.words import Language, in_language
from sexto_rules.facts.converter import unstructure_incident
from sexto_rules.library import incident_to_yaml
from sexto_rules.protocol.model import Protocol

if TYPE_CHECKING:
    from sexto_rules.proof.refinement import Refinement, Weakening

__all__ = ["refines"]


def refines(  # noqa: PLR0913, PLR0917 - one parameter an option
    child: Annotated[str, typer.Argument(help="A protocol by name, or its folder or file.")],
    parent: Annotated[str, typer.Argument(help="The one that it should keep, likewise.")],
    lang: LanguageOption = Language.EN,
    output: FormatOption = Format.TEXT,
    color: ColourOption = Colour.AUTO,
    timeout: Annotated[
        int,
        typer.Option(
            "--timeout",
            min=1,
            metavar="SECONDS",
            help="How long the solver may take for one answer; then it is undecided.",
        ),
    ] = 60,
) -> None:
    r"""Prove that a protocol drops or weakens no duty and no prohibition of another.

    Prouver qu'un protocole n'enlève ni n'affaiblit aucune obligation ni interdiction d'un autre.

    For every day, every incident, and any number of persons and devices; each weakening is shown
    with the smallest incident, which the reference and every engine have decided again.

    Exit code 0: all is kept; 1: something is not, or it is undecided; 2: wrong usage, or z3 is
    not installed; 3: our bug; 130: interrupted.

    \b
    Examples / exemples:
      sexto refines ca-qc-sexto core
      sexto refines ./my-protocol ca-qc-sexto --lang fr
      sexto refines my-protocol.yaml core --format json
      sexto refines ./new-version ./old-version --timeout 300
    """
    own, other = read_protocol(child), read_protocol(parent)
    refinement = _refined(own, other, timeout, lang)
    with writing():
        if output is Format.JSON:
            print_json(_as_data(refinement, own, other))
        else:
            own_name, other_name = named_apart(own, other, child, parent)
            names = {"child": own_name, "parent": other_name}
            _show(Screen(color, lang), refinement, names)
    if not refinement.holds:
        raise typer.Exit(1)


def _refined(child: Protocol, parent: Protocol, seconds: int, language: Language) -> Refinement:
    """Hold the one against the other, with a bar on standard error meanwhile."""
    from sexto_rules.proof.finder import NotReproducedError  # noqa: PLC0415 - an extra
    from sexto_rules.proof.refinement import Refining  # noqa: PLC0415 - an extra

    refining = Refining(child, parent, seconds=seconds)
    try:
        with progress(said("refining", language), refining.count, language) as after_each:
            return refining.result(after_each)
    except NotReproducedError as error:
        typer.echo(f"{said('not_reproduced', language)} {error}", err=True)
        raise typer.Exit(3) from None


def _show(screen: Screen, refinement: Refinement, names: dict[str, str]) -> None:
    language = screen.language
    if refinement.unlike:
        screen.say(said("unlike", language, **names, which=", ".join(refinement.unlike)), "yellow")
    for each in refinement.weakenings:
        _show_weakening(screen, each, names)
    for each in refinement.undecided:
        which = f"{each.directive.id}{from_day(each.day, language)}"
        screen.say(f"{which}: {said('undecided', language, **names)}", "yellow")
    if refinement.decided_by:
        engines = f" {said('and', language)} ".join(refinement.decided_by)
        screen.say(said("confirmed", language, engines=engines))
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
    screen.say(in_language(weakening.directive.text, language), indent=2)
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
        "child_version": child.version,
        "parent": parent.id,
        "parent_version": parent.version,
        "refines": refinement.holds,
        "weakenings": [_weakening_data(each) for each in refinement.weakenings],
        "undecided": [_weakening_data(each) for each in refinement.undecided],
        "unlike": list(refinement.unlike),
        "decided_by": list(refinement.decided_by),
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
