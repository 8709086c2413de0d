"""Formulas of what is known, and of what nobody can say.

`design/language.md`, *Three values*: what `unknown`, `known` and `cannot_say` ask for.
"""

from __future__ import annotations

from sexto_rules.decisions.exact.ages_learned import UNSAYABLE, AgeState
from sexto_rules.decisions.exact.facts import LISTS, FactFormulas, Whose, is_adult, truth
from sexto_rules.decisions.exact.formulas import FALSE, TRUE, Formula, Variable, constant
from sexto_rules.decisions.exact.variables import BEFORE_AND_AFTER, Further
from sexto_rules.decisions.openness import path_of
from sexto_rules.facts.incident import Device, Person
from sexto_rules.facts.unknown import UNKNOWN as NOT_KNOWN
from sexto_rules.facts.vocabulary import Entity, Role
from sexto_rules.protocol.conditions import FactRef, Mode, Of
from sexto_rules.protocol.reads import AGE_FACTS
from sexto_rules.reference import BLANK

__all__ = ["SayableFormulas"]


class SayableFormulas(FactFormulas):
    """Makes the formulas of whether facts are known, and whether anybody can say them."""

    def status(self, fact: FactRef, mode: Mode, whose: Whose) -> Formula:
        """Return whether a fact is unknown, known, or one that nobody can say."""
        if mode is Mode.CANNOT_SAY:
            return self.by_bearer(fact.of, whose, lambda one: self.unsayable(fact, one, whose))
        known = self.by_bearer(fact.of, whose, lambda one: self.known(fact, one))
        return known if mode is Mode.KNOWN else self.make.negated(known)

    def known(self, fact: FactRef, whose: Whose) -> Formula:
        """Return whether the value is known: of an age, that only one is possible."""
        if whose is BLANK:
            return FALSE
        if fact.name == "age" and isinstance(whose, Person | Further):
            return self.age_leaf(whose, "known", lambda state: truth(state.ages.bit_count() == 1))
        if fact.name == "roles":
            return self.make.all_of(
                self.make.asked(Mode.KNOWN, self.role(whose, role)) for role in Role
            )
        return self.make.asked(Mode.KNOWN, self.fact(fact, whose, lambda _: True))

    def unsayable(self, fact: FactRef, whose: Whose, about: Whose) -> Formula:
        """Return whether it is not known and nobody can say it."""
        if fact.name == "roles" and isinstance(whose, Person | Further):
            said = self.make.all_of(self.role_settled(role, whose, about) for role in Role)
        else:
            said = self._in_vain(fact, whose, about)
        return self.make.all_of((self.make.negated(self.known(fact, whose)), said))

    def _in_vain(self, fact: FactRef, whose: Whose, about: Whose) -> Formula:
        """Return whether nobody can say this fact, or who the unknown holder is."""
        name = fact.name
        if whose is BLANK:
            if not isinstance(about, Device | Further):
                return FALSE
            fact, whose, name = FactRef(Of.DEVICE, "holder"), about, "holder"
        if isinstance(whose, Person | Device):
            entity = Entity.PERSON if isinstance(whose, Person) else Entity.DEVICE
            path = path_of(entity, whose.id, name)
        else:
            path = str(fact)
        if path in self.incident.cannot_say:
            return TRUE
        if isinstance(whose, Person | Further) and name in AGE_FACTS and fact.of is not Of.DEVICE:
            return self.age_leaf(
                whose, ("unsayable", name), lambda state: truth(name in state.unsayable)
            )
        if fact.of is Of.INCIDENT and name in LISTS:
            variable = self.variables.list_of(LISTS[name])
            if variable is None:
                return FALSE
            return self.of_list(LISTS[name], lambda state: state.unsayable)
        return self._is_unsayable_state(self.variable(fact, whose))

    def _is_unsayable_state(self, variable: Variable | None) -> Formula:
        if variable is None:
            return FALSE
        return self.make.leaf(variable, bytes(truth(each is UNSAYABLE) for each in variable.states))

    def role_settled(self, role: Role, whose: Whose, about: Whose) -> Formula:
        """Return whether nothing more can be learned of a role."""
        if not isinstance(whose, Person | Further):
            return self._in_vain(FactRef(Of.HOLDER, "roles"), whose, about)
        variable = self.variables.role(whose, role)
        known = self.make.asked(Mode.KNOWN, self.role(whose, role))
        if variable is None:
            path = path_of(Entity.PERSON, whose.id, "roles")
            in_vain = not self.incident.cannot_say.isdisjoint({path, f"{path}.{role}"})
            return self.make.any_of((known, constant(truth(in_vain))))
        return self.make.any_of((known, self._is_unsayable_state(variable)))

    def age_settled(self, whose: Whose, about: Whose) -> Formula:
        """Return whether nothing more can be learned of an age."""
        age_in_vain = self._in_vain(FactRef(Of.PERSON, "age"), whose, about)
        adult_in_vain = self._in_vain(FactRef(Of.PERSON, "adult"), whose, about)
        if not isinstance(whose, Person | Further):
            return self.make.all_of((age_in_vain, adult_in_vain))
        is_told = self.age_leaf(whose, "told", lambda state: truth(_is_told(state)))
        is_adult_known = self.age_leaf(
            whose, "adulthood", lambda state: truth(_is_adult_known(state))
        )
        return self.make.all_of(
            (
                self.make.any_of((is_told, age_in_vain)),
                self.make.any_of((is_adult_known, adult_in_vain)),
            )
        )

    def list_settled(self, kind: Entity) -> Formula:
        """Return whether a list is closed, or nobody can say whether it is complete."""
        if self.variables.list_of(kind) is None:
            return TRUE
        return self.of_list(kind, lambda state: state.closed or state.unsayable)

    def gap_settled(self, years: int) -> Formula:
        """Return whether all that the age gap reads is settled."""
        found = [self.list_settled(Entity.PERSON)]
        found += [self._person_settled(person) for person in self.incident.persons]
        found += [
            self.make.any_of((self.make.negated(self.is_listed(one)), self._person_settled(one)))
            for one in self.variables.further(Entity.PERSON, f"gap{years}", BEFORE_AND_AFTER)
        ]
        return self.make.all_of(found)

    def _person_settled(self, whose: Person | Further) -> Formula:
        roles = [self.role_settled(role, whose, whose) for role in Role]
        return self.make.all_of((*roles, self.age_settled(whose, whose)))


def _is_told(state: AgeState) -> bool:
    return state.told or state.ages.bit_count() == 1


def _is_adult_known(state: AgeState) -> bool:
    return is_adult(state.ages) is not NOT_KNOWN
