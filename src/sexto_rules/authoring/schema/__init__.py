"""JSON Schemas of what an author writes, for editors: they complete keys and values as one types.

Made from the tables that the readers use (the keys of entries, the vocabulary, the names of a
protocol), so that the two cannot drift apart. Whatever a reader takes is valid by its schema;
the converse holds for single keys, names and values, not for what only the whole shows.
"""

from __future__ import annotations

from sexto_rules.authoring.schema.known import Known, gather_names
from sexto_rules.authoring.schema.protocol import protocol_schema

__all__ = ["Known", "gather_names", "protocol_schema"]
