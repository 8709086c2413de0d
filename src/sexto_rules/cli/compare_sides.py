"""What is compared: a protocol by name or path, as it is or as of a revision, on a day.

`PATH@REVISION` is the folder or file as git has it in a revision; `NAME@DAY` the protocol on a
day. Of a revision the YAML files of the folder and of those beside it are read, so that what it
extends is of that revision too.
"""

from __future__ import annotations

import subprocess
import tarfile
from datetime import date
from io import BytesIO
from pathlib import Path, PurePosixPath
from shutil import which
from tempfile import TemporaryDirectory

from attrs import evolve, frozen

from sexto_rules.authoring import read_protocol as read_files
from sexto_rules.cli.compare_words import said
from sexto_rules.cli.inputs import read_protocol
from sexto_rules.cli.words import Language
from sexto_rules.errors import Place, Problem, ProtocolError
from sexto_rules.library import load_protocol
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol, Protocol

__all__ = ["Side", "read_side"]


@frozen
class Side:
    """One of the two: the protocol on its day, and what it was called."""

    name: str
    day: DayProtocol

    def words(self, language: Language) -> str:
        """Return its name and its day."""
        return f"{self.name} ({said('as_of', language, self.day.as_of.isoformat())})"


def read_side(name: str, as_of: date) -> Side:
    """Return a protocol on the day that its name tells, else on the one given.

    Raises:
        ProtocolError: There is none, it has mistakes, or git has no such revision of it.
    """
    path, at, revision = name.rpartition("@")
    if not at or not path or not revision or Path(name).exists():
        return Side(name, on(read_protocol(name), as_of))
    day = _day(revision)
    if day is not None:
        return Side(path, on(read_protocol(path), day))
    return Side(name, on(_at_revision(Path(path), revision, name), as_of))


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _at_revision(path: Path, revision: str, name: str) -> Protocol:
    """Return a protocol as a revision has it."""
    whole = path.resolve()
    here = next(each for each in whole.parents if each.is_dir())
    place = Place(name)
    missing = "no git repository is here"
    top = Path(_Git(here, place).line("rev-parse", "--show-toplevel", said=missing))
    git = _Git(top, place)
    commit = git.line(
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        f"{revision}^{{commit}}",
        said=f"git has no revision `{revision}` here",
    )
    inside = PurePosixPath(whole.relative_to(top.resolve()).as_posix())
    folder = inside.parent.as_posix()
    files = f":(top,glob){'' if folder == '.' else f'{folder}/'}**/*.y*ml"
    missing = f"nothing is here in revision `{revision}`"
    archive = git.bytes("archive", "--format=tar", commit, "--", files, said=missing)
    with TemporaryDirectory(prefix="sexto-") as temporary:
        root = Path(temporary).resolve()
        with tarfile.open(fileobj=BytesIO(archive)) as tar:
            tar.extractall(root, filter="data")
        there = root / inside
        if not there.exists():
            raise ProtocolError([Problem("SX707", missing, place)])
        try:
            return _read_beside(there)
        except ProtocolError as error:
            raise ProtocolError([_named(each, root, revision) for each in error.problems]) from None


def _read_beside(path: Path, waiting: frozenset[Path] = frozenset()) -> Protocol:
    """Return a protocol of a revision; what it extends is of that revision where it has it."""
    waiting |= {path}

    def parent(name: str) -> Protocol:
        for each in (path.parent / name, path.parent / f"{name}.yaml"):
            if each.exists() and each not in waiting:
                return _read_beside(each, waiting)
        return load_protocol(name)

    return read_files(path, find_parent=parent)


def _named(problem: Problem, root: Path, revision: str) -> Problem:
    """Return a problem at the place that git has, not where the file was put for reading."""
    file = problem.place.file
    if file is None or not Path(file).is_relative_to(root):
        return problem
    name = f"{Path(file).relative_to(root).as_posix()}@{revision}"
    return evolve(problem, place=evolve(problem.place, file=name))


@frozen
class _Git:
    """The command git in a folder; what it refuses is a problem."""

    folder: Path
    place: Place

    def line(self, *arguments: str, said: str) -> str:
        """Return what it prints, one line."""
        return self.bytes(*arguments, said=said).decode("utf-8", "surrogateescape").rstrip("\n")

    def bytes(self, *arguments: str, said: str) -> bytes:
        """Return what it prints; `said` is the problem where it refuses."""
        program = which("git")
        if program is None:
            raise ProtocolError([Problem("SX707", "git is not installed", self.place)])
        ended = subprocess.run(  # noqa: S603 - no shell, and options end before any name
            [program, "-C", str(self.folder), *arguments], capture_output=True, check=False
        )
        if ended.returncode:
            raise ProtocolError([Problem("SX707", said, self.place)])
        return ended.stdout
