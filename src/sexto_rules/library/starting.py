"""Starting a protocol: a folder that is whole at once, and never in the place of another."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from sexto_rules.authoring.skeleton import TEMPLATE_LANGUAGES, skeleton
from sexto_rules.authoring.values import ID, LONGEST_ID, RESERVED
from sexto_rules.errors import Place, Problem, ProtocolError
from sexto_rules.library.loading import parents_of
from sexto_rules.library.sources import PROTOCOL_ID, Source, find_sources
from sexto_rules.protocol.model import Protocol

__all__ = ["begin_protocol", "find_parent_for", "write_folder"]

_OTHER: Final = re.compile("[^a-z0-9]+")


def find_parent_for(path: Path, extends: str) -> Protocol:
    """Return the protocol that a new one at this path will extend.

    Raises:
        ProtocolError: The new one cannot have this name (SX724), something is there already
            (SX723), or what it extends is not to be found or has mistakes.
    """
    name = path.name
    if not (PROTOCOL_ID.fullmatch(name) and ID.fullmatch(name)) or len(name) > LONGEST_ID:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
        near = _OTHER.sub("-", plain.lower()).strip("-").lstrip("0123456789-")
        help_ = f"write `{near}`" if PROTOCOL_ID.fullmatch(near) else None
        message = "the id of a protocol is lower-case letters and digits in words joined by `-`"
        raise ProtocolError([Problem("SX724", message, Place(str(path)), help_)])
    if name in RESERVED or name == extends or find_sources(name):
        why = "means something else" if name in RESERVED else "is another protocol already"
        message = f"`{name}` {why} and cannot be a new one"
        raise ProtocolError([Problem("SX724", message, Place(str(path)), "take another name")])
    _require_nothing_there(path)
    return parents_of(Source(path=path))(extends)


def _require_nothing_there(path: Path) -> None:
    for there in (path, path.with_name(f"{path.name}.yaml")):
        if there.exists() or there.is_symlink():
            message = "something is here already, and nothing is ever overwritten"
            help_ = "take another name, or another folder with `--folder`"
            raise ProtocolError([Problem("SX723", message, Place(str(there)), help_)])


def begin_protocol(
    path: Path, parent: Protocol, languages: Sequence[str], today: date
) -> dict[str, str]:
    """Return the files of a new protocol: their texts by their paths in its folder.

    Raises:
        ProtocolError: The parent does not speak one of the languages, or no new protocol is
            begun in it (SX725).
    """
    spoken = [each for each in parent.languages if each in TEMPLATE_LANGUAGES]
    wanted = list(dict.fromkeys(languages)) or spoken
    unknown = [each for each in wanted if each not in spoken]
    if unknown or not wanted:
        names = ", ".join(f"`{each}`" for each in unknown or ["fr", "en"])
        message = f"a protocol that extends `{parent.id}` cannot be begun in {names}"
        help_ = "choose among " + ", ".join(f"`{each}`" for each in spoken) if spoken else None
        raise ProtocolError([Problem("SX725", message, Place(str(path)), help_)])
    return skeleton(path.name, parent, wanted, today)


def write_folder(path: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """Write a new folder with these files; if one cannot be written, nothing is left of it.

    Raises:
        ProtocolError: The folder is there already (SX723), or cannot be written (SX726).
    """
    written: list[Path] = []
    try:
        path.mkdir()
    except FileExistsError:
        _require_nothing_there(path)
        raise
    except OSError as error:
        raise _not_written(path, error) from None
    try:
        for name, text in texts.items():
            file = path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
            written.append(file)
    except OSError as error:
        shutil.rmtree(path, ignore_errors=True)
        raise _not_written(path, error) from None
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise
    return tuple(written)


def _not_written(path: Path, error: OSError) -> ProtocolError:
    reason = str(error.strerror or "unknown reason").lower()
    message = f"the new folder cannot be written: {reason}"
    return ProtocolError([Problem("SX726", message, Place(str(path)))])
