"""Conditions in plain words of both languages, for whoever reads a protocol and not its files.

What an author wrote as `{some: {person: {roles: depicted, age: {under: 13}}}}` reads
"somebody who is shown in the picture and is under 13". Nothing is left out: the words have the
same parts as the condition, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, assert_never

from sexto_rules.facts.ages import AgeSet
from sexto_rules.facts.labels import LABELS, LabelKind, label, value_label
from sexto_rules.facts.vocabulary import AGES, INVOLVED_ROLES, Entity
from sexto_rules.protocol.conditions import (
    AgeTest,
    All,
    AnyOf,
    ClassTest,
    ConclusionTest,
    Condition,
    DoneTest,
    FactRef,
    FactStatus,
    GapTest,
    Modal,
    Mode,
    Not,
    Of,
    Quantified,
    Quantifier,
    RoleTest,
    ValueTest,
)
from sexto_rules.protocol.model import DayProtocol, Text
from sexto_rules.protocol.texts import in_language
from sexto_rules.protocol.wording import runs_of

__all__ = ["Prose"]

_OLDEST: Final = AGES[-1]

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "and": (" et ", " and "),
    "or": (" ou ", " or "),
    "always": ("dans tous les cas", "in every case"),
    "never": ("jamais", "never"),
    "not": ("il est faux que\u00a0: {}", "it is not so that: {}"),
    "no": ("{}\u00a0: non", "{}: no"),
    "is": ("{}\u00a0: {}", "{}: {}"),
    "is not": ("{}\u00a0: autre que {}", "{}: other than {}"),
    "not certainly": ("pas certain\u00a0: {}", "not certain: {}"),
    "not possibly": ("exclu\u00a0: {}", "ruled out: {}"),
    "not done": ("pas encore fait\u00a0: {}", "not done yet: {}"),
    "some person": ("une personne dont on sait\u00a0: {}", "somebody of whom it is so: {}"),
    "every person": (
        "toute personne, dont on sait\u00a0: {}",
        "everybody, of each of whom it is so: {}",
    ),
    "none person": ("personne dont on sache\u00a0: {}", "nobody of whom it is so: {}"),
    "some device": ("un appareil dont on sait\u00a0: {}", "a device of which it is so: {}"),
    "every device": (
        "tout appareil, dont on sait\u00a0: {}",
        "every device, of each of which it is so: {}",
    ),
    "none device": ("aucun appareil dont on sache\u00a0: {}", "no device of which it is so: {}"),
    "possibly": ("peut-être\u00a0: {}", "perhaps: {}"),
    "certainly": ("certainement\u00a0: {}", "certainly: {}"),
    "unknown": ("on ne sait pas\u00a0: {}", "not known: {}"),
    "known": ("on sait\u00a0: {}", "known: {}"),
    "cannot_say": ("personne ne peut dire\u00a0: {}", "nobody can say: {}"),
    "holder": ("qui détient l'appareil, {}", "who holds the device, {}"),
    "role": ("rôle\u00a0: {}", "part: {}"),
    "involved": (
        "personne impliquée (ni seulement témoin ni seulement signalante)",
        "involved (more than a witness or the one who tells)",
    ),
    "under": ("moins de {} ans", "under {}"),
    "at_least": ("{} ans ou plus", "{} or over"),
    "exactly": ("{} ans", "aged {}"),
    "between": ("de {} à {} ans", "aged {} to {}"),
    "gap": (
        "écart d'âge de {} ans ou plus entre une personne montrée et une autre personne impliquée",
        "an age gap of {} years or more between a person depicted and another one involved",
    ),
    "done": ("fait\u00a0: {}", "done: {}"),
    "done to": ("fait à son égard\u00a0: {}", "done to them or to it: {}"),
    "route": ("voie\u00a0: {}", "route: {}"),
}


class Prose:
    """What a protocol says on a day, in the words of a language.

    `language` is `fr` or `en`; what a protocol itself words in one language only is said in it.
    """

    def __init__(self, day: DayProtocol, language: str) -> None:
        """Gather the texts of the protocol."""
        self.language = language
        self._conclusions = {each.id: each.text for each in day.conclusions}
        self._classes = {each.id: each.text for each in day.classes}
        self._answers = {each.id: each for each in day.answers}
        self._acts = day.protocol.act_texts
        self._regions = {each.id: each.text for each in day.protocol.regions}
        self._doers = day.protocol.doer_texts

    def condition(self, condition: Condition) -> str:
        """Return the condition as one line; parts of a part stand in brackets."""
        return self._said(condition)

    def act(self, name: str) -> str:
        """Return an act: the label of the library, or the text of the protocol."""
        if name in LABELS[LabelKind.ACT]:
            return label(name, self.language, kind=LabelKind.ACT)
        return in_language(self._acts.get(name, {}), self.language) or name

    def any_act(self, names: Iterable[str]) -> str:
        """Return acts of which one is meant."""
        return self._joined(map(self.act, names), "or")

    def doer(self, name: str) -> str:
        """Return who acts."""
        if name in LABELS[LabelKind.DOER]:
            return label(name, self.language, kind=LabelKind.DOER)
        return in_language(self._doers.get(name, {}), self.language) or name

    def _word(self, name: str, *values: object) -> str:
        french, english = _WORDS[name]
        return (french if self.language == "fr" else english).format(*values)

    def _joined(self, words: Iterable[str], by: str) -> str:
        return self._word(by).join(words)

    def _inside(self, part: Condition, whole: type[All | AnyOf]) -> str:
        """Return a part of a larger condition, in brackets where it could be read apart."""
        words = self._said(part)
        return words if isinstance(part, whole) or _is_plain(part) else f"({words})"

    def _said(self, condition: Condition) -> str:  # noqa: C901, PLR0911, PLR0912 - a case a node
        match condition:
            case All(()):
                return self._word("always")
            case AnyOf(()):
                return self._word("never")
            case All(parts):
                return self._joined((self._inside(each, All) for each in parts), "and")
            case AnyOf(parts):
                return self._joined((self._inside(each, AnyOf) for each in parts), "or")
            case Not(ConclusionTest(name)):
                return self._word("no", self._conclusion(name))
            case Not(ValueTest(fact, values)) if values == {True}:
                return self._word("no", self._fact(fact))
            case Not(ValueTest(fact, values)) if True not in values and False not in values:
                return self._value(fact, values, "is not")
            case Not(Modal(mode, body)) if mode in {Mode.CERTAINLY, Mode.POSSIBLY}:
                return self._word(f"not {mode}", self._said(body))
            case Not(DoneTest(acts)):
                return self._word("not done", self.any_act(sorted(acts)))
            case Not(body):
                return self._word("not", self._said(body))
            case Modal(mode, body):
                return self._word(mode, self._said(body))
            case FactStatus(fact, mode):
                return self._word(mode, self._fact(fact))
            case Quantified(quantifier, entity, body):
                return self._quantified(quantifier, entity, body)
            case ConclusionTest(name):
                return self._conclusion(name)
            case ClassTest(classes):
                named = (each for each in self._classes if each in classes)
                texts = (self._quoted(self._classes[each], each) for each in named)
                return self._word("route", self._joined(texts, "or"))
            case DoneTest(acts, of):
                words = self.any_act(sorted(acts))
                return self._word("done" if of is Of.INCIDENT else "done to", words)
            case GapTest(years):
                return self._word("gap", years)
            case RoleTest(of, roles):
                return self._of_holder(of, self._roles(roles))
            case AgeTest(of, ages):
                return self._of_holder(of, self._ages(ages))
            case ValueTest(fact, values):
                return self._value(fact, values)
            case _:
                assert_never(condition)

    def _quantified(self, quantifier: Quantifier, entity: Entity, body: Condition) -> str:
        return self._word(f"{quantifier} {entity}", self._said(body))

    def _quoted(self, text: Text, name: str) -> str:
        words = in_language(text, self.language) or name
        return f"«\u00a0{words}\u00a0»" if self.language == "fr" else f"“{words}”"

    def _conclusion(self, name: str) -> str:
        return self._quoted(self._conclusions.get(name, {}), name)

    def _of_holder(self, of: Of, words: str) -> str:
        return self._word("holder", words) if of is Of.HOLDER else words

    def _roles(self, roles: frozenset[str]) -> str:
        if roles == frozenset(INVOLVED_ROLES):
            return self._word("involved")
        named = (label(each, self.language, kind=LabelKind.ROLES) for each in sorted(roles))
        return self._word("role", self._joined(named, "or"))

    def _ages(self, ages: AgeSet) -> str:
        return self._joined((self._run(*run) for run in runs_of(ages)), "or")

    def _run(self, first: int, last: int) -> str:
        if first == last:
            return self._word("exactly", first)
        if first == 0:
            return self._word("under", last + 1)
        if last == _OLDEST:
            return self._word("at_least", first)
        return self._word("between", first, last)

    def _fact(self, fact: FactRef) -> str:
        if fact.of is Of.ANSWERS:
            answer = self._answers.get(fact.name)
            return in_language({} if answer is None else answer.text, self.language) or fact.name
        words = label(fact.name, self.language, kind=LabelKind.FACT)
        return self._of_holder(fact.of, words)

    def _value(self, fact: FactRef, values: frozenset[str | bool], word: str = "is") -> str:
        words = self._fact(fact)
        if values == {True}:
            return words
        if values == {False}:
            return self._word("no", words)
        named = (self._choice(fact, each) for each in sorted(values, key=str))
        return self._word(word, words, self._joined(named, "or"))

    def _choice(self, fact: FactRef, value: str | bool) -> str:  # noqa: FBT001 - a value of a fact
        if isinstance(value, bool):
            return value_label(fact.name, value, self.language)
        if fact.of is Of.ANSWERS:
            texts = {each.id: each.text for each in self._answers[fact.name].choices}
            return in_language(texts.get(value, {}), self.language) or value
        if fact.name == "region":
            return in_language(self._regions.get(value, {}), self.language) or value
        return value_label(fact.name, value, self.language)


def _is_plain(condition: Condition) -> bool:
    """Whether its words cannot be read apart from one another."""
    match condition:
        case ValueTest(_, values):
            return len(values) == 1
        case RoleTest(_, roles):
            return len(roles) == 1 or roles == frozenset(INVOLVED_ROLES)
        case AgeTest(_, ages):
            return len(runs_of(ages)) == 1
        case ClassTest(classes):
            return len(classes) == 1
        case All(parts) | AnyOf(parts):
            return len(parts) == 1
        case _:
            return isinstance(condition, ConclusionTest | GapTest)
