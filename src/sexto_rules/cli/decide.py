"""`sexto decide`: what a protocol says of one incident."""

from __future__ import annotations

from typing import Annotated, Any

import typer

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
from sexto_rules.cli.plan_view import PlanView
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.words import Language
from sexto_rules.decisions import Decider, Decision

__all__ = ["decide", "engines_of"]


def decide(  # noqa: PLR0913, PLR0917 - one parameter an option
    protocol: Annotated[str, typer.Argument(help="A protocol by name, or its folder or file.")],
    incident: Annotated[str, typer.Argument(help="A YAML or JSON file; - reads standard input.")],
    as_of: AsOf = None,
    lang: LanguageOption = Language.EN,
    output: FormatOption = Format.TEXT,
    engine: EngineOption = EngineChoice.BOTH,
    why: Annotated[  # noqa: FBT002 - typer makes a flag of it, given by its name
        bool, typer.Option("--why", help="Show the reasons and sources.")
    ] = False,
    everything: Annotated[  # noqa: FBT002 - as above
        bool, typer.Option("--all", help="Show every question, and what may yet apply.")
    ] = False,
    color: ColourOption = Colour.AUTO,
) -> None:
    r"""Decide one incident: what never to do, what to do now, then, and what to find out.

    Dire d'un incident ce qu'il ne faut jamais faire, ce qu'il faut faire maintenant et ensuite,
    et ce qu'il faut savoir.

    \b
    Examples / exemples:
      sexto decide ca-qc-sexto incident.yaml
      sexto decide ca-qc-sexto incident.yaml --lang fr --why
      sexto decide ca-qc-sexto incident.yaml --as-of 2026-01-15 --format json
      sexto decide ./my-protocol - < incident.json
    """
    read = read_protocol(protocol)
    told = read_incident(incident)
    with Decider(read, as_of=as_day(as_of), engines=engines_of(engine)) as decider:
        decision = decider.decide(told)
        view = PlanView(
            Screen(color, lang),
            decider.day,
            decision,
            why=why,
            everything=everything,
            fell_back=engine is EngineChoice.BOTH and len(decider.decided_by) == 1,
        )
        with writing():
            if output is Format.JSON:
                print_json(_explained(decision) if why else decision.to_dict())
            else:
                view.show()


def _explained(decision: Decision) -> dict[str, Any]:
    """Return a decision as plain data, with why each line and the classes are so."""
    data = decision.to_dict()
    data["classification"]["why"] = [each.to_dict() for each in decision.why_classes()]
    for line, written in zip(decision.directives, data["directives"], strict=True):
        written["why"] = decision.why(line).cited()
    return data


def engines_of(choice: EngineChoice) -> tuple[str, ...] | None:
    """Return the names of the engines asked for; None for the default."""
    return None if choice is EngineChoice.BOTH else (str(choice),)
