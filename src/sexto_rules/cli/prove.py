"""`sexto prove`: what holds of a protocol for every incident, and what does not.

What proves is loaded once it is needed: it is an extra, and the help is there without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from sexto_rules.cli.inputs import read_protocol
from sexto_rules.cli.options import ColourOption, Format, FormatOption, LanguageOption
from sexto_rules.cli.processes import usable_processes
from sexto_rules.cli.progress import progress
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import print_json, writing
from sexto_rules.cli.words import Language
from sexto_rules.protocol.model import Protocol

if TYPE_CHECKING:
    from sexto_rules.proof.report import ProofReport

__all__ = ["prove"]

_FEW: Final = 100
"""Statements that are proved sooner than other processes are ready."""


def prove(
    path: Annotated[str, typer.Argument(help="The folder or file of a protocol, or its name.")],
    output: FormatOption = Format.TEXT,
    lang: LanguageOption = Language.EN,
    color: ColourOption = Colour.AUTO,
    timeout: Annotated[
        int,
        typer.Option(
            "--timeout",
            min=1,
            metavar="SECONDS",
            help="How long the solver may take for one answer; then it is undecided.",
        ),
    ] = 60,
) -> None:
    r"""Prove what a protocol promises, for every incident; or show one that breaks it.

    Prouver ce qu'un protocole promet, pour tout incident; ou en montrer un qui y manque.

    Each incident shown is a scenario ready to paste; the reference and every engine have decided
    it again. Exit code 0: all is proved; 1: something is refuted or undecided, or the protocol
    has problems; 2: wrong usage, or z3 is not installed; 3: our bug; 130: interrupted.

    \b
    Examples / exemples:
      sexto prove ca-qc-sexto
      sexto prove my-protocol --lang fr
      sexto prove my-protocol --timeout 300
      sexto prove my-protocol --format json
    """
    protocol = read_protocol(path)
    report = _proved(protocol, timeout, lang)
    with writing():
        if output is Format.JSON:
            from sexto_rules.proof.report import report_to_dict  # noqa: PLC0415 - an extra

            print_json(report_to_dict(report))
        else:
            from sexto_rules.cli.prove_view import show_proofs  # noqa: PLC0415 - an extra

            show_proofs(Screen(color, lang), report)
    if report.is_ours:
        raise typer.Exit(3)
    if not report.is_proved:
        raise typer.Exit(1)


def _proved(protocol: Protocol, seconds: int, language: Language) -> ProofReport:
    """Prove everything, with a bar on standard error meanwhile."""
    from sexto_rules.cli.prove_words import said  # noqa: PLC0415 - an extra
    from sexto_rules.proof.finder import NotReproducedError  # noqa: PLC0415 - an extra
    from sexto_rules.proof.proving import Proving  # noqa: PLC0415 - an extra

    proving = Proving(protocol, seconds=seconds)
    try:
        with progress(said("proving", language), proving.count, language) as after_each:
            return proving.report(
                processes=usable_processes() if proving.count >= _FEW else 1,
                after_each=after_each,
            )
    except NotReproducedError as error:
        typer.echo(f"{said('not_reproduced', language)} {error}", err=True)
        raise typer.Exit(3) from None
