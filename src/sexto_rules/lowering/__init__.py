"""From a protocol on one day to a Program, and from an incident to what the Program reads of it.

`lower` turns the three-valued conditions into positive clauses in strata (`lowering.program`
says what a Program is); `make_observer` prepares the tables by which an incident is read.
Every engine starts from these two. Lowering does not know the reference, which it is held
against.
"""

from __future__ import annotations
