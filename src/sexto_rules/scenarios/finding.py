"""Finding what is to be tested: protocols by folder or name, scenarios by file or pattern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path
from typing import Final, NoReturn

from attrs import frozen

from sexto_rules.errors import Place, Problem, ProtocolError
from sexto_rules.library.files import is_there, protocol_files
from sexto_rules.library.sources import PROTOCOL_ID, find_sources, require_one
from sexto_rules.scenarios.reading import find_misnamed, scenario_files

__all__ = ["Found", "find_scenarios"]

_SCENARIOS: Final = "scenarios"


@frozen(kw_only=True)
class Found:
    """A protocol folder, and which of its scenario files are meant; at least one."""

    folder: Path
    files: tuple[Path, ...]


def find_scenarios(wanted: Iterable[str]) -> tuple[Found, ...]:
    """Return the protocols and scenario files that these words mean, each once.

    A word is a protocol folder, its folder `scenarios`, a scenario file, a pattern of such files
    (`my-protocol/scenarios/police-*.yaml`), or the id of a protocol that can be loaded by name;
    what lies in the current folder comes first.

    Raises:
        ProtocolError: One of them means nothing; a protocol has no scenario, or a file beside
            them that would not be read; a pattern fits none (SX605).

    Example:
        >>> find_scenarios(["rulesets/ca-qc-sexto"])[0].folder.name  # doctest: +SKIP
        'ca-qc-sexto'
    """
    files: dict[Path, dict[Path, None]] = {}
    problems: list[Problem] = []
    for word in wanted:
        try:
            for folder, path in _meant(word):
                files.setdefault(folder, {})[path] = None
        except ProtocolError as error:
            problems += error.problems
    if problems:
        raise ProtocolError(problems)
    return tuple(Found(folder=folder, files=tuple(its)) for folder, its in files.items())


def _meant(word: str) -> Iterator[tuple[Path, Path]]:
    """Yield the scenario files that a word means, each with the folder of its protocol."""
    path = Path(word)
    if is_there(path):
        yield from [_of_file(path)] if path.is_file() else _of_folder(path)
    elif has_magic(word):
        fitting = sorted(glob(word, recursive=True))  # noqa: PTH207 - it may be absolute
        if not fitting:
            _refuse("no scenario fits this pattern", word, "look at its spelling")
        for each in fitting:
            yield _of_file(Path(each))
    elif PROTOCOL_ID.fullmatch(word):
        yield from _of_folder(require_one(word, find_sources(word)).whole_path)
    else:
        protocol_files(path)


def _of_file(path: Path) -> tuple[Path, Path]:
    """Return a scenario file with the folder of its protocol."""
    if path.absolute().parent.name != _SCENARIOS or path.suffix != ".yaml":
        help_ = "name the folder of a protocol, or `.yaml` files of its folder `scenarios`"
        _refuse("this is not a scenario of a protocol", str(path), help_)
    folder = path.parent.parent if path.parent.name else Path("..")
    return folder, path


def _of_folder(path: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the scenario files of a protocol folder."""
    folder = path
    if path.absolute().name == _SCENARIOS:
        folder = path.parent if path.name else Path("..")
    files = scenario_files(folder)
    if misnamed := find_misnamed(folder):
        raise ProtocolError(misnamed)
    if not files:
        protocol_files(folder)
        help_ = "write one as section 9 of the guide shows"
        _refuse("no scenario is here", str(folder / _SCENARIOS), help_)
    for each in files:
        yield folder, each


def _refuse(message: str, file: str, advice: str) -> NoReturn:
    raise ProtocolError([Problem("SX605", message, Place(file), advice)])
