"""Saving incidents as YAML or JSON, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from sexto_rules.documents import is_json, yaml_text
from sexto_rules.errors import IncidentError, Place, Problem
from sexto_rules.facts import Incident, incident_to_json, unstructure_incident
from sexto_rules.library.whole_files import write_whole

__all__ = ["incident_to_yaml", "save_incident_document"]


def incident_to_yaml(incident: Incident) -> str:
    """Return the incident as a YAML text that `parse_incident_document` reads back.

    Example:
        >>> print(incident_to_yaml(Incident(blackmail=True)), end="")
        blackmail: true
    """
    return yaml_text(unstructure_incident(incident))


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
        message = f"the incident cannot be saved here: {error.strerror or 'unknown reason'}"
        raise IncidentError([Problem("SX709", message, Place(str(target)))]) from None
