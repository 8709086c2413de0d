"""Filling in the templates: names, languages, and what the parent already has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template
from typing import Final

from attrs import evolve

from sexto_rules.authoring.asked import unasked
from sexto_rules.authoring.canonical import canonical_text, form_of_protocol, form_of_text
from sexto_rules.authoring.forms import Form
from sexto_rules.authoring.inheritance import inherited_ids
from sexto_rules.documents import MappingNode, ScalarNode, SequenceNode, parse_document
from sexto_rules.documents.styled import Collection, Part, Scalar, Styled
from sexto_rules.documents.styled_reading import read_styled
from sexto_rules.documents.styled_writing import write_styled
from sexto_rules.facts.labels import LANGUAGES, LabelKind, label
from sexto_rules.protocol.conditions import FactRef, Of
from sexto_rules.protocol.model import Protocol

__all__ = ["TEMPLATE_LANGUAGES", "skeleton"]

TEMPLATE_LANGUAGES: Final = LANGUAGES
"""The languages that a new protocol can be begun in."""

_TEMPLATES: Final = files("sexto_rules.authoring.skeleton")
_LINE: Final = re.compile(r"^(?P<margin> *)#(?P<comment>fr|en) |^[# ]*(?P<text>fr|en): ")
_TOLD: Final = frozenset({"stage", "actor", "reported_at", "region", "setting"})
"""Facts that an application knows rather than asks."""

_OWN: Final = ("blackmail", "threat_to_share", "person.roles", "persons_complete")
"""The facts that the new protocol's own lines use."""

_IN_TEMPLATE: Final = frozenset({"immediate_danger", "self_harm_risk", *_OWN})
"""The facts that the template has a question for."""

_URGENCY: Final = """
urgency:
  - id: own-questions
    text:
      fr: Questions de ce protocole
      en: Questions of this protocol
"""
_QUESTION: Final = """\
  - id: ask-$id
    fact: $fact
    $for_each
    urgency: danger-first
    text:
      fr: "$fr?"
      en: "$en?"
"""
_SOURCE: Final = {
    "fr": ("Notre guide", "Notre établissement", "Guide interne, à remplacer"),
    "en": ("Our guide", "Our school", "An internal guide, to be replaced"),
}


def skeleton(name: str, parent: Protocol, languages: Sequence[str], today: date) -> dict[str, str]:
    """Return the texts of a new protocol by their paths, in canonical form.

    Args:
        name: Its id.
        parent: The protocol that it extends.
        languages: Its languages, the main one first: of the templates' and of the parent's.
        today: The day on which it is written.
    """
    kind = "overlay" if parent.classes else "first"
    guide, publisher, citation = _SOURCE[languages[0]]
    needed = [str(fact) for fact in unasked(parent)]
    told = [fact for fact in needed if fact in _TOLD]
    if FactRef(Of.INCIDENT, "reported_at") not in parent.given and "reported_at" not in told:
        told.append("reported_at")
    group = parent.urgency[-1].id if parent.urgency else "own-questions"
    filled = {
        "id": name,
        "parent": parent.id,
        "languages": ", ".join(languages),
        "today": today.isoformat(),
        "guide": guide,
        "publisher": publisher,
        "citation": citation,
        "given": ", ".join(told),
        "more": "".join(
            _question(fact, parent) for fact in needed if fact not in {*_TOLD, *_IN_TEMPLATE}
        ),
        "group": group,
        "urgency": "" if parent.urgency else _URGENCY,
        "before": parent.classes[-1].id if parent.classes else "",
        "classes": ", ".join(f"`{each}`" for each in dict.fromkeys(c.id for c in parent.classes)),
    }
    texts = {
        path: _in_languages(Template(text).substitute(filled), languages)
        for path, text in {**_read("shared"), **_read(kind)}.items()
    }
    texts = _renamed(texts, name, parent)
    asked = {str(each.fact) for each in parent.questions}
    wanted = {*needed, *_OWN} - asked - set(told)
    return {path: _arranged(path, text, languages, wanted) for path, text in texts.items()}


