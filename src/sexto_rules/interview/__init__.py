"""An interview: the questions that matter, one after the other, as a pure value.

`Interview` asks; `ResumedInterview` takes up one that was kept, with whatever version of its
protocol there is now, and says what no longer counts.
"""

from __future__ import annotations

from sexto_rules.interview.interview import Answer, Interview
from sexto_rules.interview.kept import Leading
from sexto_rules.interview.resumed import ResumedInterview

__all__ = ["Answer", "Interview", "Leading", "ResumedInterview"]
