"""The options that several commands share."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer
from platformdirs import user_cache_path

from sexto_rules.cli.screen import Colour
from sexto_rules.cli.words import Language

__all__ = [
    "AsOf",
    "ColourOption",
    "EngineChoice",
    "EngineOption",
    "Format",
    "FormatOption",
    "LanguageOption",
    "as_day",
    "cache_folder",
]


class Format(StrEnum):
    """For people, or for machines."""

    TEXT = "text"
    JSON = "json"


class EngineChoice(StrEnum):
    """Which engines decide."""

    BOTH = "both"
    DURABLE = "durable"
    COMPILED = "compiled"


LanguageOption: TypeAlias = Annotated[
    Language, typer.Option("--lang", help="The language to speak: fr or en.", show_default=True)
]
ColourOption: TypeAlias = Annotated[
    Colour, typer.Option("--color", "--colour", help="When to use colour; NO_COLOR is honoured.")
]
FormatOption: TypeAlias = Annotated[
    Format, typer.Option("--format", help="text for people, json for machines.")
]
EngineOption: TypeAlias = Annotated[
    EngineChoice,
    typer.Option("--engine", help="Which engines decide; both compares them before answering."),
]
AsOf: TypeAlias = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        metavar="DAY",
        help="The day the protocol is read on, as 2026-01-15; today where left out.",
    ),
]


def as_day(as_of: datetime | None) -> date:
    """Return the day asked for, or today: only the command line reads a clock."""
    return date.today() if as_of is None else as_of.date()  # noqa: DTZ011 - the local day is meant


def cache_folder() -> Path:
    """Return the folder where compiled protocols are kept between two runs."""
    return user_cache_path("sexto-rules", appauthor=False)
