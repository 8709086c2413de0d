"""`sexto count`: what share of the fully known incidents is settled as each class."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Final

import typer

from sexto_rules.authoring.conditions import read_condition
from sexto_rules.authoring.names import Reading, names_of_parent
from sexto_rules.authoring.report import Report
from sexto_rules.cli.count_words import Rounding, number, percent, said, sized
from sexto_rules.cli.inputs import read_protocol
from sexto_rules.cli.options import (
    AsOf,
    ColourOption,
    Format,
    FormatOption,
    LanguageOption,
    as_day,
)
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.words import Language, in_language
from sexto_rules.documents import parse_document
from sexto_rules.errors import ProblemsError
from sexto_rules.proof.counting import CONFIDENCE, STEPS, Counts, Share, Size, count_classes
from sexto_rules.protocol.conditions import ALWAYS, Condition
from sexto_rules.protocol.dates import on
from sexto_rules.protocol.model import DayProtocol, Protocol

__all__ = ["count"]

_MOST: Final = 20
"""Far more than are counted exactly; a sample of more would take minutes."""


def count(  # noqa: PLR0913, PLR0917 - one for each option of the command
    path: Annotated[str, typer.Argument(help="A protocol by name, or its folder or file.")],
    persons: Annotated[
        int, typer.Option("--persons", min=0, max=_MOST, help="How many persons are listed.")
    ] = 1,
    devices: Annotated[
        int, typer.Option("--devices", min=0, max=_MOST, help="How many devices are listed.")
    ] = 0,
    where: Annotated[
        str | None,
        typer.Option(
            "--where",
            metavar="CONDITION",
            help="Only incidents that satisfy this, as written in a protocol: 'blackmail: no'.",
        ),
    ] = None,
    steps: Annotated[
        int,
        typer.Option(
            "--steps",
            min=0,
            help="How much is done for exact shares before incidents are drawn instead.",
        ),
    ] = STEPS,
    as_of: AsOf = None,
    lang: LanguageOption = Language.EN,
    output: FormatOption = Format.TEXT,
    color: ColourOption = Colour.AUTO,
) -> None:
    r"""Count what share of the fully known incidents is settled as each class.

    Compter quelle part des incidents entièrement connus relève de chaque voie.

    Exactly where the number of persons and devices allows it; otherwise incidents are drawn at
    random, and each share is given with bounds. Each incident counts as much as another, which
    says nothing of how often it happens.

    Exit code 0: counted, exactly or with bounds; 1: no such incident, or a mistake in what was
    given; 2: wrong usage; 3: our bug.

    \b
    Examples / exemples:
      sexto count ca-qc-sexto --persons 1 --devices 0
      sexto count ca-qc-sexto --persons 2 --where 'class: [outside_kit, no_sign_of_malice]'
      sexto count ./my-protocol --where '{blackmail: no, setting: secondary}' --lang fr
      sexto count ca-qc-sexto --as-of 2026-01-15 --format json
    """
    protocol = read_protocol(path)
    condition = ALWAYS if where is None else _read_where(where, protocol)
    day = on(protocol, as_day(as_of))
    size = Size(persons, devices)
    counts = count_classes(day, size, condition, steps=steps)
    with writing():
        if output is Format.JSON:
            print_json(_as_data(counts, day, size, where))
        else:
            _show(Screen(color, lang), counts, day, size, where)
    if not counts.classes:
        raise typer.Exit(1)


def _read_where(where: str, protocol: Protocol) -> Condition:
    """Return the condition given.

    Raises:
        ProblemsError: It is not one, or names what the protocol does not have.
    """
    report = Report()
    names = names_of_parent(protocol, protocol.id, protocol.languages)
    condition = read_condition(Reading(report, names), parse_document(where, "--where"))
    if condition is None or report.problems:
        raise ProblemsError(report.problems)
    return condition


def _show(screen: Screen, counts: Counts, day: DayProtocol, size: Size, where: str | None) -> None:
    language = screen.language
    listed = sized(size.persons, size.devices, language)
    parts = {"protocol": day.protocol.id, "day": day.as_of.isoformat(), "size": listed}
    screen.say(said("heading", language, **parts), "bold")
    if where is not None:
        share = _share(counts.matching, language, is_exact=counts.sample is None)
        screen.say(said("where", language, where=where, share=share))
    if counts.classes:
        _show_classes(screen, counts, day)
    else:
        screen.say(said(_why_nothing(counts, day), language), "yellow")
    if counts.classes or counts.sample is not None:
        _show_how(screen, counts)


def _show_classes(screen: Screen, counts: Counts, day: DayProtocol) -> None:
    texts = {one.id: in_language(one.text, screen.language) for one in day.classes}
    for name, share in counts.classes.items():
        shown = _share(share, screen.language, is_exact=counts.sample is None)
        screen.say(f"{shown}  {name}", indent=2)
        screen.say(texts[name], indent=6)
    left = 1 - sum(share.share for share in counts.classes.values())
    if left:
        screen.say(
            f"{percent(left, screen.language)}  {said('no_class', screen.language)}", indent=2
        )


def _show_how(screen: Screen, counts: Counts) -> None:
    language = screen.language
    incidents = number(counts.incidents, language)
    if counts.sample is None:
        screen.say(said("exact", language, incidents=incidents))
    else:
        drawn = number(counts.sample.drawn, language)
        matching = number(counts.sample.matching, language)
        seed = str(counts.sample.seed)
        parts = {"incidents": incidents, "drawn": drawn, "matching": matching, "seed": seed}
        screen.say(said("sample", language, **parts))
    screen.say(said("meaning", language))


def _why_nothing(counts: Counts, day: DayProtocol) -> str:
    if not day.classes:
        return "no_classes"
    if not counts.incidents:
        return "nobody_holds"
    return "never" if counts.sample is None else "none_drawn"


def _share(share: Share, language: Language, *, is_exact: bool) -> str:
    if is_exact:
        return percent(share.share, language)
    low = percent(share.at_least, language, Rounding.DOWN)
    high = percent(share.at_most, language, Rounding.UP)
    return said("between", language, low=low, high=high)


def _as_data(counts: Counts, day: DayProtocol, size: Size, where: str | None) -> dict[str, Any]:
    is_exact = counts.sample is None
    data: dict[str, Any] = {
        "protocol": day.protocol.id,
        "as_of": day.as_of.isoformat(),
        "persons": size.persons,
        "devices": size.devices,
        "where": where,
        "exact": is_exact,
        "incidents": str(counts.incidents),
        "read": list(counts.read),
        "matching": _share_data(counts.matching, is_exact=is_exact),
        "classes": {
            name: _share_data(share, is_exact=is_exact) for name, share in counts.classes.items()
        },
    }
    if counts.sample is not None:
        data["sample"] = {
            "drawn": counts.sample.drawn,
            "matching": counts.sample.matching,
            "seed": counts.sample.seed,
            "confidence": CONFIDENCE,
            "bounds": "chernoff",
        }
    return data


def _share_data(share: Share, *, is_exact: bool) -> dict[str, Any]:
    if is_exact:
        return {"share": float(share.share), "fraction": _fraction(share.share)}
    return {
        "share": float(share.share),
        "at_least": share.at_least,
        "at_most": share.at_most,
    }


def _fraction(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"
