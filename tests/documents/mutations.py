"""Small valid files, and mistakes made in them by chance: bytes, tokens, lines."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

__all__ = ["INCIDENTS", "PROTOCOLS", "mutated"]

_GOOD: Final = Path(__file__).parent.parent / "authoring" / "good"

_PROTOCOL: Final = """\
protocol:
  id: small
  version: 1.0.0
  date: 2026-11-20
  title: {fr: Petit protocole, en: "A small protocol"}
  notice: {fr: Modèle non officiel., en: 'Unofficial; it isn''t advice.'}
  languages: [fr, en]
sources:
  - {id: act, title: Act, publisher: Parliament, citation: "s. 1", read: 2026-11-01}
urgency:
  - {id: danger, text: {fr: Danger, en: Danger}}
given: [person.adult, person.adult_suspected]
questions:
  - id: is-blackmail
    fact: blackmail
    urgency: danger
    text: {fr: Chantage, en: Blackmail}
  - {id: age, fact: person.age, for_each: person, urgency: danger, text: {fr: Âge, en: Age}}
  - {id: everybody, fact: persons_complete, urgency: danger, weight: 3, text: {fr: Tous, en: All}}
conclusions:
  - id: child
    text: {fr: Enfant, en: A child}
    when: {some: {person: {age: {under: 12}}}}
    basis: inference
classes:
  - id: urgent
    text: {fr: Urgent, en: Urgent}
    when:
      any: [{blackmail: yes}, {child: yes}]
    basis: law
    sources: [{act: partly}]
  - {id: other, text: {fr: Autre, en: Other}, otherwise: yes, basis: inference}
directives:
  - with: {by: principal, basis: law, sources: [act]}
    items:
      - id: call
        must: call_police
        when: {class: urgent}
        within: without_delay
        text:
          fr: >-
            Appeler la police
            sans attendre.
          en: |
            Call the police.
      - {id: never-look, must_not: looking, text: {fr: Ne pas regarder, en: Never look}}
invariants:
  - id: promise
    text: {fr: Promis, en: Promised}
    then: {must_not: view_material}
    basis: inference
"""

_INCIDENT: Final = """\
# Fictional.
setting: secondary
reported_at: 2026-01-15T10:20:00-05:00
blackmail: yes
synthetic: "no"
content: nude
persons:
  - id: p1
    roles: {depicted: yes, sender: unknown}
    age: {at_least: 13, under: 15}
  - {id: p2, roles: [threatener, suspected_author], age: 16, adult: no, pupil: null}
persons_complete: true
devices:
  - id: d1
    holder: p2
    may_hold_material: yes
done:
  - {act: call_police, at: 2026-01-15T10:30:00-05:00, by: principal, for: [call]}
answers: {heard_before: yes}
cannot_say: [grooming, persons.p1.capacity_concern]
"""

_JSON: Final = """\
{
  "setting": "secondary", "blackmail": true, "content": null,
  "persons": [{"id": "p1", "roles": ["depicted"], "age": 14}, {"id": "p2", "age": {"under": 18}}],
  "done": [{"act": "call_police"}], "cannot_say": ["grooming"]
}
"""

PROTOCOLS: Final = (
    _PROTOCOL,
    *(path.read_text("utf-8") for path in sorted(_GOOD.glob("*/*.yaml"))),
)
INCIDENTS: Final = (("incident.yaml", _INCIDENT), ("incident.json", _JSON))

_TOKENS: Final[tuple[str, ...]] = (
    *"[]{}:,-?!&*#|>'\"%@`~\\\n\t \r",
    *("- ", ": ", ", ", "? ", "[[", "{{", "}}", "]]", "- - ", "<<: ", "<<", "&a ", "*a", "!!str "),
    *("!x ", "---\n", "...\n", "%YAML 1.1\n", "\n\n", "  ", "    ", "|+9\n", ">-\n", "''", '""'),
    *("yes", "no", "null", "~", "unknown", "known", "cannot_say", "0x1F", "1e999", "-1", "NaN"),
    *(".inf", "99999999999999999999", "2026-02-30", "\\u0000", "\\uD800", "\\UFFFFFFFF", "é"),
    *("\u00a0", "\u2028", "\ufeff", "\x00", "\x7f", "\U0001f600", "all: ", "any: ", "not: "),
    *("some: ", "person: ", "class: ", "done: ", "id: ", "must: ", "when: ", "with: ", "items: "),
    *("extends: small\n", "for_each: ", "{under: 3}", "[" * 70, "{a: " * 70, "- " * 70),
)
_BYTES: Final = (b"\xff", b"\xc3", b"\xe9", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00")


def mutated(text: str, chance: random.Random) -> bytes:
    """Return the text with one to six mistakes, drawn by `chance`."""
    for _ in range(chance.randint(1, 5)):
        text = _with_mistake(text, chance)
    content = text.encode("utf-8")
    if chance.random() < 0.15:
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.choice(_BYTES) + content[at + chance.randint(0, 2) :]
    return content


def _with_mistake(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.choice((0, 1, 1, 2, 5, 20)))
    match chance.randrange(7):
        case 0:
            return text[:start] + chance.choice(_TOKENS) + text[end:]
        case 1:
            return text[:start] + text[end:]
        case 2:
            return text[:start] + text[start:end] * chance.randint(2, 9) + text[end:]
        case 3:
            other = chance.randrange(len(text) + 1)
            return text[:start] + text[other : other + chance.randint(1, 40)] + text[end:]
        case 4:
            lines = text.split("\n")
            first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[first], lines[second] = lines[second], lines[first]
            return "\n".join(lines)
        case 5:
            lines = text.split("\n")
            at = chance.randrange(len(lines))
            lines[at] = " " * chance.randint(0, 9) + lines[at].strip()
            return "\n".join(lines)
        case _:
            words = text.split(" ")
            first, second = chance.randrange(len(words)), chance.randrange(len(words))
            words[first] = words[second]
            return " ".join(words)
