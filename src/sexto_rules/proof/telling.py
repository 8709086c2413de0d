"""That no incident leaves nobody to tell, whatever a protocol promises or inherits.

In every incident, partly known ones included, some `must` that only acts of the family `alarm` can
meet is due or done. A recommendation does not count, nor does information to a family or a board:
what has to be certain is that staff are told to call or to tell somebody who can help.
"""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.errors import NOWHERE
from sexto_rules.facts import Incident
from sexto_rules.facts.vocabulary import Family
from sexto_rules.proof.scene import Claim, Scene
from sexto_rules.proof.solver import Formula, disj, neg
from sexto_rules.proof.statements import Kind, Statement
from sexto_rules.protocol.model import DayProtocol, Directive, Modality
from sexto_rules.protocol.outcome import Status
from sexto_rules.reference import decide

__all__ = ["alarm_duties", "somebody_is_told"]

_MET = frozenset({Status.DUE, Status.DONE})


def somebody_is_told(day: DayProtocol) -> Iterator[Statement]:
    """Yield that in every incident some duty to call or to tell is due or done."""
    duties = {each.id: each for each in alarm_duties(day)}
    alarms = _alarms(day)

    def shown(scene: Scene) -> Formula:
        met = (
            each.met_by_none_but(alarms)
            for each in scene.lines.duties
            if each.directive.id in duties
        )
        return neg(disj(met))

    def shows(incident: Incident) -> bool:
        return not any(
            each.directive in duties and each.status in _MET and alarms.issuperset(each.acts)
            for each in decide(day, incident).lines
        )

    place = next((each.place for each in duties.values()), NOWHERE)
    yield Statement(Kind.TELLING, "", place, Claim(shown, shows))


def alarm_duties(day: DayProtocol) -> list[Directive]:
    """Return the duties that some act of the family `alarm` can meet."""
    alarms = _alarms(day)
    return [
        each
        for each in day.directives
        if each.modality is Modality.MUST and not alarms.isdisjoint(each.acts)
    ]


def _alarms(day: DayProtocol) -> frozenset[str]:
    acts = day.protocol.acts
    return frozenset(name for name in acts if acts[name].family is Family.ALARM)
