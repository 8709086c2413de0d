"""Coverage as plain data, for machines."""

from __future__ import annotations

from typing import Any

from sexto_rules.coverage.goals import GoalKind
from sexto_rules.coverage.measure import Coverage, Result, Share, share_of

__all__ = ["coverage_to_dict"]


def coverage_to_dict(coverage: Coverage) -> dict[str, Any]:
    """Return what was measured: shares by kind, and every goal of the protocol itself in order."""
    own = coverage.own()
    return {
        "moments": coverage.moments,
        "left_out": list(coverage.left_out),
        "proved": coverage.is_proved,
        "percent": share_of(own).percent,
        "shares": {str(kind): _share(share_of(own, kind)) for kind in GoalKind},
        "inherited": _share(share_of(coverage.inherited())),
        "goals": [_result(each) for each in own],
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "shown": share.shown,
        "possible": share.possible,
        "impossible": share.impossible,
        "percent": share.percent,
    }


def _result(result: Result) -> dict[str, Any]:
    goal = result.goal
    return {
        "kind": str(goal.kind),
        "key": goal.key,
        "entry": goal.entry,
        "rule": goal.rule,
        "what": None if goal.what is None else str(goal.what),
        "leaf": goal.leaf,
        "number": goal.number if goal.kind is GoalKind.PAIR else None,
        "values": None if goal.values is None else [each.name.lower() for each in goal.values],
        "state": str(result.state),
        "shown_by": list(result.shown_by),
        "file": goal.place.file,
        "line": goal.place.line,
        "column": goal.place.column,
    }
