"""`sexto sources`: what a protocol rests on."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from sexto_rules.cli.inputs import read_protocol
from sexto_rules.cli.options import ColourOption, Format, FormatOption, LanguageOption
from sexto_rules.cli.publishing_words import said
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.words import Language, colon, in_language, word
from sexto_rules.facts.labels import LabelKind, label
from sexto_rules.protocol.model import Period, Protocol, Source
from sexto_rules.publishing.provenance import Carried, Provenance, Statement, provenance

__all__ = ["sources"]


def sources(
    protocol: Annotated[str, typer.Argument(help="A protocol by name, or its folder or file.")],
    lang: LanguageOption = Language.EN,
    output: FormatOption = Format.TEXT,
    color: ColourOption = Colour.AUTO,
) -> None:
    r"""List every source of a protocol with what rests on it, then every line by its basis.

    Énumérer chaque source d'un protocole avec ce qui repose sur elle, puis chaque ligne selon ce
    qui la fonde.

    \b
    Examples / exemples:
      sexto sources ca-qc-sexto
      sexto sources ca-qc-sexto --lang fr
      sexto sources nz-school --format json
    """
    read = read_protocol(protocol)
    found = provenance(read)
    with writing():
        if output is Format.JSON:
            print_json(_data(read, found))
        else:
            _show(Screen(color, lang), read, found)


def _show(screen: Screen, protocol: Protocol, found: Provenance) -> None:
    language = screen.language
    screen.say(f"{in_language(protocol.title, language)} ({protocol.id})", "bold")
    screen.say(in_language(protocol.notice, language))
    screen.head(word("sources", language), "white")
    for source in found.sources:
        screen.item(f"[{source.id}]", f"{source.title}, {source.publisher}, {source.read}.")
        for line in (source.url or source.citation, source.note):
            if line:
                screen.say(line, "dim", indent=4)
        for each in found.carried[source.id]:
            partly = f" ({word('partly', language)})" if each.partly else ""
            screen.say(f"- {_name(each.statement, language)}{partly}", indent=4)
    for basis, statements in found.by_basis.items():
        name = said("no_basis", language)
        if basis is not None:
            name = label(basis, language, kind=LabelKind.BASIS)
        screen.head(f"{name} ({len(statements)})", "cyan")
        for statement in statements:
            named = " ".join(f"[{ref.id}]" for ref in statement.sources)
            text = in_language(statement.text, language)
            screen.item(
                "-", f"{_name(statement, language)}{colon(language)}{text} {named}".rstrip()
            )
            if statement.remark:
                screen.say(statement.remark, "dim", indent=4)


def _name(statement: Statement, language: Language) -> str:
    """Return what a statement is called, with its period where it has one."""
    return f"{said(statement.kind, language)} {statement.id}{_period(statement.period, language)}"


def _period(period: Period, language: Language) -> str:
    parts = [
        said(name, language, day)
        for name, day in (("from", period.start), ("until", period.end))
        if day is not None
    ]
    return f" ({', '.join(parts)})" if parts else ""


def _data(protocol: Protocol, found: Provenance) -> dict[str, Any]:
    return {
        "protocol": protocol.id,
        "version": protocol.version,
        "notice": dict(protocol.notice),
        "sources": [_source_data(each, found.carried[each.id]) for each in found.sources],
        "by_basis": {
            "none" if basis is None else str(basis): [_statement_data(each) for each in statements]
            for basis, statements in found.by_basis.items()
        },
    }


def _source_data(source: Source, carried: tuple[Carried, ...]) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "citation": source.citation,
        "read": source.read.isoformat(),
        "remark": source.note,
        "carries": [
            {"kind": str(each.statement.kind), "id": each.statement.id, "partly": each.partly}
            for each in carried
        ],
    }


def _statement_data(statement: Statement) -> dict[str, Any]:
    period = statement.period
    return {
        "kind": str(statement.kind),
        "id": statement.id,
        "origin": statement.origin,
        "text": dict(statement.text),
        "sources": [ref.id for ref in statement.sources],
        "partly": [ref.id for ref in statement.sources if ref.partly],
        "in_force_from": None if period.start is None else period.start.isoformat(),
        "in_force_until": None if period.end is None else period.end.isoformat(),
        "remark": statement.remark,
    }
