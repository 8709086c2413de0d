"""A text that binds, forbids or hurries in one language only.

Both texts bind somebody: whoever reads the weaker one does something else. Few false alarms
rather than all true ones: words that may mean the same are taken to do so.
"""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.analysis.lints.subject import Subject
from sexto_rules.analysis.lints.words_of_duty import Words, words_of
from sexto_rules.errors import Problem, Severity
from sexto_rules.protocol.model import Modality, Text

__all__ = ["check"]


def check(subject: Subject) -> Iterator[Problem]:
    """Yield the texts of directives and invariants that French and English bind differently."""
    for each in subject.own(subject.protocol.directives):
        is_duty = each.modality in {Modality.MUST, Modality.MUST_NOT}
        for found in _differences(each.text, is_duty=is_duty):
            yield Problem(
                "SX337", f"the text of `{each.id}` {found}", each.place, _HELP, Severity.ADVICE
            )
    for promise in subject.own(subject.protocol.invariants):
        for found in _differences(promise.text, is_duty=True):
            yield Problem(
                "SX337",
                f"the text of `{promise.id}` {found}",
                promise.place,
                _HELP,
                Severity.ADVICE,
            )


_HELP = "let both languages ask for the same, as strongly and as soon"


def _differences(text: Text, *, is_duty: bool) -> Iterator[str]:
    read = {language: words_of(words, language) for language, words in text.items()}
    known = {language: words for language, words in read.items() if words is not None}
    for one, strong in known.items():
        for other, weak in known.items():
            if one.partition("-")[0] == other.partition("-")[0]:
                continue
            if strong.must and not weak.must and _is_weaker(weak, is_duty=is_duty):
                yield f"says in `{one}` that it must be done, and not in `{other}`"
            if strong.forbids and not weak.negates:
                yield f"forbids in `{one}`, and not in `{other}`"
            if strong.now and not weak.soon:
                yield f"hurries in `{one}`, and not in `{other}`"


def _is_weaker(words: Words, *, is_duty: bool) -> bool:
    """Whether a text without a word of duty leaves free what another one asks for.

    It says that one may or should; or, where the directive is no duty, it tells of somebody
    instead of asking.
    """
    return not words.negates and (words.free or (not is_duty and words.tells))
