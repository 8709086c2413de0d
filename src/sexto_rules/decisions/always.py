"""What holds whatever the incident, to be shown when no advice can be given."""

from __future__ import annotations

from collections.abc import Iterator

from sexto_rules.facts.vocabulary import Family
from sexto_rules.protocol.conditions import ALWAYS
from sexto_rules.protocol.model import DayProtocol, Directive, Modality, Text

__all__ = ["what_always_holds"]


def what_always_holds(day: DayProtocol) -> tuple[dict[str, str], ...]:
    """Return the unconditional prohibitions of `core`, and whom to call, as texts by language.

    They are what the protocol inherits from the first of its line; one that inherits nothing
    has its own. The texts of alarms say themselves when to raise them.
    """
    protocol = day.protocol
    root = protocol.lineage[-1] if protocol.lineage else protocol.id
    own = [each for each in day.directives if each.origin == root]
    texts = [dict(text) for text in _texts(day, own, root)]
    return tuple(text for number, text in enumerate(texts) if text not in texts[:number])


def _texts(day: DayProtocol, directives: list[Directive], root: str) -> Iterator[Text]:
    for directive in directives:
        if directive.modality is Modality.MUST_NOT and directive.condition == ALWAYS:
            yield directive.text
    for directive in directives:
        if directive.modality is not Modality.MUST_NOT and _raises_alarm(directive, day):
            yield directive.text
    for contact in day.contacts.values():
        if contact.origin == root:
            yield {
                language: ": ".join(part for part in (name, contact.phone or contact.url) if part)
                for language, name in contact.name.items()
            }


def _raises_alarm(directive: Directive, day: DayProtocol) -> bool:
    """Whether it is a note, or every act of it calls help."""
    return all(day.protocol.acts[act].family is Family.ALARM for act in directive.acts)
