"""The engines: each derives the truth of every condition of a Program for an incident.

`base` says what an engine is. `compiled` is generated Python, works everywhere and is fast;
`durable` is the Rete engine of durable-rules. They read the same observation of the incident
and must agree.
"""

from __future__ import annotations
