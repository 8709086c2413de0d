"""The sentences of problems in French: those that authors meet most, by their English.

Messages are made where a problem is found, in English, with the author's own words in
backticks. A sentence whose words outside of the backticks are known has its French here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from sexto_rules.documents import parse_document, plain

__all__ = ["help_in_french", "message_in_french", "sentences"]

_QUOTED: Final = re.compile(r"`[^`]*`")


def message_in_french(message: str) -> str | None:
    """Return what a message says, in French; None where that is not known.

    Example:
        >>> message_in_french("`call_polices` is not a known act")
        "`call_polices` n'est pas un geste connu"
    """
    return _in_french(message, "messages")


def help_in_french(words: str) -> str | None:
    """Return what to do, in French; None where that is not known.

    Example:
        >>> help_in_french("did you mean `call_police`?")
        'vouliez-vous dire `call_police`?'
    """
    return _in_french(words, "helps")


def _in_french(words: str, kind: str) -> str | None:
    french = sentences()[kind].get(_QUOTED.sub("{}", words))
    return None if french is None else french.format(*_QUOTED.findall(words))


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Return the sentences of each kind, by their English; `{}` is what stands in backticks.

    Raises:
        ProblemsError: The file is not YAML: the installation is broken.
    """
    file = files("sexto_rules.catalogue") / "sentences.yaml"
    tree: Any = plain(parse_document(file.read_bytes(), file.name))
    return {kind: {each["en"]: each["fr"] for each in both} for kind, both in tree.items()}
