"""What `core` gives is never loosened in doubt."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.errors import Problem
from sexto_rules.protocol.model import DayProtocol, InDoubt, Modality


def check(day: DayProtocol) -> Iterator[Problem]:
    """Yield the directives of `core` that say otherwise in doubt."""
    for directive in day.directives:
        usual = InDoubt.APPLIES if directive.modality is Modality.MUST_NOT else InDoubt.WAITS
        if directive.origin == "core" and directive.in_doubt is not usual:
            yield Problem(
                "SX308",
                f"`in_doubt: {directive.in_doubt}` on `{directive.id}`, which `core` gives",
                directive.place,
                "what binds every protocol keeps the usual rule: prohibitions hold in doubt, "
                "duties wait; write the condition with `possibly` or `certainly` if it must differ",
            )
