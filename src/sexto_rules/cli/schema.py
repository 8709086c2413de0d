"""`sexto schema`: JSON Schemas, for editors and for other programs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from sexto_rules.cli.streams import print_json, writing
from sexto_rules.facts import incident_schema

__all__ = ["schema"]


class SchemaName(StrEnum):
    """What there is a schema of."""

    INCIDENT = "incident"


def schema(
    what: Annotated[SchemaName, typer.Argument(help="What the schema describes.")],
) -> None:
    r"""Print the JSON Schema (draft 2020-12) of an incident, with titles in both languages.

    Imprimer le schéma JSON d'un incident, avec les titres dans les deux langues.

    \b
    Example / exemple:
      sexto schema incident > incident.schema.json
    """
    match what:
        case SchemaName.INCIDENT:
            with writing():
                print_json(incident_schema())
