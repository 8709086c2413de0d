"""`sexto across`: one incident under many protocols, side by side."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from enum import StrEnum
from typing import Annotated

import typer

from sexto_rules.cli.across_data import across_data
from sexto_rules.cli.across_page import across_page
from sexto_rules.cli.across_view import show_across
from sexto_rules.cli.decide import engines_of
from sexto_rules.cli.inputs import read_incident, read_protocol
from sexto_rules.cli.options import (
    AsOf,
    ColourOption,
    EngineChoice,
    EngineOption,
    LanguageOption,
    as_day,
)
from sexto_rules.cli.progress import progress
from sexto_rules.cli.publishing_words import said
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.words import Language
from sexto_rules.decisions import Decider
from sexto_rules.errors import Problem, ProtocolError
from sexto_rules.library import find_protocols
from sexto_rules.protocol.model import Protocol
from sexto_rules.publishing.across import across as decided_across

__all__ = ["across"]


class AcrossFormat(StrEnum):
    """For people, for programs, or as a page."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def across(  # noqa: PLR0913, PLR0917 - one parameter an option
    incident: Annotated[str, typer.Argument(help="A YAML or JSON file; - reads standard input.")],
    protocol: Annotated[
        list[str] | None,
        typer.Option(
            "--protocol",
            "-p",
            metavar="PROTOCOL",
            help="Only this one, by name or path; may be given several times. Else every one "
            "that can be named and has routes.",
        ),
    ] = None,
    as_of: AsOf = None,
    lang: LanguageOption = Language.EN,
    output: Annotated[
        AcrossFormat,
        typer.Option("--format", help="text for people, json for machines, html for one page."),
    ] = AcrossFormat.TEXT,
    engine: EngineOption = EngineChoice.BOTH,
    color: ColourOption = Colour.AUTO,
) -> None:
    r"""Decide one incident under every protocol: who is called, what is forbidden, what differs.

    Décider un même incident selon chaque protocole : qui est appelé, ce qui est interdit, ce qui
    diffère et selon quelle source.

    What a protocol does not know (a region, an answer of another one) is left out there, and
    said. Exit code 0: decided; 1: a protocol has problems and is left aside.

    \b
    Examples / exemples:
      sexto across incident.yaml
      sexto across incident.yaml --lang fr
      sexto across incident.yaml -p ca-qc-sexto -p gb-eng-nudes --format json
      sexto across incident.yaml --as-of 2026-01-15 --format html > across.html
    """
    told = read_incident(incident)
    protocols, problems = _protocols(protocol)
    day, engines = as_day(as_of), engines_of(engine)
    with ExitStack() as open_ones, progress(said("deciding", lang), len(protocols)) as after_each:
        deciders = (open_ones.enter_context(Decider(each, day, engines)) for each in protocols)
        found = decided_across(told, deciders, after_each=after_each)
    with writing():
        match output:
            case AcrossFormat.TEXT:
                show_across(Screen(color, lang), found)
            case AcrossFormat.JSON:
                print_json(across_data(found))
            case AcrossFormat.HTML:
                typer.echo(across_page(found, told, lang), nl=False)
    if problems:
        Screen(color, lang, to=sys.stderr).problems(problems)
        raise typer.Exit(1)


def _protocols(names: list[str] | None) -> tuple[list[Protocol], list[Problem]]:
    """Return the protocols asked for; else all that have routes, and what is wrong with others.

    Raises:
        ProtocolError: One that was asked for has problems.
    """
    if names:
        return [read_protocol(name) for name in dict.fromkeys(names)], []
    found: list[Protocol] = []
    problems: list[Problem] = []
    for info in find_protocols():
        if info.problems:
            problems += info.problems
            continue
        try:
            read = read_protocol(info.id)
        except ProtocolError as error:
            problems += error.problems
        else:
            found += [read] if read.classes else []
    return found, problems
