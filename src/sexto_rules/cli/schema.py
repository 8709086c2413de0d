"""`sexto schema`: JSON Schemas, for editors and for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, assert_never

import typer

from sexto_rules.cli.streams import print_json, writing

__all__ = ["schema"]


class SchemaName(StrEnum):
    """What there is a schema of."""

    INCIDENT = "incident"
    DECISION = "decision"
    WHY = "why"
    PROTOCOL = "protocol"
    SCENARIO = "scenario"
    PRACTICE = "practice"


_THE_SAME_FOR_ALL: Final = frozenset({SchemaName.INCIDENT, SchemaName.DECISION, SchemaName.WHY})


def schema(
    what: Annotated[SchemaName, typer.Argument(help="What the schema describes.")],
    path: Annotated[
        str | None,
        typer.Argument(
            help="The folder or file of a protocol, or its name: its names are then the known ones."
        ),
    ] = None,
) -> None:
    r"""Print a JSON Schema (draft 2020-12): of an incident, an answer, a protocol file or a case.

    Imprimer un schéma JSON : d'un incident, d'une réponse, d'un fichier de protocole ou d'un cas.

    An editor that is given the schema completes keys and values as one types, and underlines what
    is not known. With a protocol it knows that protocol's own names and those it inherits.
    `decision` and `why` are what `sexto decide` and `sexto why` write with `--format json`.

    \b
    Examples / exemples:
      sexto schema incident > incident.schema.json
      sexto schema why > why.schema.json
      sexto schema protocol my-protocol > protocol.schema.json
      sexto schema scenario my-protocol > scenario.schema.json
      sexto schema practice my-protocol > practice.schema.json
    """
    if path is not None and what in _THE_SAME_FOR_ALL:
        message = f"`{what}` has the same schema for every protocol; name none"
        raise typer.BadParameter(message)
    made = _made(what, path)
    with writing():
        print_json(made)


def _made(what: SchemaName, path: str | None) -> dict[str, Any]:
    """Return the schema; only what it needs is loaded."""
    if what is SchemaName.INCIDENT:
        from sexto_rules.facts import incident_schema  # noqa: PLC0415 - loaded when asked for

        return incident_schema()
    if what is SchemaName.DECISION or what is SchemaName.WHY:
        from sexto_rules.decisions.schema import (  # noqa: PLC0415 - the same
            decision_schema,
            why_schema,
        )

        return decision_schema() if what is SchemaName.DECISION else why_schema()
    from sexto_rules.authoring.schema import Known, protocol_schema  # noqa: PLC0415 - the same
    from sexto_rules.library.naming import known_names  # noqa: PLC0415 - the same
    from sexto_rules.practice.schema import practice_schema  # noqa: PLC0415 - the same
    from sexto_rules.scenarios.schema import scenario_schema  # noqa: PLC0415 - the same

    known = Known() if path is None else known_names(Path(path) if Path(path).exists() else path)
    match what:
        case SchemaName.PROTOCOL:
            return protocol_schema(known)
        case SchemaName.SCENARIO:
            return scenario_schema(known)
        case SchemaName.PRACTICE:
            return practice_schema(known)
        case _:
            assert_never(what)
