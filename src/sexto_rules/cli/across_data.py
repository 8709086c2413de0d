"""One incident under many protocols as plain data."""

from __future__ import annotations

from typing import Any

from sexto_rules.decisions.merged import PlanLine
from sexto_rules.decisions.written import within_to_plain
from sexto_rules.protocol.outcome import Target
from sexto_rules.publishing.across import Across, Row, Side

__all__ = ["across_data"]


def across_data(across: Across) -> dict[str, Any]:
    """Return the sides and the rows, with the keys that the documentation names."""
    return {
        "as_of": across.as_of.isoformat(),
        "protocols": [_side(side) for side in across.sides],
        "rows": [_row(row) for row in across.rows],
    }


def _side(side: Side) -> dict[str, Any]:
    return {"left_out": [str(each) for each in side.left_out], "decision": side.decision.to_dict()}


def _row(row: Row) -> dict[str, Any]:
    return {
        "section": str(row.section),
        "act": row.act,
        "target": _target(row.target),
        "differs": row.differs,
        "says": {name: [_line(line) for line in lines] for name, lines in row.says.items()},
    }


def _line(line: PlanLine) -> dict[str, Any]:
    return {
        "ids": list(line.ids),
        "acts": list(line.acts),
        "modality": str(line.modality),
        "status": str(line.status),
        "certain": line.certain,
        "by": line.by,
        "within": within_to_plain(line.within),
        "texts": [dict(text) for text in line.texts],
        "bases": [str(basis) for basis in line.bases],
        "sources": list(line.sources),
    }


def _target(target: Target | None) -> dict[str, Any] | None:
    if target is None:
        return None
    return {"kind": str(target.kind), "scope": str(target.scope), "id": target.id}
