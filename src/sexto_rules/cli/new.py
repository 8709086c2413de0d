"""`sexto new`: the folder of a new protocol."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from sexto_rules.authoring.schema import protocol_schema
from sexto_rules.authoring.schema.known import names_of
from sexto_rules.cli.options import ColourOption, Format, FormatOption, as_day
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.words import Language, to_type, word
from sexto_rules.library.starting import begin_protocol, find_parent_for, write_folder
from sexto_rules.scenarios.schema import scenario_schema

__all__ = ["new"]


def new(  # noqa: PLR0913 - one parameter an option
    name: Annotated[
        str, typer.Argument(help="The id of the new protocol, or the path of its new folder.")
    ],
    *,
    extends: Annotated[
        str, typer.Option("--extends", help="The protocol that it extends, by name.")
    ] = "core",
    folder: Annotated[
        Path, typer.Option("--folder", help="Where the new folder is made.")
    ] = Path(),
    languages: Annotated[
        str,
        typer.Option(
            "--lang",
            help="The languages of the new protocol, such as fr,en, the main one first; "
            "those of what it extends where left out.",
        ),
    ] = "",
    output: FormatOption = Format.TEXT,
    color: ColourOption = Colour.AUTO,
) -> None:
    r"""Make the folder of a new protocol, with notes on every part and two cases.

    Créer le dossier d'un nouveau protocole, avec des notes sur chaque partie et deux cas.

    Nothing is ever overwritten. The new protocol has no mistakes and its cases pass; what it says
    is a draft to be replaced.

    \b
    Examples / exemples:
      sexto new ca-on-example
      sexto new our-school --extends ca-qc-sexto --lang fr
      sexto new ca-on-example --folder protocols
    """
    path = folder / name
    told = [each for each in languages.replace(" ", "").split(",") if each]
    parent = find_parent_for(path, extends)
    texts = begin_protocol(path, parent, told, as_day(None))
    known = names_of(parent, told)
    texts[".schema/protocol.json"] = _written(protocol_schema(known))
    texts[".schema/scenario.json"] = _written(scenario_schema(known))
    files = write_folder(path, texts)
    language = Language.FR if told[:1] == [Language.FR] else Language.EN
    with writing():
        if output is Format.JSON:
            print_json([str(each) for each in files])
        else:
            _report(Screen(color, language), path, files)


def _written(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, separators=(",", ":")) + "\n"


def _report(screen: Screen, path: Path, files: tuple[Path, ...]) -> None:
    """Say what was made, and what to do next."""
    screen.say(f"{word('new_made', screen.language)} {path}", "bold green")
    for each in files:
        if ".schema" not in each.parts:
            screen.item("·", str(each))
    screen.head(word("new_next", screen.language), "blue")
    screen.say(word("new_read", screen.language))
    here = "" if len(path.parts) > 1 else "./"
    for command, why in (
        (f"sexto check {path}", "new_check"),
        (f"sexto test {path}", "new_test"),
        (f"sexto ask {here}{path}", "new_ask"),
        (f"sexto format {path}", "new_format"),
    ):
        screen.verbatim(f"  {to_type(command, screen.language)}")
        screen.say(word(why, screen.language), indent=6)
