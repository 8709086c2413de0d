"""A place in a file as it is shown to people."""

from __future__ import annotations

import os

from sexto_rules.errors import Place

__all__ = ["near"]


def near(place: Place) -> str:
    """Return a place as it is seen from the folder one stands in, where that is shorter."""
    words, here = str(place), os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 - a prefix
    return words.removeprefix(here)
