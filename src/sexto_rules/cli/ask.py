"""`sexto ask`: the questions one by one, and the plan as it grows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from sexto_rules.cli.ask_files import AskFiles, resume, show_changes
from sexto_rules.cli.ask_session import AskSession
from sexto_rules.cli.ask_words import ask_word
from sexto_rules.cli.decide import engines_of
from sexto_rules.cli.inputs import read_incident, read_protocol
from sexto_rules.cli.options import (
    AsOf,
    ColourOption,
    EngineChoice,
    EngineOption,
    LanguageOption,
    as_day,
)
from sexto_rules.cli.screen import Colour, Screen
from sexto_rules.cli.streams import writing
from sexto_rules.cli.words import Language
from sexto_rules.decisions import Decider
from sexto_rules.errors import IncidentError, Place, Problem
from sexto_rules.facts import Incident
from sexto_rules.interview import Interview, ResumedInterview
from sexto_rules.library import (
    load_incident_document,
    require_incident_can_be_saved,
)

__all__ = ["ask"]

_ONE_BEGINNING: Final = "an interview that is kept goes on from itself: leave one of the two out"


def ask(  # noqa: PLR0913, PLR0917 - one parameter an option
    protocol: Annotated[str, typer.Argument(help="A protocol by name, or its folder or file.")],
    incident: Annotated[
        str | None, typer.Option("--incident", help="Go on from this YAML or JSON file.")
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", help="Keep what is known in this file (.yaml or .json)."),
    ] = None,
    kept: Annotated[
        Path | None,
        typer.Option(
            "--interview",
            help="Keep the interview in this JSON file; go on from it if it is there.",
        ),
    ] = None,
    summary: Annotated[
        Path | None, typer.Option("--summary", help="Write a summary to print (Markdown) here.")
    ] = None,
    linear: Annotated[  # noqa: FBT002 - typer makes a flag of it, given by its name
        bool,
        typer.Option(
            "--linear", help="Never the plan beside the question, as a screen reader reads it."
        ),
    ] = False,
    as_of: AsOf = None,
    lang: LanguageOption = Language.EN,
    engine: EngineOption = EngineChoice.BOTH,
    color: ColourOption = Colour.AUTO,
) -> None:
    r"""Ask the questions that still matter, one by one, and show the plan as it grows.

    Poser une à une les questions qui comptent encore, et montrer le plan qui se précise.

    Answers may come from a pipe, one a line. `?` is unknown for now, `x` nobody can say,
    `b` back, `c` correct an earlier answer, `+` one more person, `p` the whole plan, `f` a page
    to print, `s` save, `h` help, `q` quit. In a terminal of 100 columns or more the plan stands
    beside the question; with --linear, or in a narrower one, one thing comes after the other.
    With --save, what is known is kept after every answer; without, it is printed at the end, so
    nothing is lost. With --interview, the whole interview is: what was put off and the way back
    too. It goes on also where the protocol has changed since, and says what still counts.

    \b
    Examples / exemples:
      sexto ask ca-qc-sexto --lang fr
      sexto ask ca-qc-sexto --save case-17.yaml
      sexto ask ca-qc-sexto --incident case-17.yaml --save case-17.yaml
      sexto ask ca-qc-sexto --interview case-17.json --summary case-17.md
      printf 'no\nno\n?\nq\n' | sexto ask ca-qc-sexto
    """
    for path in (save, kept, summary):
        if path is not None:
            require_incident_can_be_saved(path)
    if kept is not None and incident is not None:
        raise typer.BadParameter(_ONE_BEGINNING, param_hint="--incident")
    read = read_protocol(protocol)
    told = Incident() if incident is None else read_incident(incident)
    with Decider(read, as_of=as_day(as_of), engines=engines_of(engine)) as decider:
        resumed = None if kept is None else resume(kept, decider)
        interview = Interview.led_by(decider, told) if resumed is None else resumed.interview
        if save is not None:
            _require_is_its_own(save, incident, resumed)
        interview.decision  # noqa: B018 - an incident of another protocol is refused here
        with writing():
            screen = Screen(color, lang)
            if kept is not None and resumed is not None:
                show_changes(screen, resumed, kept)
                interview = _asking_again(screen, interview)
            files = AskFiles(save, kept, summary)
            AskSession(screen, interview, files, linear=linear).run()


def _asking_again(screen: Screen, interview: Interview) -> Interview:
    """Return the interview with what was put off, where nothing else is left to ask."""
    if interview.question is not None or not interview.skipped:
        return interview
    screen.say(ask_word("put_off", screen.language))
    return interview.resume()


def _require_is_its_own(save: Path, incident: str | None, resumed: ResumedInterview | None) -> None:
    """Refuse a file that holds another incident, before it is lost.

    Raises:
        IncidentError: It cannot be used (SX709), or holds no incident.
    """
    if not save.is_file() or not save.stat().st_size:
        return
    if resumed is not None:
        told = load_incident_document(save)
        if any(told == state.incident for state in resumed.interview.states):
            return
    if incident is None or not Path(incident).is_file() or not save.samefile(incident):
        message = "a file is here already, and `--incident` does not go on from it"
        help_ = "go on from it with `--incident`, or name a file that is not there yet"
        raise IncidentError([Problem("SX709", message, Place(str(save)), help_)])
