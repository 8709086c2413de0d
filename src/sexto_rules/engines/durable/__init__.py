"""The engine `durable`: durable-rules inside the subset of it that was measured to be sound.

`door` is the only way to the C module, `subset` says what may be compiled, `rulesets` brings a
Program into that form, `session` holds one handle, `engine` drives them.
"""

from __future__ import annotations

from sexto_rules.engines.durable.engine import DurableEngine

__all__ = ["DurableEngine"]
