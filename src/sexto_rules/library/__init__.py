"""Finding and loading protocols and incidents.

A protocol is named by its id, or by the path of its folder or file. An id is looked for
among the protocols that ship with the library and among those that installed packages
offer (the entry-point group `sexto_rules.protocols`, see `library.sources`); never in the
current folder, so that the same name means the same protocol wherever a program runs.

Each name is loaded when first used: who loads a protocol needs no reader of incidents.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sexto_rules.library.incidents import load_incident_document, parse_incident_document
    from sexto_rules.library.listing import ProtocolInfo, find_protocols
    from sexto_rules.library.loading import check_protocol, load_protocol
    from sexto_rules.library.saving import (
        incident_to_yaml,
        require_incident_can_be_saved,
        save_incident_document,
    )
    from sexto_rules.library.sources import GROUP

__all__ = [
    "GROUP",
    "ProtocolInfo",
    "check_protocol",
    "find_protocols",
    "incident_to_yaml",
    "load_incident_document",
    "load_protocol",
    "parse_incident_document",
    "require_incident_can_be_saved",
    "save_incident_document",
]

_MODULES: Final = {
    "incidents": ("load_incident_document", "parse_incident_document"),
    "listing": ("ProtocolInfo", "find_protocols"),
    "loading": ("check_protocol", "load_protocol"),
    "saving": ("incident_to_yaml", "require_incident_can_be_saved", "save_incident_document"),
    "sources": ("GROUP",),
}
_HOME: Final = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a name when it is first used."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
