"""sexto-rules: written protocols for reports of intimate images among pupils, made executable.

The public names. Importing this module is cheap: each name is loaded when first used.

Example:
    >>> from datetime import date
    >>> import sexto_rules
    >>> protocol = sexto_rules.load_protocol("ca-qc-sexto")  # doctest: +SKIP
    >>> incident = sexto_rules.Incident(blackmail=True)
    >>> decision = sexto_rules.decide(
    ...     protocol, incident, as_of=date(2026, 11, 23)
    ... )  # doctest: +SKIP
    >>> decision.classification.class_  # doctest: +SKIP
    'signs_of_malice'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sexto_rules.decisions import (
        Alternative,
        Beside,
        Change,
        CitedConclusion,
        Classification,
        ContactCard,
        DecidedLine,
        Decider,
        Decision,
        Dependents,
        LineChange,
        PlanDifference,
        PlanLine,
        QuestionToAsk,
        Reason,
        Relation,
        Why,
        WhyNot,
        decide,
        explain,
        explain_class,
    )
    from sexto_rules.errors import (
        AdviceWithheldError,
        IncidentError,
        MissingExtraError,
        Place,
        Problem,
        ProblemsError,
        ProtocolError,
        Severity,
    )
    from sexto_rules.facts import (
        UNKNOWN,
        Actor,
        AgeRange,
        Content,
        Device,
        Distribution,
        Doer,
        Entity,
        Family,
        Incident,
        JournalEntry,
        Legality,
        MaterialSeen,
        Owner,
        Person,
        Role,
        Setting,
        Stage,
        Unknown,
        incident_from_json,
        incident_schema,
        incident_to_json,
        label,
        make_converter,
        structure_incident,
        unstructure_incident,
        value_label,
    )
    from sexto_rules.interview import Interview, Leading, ResumedInterview
    from sexto_rules.library import (
        find_protocols,
        incident_to_yaml,
        load_incident_document,
        load_protocol,
        parse_incident_document,
        save_incident_document,
    )
    from sexto_rules.protocol.model import Basis, Modality, Protocol
    from sexto_rules.protocol.outcome import Scope, Status, Target

__all__ = [
    "UNKNOWN",
    "Actor",
    "AdviceWithheldError",
    "AgeRange",
    "Alternative",
    "Basis",
    "Beside",
    "Change",
    "CitedConclusion",
    "Classification",
    "ContactCard",
    "Content",
    "DecidedLine",
    "Decider",
    "Decision",
    "Dependents",
    "Device",
    "Distribution",
    "Doer",
    "Entity",
    "Family",
    "Incident",
    "IncidentError",
    "Interview",
    "JournalEntry",
    "Leading",
    "Legality",
    "LineChange",
    "MaterialSeen",
    "MissingExtraError",
    "Modality",
    "Owner",
    "Person",
    "Place",
    "PlanDifference",
    "PlanLine",
    "Problem",
    "ProblemsError",
    "Protocol",
    "ProtocolError",
    "QuestionToAsk",
    "Reason",
    "Relation",
    "ResumedInterview",
    "Role",
    "Scope",
    "Setting",
    "Severity",
    "Stage",
    "Status",
    "Target",
    "Unknown",
    "Why",
    "WhyNot",
    "decide",
    "explain",
    "explain_class",
    "find_protocols",
    "incident_from_json",
    "incident_schema",
    "incident_to_json",
    "incident_to_yaml",
    "label",
    "load_incident_document",
    "load_protocol",
    "make_converter",
    "parse_incident_document",
    "save_incident_document",
    "structure_incident",
    "unstructure_incident",
    "value_label",
]

_MODULES: Final = {
    "sexto_rules.decisions": (
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
        "PlanDifference",
        "PlanLine",
        "QuestionToAsk",
        "Reason",
        "Relation",
        "Why",
        "WhyNot",
        "decide",
        "explain",
        "explain_class",
    ),
    "sexto_rules.errors": (
        "AdviceWithheldError",
        "IncidentError",
        "MissingExtraError",
        "Place",
        "Problem",
        "ProblemsError",
        "ProtocolError",
        "Severity",
    ),
    "sexto_rules.interview": ("Interview", "Leading", "ResumedInterview"),
    "sexto_rules.library": (
        "find_protocols",
        "incident_to_yaml",
        "load_incident_document",
        "load_protocol",
        "parse_incident_document",
        "save_incident_document",
    ),
    "sexto_rules.protocol.model": ("Basis", "Modality", "Protocol"),
    "sexto_rules.protocol.outcome": ("Scope", "Status", "Target"),
}
"""Where each name is; those not named here are in `sexto_rules.facts`."""

_HOME: Final = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(_HOME.get(name, "sexto_rules.facts")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted({*globals(), *__all__})
