"""Reading one document, YAML or JSON by its suffix, into the tree."""

from __future__ import annotations

from pathlib import Path

from sexto_rules.documents.json_text import parse_json
from sexto_rules.documents.limits import MOST_BYTES
from sexto_rules.documents.nodes import Node
from sexto_rules.documents.text import decode
from sexto_rules.errors import Place, Problem, ProblemsError

__all__ = ["is_json", "is_misnamed", "parse_document", "read_bytes", "read_document"]


def read_document(path: Path | str) -> Node:
    """Read a file into its tree.

    Raises:
        ProblemsError: It cannot be read, is too large, not UTF-8, or not what its suffix says.
    """
    return parse_document(read_bytes(path), str(path))


def parse_document(content: bytes | str, file: str | None = None) -> Node:
    """Return the tree of a document: JSON where the name ends in `.json`, else YAML.

    Raises:
        ProblemsError: All problems at once, as far as the text can be read.

    Example:
        >>> parse_document("blackmail: yes", "incident.yaml").entries[0][1].text
        'yes'
    """
    text = decode(content, file)
    if is_json(file):
        return parse_json(text, file)
    from sexto_rules.documents.yaml import parse_yaml  # noqa: PLC0415 - ruamel.yaml takes its time

    return parse_yaml(text, file)


def is_json(file: Path | str | None) -> bool:
    """Whether a file of this name is JSON: its name ends in `.json`; everything else is YAML."""
    return str(file).lower().endswith(".json")


def is_misnamed(file: Path | str) -> bool:
    """Whether a name is meant for YAML, and ends otherwise than in `.yaml`.

    An editor for plain text may add `.txt` without showing it.

    Example:
        >>> is_misnamed("rules.yml"), is_misnamed("rules.yaml.txt"), is_misnamed("rules.yaml")
        (True, True, False)
    """
    name = Path(file).name
    meant = name.lower().removesuffix(".txt").endswith((".yaml", ".yml"))
    return meant and not name.endswith(".yaml")


def read_bytes(path: Path | str) -> bytes:
    """Return the bytes of a file, no more of it than a document may have and one.

    Raises:
        ProblemsError: It is not there, may not be read, or is not a regular file.
    """
    place = Place(str(path))
    path = Path(path)
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(MOST_BYTES + 1)
        if path.is_dir():
            found = "this is a folder, not a file"
        elif path.exists():
            found = "this is not a regular file"
        else:
            found = "there is no such file"
    except PermissionError:
        found = "the file may not be read"
    except OSError as error:
        found = f"the file cannot be read: {str(error.strerror or error).lower()}"
    raise ProblemsError([Problem("SX101", found, place)])
