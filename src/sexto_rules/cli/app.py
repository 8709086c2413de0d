"""The application: its commands, and what becomes of every way a command can end.

Exit codes: 0 fine, 1 problems in what was given, 2 wrong usage, 3 our bug or advice withheld,
130 interrupted. Nobody sees a traceback unless `SEXTO_DEBUG=1` asks for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from inspect import cleandoc
from typing import Annotated, Final, NoReturn

import typer

from sexto_rules.cli import ask, check, decide, protocols, schema
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import prepare_streams, writing
from sexto_rules.cli.words import Language
from sexto_rules.errors import AdviceWithheldError, MissingExtraError, ProblemsError

__all__ = ["app", "main"]

EXIT_PROBLEMS: Final = 1
EXIT_USAGE: Final = 2
EXIT_BUG: Final = 3
EXIT_INTERRUPTED: Final = 130

app: typer.Typer = typer.Typer(
    name="sexto",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "Decide what a written protocol says of an incident: what never to do, what to do now, "
        "what to do then, what to find out.\n\n"
        "Décider ce qu'un protocole écrit dit d'un incident. Ajouter --lang fr.\n\n"
        "Unofficial models of public documents; not legal advice."
    ),
)


def _help_of(command: Callable[..., None]) -> str:
    """Return the help of a command, with the mark that keeps lines of examples as they are."""
    return cleandoc(command.__doc__ or "").replace("\\b", "\b")


for _command in (protocols.protocols, decide.decide, ask.ask, check.check, schema.schema):
    app.command(_command.__name__, help=_help_of(_command))(_command)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer passes the flag by position
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - only when asked

        typer.echo(f"sexto-rules {version('sexto-rules')}")
        raise typer.Exit


@app.callback()
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


def _run(arguments: list[str]) -> int:
    screen = Screen(Colour.AUTO, Language.EN, to=sys.stderr)
    try:
        app(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except KeyboardInterrupt:
        screen.say("interrupted / interrompu")
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
