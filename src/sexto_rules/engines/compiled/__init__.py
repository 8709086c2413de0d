"""The compiled engine: one function of straight-line integer code for each Program.

`generate` writes the source, `engine` compiles and runs it. Columns of bits are integers, so
that every row of an entity is derived at once; nothing is interpreted while deciding.
"""

from __future__ import annotations

from sexto_rules.engines.compiled.engine import CompiledEngine

__all__ = ["CompiledEngine"]
