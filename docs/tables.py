"""The tables of these pages that are made from the code, so that they cannot differ from it.

A page marks the place with `<!-- table: NAME -->` and `<!-- end of table -->`; what stands
between them is written by

    python docs/tables.py --write

and the tests fail where it is stale. Whoever adds a fact, an act or an option runs that.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import Final, get_args

from sexto_rules.cli import app as application
from sexto_rules.cli.words import Language, word
from sexto_rules.documents import MOST_BYTES, MOST_DEPTH, MOST_NODES
from sexto_rules.engines.compiled.engine import MOST_CLAUSES
from sexto_rules.engines.durable import subset
from sexto_rules.facts import ACTS, FACTS, Entity, FactKind, FactSpec, LabelKind, Role, label
from sexto_rules.facts.contradictions import LIMITS
from sexto_rules.facts.labels import LABELS
from sexto_rules.facts.vocabulary import DOERS
from sexto_rules.protocol.outcome import Status

FOLDER: Final = Path(__file__).parent

_BLOCK: Final = re.compile(
    r"(?P<start><!-- table: (?P<name>[a-z-]+) -->\n)(?P<body>.*?)(?P<end><!-- end of table -->)",
    re.DOTALL,
)

_VALUES: Final = {
    FactKind.BOOL: "yes, no",
    FactKind.CODE: "a code that the protocol declares",
    FactKind.AGE: "whole years, 0 to 120, or a range",
    FactKind.ROLES: "a list of roles, or a map of single ones",
    FactKind.MOMENT: "a moment with its time zone",
    FactKind.REFERENCE: "the id of a listed person",
}


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table in Markdown."""
    cells = [list(head), *map(list, rows)]
    cells.insert(1, ["---"] * len(cells[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _both(name: str, kind: LabelKind | str) -> tuple[str, str]:
    """Return the English and the French label."""
    return label(name, "en", kind=kind), label(name, "fr", kind=kind)


def _values(spec: FactSpec) -> str:
    if spec.kind is FactKind.CHOICE:
        return ", ".join(f"`{value}`" for value in spec.values)
    return _VALUES[spec.kind]


def _facts(entity: Entity | None) -> str:
    return _table(
        ("fact", "values", "changes", "English", "français"),
        (
            (
                f"`{name}`",
                _values(spec),
                "yes" if spec.state else "",
                *_both(name, LabelKind.FACT),
            )
            for name, spec in FACTS[entity].items()
        ),
    )


def _labels_of_values() -> str:
    choices = [
        spec for facts in FACTS.values() for spec in facts.values() if spec.kind is FactKind.CHOICE
    ]
    return _table(
        ("fact", "value", "English", "français"),
        (
            (f"`{spec.name}`", f"`{value}`", *_both(value, spec.name))
            for spec in choices
            for value in spec.values
        ),
    )


def _acts() -> str:
    return _table(
        ("family", "act", "done to", "English", "français"),
        (
            (
                f"`{spec.family}`" if spec.family else "",
                f"`{name}`",
                f"a {spec.target}" if spec.target else "",
                *_both(name, LabelKind.ACT),
            )
            for name, spec in ACTS.items()
        ),
    )


def _words(kind: LabelKind, names: Iterable[str]) -> str:
    return _table(
        ("word", "English", "français"),
        ((f"`{name}`", *_both(name, kind)) for name in names),
    )


def _limits_of_incidents() -> str:
    return _table(
        ("list", "at most"), ((f"`{name}`", f"{most:,}") for name, most in LIMITS.items())
    )


def _limits_of_files() -> str:
    return _table(
        ("of one file", "at most"),
        (
            ("bytes", f"{MOST_BYTES:,}"),
            ("keys and values", f"{MOST_NODES:,}"),
            ("lists and mappings inside one another", f"{MOST_DEPTH}"),
        ),
    )


def _limits_of_durable() -> str:
    return _table(
        ("in one ruleset", "at most"),
        (
            ("rules", f"{subset.MAX_RULES:,}"),
            ("conditions in one rule", f"{subset.MAX_CONDITIONS:,}"),
            ("types of facts", f"{subset.MAX_TYPES:,}"),
            ("different patterns of one type of fact", f"{subset.MAX_PATTERNS:,}"),
            ("conditions with the same pattern", f"{subset.MAX_PATTERN_USES:,}"),
            ("tests in one condition, the type included", f"{subset.MAX_TESTS:,}"),
            ("properties of one fact, beside its id and its state", f"{subset.MAX_PROPERTIES:,}"),
        ),
    )


def _limits_of_compiled() -> str:
    return _table(("in one protocol", "at most"), [("clauses", f"{MOST_CLAUSES:,}")])


def _commands() -> dict[str, Callable[..., object]]:
    """Return the function of each command of `sexto`, by its name."""
    return {
        str(each.name): each.callback
        for each in application.make_app().registered_commands
        if each.callback is not None
    }


def _command(name: str) -> str:
    """Return what a command takes."""
    function = _commands()[name]
    rows = []
    for parameter in inspect.signature(function, eval_str=True).parameters.values():
        kind, *information = get_args(parameter.annotation)
        (info,) = (each for each in information if hasattr(each, "param_decls"))
        choices = list(kind) if isinstance(kind, type) and issubclass(kind, Enum) else []
        # In an annotation typer keeps the first name where a default would stand.
        names = [each for each in (info.default, *(info.param_decls or ())) if each is not ...]
        default = parameter.default
        rows.append(
            (
                ", ".join(f"`{each}`" for each in names or (parameter.name,)),
                ", ".join(f"`{each.value}`" for each in choices),
                f"`{default.value if isinstance(default, Enum) else default}`"
                if isinstance(default, Enum | int) and not isinstance(default, bool)
                else "",
                str(info.help),
            )
        )
    return _table(("takes", "values", "left out", "meaning"), rows)


def _command_names() -> str:
    return _table(
        ("command", "does", "en français"),
        (
            (f"`sexto {name}`", *_first_words(inspect.getdoc(function) or ""))
            for name, function in _commands().items()
        ),
    )


def _first_words(help_: str) -> tuple[str, str]:
    """Return the first paragraph of a help text, English, and the second, French."""
    english, french, *_ = (" ".join(each.split()) for each in help_.split("\n\n"))
    return english, french


def _exit_codes() -> str:
    return _table(
        ("code", "meaning", "en français"),
        (
            ("0", "fine", "tout va bien"),
            (
                str(application.EXIT_PROBLEMS),
                "problems in what was given",
                "problèmes dans ce qui a été donné",
            ),
            (str(application.EXIT_USAGE), "wrong usage", "commande mal écrite"),
            (
                str(application.EXIT_BUG),
                "our bug, or advice withheld",
                "erreur de notre part, ou aucun avis donné",
            ),
            (str(application.EXIT_INTERRUPTED), "interrupted", "interrompu"),
        ),
    )


def _headings() -> str:
    return _table(
        ("English", "en français", "what stands there"),
        (
            (f"**{word(name, Language.EN)}**", f"**{word(name, Language.FR)}**", meaning)
            for name, meaning in _HEADINGS.items()
        ),
    )


_HEADINGS: Final = {
    "never": "prohibitions in force, certain or in doubt",
    "now": "what is due and says `immediately`",
    "then": "what else is due, in order",
    "may": "permissions",
    "held": "held lines, with what would free them",
    "notes": "notes without hurry",
    "done": "what the journal has",
    "conflicts": "what the protocol both demands and prohibits",
    "possible": "what may yet apply; only with `--all`",
    "find_out": "the next questions",
}
"""The headings of a decision at a terminal, in their order."""


TABLES: Final[dict[str, Callable[[], str]]] = {
    "incident": lambda: _facts(None),
    "person": lambda: _facts(Entity.PERSON),
    "device": lambda: _facts(Entity.DEVICE),
    "values": _labels_of_values,
    "roles": lambda: _words(LabelKind.ROLES, Role),
    "acts": _acts,
    "families": lambda: _words(LabelKind.FAMILY, LABELS[LabelKind.FAMILY]),
    "doers": lambda: _words(LabelKind.DOER, DOERS),
    "statuses": lambda: _words(LabelKind.STATUS, Status),
    "modalities": lambda: _words(LabelKind.MODALITY, LABELS[LabelKind.MODALITY]),
    "bases": lambda: _words(LabelKind.BASIS, LABELS[LabelKind.BASIS]),
    "times": lambda: _words(LabelKind.TIME, LABELS[LabelKind.TIME]),
    "incident-limits": _limits_of_incidents,
    "file-limits": _limits_of_files,
    "durable-limits": _limits_of_durable,
    "compiled-limits": _limits_of_compiled,
    "commands": _command_names,
    "command-protocols": lambda: _command("protocols"),
    "command-decide": lambda: _command("decide"),
    "command-why": lambda: _command("why"),
    "command-ask": lambda: _command("ask"),
    "command-new": lambda: _command("new"),
    "command-check": lambda: _command("check"),
    "command-test": lambda: _command("test"),
    "command-prove": lambda: _command("prove"),
    "command-compare": lambda: _command("compare"),
    "command-refines": lambda: _command("refines"),
    "command-count": lambda: _command("count"),
    "command-simulate": lambda: _command("simulate"),
    "command-across": lambda: _command("across"),
    "command-timeline": lambda: _command("timeline"),
    "command-sources": lambda: _command("sources"),
    "command-briefing": lambda: _command("briefing"),
    "command-practise": lambda: _command("practise"),
    "command-explain": lambda: _command("explain"),
    "command-format": lambda: _command("format"),
    "command-schema": lambda: _command("schema"),
    "exit-codes": _exit_codes,
    "headings": _headings,
}
"""How each table is made, by its name."""


def filled(text: str) -> str:
    """Return a page with every table in it made anew.

    Raises:
        KeyError: The page names a table that nothing makes.
    """
    return _BLOCK.sub(
        lambda found: f"{found['start']}\n{TABLES[found['name']]()}\n\n{found['end']}", text
    )


def pages() -> Iterator[Path]:
    """Yield the pages, in the order of their paths."""
    for path in sorted(FOLDER.rglob("*.md")):
        if "_build" not in path.parts:
            yield path


def main() -> int:
    """Write the tables, or say which pages are stale; return the exit code."""
    write = sys.argv[1:] == ["--write"]
    stale = 0
    for path in pages():
        text = path.read_text("utf-8")
        if filled(text) != text:
            stale += 1
            print(f"{'written' if write else 'stale'}: {path.relative_to(FOLDER)}")
            if write:
                path.write_text(filled(text), "utf-8")
    return 0 if write or not stale else 1


if __name__ == "__main__":
    sys.exit(main())
