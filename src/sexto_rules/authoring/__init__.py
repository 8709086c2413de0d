"""Documents to `Protocol`: names, types, inheritance and dates, with every mistake reported.

`read_protocol` and `check_folder` are the doors. Nothing here knows where protocols are
kept, and nothing evaluates one.
"""

from __future__ import annotations

from sexto_rules.authoring.folder import ProtocolFiles, check_folder, read_protocol

__all__ = ["ProtocolFiles", "check_folder", "read_protocol"]
