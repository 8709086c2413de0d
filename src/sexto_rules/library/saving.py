"""Saving incidents as YAML or JSON, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from sexto_rules.documents import is_json, yaml_text
from sexto_rules.errors import IncidentError, Place, Problem
from sexto_rules.facts import Incident, incident_to_json, unstructure_incident
from sexto_rules.library.whole_files import require_writable, write_whole

__all__ = ["incident_to_yaml", "require_incident_can_be_saved", "save_incident_document"]


def incident_to_yaml(incident: Incident) -> str:
    """Return the incident as a YAML text that `parse_incident_document` reads back.

    Example:
        >>> print(incident_to_yaml(Incident(blackmail=True)), end="")
        blackmail: true
    """
    return yaml_text(unstructure_incident(incident))


def require_incident_can_be_saved(path: Path | str) -> None:
    """Refuse a path where no incident can be saved, before anybody tells anything.

    Raises:
        IncidentError: Nothing can be written there (SX709).
    """
    try:
        require_writable(Path(path))
    except OSError as error:
        raise _not_saved(path, error) from None


def save_incident_document(incident: Incident, path: Path | str) -> None:
    """Write the incident to a file: JSON where its name ends in `.json`, else YAML.

    A file that is there already is replaced only once the new one is whole.

    Raises:
        IncidentError: The file cannot be written (SX709).
    """
    target = Path(path)
    if is_json(target):
        text = incident_to_json(incident, indent=2) + "\n"
    else:
        text = incident_to_yaml(incident)
    try:
        write_whole(target, text.encode("utf-8"))
    except OSError as error:
        raise _not_saved(path, error) from None


def _not_saved(path: Path | str, error: OSError) -> IncidentError:
    reason = str(error.strerror or "unknown reason").lower()
    message = f"the incident cannot be saved here: {reason}"
    return IncidentError([Problem("SX709", message, Place(str(path)))])
