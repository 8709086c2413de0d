"""Decisions: from the truth of every condition to what applies, why, and what to find out.

`Decider` makes a protocol ready for a day; `Decision` is what it hands out. `statuses` turns
conditions into lines, `explanation` says why, `relevance` and `questions` what may still
matter. Both engines decide by default and are compared before anything is handed out.
"""

from __future__ import annotations

from sexto_rules.decisions.decider import ENGINES, Decider, decide
from sexto_rules.decisions.decision import Classification, Decision, PossibleClass, ProtocolStamp
from sexto_rules.decisions.explanation import explain, explain_class
from sexto_rules.decisions.fitting import require_incident_fits
from sexto_rules.decisions.line import ContactCard, DecidedLine
from sexto_rules.decisions.merged import PlanLine
from sexto_rules.decisions.questions import QuestionToAsk
from sexto_rules.decisions.reasons import CitedConclusion, Reason, ReasonKind
from sexto_rules.decisions.statuses import Plan, outcome_from

__all__ = [
    "ENGINES",
    "CitedConclusion",
    "Classification",
    "ContactCard",
    "DecidedLine",
    "Decider",
    "Decision",
    "Plan",
    "PlanLine",
    "PossibleClass",
    "ProtocolStamp",
    "QuestionToAsk",
    "Reason",
    "ReasonKind",
    "decide",
    "explain",
    "explain_class",
    "outcome_from",
    "require_incident_fits",
]
