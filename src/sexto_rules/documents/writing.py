"""Writing plain data as YAML 1.2 that reads back as the same."""

from __future__ import annotations

import sys
from io import StringIO
from typing import Any

__all__ = ["yaml_text"]


def yaml_text(data: Any) -> str:  # noqa: ANN401 - plain data of any shape
    """Return plain data (maps, lists, texts, numbers, bools, None) as a YAML document."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - it takes its time, and few write

    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = False
    # A line folded between an escape and what follows comes back with a space more.
    writer.width = sys.maxsize
    # Keys stay in their order. The library declares the attribute as always None.
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    writer.representer.ignore_aliases = lambda _: True  # the reader refuses aliases
    text = StringIO()
    writer.dump(data, text)
    return text.getvalue()
