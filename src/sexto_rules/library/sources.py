"""Where protocols are: those that ship with the library, and those that packages offer.

A package offers protocols through the entry-point group `sexto_rules.protocols`. The name
of an entry point is the id of the protocol; its value is a package whose folder is the
protocol's folder, so that no code has to be written:

    [project.entry-points."sexto_rules.protocols"]
    ca-on-example = "ca_on_example"

with `protocol.yaml` and the other files beside `ca_on_example/__init__.py`. Where the
folder lies elsewhere, the value is an attribute that holds its path:
`ca-on-example = "my_package:FOLDER"`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Final

from attrs import frozen

from sexto_rules.errors import Place, Problem, ProtocolError
from sexto_rules.library.files import contents_of, is_there

__all__ = [
    "GROUP",
    "PROTOCOL_ID",
    "Source",
    "find_sources",
    "require_one",
    "shipped_folder",
    "wrong_id",
]

GROUP: Final = "sexto_rules.protocols"
"""The entry-point group."""

PROTOCOL_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_SHIPPED: Final = "sexto-rules"


@frozen(kw_only=True)
class Source:
    """A place that offers a protocol; without a path it is broken, as `problems` says.

    `id` is None for a path whose protocol may have any. `origin` is the package that
    brings it, None for a path.
    """

    id: str | None = None
    origin: str | None = None
    path: Path | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def installed(self) -> bool:
        """Whether a package brings it, so that its neighbours have nothing to do with it."""
        return self.origin is not None

    @property
    def whole_path(self) -> Path:
        """The path of a source that is not broken."""
        assert self.path is not None, "a broken source is never loaded"
        return self.path


def find_sources(name: str | None = None) -> tuple[Source, ...]:
    """Return the sources of this id, or every source: the shipped first, then by id.

    Only packages that offer this id are imported.
    """
    offered = sorted(
        (point for point in entry_points(group=GROUP) if name in {None, point.name}),
        key=lambda point: (point.name, point.value),
    )
    return (*_shipped(name), *(_offered(point) for point in offered))


def require_one(name: str, sources: Iterable[Source]) -> Source:
    """Return the source to load an id from: the first that is not broken.

    Several are fine as long as they say the same, byte for byte.

    Raises:
        ProtocolError: There is none, every one is broken, or two differ.
    """
    offers = list(sources)
    if not offers:
        raise ProtocolError([_unknown(name)])
    whole = [(source, source.path) for source in offers if source.path is not None]
    if not whole:
        raise ProtocolError([problem for source in offers for problem in source.problems])
    folders = {path.resolve(): path for _, path in whole}
    if len(folders) > 1:
        first, *others = (contents_of(path) for path in folders.values())
        if any(other != first for other in others):
            where = ", ".join(f"`{path}`" for path in folders.values())
            message = f"there are {len(folders)} different protocols with the id `{name}`: {where}"
            help_ = "name the one that is meant by its path, or give the other another id"
            raise ProtocolError([Problem("SX702", message, help=help_)])
    return whole[0][0]


def _unknown(name: str) -> Problem:
    shipped = {source.id for source in _shipped(None) if source.id is not None}
    ids = sorted(shipped | {point.name for point in entry_points(group=GROUP)})
    close = get_close_matches(name[:60].lower().replace("_", "-"), ids, n=1, cutoff=0.5)
    if close:
        help_ = f"did you mean `{close[0]}`?"
    else:
        help_ = f"known: {', '.join(f'`{each}`' for each in ids)}; or write the path of a folder"
    shown = name if name.isprintable() and len(name) <= 60 else "this"
    return Problem("SX701", f"`{shown}` is not a known protocol", help=help_)


def wrong_id(name: str, found: str, path: Path) -> Problem:
    """Return the problem of a protocol that is offered under another id than its own."""
    return Problem(
        "SX706",
        f"the protocol here is `{found}`, but is offered as `{name}`",
        Place(str(path)),
        "a protocol is offered under its own id",
    )


def shipped_folder() -> Path:
    """Return the folder of the protocols that ship with the library.

    In an installed package it lies inside the package; where the library runs from its own
    repository, beside `src`.
    """
    package = Path(str(files("sexto_rules")))
    installed = package / "rulesets"
    return installed if installed.is_dir() else package.parents[1] / "rulesets"


def _shipped(name: str | None) -> Iterator[Source]:
    folder = shipped_folder()
    if not (folder / "core").is_dir():
        message = "the protocols that ship with the library are not there"
        problem = Problem("SX704", message, help="install sexto-rules again")
        if name in {None, "core"}:
            yield Source(id="core", origin=_SHIPPED, problems=(problem,))
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and PROTOCOL_ID.fullmatch(path.name) and name in {None, path.name}:
            yield Source(id=path.name, origin=_SHIPPED, path=path)


def _offered(point: EntryPoint) -> Source:
    """Return the source that an entry point gives, broken where it gives none."""
    origin = point.dist.name if point.dist is not None else point.value
    try:
        loaded: object = point.load()
        path = _folder_of(loaded)
    except Exception as error:  # noqa: BLE001 - whatever foreign code raises is reported
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        path = None
    else:
        reason = "it is neither a package nor the path of a folder or file"
    problems: list[Problem] = []
    if PROTOCOL_ID.fullmatch(point.name) is None:
        problems.append(
            _broken(point, origin, "its name is not the id of a protocol, such as `ca-on-example`")
        )
    elif path is None:
        problems.append(_broken(point, origin, reason))
    elif not is_there(path):
        problems.append(_broken(point, origin, f"`{str(path)[:200]}` is not there"))
    if problems:
        return Source(id=point.name, origin=origin, problems=tuple(problems))
    return Source(id=point.name, origin=origin, path=path)


def _folder_of(loaded: object) -> Path | None:
    """Return the folder of a package, or the path that an attribute holds."""
    match loaded:
        case ModuleType():
            folders = list(getattr(loaded, "__path__", ()))
            return Path(folders[0]) if len(folders) == 1 else None
        case str() | Path():
            return Path(loaded)
        case _:
            return None


def _broken(point: EntryPoint, origin: str, reason: str) -> Problem:
    return Problem(
        "SX705",
        f"the entry point `{point.name} = {point.value}` of `{origin}` is broken: {reason}",
        help=f"ask whoever maintains `{origin}`, or uninstall it",
    )
