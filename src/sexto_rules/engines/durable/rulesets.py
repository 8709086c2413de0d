"""From the clauses of one stage and scope to rulesets inside the measured subset.

A *given* literal is known before a ruleset runs: it becomes a property of a wide fact. One
that is a head in the same ruleset is *derived*: when a rule for it fires, a fact of its own is
asserted. So the body of a clause is at most one condition on a wide fact and one for each
derived literal; clauses with the same body are one rule with several heads, and alternatives
are several rules.

The bounds of the subset are kept by spreading: patterns over several wide facts, copies of a
derived fact over several types, and clauses over several rulesets. What is left, a single
clause with more given literals than one condition may test, is for the check to refuse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from attrs import define, field, frozen

from sexto_rules.engines.durable.subset import (
    MAX_CONDITIONS,
    MAX_PATTERN_USES,
    MAX_PATTERNS,
    MAX_PROPERTIES,
    MAX_RULES,
    MAX_TYPES,
    RESERVED_IDS,
    RESERVED_PROPERTIES,
    SID,
    VALUE,
    Condition,
    Rule,
    Ruleset,
    fnv1a,
)
from sexto_rules.lowering.program import Clause, Literal

__all__ = ["Unit", "WideFact", "units_of"]


@frozen
class WideFact:
    """A fact whose properties are the given literals that hold.

    `opening` is its text up to the properties; the others pair a literal with the text to
    add when it holds, apart for the literals of the incident and those of the rows.
    """

    opening: str
    incident: tuple[tuple[int, str], ...]
    rows: tuple[tuple[int, str], ...]


@frozen
class Unit:
    """One ruleset and what the driver needs to run it.

    `derived` gives the facts to assert when a literal is derived; `carried` those of them that
    an earlier unit may have derived already. `heads` are the literals that a rule derives.
    """

    ruleset: Ruleset
    wide: tuple[WideFact, ...]
    derived: Mapping[int, tuple[str, ...]]
    carried: tuple[tuple[int, tuple[str, ...]], ...]
    heads: Mapping[str, tuple[int, ...]]


def units_of(clauses: Iterable[Clause], literals: Sequence[Literal]) -> tuple[Unit, ...]:
    """Return the units that, run one after the other, derive what the clauses say.

    Args:
        clauses: Those of one stage and scope, each after the clauses of its body.
        literals: The literals of the program.
    """
    builders: list[_Builder] = []
    for clause in clauses:
        if not builders or not builders[-1].has_room(clause):
            builders.append(_Builder())
        builders[-1].add(clause)
    units = []
    earlier: set[int] = set()
    for builder in builders:
        units.append(builder.unit(literals, earlier))
        earlier |= builder.own
    return tuple(units)


@define
class _Names:
    """Gives names of which no two have the same hash."""

    taken: set[int]

    def new(self, prefix: str) -> str:
        """Return the next free name with this prefix."""
        number = len(self.taken)
        while fnv1a(f"{prefix}{number}") in self.taken:
            number += 1
        name = f"{prefix}{number}"
        self.taken.add(fnv1a(name))
        return name


@define(eq=False)
class _Type:
    """A type of fact while patterns are handed out: each pattern with the times it is used."""

    name: str
    uses: Counter[tuple[int, ...]] = field(factory=Counter)
    literals: set[int] = field(factory=set)

    def has_room(self, pattern: tuple[int, ...]) -> bool:
        """Say whether one more condition may use the pattern here."""
        if pattern in self.uses:
            return self.uses[pattern] < MAX_PATTERN_USES
        if len(self.uses) == MAX_PATTERNS:
            return False
        return len(self.literals.union(pattern)) < MAX_PROPERTIES

    def use(self, pattern: tuple[int, ...]) -> None:
        """Count one more condition with the pattern."""
        self.uses[pattern] += 1
        self.literals.update(pattern)


@define
class _Builder:
    """One ruleset in the making: for each body its heads and its patterns, given one first."""

    wide: list[_Type] = field(factory=list)
    narrow: list[_Type] = field(factory=list)
    heads: dict[tuple[int, ...], list[int]] = field(factory=dict)
    patterns: dict[tuple[int, ...], list[tuple[_Type, tuple[int, ...]]]] = field(factory=dict)
    own: set[int] = field(factory=set)

    def has_room(self, clause: Clause) -> bool:
        """Say whether the clause fits, even if each of its conditions needs a new type."""
        conditions = 1 + len(self.own.intersection(clause.body))
        return (
            conditions <= MAX_CONDITIONS
            and len(self.heads) + 2 <= MAX_RULES
            and len(self.wide) + len(self.narrow) + conditions + 1 <= MAX_TYPES
        )

    def add(self, clause: Clause) -> None:
        """Add the clause; the body's own literals are those that are heads already."""
        if clause.body not in self.heads:
            given = tuple(each for each in clause.body if each not in self.own)
            derived = [(each,) for each in clause.body if each in self.own]
            self.heads[clause.body] = []
            self.patterns[clause.body] = [
                *([_placed(self.wide, "w", given)] if given else []),
                *(_placed(self.narrow, "n", each) for each in derived),
            ]
        self.heads[clause.body].append(clause.head)
        self.own.add(clause.head)

    def unit(self, literals: Sequence[Literal], earlier: AbstractSet[int]) -> Unit:
        """Return the ruleset and the texts of its facts."""
        properties = self._properties()
        ids = _Names({fnv1a(each) for each in RESERVED_IDS})
        wide_ids = [ids.new("f") for _ in self.wide]
        derived: dict[int, list[str]] = {}
        narrow_ids = []
        for kind in self.narrow:
            for (literal,) in kind.uses:
                narrow_ids.append(ids.new("f"))
                text = f"{_opening(narrow_ids[-1], kind)}{_holds(properties[literal])}}}"
                derived.setdefault(literal, []).append(text)
        names = [f"r{number}" for number in range(len(self.heads))]
        return Unit(
            ruleset=Ruleset(
                rules=tuple(
                    Rule(name, tuple(_condition(kind, each, properties) for kind, each in patterns))
                    for name, patterns in zip(names, self.patterns.values(), strict=True)
                ),
                fact_ids=(*wide_ids, *narrow_ids),
            ),
            wide=tuple(
                _wide_fact(_opening(name, kind), kind, properties, literals)
                for name, kind in zip(wide_ids, self.wide, strict=True)
            ),
            derived={literal: tuple(texts) for literal, texts in derived.items()},
            carried=tuple(
                (literal, tuple(texts)) for literal, texts in derived.items() if literal in earlier
            ),
            heads={
                name: tuple(heads) for name, heads in zip(names, self.heads.values(), strict=True)
            },
        )

    def _properties(self) -> dict[int, str]:
        """Return the property of each literal that some condition tests."""
        names = _Names({fnv1a(each) for each in RESERVED_PROPERTIES})
        used = {each for kind in (*self.wide, *self.narrow) for each in kind.literals}
        return {literal: names.new("p") for literal in sorted(used)}


def _placed(
    types: list[_Type], prefix: str, pattern: tuple[int, ...]
) -> tuple[_Type, tuple[int, ...]]:
    """Return the pattern with the type it is used in, a new one where none has room."""
    kind = next((each for each in types if each.has_room(pattern)), None)
    if kind is None:
        kind = _Type(f"{prefix}{len(types)}")
        types.append(kind)
    kind.use(pattern)
    return kind, pattern


def _condition(kind: _Type, pattern: tuple[int, ...], properties: Mapping[int, str]) -> Condition:
    return Condition(kind.name, tuple(properties[literal] for literal in pattern))


def _opening(name: str, kind: _Type) -> str:
    return f'{{"id":"{name}","sid":"{SID}","t":"{kind.name}"'


def _holds(name: str) -> str:
    return f',"{name}":"{VALUE}"'


def _wide_fact(
    opening: str, kind: _Type, properties: Mapping[int, str], literals: Sequence[Literal]
) -> WideFact:
    parts = [(literal, _holds(properties[literal])) for literal in sorted(kind.literals)]
    return WideFact(
        opening=opening,
        incident=tuple(part for part in parts if literals[part[0]].entity is None),
        rows=tuple(part for part in parts if literals[part[0]].entity is not None),
    )
