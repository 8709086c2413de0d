"""What can apply at all: own lines have to, an inherited default may always give way."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from sexto_rules import load_protocol
from sexto_rules.proof.statements import Kind, statements_of
from sexto_rules.protocol.dates import on

_HEAD: Final = """\
protocol: {{id: {id}, version: "1.0.0", date: 2026-01-01, languages: [en], title: {{en: T}},
  notice: {{en: Not official}}, extends: {extends}}}
"""
_PARENT: Final = """\
given: [stage, immediate_danger, self_harm_risk]
classes: [{id: all, text: {en: All}, basis: inference, otherwise: yes}]
directives:
  - {id: our-lead, must: call_police, default: yes, reason: a child names its own,
     basis: inference, text: {en: Call.}}
"""
_CHILD: Final = """\
directives:
  - {id: their-lead, must: call_police, overrides: [our-lead], basis: inference, text: {en: Call.}}
  - {id: own-default, must: consult_police, basis: inference, text: {en: Ask.}}
  - {id: own-over, must: consult_lawyer, overrides: [own-default], basis: inference,
     text: {en: Ask.}}
"""


def asked_of(folder: Path, name: str) -> set[str]:
    """Return the directives of which it is asked whether they can apply."""
    day = on(load_protocol(folder / f"{name}.yaml"), date(2026, 1, 1))
    return {each.subject for each in statements_of(day) if each.kind is Kind.APPLIES}


def test_an_inherited_default_may_always_give_way(tmp_path: Path) -> None:
    """A child that always overrides it makes no mistake; whatever else is dead is one."""
    for name, extends, rest in (("above", "core", _PARENT), ("below", "above", _CHILD)):
        text = _HEAD.format(id=name, extends=extends) + rest
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert "our-lead" in asked_of(tmp_path, "above")
    below = asked_of(tmp_path, "below")
    assert "our-lead" not in below
    assert {"their-lead", "own-default", "own-over"} <= below
