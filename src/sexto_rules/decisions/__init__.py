"""Decisions: from the truth of every condition to what applies, why, and what to find out.

`Decider` makes a protocol ready for a day; `Decision` is what it hands out. `statuses` turns
conditions into lines; `explanation` says why, `why` by the smallest part of what is told;
`why_not` and `what_if` say what would change it, `relevance` and `questions` what may still
matter. Both engines decide by default and are compared before anything is handed out.
"""

from __future__ import annotations

from sexto_rules.decisions.alternatives import Alternative, Change
from sexto_rules.decisions.classification import Classification, PossibleClass
from sexto_rules.decisions.decider import ENGINES, Decider, decide
from sexto_rules.decisions.decision import Decision, ProtocolStamp
from sexto_rules.decisions.explanation import explain, explain_class
from sexto_rules.decisions.fitting import require_incident_fits
from sexto_rules.decisions.line import ContactCard, DecidedLine
from sexto_rules.decisions.merged import PlanLine
from sexto_rules.decisions.questions import QuestionToAsk
from sexto_rules.decisions.reasons import CitedConclusion, Reason, ReasonKind
from sexto_rules.decisions.relevance import Dependents
from sexto_rules.decisions.statuses import Plan, outcome_from
from sexto_rules.decisions.what_if import LineChange, PlanDifference
from sexto_rules.decisions.why import Beside, Relation, Why
from sexto_rules.decisions.why_not import WhyNot

__all__ = [
    "ENGINES",
    "Alternative",
    "Beside",
    "Change",
    "CitedConclusion",
    "Classification",
    "ContactCard",
    "DecidedLine",
    "Decider",
    "Decision",
    "Dependents",
    "LineChange",
    "Plan",
    "PlanDifference",
    "PlanLine",
    "PossibleClass",
    "ProtocolStamp",
    "QuestionToAsk",
    "Reason",
    "ReasonKind",
    "Relation",
    "Why",
    "WhyNot",
    "decide",
    "explain",
    "explain_class",
    "outcome_from",
    "require_incident_fits",
]
