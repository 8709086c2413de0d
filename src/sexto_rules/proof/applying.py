"""Where a directive applies and is not overridden: as a formula, and on the reference.

Whether it was done does not matter. The status of a line hides that what was done is overridden.
"""

from __future__ import annotations

from sexto_rules.facts import Incident
from sexto_rules.proof.lines import Duty, Prohibition
from sexto_rules.proof.solver import Formula, both, neg
from sexto_rules.protocol.model import DayProtocol, Directive, Modality
from sexto_rules.protocol.outcome import Scope, Target
from sexto_rules.reference.directives import applies, directive_value, is_defeated, targets_of

__all__ = ["line_applies", "targets_it_applies_to"]


def line_applies(line: Duty | Prohibition) -> Formula:
    """Return that the line applies and is not overridden."""
    if isinstance(line, Prohibition):
        return line.in_force
    return both(line.applies, neg(line.defeated))


def targets_it_applies_to(
    directive: Directive, day: DayProtocol, incident: Incident
) -> set[Target | None]:
    """Return the targets for which a directive applies and is not overridden (None: without one).

    "Any other" is a target of prohibitions alone.
    """
    targets: list[Target | None] = [None]
    if directive.for_each is not None:
        targets = [*targets_of(directive.for_each, incident)]
    return {
        target
        for target in targets
        if applies(directive, directive_value(directive, target, day, incident))
        and not is_defeated(directive, target, day, incident)
        and (directive.modality is Modality.MUST_NOT or not _is_other(target))
    }


def _is_other(target: Target | None) -> bool:
    return target is not None and target.scope is Scope.OTHER
