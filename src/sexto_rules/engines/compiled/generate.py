"""Source code for a Program: straight-line, one assignment a literal that is used again.

Of each condition two rails are enough here, since a bit that is not set says something too:
*true* and *not false*; literals that only the other rails need are left out. A literal that
one formula alone uses stands in that formula, after the plain ones: then `and`, `or` and
`if` leave it out where it cannot matter any more, which is most of the time. What is
generated contains numbers and our own names, never a word that an author or a user wrote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from sexto_rules.facts.vocabulary import Entity
from sexto_rules.lowering.program import Aggregate, Constant, Over, Program, Rails, Stage

__all__ = ["FUNCTION", "generate", "needed_literals"]

FUNCTION: Final = "derive"
"""The name of the generated function."""

_ROWS: Final = {Entity.PERSON: "persons", Entity.DEVICE: "devices"}
_LISTED: Final = {Entity.PERSON: "listed_persons", Entity.DEVICE: "listed_devices"}
_VALUES: Final = {Entity.PERSON: "person_values", Entity.DEVICE: "device_values"}
_LONGEST_CHAIN: Final = 32
_DEEPEST: Final = 12
"""How many formulas may stand inside one another; Python's own limit is far above."""


def generate(program: Program) -> str:
    """Return the source of a function from columns to conditions.

    It takes the columns of the needed base literals in order; for persons, and again for
    devices, the masks of all rows and of the listed ones, and the truths of the rows by
    the columns (true, not false). It finds `Conditions`, the truths `TRUE`, `UNKNOWN` and
    `FALSE`, each in a tuple as `TRUES`, `UNKNOWNS`, `FALSES`, and `contradiction` among its
    globals.

    Example:
        >>> print(generate(program))  # doctest: +SKIP
        def derive(columns, persons, listed_persons, person_values, ...):
            [v0, v1] = columns
            v2 = v0 and v1
            return Conditions(
                ((TRUE if v0 else UNKNOWN) if v1 else contradiction() if v0 else FALSE,),
                (person_values[v2, v1],),
            )
    """
    needed = needed_literals(program)
    parameters = [
        name for entity in Entity for name in (_ROWS[entity], _LISTED[entity], _VALUES[entity])
    ]
    base = ", ".join(f"v{each}" for each in range(program.base) if each in needed)
    # As parameters with defaults the truths are local names, which are read fastest.
    truths = "trues=TRUES, unknowns=UNKNOWNS, falses=FALSES"
    lines = [f"def {FUNCTION}(columns, {', '.join(parameters)}, {truths}):"]
    lines.append(f"    [{base}] = columns")
    lines += [f"    {line}" for line in _Formulas(program, needed).assignments()]
    classes = [_truth(program, rails, "TRUE", "UNKNOWN", "FALSE") for rails in program.classes]
    directives = [_truths(program, rails) for rails in program.directives]
    # Many directives share a condition.
    shared = {
        term: f"shared{number}"
        for number, (term, times) in enumerate(Counter(directives).items())
        if times > 1 and " " in term
    }
    lines += [f"    {name} = {term}" for term, name in shared.items()]
    answers = [shared.get(term, term) for term in directives]
    lines += [f"    return Conditions({_tuple(classes)}, {_tuple(answers)})", ""]
    return "\n".join(lines)


def needed_literals(program: Program) -> frozenset[int]:
    """Return the literals from which the *true* and *not false* rails are derived."""
    needed = set(_answers(program))
    for stage in reversed(program.stages):
        for clause in reversed((*stage.incident, *stage.person, *stage.device)):
            if clause.head in needed:
                needed.update(clause.body)
        needed.update(each.literal for each in stage.aggregates if each.head in needed)
    return frozenset(needed)


def _answers(program: Program) -> frozenset[int]:
    """Return the literals that are read in the end."""
    return frozenset(
        literal
        for rails in (*program.classes, *program.directives)
        for literal in (rails.true, rails.not_false)
    )


class _Formula(NamedTuple):
    """An expression, and how many stand inside one another in it; a name has 0.

    Of the incident its truth counts; of persons or devices it is a column.
    """

    text: str
    depth: int = 0

    def __str__(self) -> str:
        """The expression as a part of another one."""
        return f"({self.text})" if self.depth else self.text


