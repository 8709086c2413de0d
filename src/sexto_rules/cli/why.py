"""`sexto why`: why a line of the plan is so, why one is not, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer
from attrs import evolve

from sexto_rules.cli.decide import engines_of
from sexto_rules.cli.inputs import read_incident, read_protocol
from sexto_rules.cli.options import (
    AsOf,
    ColourOption,
    EngineChoice,
    EngineOption,
    Format,
    FormatOption,
    LanguageOption,
    as_day,
)
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.why_view import WhyView
from sexto_rules.cli.why_words import said
from sexto_rules.cli.words import Language
from sexto_rules.decisions import DecidedLine, Decider, Decision, PlanDifference
from sexto_rules.documents import parse_document, plain
from sexto_rules.protocol.outcome import Scope, Status

__all__ = ["why"]

_GIVEN = frozenset({Status.DUE, Status.IN_FORCE, Status.DONE, Status.HELD, Status.CONFLICT})
"""What a plan shows: of these it is asked why, of the others why not.

A prohibition that is lifted is shown only by its name: it must not pass for a permission.
"""


def why(  # noqa: PLR0913, PLR0917 - one parameter an option
    protocol: Annotated[str, typer.Argument(help="A protocol by name, or its folder or file.")],
    incident: Annotated[str, typer.Argument(help="A YAML or JSON file; - reads standard input.")],
    name: Annotated[
        str | None,
        typer.Argument(metavar="ACT_OR_DIRECTIVE", help="An act, or the id of a directive."),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option("--target", metavar="ID", help="Only of this person or device: p1, d1."),
    ] = None,
    negative: Annotated[  # noqa: FBT002 - typer makes a flag of it, given by its name
        bool, typer.Option("--not", help="Ask why not: what would have to be otherwise.")
    ] = False,
    facts: Annotated[
        list[str] | None,
        typer.Option(
            "--if",
            metavar="FACT=VALUE",
            help="Ask what would change if this were so; may be given several times.",
        ),
    ] = None,
    as_of: AsOf = None,
    lang: LanguageOption = Language.EN,
    output: FormatOption = Format.TEXT,
    engine: EngineOption = EngineChoice.BOTH,
    color: ColourOption = Colour.AUTO,
) -> None:
    r"""Say why a line of the plan is so, why one is not, or what would change it.

    Dire pourquoi une ligne du plan est ainsi, pourquoi une autre n'y est pas, ou ce qui la
    changerait. Ce qui est cité suffit, et rien n'y est de trop.

    \b
    Examples / exemples:
      sexto why ca-qc-sexto incident.yaml call_police
      sexto why ca-qc-sexto incident.yaml secure_device --target d1 --lang fr
      sexto why ca-qc-sexto incident.yaml complete_grid --not
      sexto why ca-qc-sexto incident.yaml --if blackmail=no --if persons.p1.age=12
    """
    if name is None and not facts:
        raise typer.BadParameter(said("nothing_named", lang), param_hint="ACT_OR_DIRECTIVE")
    changes = dict(_fact(each, lang) for each in facts or ())
    read = read_protocol(protocol)
    told = read_incident(incident)
    with Decider(read, as_of=as_day(as_of), engines=engines_of(engine)) as decider:
        decision = decider.decide(told)
        view = WhyView(Screen(color, lang), decider.day)
        with writing():
            if changes:
                found = _only(decision.what_if(changes), name, target)
                _show_difference(view, found, facts or (), output)
            else:
                assert name is not None, "a name or facts are asked for"
                _show(view, decision, name, target, output, negative=negative)


def _only(found: PlanDifference, name: str | None, target: str | None) -> PlanDifference:
    """Return the difference, of an act or a directive only where one is named."""
    return evolve(
        found,
        begins=tuple(line for line in found.begins if _is_of(line, name, target)),
        ends=tuple(line for line in found.ends if _is_of(line, name, target)),
        changes=tuple(each for each in found.changes if _is_of(each.after, name, target)),
    )


def _show_difference(
    view: WhyView, found: PlanDifference, asked: Iterable[str], output: Format
) -> None:
    if output is Format.JSON:
        print_json({"what_if": found.to_dict()})
    else:
        view.show_difference(", ".join(asked), found)


def _show(  # noqa: PLR0913 - what to show, of what, and how
    view: WhyView,
    decision: Decision,
    name: str,
    target: str | None,
    output: Format,
    *,
    negative: bool,
) -> None:
    """Show why; why not, where that is asked or nothing of it is in the plan."""
    found = decision.why_not(name, target)
    lines = [line for line in decision.directives if _is_of(line, name, target)]
    given = [line for line in lines if line.status in _GIVEN]
    asks_not = negative or not given
    may_show = [line for line in lines if line.status is not Status.LIFTED or line.id == name]
    shown = [decision.why(line) for line in (may_show if asks_not else given)]
    if output is Format.JSON:
        data = {"why": [each.to_dict() for each in shown]}
        print_json(data | ({"why_not": found.to_dict()} if asks_not else {}))
    elif asks_not:
        view.show_why_not(name, found, shown)
    else:
        view.show_why(name, shown)


def _is_of(line: DecidedLine, name: str | None, target: str | None) -> bool:
    """Whether a line is of a directive or an act, and about the target if there is one."""
    about = line.target
    return (name is None or line.id == name or name in line.acts) and (
        target is None or about is None or about.scope is Scope.EVERY or about.id == target
    )


def _fact(words: str, language: Language) -> tuple[str, object]:
    """Return a path and a value, read as in an incident file."""
    path, equals, value = words.partition("=")
    if not equals or not path.strip():
        raise typer.BadParameter(said("not_a_fact", language, words), param_hint="--if")
    return path.strip(), plain(parse_document(value))
