"""The command `sexto`, run in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper

import pytest
from attrs import frozen

from sexto_rules.cli import main


@frozen
class Ended:
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Sexto = Callable[..., Ended]


@pytest.fixture
def sexto(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Sexto:
    """The command, run on the arguments given; nothing is typed."""

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(), "utf-8"))
        monkeypatch.setattr(sys, "argv", ["sexto", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Ended(int(ended.value.code or 0), printed.out, printed.err)

    return run
