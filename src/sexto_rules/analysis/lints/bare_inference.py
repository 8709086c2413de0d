"""A duty or prohibition that is only our reading, and does not say why."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.analysis.lints.subject import Subject
from sexto_rules.errors import Problem, Severity
from sexto_rules.protocol.model import Basis, Modality

__all__ = ["check"]


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the `must` and `must_not` on `inference` that have neither a source nor a remark."""
    for each in subject.own(subject.protocol.directives):
        if (
            each.modality in {Modality.MUST, Modality.MUST_NOT}
            and each.basis is Basis.INFERENCE
            and not each.sources
            and not each.note
        ):
            yield Problem(
                "SX339",
                f"`{each.id}` binds people on our reading alone, and does not say why",
                each.place,
                "say in `remark:` what it is concluded from, or name a source that carries part",
                Severity.ADVICE,
            )
