"""The command `sexto` in this process, for the tests of the commands."""

from __future__ import annotations

import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Final

import pytest

from cli.running import Ended, Sexto
from sexto_rules.cli import main

collect_ignore = ["checked"]
"""Protocols with mistakes, whose scenarios the plug-in of the tester's kit would run."""

_ROOT: Final = Path(__file__).parents[2]


@pytest.fixture
def sexto(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Sexto:
    """The command, run on the arguments given and the text typed."""
    monkeypatch.chdir(_ROOT)

    def run(*arguments: str, typed: str = "") -> Ended:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(typed.encode()), "utf-8"))
        monkeypatch.setattr(sys, "argv", ["sexto", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Ended(int(ended.value.code or 0), printed.out, printed.err)

    return run
