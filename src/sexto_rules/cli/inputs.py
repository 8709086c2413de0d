"""Reading what a command is given: a protocol, an incident."""

from __future__ import annotations

import sys

from sexto_rules.cli.options import cache_folder
from sexto_rules.documents import MOST_BYTES
from sexto_rules.errors import IncidentError, Place, Problem
from sexto_rules.facts import Incident
from sexto_rules.library import load_incident_document, load_protocol, parse_incident_document
from sexto_rules.protocol.model import Protocol

__all__ = ["STANDARD_INPUT", "read_incident", "read_protocol"]

STANDARD_INPUT = "-"


def read_protocol(name: str) -> Protocol:
    """Return a protocol by name or path, from the compiled form kept on this machine if it fits.

    Raises:
        ProtocolError: There is none, or it has mistakes.
    """
    return load_protocol(name, cache=cache_folder())


def read_incident(path: str) -> Incident:
    """Return the incident in a YAML or JSON file, or on standard input for `-`.

    Raises:
        IncidentError: It says what no incident may say.
        ProblemsError: It cannot be read.
    """
    if path == STANDARD_INPUT:
        return parse_incident_document(_standard_input(), "<stdin>")
    return load_incident_document(path)


def _standard_input() -> bytes:
    """Return what comes through the pipe, no more of it than a document may have and one."""
    try:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    except OSError as error:
        message = f"standard input cannot be read: {str(error.strerror or error).lower()}"
        raise IncidentError([Problem("SX101", message, Place("<stdin>"))]) from None
