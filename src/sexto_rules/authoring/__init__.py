"""Documents to `Protocol`: names, types, inheritance and dates, with every mistake reported.

`read_protocol` and `check_folder` are the doors; they are loaded when first used, since a
protocol that is kept in a cache is not read. Nothing here knows where protocols are kept, and
nothing evaluates one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sexto_rules.authoring.folder import ProtocolFiles, check_folder, read_protocol

__all__ = ["ProtocolFiles", "check_folder", "read_protocol"]


def __getattr__(name: str) -> object:
    """Load a name when it is first used."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module("sexto_rules.authoring.folder"), name)
    globals()[name] = value
    return value
