"""The canonical form of a scenario file: its keys in order, an incident as its author tells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sexto_rules.authoring.canonical import form_of_text
from sexto_rules.authoring.forms import YES_OR_NO, Form

__all__ = ["EXPECT_ORDER", "SCENARIO_ORDER", "STEP_ORDER", "form_of_scenario"]

SCENARIO_ORDER: Final = (
    "title", "as_of", "base", "incident", "differs", "expect", "steps", "remark",
)  # fmt: skip

STEP_ORDER: Final = ("then_learn", "then_done", "expect", "remark")

EXPECT_ORDER: Final = (
    "class", "classes", "done", "must", "should", "may", "must_not", "breached", "possible",
    "held", "overridden", "not_due", "lifted", "absent", "certain", "in_doubt", "note", "by",
    "within", "order", "because", "final", "next_question",
)  # fmt: skip

_LISTED: Final = Form(order=("id",), says_yes=True)
_ENTRY: Final = Form(order=("act", "target", "for", "at", "by"))


def form_of_scenario(languages: Sequence[str]) -> Form:
    """Return the form of a scenario file; `languages` are those of its protocol, in order.

    The facts of an incident stay in the order in which they are told; a person or a device
    begins with its id.
    """
    incident = Form(
        values={"persons": _LISTED, "devices": _LISTED, "done": _ENTRY}, others=YES_OR_NO
    )
    expect = Form(order=EXPECT_ORDER, values={"final": YES_OR_NO})
    step = Form(
        order=STEP_ORDER, values={"then_learn": incident, "then_done": _ENTRY, "expect": expect}
    )
    return Form(
        order=SCENARIO_ORDER,
        values={
            "title": form_of_text(languages),
            "incident": incident,
            "differs": incident,
            "expect": expect,
            "steps": step,
        },
    )
