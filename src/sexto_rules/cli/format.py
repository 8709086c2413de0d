"""`sexto format`: the files of a protocol in canonical form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer
from attrs import evolve

from sexto_rules.cli.options import ColourOption, Format, FormatOption, LanguageOption
from sexto_rules.cli.practise_cases import case_files, find_cases
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.words import Language, word
from sexto_rules.errors import ProtocolError, Severity
from sexto_rules.library import check_protocol
from sexto_rules.library.formatting import FormattedFile, format_protocol, write_formatted
from sexto_rules.practice.canonical import form_of_case
from sexto_rules.scenarios import check_scenarios, scenario_files
from sexto_rules.scenarios.canonical import form_of_scenario

__all__ = ["format"]

_HEADER: Final = "protocol.yaml"


def format(  # noqa: A001, PLR0913 - a command is the function of its name; typer's options
    path: Annotated[Path, typer.Argument(help="The folder of a protocol, or one of its files.")],
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if a file would change.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; print what would change.")
    ] = False,
    lang: LanguageOption = Language.EN,
    output: FormatOption = Format.TEXT,
    color: ColourOption = Colour.AUTO,
) -> None:
    r"""Write the files of a protocol in one form: order of keys, indentation, quotes, lines.

    Écrire les fichiers d'un protocole sous une seule forme : ordre des clés, décalages,
    guillemets, lignes. Les notes (#) restent; le sens ne change jamais.

    Comments stay; what the protocol says never changes. A protocol with mistakes is left as it
    is. Exit code 0: done; 1: mistakes, or with --check a file would change; 2: wrong usage.

    \b
    Examples / exemples:
      sexto format my-protocol
      sexto format my-protocol --check
      sexto format my-protocol --diff
      sexto format my-protocol/scenarios/threat.yaml
    """
    files = _formatted(path)
    changed = [each for each in files if each.is_changed]
    if not (check or diff):
        write_formatted(files)
    with writing():
        if output is Format.JSON:
            print_json([_as_data(each, with_diff=diff) for each in files])
        else:
            screen = Screen(color, lang)
            for each in changed if diff else ():
                screen.verbatim(each.diff().rstrip("\n"))
            _report(screen, files, changed, is_written=not (check or diff))
    if check and changed:
        raise typer.Exit(1)


def _formatted(path: Path) -> tuple[FormattedFile, ...]:
    """Return the files in canonical form: all of a folder, or the one that is named.

    Raises:
        ProtocolError: The protocol or one of its cases has mistakes.
    """
    folder = _folder_of(path)
    files = _formatted_of(folder)
    if folder == path:
        return files
    return tuple(evolve(each, path=path) for each in files if each.path.samefile(path))


def _folder_of(path: Path) -> Path:
    """Return the folder of the protocol that a file is part of; of others, the path itself.

    A file may stand in the folder, or in a folder of it: `scenarios`, `practice`, `directives`.
    """
    if not path.is_file():
        return path
    parent = path.parent
    above = parent.parent if parent.name else Path("..")
    return next((each for each in (parent, above) if (each / _HEADER).is_file()), path)


def _formatted_of(path: Path) -> tuple[FormattedFile, ...]:
    protocol, problems = check_protocol(path)
    if protocol is not None:
        problems = (*check_scenarios(path, protocol), *find_cases(path, protocol)[1])
    errors = [each for each in problems if each.severity is Severity.ERROR]
    if protocol is None or errors:
        raise ProtocolError(errors)
    languages = protocol.languages
    scenarios = scenario_files(path) if path.is_dir() else ()
    forms = dict.fromkeys(scenarios, form_of_scenario(languages))
    forms |= dict.fromkeys(case_files(path), form_of_case(languages))
    return format_protocol(path, protocol, forms)


def _report(
    screen: Screen,
    files: tuple[FormattedFile, ...],
    changed: list[FormattedFile],
    *,
    is_written: bool,
) -> None:
    done = word("format_written" if is_written else "format_would_write", screen.language)
    for each in changed:
        screen.say(f"{done} {each.path}")
    already = word("format_already", screen.language)
    screen.say(f"{len(changed)} {done} · {len(files) - len(changed)} {already}", "bold")


def _as_data(file: FormattedFile, *, with_diff: bool) -> dict[str, Any]:
    data: dict[str, Any] = {"file": str(file.path), "changed": file.is_changed}
    return data | {"diff": file.diff()} if with_diff else data
