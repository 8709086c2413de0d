"""A parent that says a little of everything, and children of it, for the tests of refinement."""

from __future__ import annotations

from typing import Final

from sexto_rules.authoring import check_folder
from sexto_rules.library import load_protocol
from sexto_rules.protocol.model import Protocol

__all__ = ["PARENT", "child_of", "read"]

_HEADER: Final = """
protocol:
  id: {id}
  version: 1.0.0
  date: 2026-11-20
  title: {{en: A protocol}}
  notice: {{en: Unofficial.}}
  languages: [en]
"""
_GIVEN: Final = """
given: [blackmail, grooming, repeated, pressured, immediate_danger, device.may_hold_material,
        devices_complete, persons_complete, stage, reported_at]
"""

PARENT: Final = """
classes:
  - {id: urgent, when: {blackmail: yes}, text: {en: Urgent}, basis: unverified}
  - {id: everyday, otherwise: yes, text: {en: Everyday}, basis: unverified}
directives:
  - id: no-interview
    must_not: interview_suspected_author
    when: {class: urgent}
    text: {en: No interview.}
    basis: unverified
  - id: no-looking
    must_not: looking
    text: {en: Never look.}
    basis: unverified
  - id: call-police
    must: call_police
    when: {class: urgent}
    within: without_delay
    text: {en: Call the police.}
    basis: unverified
  - id: tell
    must: tell_lead
    within: without_delay
    text: {en: Tell the lead.}
    basis: unverified
  - id: secure
    for_each: device
    must: secure_device
    when: {device.may_hold_material: yes}
    text: {en: Secure it.}
    basis: unverified
  - id: write-it-down
    must: record_facts
    default: yes
    reason: a school may have its own form
    text: {en: Write it down.}
    basis: unverified
"""


def read(text: str, *, named: str = "parent") -> Protocol:
    """Return the protocol of an id that says this and nothing that it inherits."""
    return _read(_HEADER.format(id=named) + _GIVEN + text)


def child_of(parent: Protocol, text: str) -> Protocol:
    """Return a protocol that extends the parent and says this besides."""
    return _read(_HEADER.format(id="child") + "  extends: parent\n" + text, parent)


def _read(text: str, parent: Protocol | None = None) -> Protocol:
    protocol, problems = check_folder(
        {"protocol.yaml": text}, find_parent=lambda name: parent or load_protocol(name)
    )
    assert protocol is not None, problems
    return protocol