def _read(kind: str) -> dict[str, str]:
    """Return the templates of one kind by their paths."""
    return dict(_below(_TEMPLATES / kind, ""))


def _below(folder: Traversable, path: str) -> Iterable[tuple[str, str]]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if each.is_dir():
            yield from _below(each, f"{path}{each.name}/")
        elif each.name.endswith(".yaml"):
            yield f"{path}{each.name}", each.read_text("utf-8")


def _question(fact: str, parent: Protocol) -> str:
    """Return a question for a fact that only the parent uses, in the words of its label."""
    entity, _, name = fact.rpartition(".")
    if entity == "answers":
        (told,) = (dict(each.text) for each in parent.answers if each.id == name)
        entity = ""
    else:
        told = {each: label(name, each, kind=LabelKind.FACT) for each in LANGUAGES}
    words = {each: told.get(each, name).replace('"', "'") for each in LANGUAGES}
    return Template(_QUESTION).substitute(
        id=name.replace("_", "-"),
        fact=fact,
        for_each=f"for_each: {entity}" if entity else "",
        **{each: f"{told[:1].upper()}{told[1:]}" for each, told in words.items()},
    )


def _in_languages(text: str, languages: Sequence[str]) -> str:
    """Return a template with the lines of these languages alone, its comments marked no more."""
    lines: list[str] = []
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None:
            lines.append(line)
        elif (match["comment"] or match["text"]) in languages:
            told = match["comment"]
            lines.append(line if told is None else f"{match['margin']}#{line[match.end() - 1 :]}")
    return "\n".join(lines) + "\n"


def _renamed(texts: Mapping[str, str], name: str, parent: Protocol) -> dict[str, str]:
    """Return the texts with ids that are still free: the protocol's own id stands before others."""
    taken = inherited_ids(parent)
    found = [each for text in texts.values() for each in _ids(text)]
    clashes = {each for section, each in found if each in taken.get(section, {})}
    renamed = dict(texts)
    for each in sorted(clashes):
        joint = "_" if "_" in each else "-"
        free = f"{name.replace('-', joint)}{joint}{each}"
        whole = re.compile(rf"(?<![\w-]){each}(?![\w-])")
        renamed = {path: whole.sub(free, text) for path, text in renamed.items()}
    return renamed


def _ids(text: str) -> Iterable[tuple[str, str]]:
    """Yield the ids that a text declares, each with its section."""
    tree = parse_document(text)
    for key, section in tree.entries if isinstance(tree, MappingNode) else ():
        for entry in section.items if isinstance(section, SequenceNode) else ():
            for name, value in entry.entries if isinstance(entry, MappingNode) else ():
                if name.text == "id" and isinstance(value, ScalarNode):
                    yield key.text, value.text


def _arranged(path: str, text: str, languages: Sequence[str], wanted: set[str]) -> str:
    """Return a text in canonical form, without questions for what is not to be asked."""
    if path.startswith("scenarios/"):
        return canonical_text(text, Form(values={"title": form_of_text(languages)}))
    root = read_styled(text)
    parts = [evolve(part, value=_asking(part.value, wanted)) for part in root.parts]
    whole = [part for part in parts if not isinstance(part.value, Collection) or part.value.parts]
    text = write_styled(evolve(root, parts=tuple(whole)))
    return canonical_text(text, form_of_protocol(languages))


def _asking(section: Styled, wanted: set[str]) -> Styled:
    """Return a section without the questions for other facts of the vocabulary than these."""
    if isinstance(section, Scalar):
        return section
    kept = [part for part in section.parts if _fact_of(part) in {None, *wanted}]
    return evolve(section, parts=tuple(kept))


def _fact_of(part: Part) -> str | None:
    """Return the fact that a question asks for; None for other entries, and for own answers."""
    keys = part.value.parts if isinstance(part.value, Collection) else ()
    for each in keys:
        if each.key == Scalar("fact") and isinstance(each.value, Scalar):
            return None if each.value.text.startswith("answers.") else each.value.text
    return None
