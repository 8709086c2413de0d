"""Loading a protocol by its id or its path, with all that it extends.

`extends` names an id: of a protocol that can be loaded by name, or of one that lies beside
the one being loaded by path (a folder of that name, or a file of that name and `.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from sexto_rules import authoring
from sexto_rules.documents import parse_document
from sexto_rules.errors import Place, Problem, ProtocolError
from sexto_rules.library.cached import library_print, read_cached, write_cached
from sexto_rules.library.files import contents_of, is_there, protocol_files
from sexto_rules.library.sources import (
    PROTOCOL_ID,
    Source,
    find_sources,
    require_one,
    wrong_id,
)
from sexto_rules.protocol.model import Protocol

__all__ = [
    "MOST_ANCESTORS",
    "ancestors_of",
    "check_protocol",
    "check_texts",
    "load_protocol",
    "parents_of",
    "source_of",
]

MOST_ANCESTORS: Final = 16

_PROTOCOL_KEY: Final = re.compile(rb"""^(?:\xef\xbb\xbf)?["']?protocol["']?[ ]*:""", re.MULTILINE)
_EXTENDS: Final = re.compile(rb"""extends["']?\s*:\s*["']?([a-z0-9-]+)""")


def load_protocol(name_or_path: str | Path, *, cache: Path | None = None) -> Protocol:
    """Return the protocol of this id, or in this folder or file.

    A text that is spelled like an id is one; write `./core` for a folder of that name.

    Args:
        name_or_path: The id or the path.
        cache: A private folder that keeps the typed form of what was loaded. It is made
            where it is missing; whatever is wrong with it only costs time. None: no cache.

    Raises:
        ProtocolError: There is no such protocol, there are two, or it has mistakes; all
            problems at once.

    Example:
        >>> load_protocol("core").id
        'core'
    """
    return _Loading(cache).load(source_of(name_or_path))


def check_protocol(name_or_path: str | Path) -> tuple[Protocol | None, tuple[Problem, ...]]:
    """Return the protocol, None if it has an error, and every problem in order of place.

    Raises:
        ProtocolError: There is no such protocol, or there are two.
    """
    source = source_of(name_or_path)
    path = source.whole_path
    protocol_files(path)
    return authoring.check_folder(path, find_parent=parents_of(source))


def check_texts(
    path: Path, texts: Mapping[Path, str]
) -> tuple[Protocol | None, tuple[Problem, ...]]:
    """Return what `check_protocol` would, were these the texts of the protocol's files."""
    from sexto_rules.authoring.folder import check_documents  # noqa: PLC0415 - read when used
    from sexto_rules.authoring.report import Report  # noqa: PLC0415 - read when used

    documents = [parse_document(text, str(file)) for file, text in texts.items()]
    return check_documents(Report(), documents, Place(str(path)), parents_of(source_of(path)))


def parents_of(source: Source) -> Callable[[str], Protocol]:
    """Return what finds the protocols that the one of a source extends."""
    within = _Loading(None, (source.whole_path.resolve(),))
    return lambda name: within.load(_find_parent(name, source))


def ancestors_of(protocol: Protocol, source: Source) -> Iterator[Protocol]:
    """Yield the protocols that the one of a source inherits from, nearest first."""
    for name in protocol.lineage:
        source = _find_parent(name, source)
        yield _Loading(None).load(source)


def source_of(name_or_path: str | Path) -> Source:
    """Return what is to be loaded."""
    path = Path(name_or_path)
    if not isinstance(name_or_path, str) or set(name_or_path) & set("/\\."):
        return Source(path=path)
    if name_or_path and PROTOCOL_ID.fullmatch(name_or_path) is None and is_there(path):
        return Source(path=path)
    return require_one(name_or_path, find_sources(name_or_path))


@frozen
class _Loading:
    """A loading under way: the cache, and the folders of the protocols that wait for this one."""

    cache: Path | None
    waiting: tuple[Path, ...] = ()

    def load(self, source: Source) -> Protocol:
        """Return the protocol of a source, from the cache where it is there."""
        path = source.whole_path
        place = Place(str(path))
        protocol_files(path)
        if path.resolve() in self.waiting:
            raise ProtocolError([Problem("SX703", "this protocol extends itself", place)])
        if len(self.waiting) > MOST_ANCESTORS:
            message = f"protocols extend one another more than {MOST_ANCESTORS} deep"
            raise ProtocolError([Problem("SX703", message, place)])
        protocol = self._read(source) if self.cache is None else self._kept(source, self.cache)
        if source.id is not None and protocol.id != source.id:
            raise ProtocolError([wrong_id(source.id, protocol.id, path)])
        if protocol.id in protocol.lineage:
            message = f"`{protocol.id}` extends another protocol of its own id"
            raise ProtocolError([Problem("SX703", message, place)])
        return protocol

    def _read(self, source: Source) -> Protocol:
        within = evolve(self, waiting=(*self.waiting, source.whole_path.resolve()))
        return authoring.read_protocol(
            source.whole_path, find_parent=lambda name: within.load(_find_parent(name, source))
        )

    def _kept(self, source: Source, cache: Path) -> Protocol:
        """Return the protocol from the cache, or read it and keep it there."""
        try:
            trace = _trace_of(source)
        except ProtocolError:
            return self._read(source)
        kept = read_cached(cache, trace.key)
        if kept is not None:
            return kept
        protocol = self._read(source)
        if trace.ids.issuperset(protocol.lineage) and _trace_of(source) == trace:
            write_cached(cache, trace.key, protocol)
        return protocol


def _find_parent(name: str, child: Source) -> Source:
    """Return the source of a protocol that another one extends."""
    offers = find_sources(name)
    if child.installed:
        return require_one(name, offers)
    path = child.whole_path
    folder = path.parent if path.name not in {"", ".."} else path.resolve().parent
    beside = [
        Source(id=name, path=each)
        for each in (folder / name, folder / f"{name}.yaml")
        if _holds_protocol(each)
    ]
    return require_one(name, (*beside, *offers))


def _holds_protocol(path: Path) -> bool:
    """Whether this is a protocol, and not a folder that happens to have such a name."""
    if not is_there(path):
        return False
    try:
        return any(_PROTOCOL_KEY.search(content) for content in contents_of(path).values())
    except ProtocolError:
        return False


@frozen
class _Trace:
    """What a protocol is made from: a key that covers every byte, and the ids it may extend."""

    key: str
    ids: frozenset[str]


def _trace_of(source: Source) -> _Trace:
    """Follow `extends` without reading YAML: all that may be meant, never less than is.

    (Whoever finds a way to write it that is not seen here has a protocol that is not cached.)
    """
    digest = sha256(library_print().encode())
    ids: set[str] = set()
    seen: set[Path] = set()
    pending = [source]
    while pending:
        current = pending.pop()
        path = current.whole_path
        if path.resolve() in seen:
            continue
        seen.add(path.resolve())
        contents = contents_of(path)
        for name, content in contents.items():
            head = f"{path}\0{name}\0{len(content)}\0"
            digest.update(head.encode("utf-8", "surrogateescape") + content)
        for name in sorted(
            {each.decode() for each in _EXTENDS.findall(b"\n".join(contents.values()))}
        ):
            try:
                pending.append(_find_parent(name, current))
                ids.add(name)
            except ProtocolError:
                digest.update(f"no {name}\0".encode())
    return _Trace(digest.hexdigest(), frozenset(ids))
