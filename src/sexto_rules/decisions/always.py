"""What holds whatever the incident, to be shown when no advice can be given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sexto_rules.facts.vocabulary import Family
from sexto_rules.protocol.conditions import ALWAYS
from sexto_rules.protocol.model import DayProtocol, Directive, Modality, Text

__all__ = ["what_always_holds"]


_CALLS: Final = frozenset({"call_emergency_services", "call_police"})


def what_always_holds(day: DayProtocol) -> tuple[dict[str, str], ...]:
    """Return the unconditional prohibitions of `core`, and whom to call, as texts by language.

    The prohibitions and the alarms that need no condition are what the protocol inherits from
    the first of its line (one that inherits nothing has its own). The call to the emergency
    services is there with them: its text says itself when to make it. Whom to call are the
    contacts that the protocol gives beside the calls to them and to the police.
    """
    protocol = day.protocol
    root = protocol.lineage[-1] if protocol.lineage else protocol.id
    own = [each for each in day.directives if each.origin == root]
    texts = [dict(text) for text in (*_directives(day, own), *_contacts(day))]
    return tuple(text for number, text in enumerate(texts) if text not in texts[:number])


def _directives(day: DayProtocol, directives: list[Directive]) -> Iterator[Text]:
    for directive in directives:
        if directive.modality is Modality.MUST_NOT and directive.condition == ALWAYS:
            yield directive.text
    for directive in directives:
        if directive.modality is Modality.MUST and _raises_alarm(directive, day):
            yield directive.text


def _raises_alarm(directive: Directive, day: DayProtocol) -> bool:
    """Whether it calls help whatever the incident, or calls the emergency services."""
    acts = day.protocol.acts
    alarm = all(acts[act].family is Family.ALARM for act in directive.acts)
    return alarm and (directive.condition == ALWAYS or "call_emergency_services" in directive.acts)


def _contacts(day: DayProtocol) -> Iterator[Text]:
    named = {
        name: None
        for directive in day.directives
        if directive.modality is Modality.MUST and not _CALLS.isdisjoint(directive.acts)
        for name in directive.contacts
        if name in day.contacts
    }
    for name in named:
        contact = day.contacts[name]
        how = contact.phone or contact.url
        if how:
            yield {language: f"{words}, {how}" for language, words in contact.name.items()}
