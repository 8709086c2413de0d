"""The canonical form of a practice case: its keys in order, an incident as its author tells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sexto_rules.authoring.canonical import form_of_text
from sexto_rules.authoring.forms import Form
from sexto_rules.scenarios.canonical import form_of_scenario

__all__ = ["CASE_ORDER", "CASE_STEP_ORDER", "form_of_case"]

CASE_ORDER: Final = ("title", "level", "as_of", "told", "incident", "steps", "remark")
CASE_STEP_ORDER: Final = ("told", "then_learn", "then_done", "remark")


def form_of_case(languages: Sequence[str]) -> Form:
    """Return the form of a practice case; `languages` are those of its protocol, in order.

    What is learned and done is written as in a scenario.
    """
    scenario = form_of_scenario(languages).values
    step = scenario["steps"].values
    told = form_of_text(languages)
    return Form(
        order=CASE_ORDER,
        values={
            "title": told,
            "told": told,
            "incident": scenario["incident"],
            "steps": Form(
                order=CASE_STEP_ORDER,
                values={
                    "told": told,
                    "then_learn": step["then_learn"],
                    "then_done": step["then_done"],
                },
            ),
        },
    )
