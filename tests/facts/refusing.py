"""What the tests of refusals share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sexto_rules.errors import IncidentError


def refused(build: Callable[[], object]) -> list[tuple[str, str | None]]:
    """The codes and paths of the problems of what cannot be built."""
    with pytest.raises(IncidentError) as caught:
        build()
    return [(problem.code, problem.place.path) for problem in caught.value.problems]
