"""The application: its commands, and what becomes of every way a command can end.

Exit codes: 0 fine, 1 problems in what was given, 2 wrong usage, 3 our bug or advice withheld,
130 interrupted. Nobody sees a traceback unless `SEXTO_DEBUG=1` asks for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from importlib import import_module
from inspect import cleandoc
from itertools import pairwise
from typing import Annotated, Final, NoReturn

import typer

from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import prepare_streams, writing
from sexto_rules.cli.words import Language
from sexto_rules.errors import AdviceWithheldError, MissingExtraError, ProblemsError

__all__ = ["COMMANDS", "main", "make_app"]

EXIT_PROBLEMS: Final = 1
EXIT_USAGE: Final = 2
EXIT_BUG: Final = 3
EXIT_INTERRUPTED: Final = 130
_INTERRUPTED: Final = "interrupted / interrompu"

COMMANDS: Final = (
    "protocols",
    "decide",
    "why",
    "ask",
    "new",
    "check",
    "test",
    "prove",
    "compare",
    "refines",
    "count",
    "simulate",
    "across",
    "timeline",
    "sources",
    "briefing",
    "practise",
    "explain",
    "format",
    "schema",
)
"""The commands in the order of the help; each is the function of this name in its module."""

_HELP: Final = (
    "Decide what a written protocol says of an incident: what never to do, what to do now, "
    "what to do then, what to find out.\n\n"
    "Décider ce qu'un protocole écrit dit d'un incident. Ajouter --lang fr.\n\n"
    "Unofficial models of public documents; not legal advice."
)


def make_app(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the application with these of the commands; what the others need is not loaded."""
    app = typer.Typer(
        name="sexto",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help=_HELP,
    )
    for name in names:
        command = getattr(import_module(f"sexto_rules.cli.{name}"), name)
        app.command(name, help=_help_of(command))(command)
    app.callback()(_options)
    return app


def _asked_for(arguments: Sequence[str]) -> Iterable[str]:
    """Return the commands that these arguments can be about."""
    first = next(iter(arguments), None)
    if first == "--version":
        return ()
    return (first,) if first in COMMANDS else COMMANDS


def _help_of(command: Callable[..., None]) -> str:
    """Return the help of a command, with the mark that keeps lines of examples as they are."""
    return cleandoc(command.__doc__ or "").replace("\\b", "\b")


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer passes the flag by position
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - only when asked

        typer.echo(f"sexto-rules {version('sexto-rules')}")
        raise typer.Exit


def _options(
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Take the options that stand before every command."""


def main() -> NoReturn:
    """Run the command; end the process with its exit code."""
    prepare_streams()
    try:
        code = _run(sys.argv[1:])
    except OSError:  # standard error is gone: nobody can be told
        code = EXIT_PROBLEMS
    with suppress(ProblemsError), writing():
        pass  # what is not written yet, so that the interpreter has nothing to complain about
    sys.exit(code)


def _language_of(arguments: Sequence[str]) -> Language:
    """Return the language that the arguments ask for; the first where they name several."""
    asked = [
        value.removeprefix("--lang=")
        for before, value in pairwise(("", *arguments))
        if before == "--lang" or value.startswith("--lang=")
    ]
    return Language.FR if asked and asked[-1].split(",")[0] == Language.FR else Language.EN


def _run(arguments: list[str]) -> int:
    screen = Screen(Colour.AUTO, _language_of(arguments), to=sys.stderr)
    try:
        make_app(_asked_for(arguments))(arguments)
    except SystemExit as ended:
        if _is_unsaid_interrupt(ended):
            screen.say(_INTERRUPTED)
        return ended.code if isinstance(ended.code, int) else 0
    except KeyboardInterrupt:  # while the command was loaded
        screen.say(_INTERRUPTED)
        return EXIT_INTERRUPTED
    except ProblemsError as error:
        screen.problems(error.problems)
        return EXIT_PROBLEMS
    except MissingExtraError as error:
        screen.say(str(error))
        return EXIT_USAGE
    except AdviceWithheldError as error:
        screen.withheld(error)
        return EXIT_BUG
    except Exception as error:  # the last line of defence: nobody sees a traceback
        if os.environ.get("SEXTO_DEBUG") == "1":
            raise
        screen.bug(error)
        return EXIT_BUG
    return 0


def _is_unsaid_interrupt(ended: BaseException | None) -> bool:
    """Whether Ctrl-C ended a command that did not take it: typer makes an exit of that."""
    while ended is not None and not isinstance(ended, KeyboardInterrupt):
        ended = ended.__context__
    return ended is not None
