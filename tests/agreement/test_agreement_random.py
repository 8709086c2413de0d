"""Random protocols and incidents: the engines say exactly what the reference says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.pairs import (
    AMOUNTS,
    PARTS,
    require_agreement,
    require_agreement_on,
    rivals_of,
    seeds,
)
from sexto_rules.testing import day_protocols, incidents


@pytest.mark.parametrize("part", range(PARTS))
def test_engines_agree_with_the_reference_on_random_protocols(part: int) -> None:
    """The same seeds and fresh ones; a failure names its seed."""
    mine = seeds(AMOUNTS.protocols, part)
    pairs = sum(require_agreement_on(seed, AMOUNTS.incidents) for seed in mine)
    assert pairs * PARTS == AMOUNTS.protocols * AMOUNTS.incidents


@given(st.data())
def test_engines_agree_with_the_reference_on_small_protocols(data: st.DataObject) -> None:
    """Drawn by hypothesis, which shrinks what fails to a small pair."""
    day = data.draw(day_protocols())
    incident = data.draw(incidents(day))
    with rivals_of(day) as rivals:
        require_agreement(day, rivals, incident, "hypothesis")
