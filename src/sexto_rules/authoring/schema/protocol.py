"""The schema of a file of a protocol: its sections, and all that they refer to."""

from __future__ import annotations

from sexto_rules.authoring.assembly import SECTIONS
from sexto_rules.authoring.schema.conditions import condition_definitions
from sexto_rules.authoring.schema.entries import entry_definitions, section_of
from sexto_rules.authoring.schema.key_labels import SECTION_LABELS
from sexto_rules.authoring.schema.known import Known
from sexto_rules.authoring.schema.pieces import Schema, any_of, one_or_more, record, ref, said
from sexto_rules.authoring.schema.values import name_definitions
from sexto_rules.facts.vocabulary import Entity

__all__ = ["protocol_schema"]


def protocol_schema(known: Known) -> Schema:
    """Return the schema (draft 2020-12) of each file of a protocol, as plain data.

    Example:
        >>> schema = protocol_schema(Known())
        >>> schema["properties"]["directives"]["title"]
        'the plan'
    """
    special = {
        "protocol": ref("protocol_header"),
        "given": one_or_more(any_of(*(ref(f"fact_of_{each}") for each in ("incident", *Entity)))),
    }
    sections = {
        section: said(SECTION_LABELS[section]) | (special.get(section) or section_of(section))
        for section in SECTIONS
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:sexto-rules:protocol",
        "title": "a file of a protocol",
        "x-title-fr": "un fichier d'un protocole",
        **record(sections),
        "$defs": {
            **name_definitions(known),
            **condition_definitions(known),
            **entry_definitions(),
        },
    }