class _Formulas:
    """The formula of every literal that is needed, those used once inside their user's."""

    def __init__(self, program: Program, needed: frozenset[int]) -> None:
        self._program = program
        self._needed = needed
        # What is read in the end has to have a name.
        self._uses = Counter(dict.fromkeys(_answers(program), 2))
        for stage in program.stages:
            self._uses.update(each.literal for each in stage.aggregates if each.head in needed)
            for clause in (*stage.incident, *stage.person, *stage.device):
                if clause.head in needed:
                    self._uses.update(clause.body)
        self._inside: dict[int, _Formula] = {}

    def assignments(self) -> list[str]:
        """Return the assignments in order."""
        return [line for stage in self._program.stages for line in self._stage(stage)]

    def _stage(self, stage: Stage) -> list[str]:
        lines = [
            line
            for each in stage.aggregates
            if each.head in self._needed
            for line in self._defined(each.head, self._aggregate(each))
        ]
        for clauses in (stage.incident, stage.person, stage.device):
            for head, alternatives in groupby(clauses, key=lambda clause: clause.head):
                if head in self._needed:
                    bodies = [clause.body for clause in alternatives]
                    lines += self._defined(head, self._derived(head, bodies))
        return lines

    def _defined(self, head: int, formula: _Formula) -> list[str]:
        """Return the assignment; none for a formula that is to stand inside the one using it."""
        if self._uses[head] == 1 and formula.depth < _DEEPEST:
            self._inside[head] = formula
            return []
        return [f"v{head} = {formula.text}"]

    def _of(self, literals: Iterable[int]) -> list[_Formula]:
        """Return the formulas of literals, the cheapest first."""
        formulas = [self._inside.get(each) or _Formula(f"v{each}") for each in literals]
        return sorted(formulas, key=lambda formula: formula.depth)

    def _aggregate(self, each: Aggregate) -> _Formula:
        """Return the formula of an aggregate; no column has a bit beyond the rows there are."""
        (column,) = self._of([each.literal])
        wanted = _ROWS[each.entity] if each.blank else _LISTED[each.entity]
        counted = str(column) if each.blank else f"{column} & {wanted}"
        text = counted if each.over is Over.SOME else f"{counted} == {wanted}"
        return _Formula(text, column.depth + 1)

    def _derived(self, head: int, bodies: Sequence[Sequence[int]]) -> _Formula:
        """Return the formula of a derived literal."""
        entity = self._program.literals[head].entity
        if entity is None:
            return _either("or", [_joined("and", self._of(body)) for body in bodies])
        return _either("|", [self._body(entity, body) for body in bodies])

    def _body(self, entity: Entity, body: Sequence[int]) -> _Formula:
        """Return one body for all rows; a literal of the incident counts for every row."""
        literals = self._program.literals
        own = [each for each in body if literals[each].entity is entity]
        shared = [each for each in body if literals[each].entity is None]
        rows = _joined("&", self._of(own)) if own else _Formula(_ROWS[entity])
        if not shared:
            return rows
        when = _joined("and", self._of(shared))
        return _Formula(f"{rows} if {when} else 0", max(rows.depth, when.depth) + 1)


def _either(operator: str, formulas: Sequence[_Formula]) -> _Formula:
    return _joined(operator, sorted(formulas, key=lambda formula: formula.depth))


def _joined(operator: str, formulas: Sequence[_Formula]) -> _Formula:
    """Return the formulas joined; of one, itself."""
    if len(formulas) == 1:
        return formulas[0]
    depth = max(formula.depth for formula in formulas) + 1
    return _Formula(_chain(operator, [str(formula) for formula in formulas]), depth)


def _chain(operator: str, terms: Sequence[str]) -> str:
    """Join terms; long chains as a balanced tree, which the compiler can take at any length."""
    if len(terms) <= _LONGEST_CHAIN:
        return f" {operator} ".join(terms)
    middle = len(terms) // 2
    left, right = _chain(operator, terms[:middle]), _chain(operator, terms[middle:])
    return f"({left}) {operator} ({right})"


def _tuple(terms: Sequence[str]) -> str:
    return f"({''.join(f'{term}, ' for term in terms)})"


def _truth(program: Program, rails: Rails, true: str, unknown: str, false: str) -> str:
    """Return what to say of a condition of the incident: one of three terms, or the failure."""
    if rails.true == rails.not_false:
        if program.literals[rails.true].reading == Constant(None, value=True):
            return true
        return f"{true} if v{rails.true} else {false}"
    return (
        f"({true} if v{rails.true} else {unknown}) if v{rails.not_false} "
        f"else contradiction() if v{rails.true} else {false}"
    )


def _truths(program: Program, rails: Rails) -> str:
    if rails.entity is None:
        return _truth(program, rails, "trues", "unknowns", "falses")
    return f"{_VALUES[rails.entity]}[v{rails.true}, v{rails.not_false}]"
