"""Lets the tests import the benchmarks, which are scripts beside `tests`, not installed."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))
