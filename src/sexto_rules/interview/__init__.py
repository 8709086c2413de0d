"""An interview: the questions that matter, one after the other, as a pure value."""

from __future__ import annotations

from sexto_rules.interview.interview import Answer, Interview

__all__ = ["Answer", "Interview"]
