"""What the tests of the form need: FastAPI, which CI always has."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest

__all__ = ["require_fastapi"]


def require_fastapi() -> None:
    """Skip where FastAPI is not installed; in CI, where it must be, let the import fail."""
    if "CI" not in os.environ and (find_spec("fastapi") is None or find_spec("httpx2") is None):
        pytest.skip("FastAPI and httpx2 are not installed: see the group `test`")
