"""What `sexto check` says of a protocol that weakens the one it extends."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sexto_rules.analysis.written import written
from sexto_rules.errors import NOWHERE, MissingExtraError, Place, Problem, Severity
from sexto_rules.library.loading import ancestors_of, source_of
from sexto_rules.protocol.model import Protocol

if TYPE_CHECKING:
    from sexto_rules.proof.refinement import Weakening

__all__ = ["check_refinement"]

_SECONDS: Final = 5
"""How long the solver may take for one answer: nobody waits long for `check`."""

_LONGER: Final = 60


def check_refinement(path: Path, protocol: Protocol) -> list[Problem]:
    """Return the ways in which a protocol weakens those that it inherits from.

    All of them are looked at: what a parent may hold back of its own is not for it to hold back
    of its parent's. A remark says what was not proved: everything where z3 is not installed.
    """
    if not protocol.lineage:
        return []
    whole = Place(str(path))
    try:
        from sexto_rules.proof.refinement import refine  # noqa: PLC0415 - needs the solver
    except MissingExtraError:
        parent = protocol.lineage[0]
        message = f"that this protocol keeps all of `{parent}` is not proved: z3 is not installed"
        advice = "install it: `pip install 'sexto-rules[proof]'`"
        return [Problem("SX511", message, whole, advice, Severity.REMARK)]
    found: dict[tuple[str, str], Problem] = {}
    for ancestor in ancestors_of(protocol, source_of(path)):
        refinement = refine(protocol, ancestor, seconds=_SECONDS)
        for each in refinement.weakenings:
            found.setdefault((each.kind, each.directive.id), _weakened(each, whole))
        longer = f"sexto refines {path} {ancestor.id} --timeout {_LONGER}"
        for each in refinement.undecided:
            found.setdefault((each.kind, each.directive.id), _not_proved(each, whole, longer))
    return list(found.values())


def _weakened(weakening: Weakening, whole: Place) -> Problem:
    assert weakening.incident is not None
    assert weakening.instead is not None
    name, origin, by = weakening.directive.id, weakening.directive.origin, weakening.instead.by
    what = f"`{name}` of `{origin}` is not kept"
    advice = None
    if weakening.kind == "against":
        what = f"`{name}` gives what the inherited `{by[0]}` forbids"
        advice = "leave it out: nothing is told or permitted against what is inherited"
    elif by and weakening.instead.is_stopped:
        what += f", `{by[0]}` stops it"
        advice = f"narrow `{by[0]}`, so that what is inherited is given"
    elif by:
        what += f", the class `{by[0]}` comes before those it depends on"
        advice = f"put `{by[0]}` after them with `before`, or let it leave out their incidents"
    own = weakening.instead.place
    message = f"{what}: for instance when {written(weakening.incident)}"
    return Problem("SX324", message, whole if own == NOWHERE else own, advice)


def _not_proved(weakening: Weakening, whole: Place, longer: str) -> Problem:
    name, origin = weakening.directive.id, weakening.directive.origin
    message = (
        f"that `{name}` of `{origin}` is kept is not proved: no answer in `{_SECONDS}` seconds"
    )
    if weakening.day != date.min:
        message += f", from `{weakening.day}`"
    return Problem("SX511", message, whole, f"give it more time: `{longer}`", Severity.REMARK)
