"""Standard input that is no UTF-8: never a crash, and nothing decided by chance."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def sexto(*arguments: str, typed: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own on the bytes typed."""
    command = [sys.executable, "-m", "sexto_rules.cli", *arguments]
    return subprocess.run(command, input=typed, capture_output=True, check=False, cwd=ROOT)


def test_ask_does_not_understand_bytes_that_are_no_text() -> None:
    """The question stands, and the next answer is taken."""
    done = sexto("ask", "ca-qc-sexto", "--engine", "compiled", typed=b"\xff\xfe\nn\xe9\nyes\nq\n")
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"immediate_danger: true" in done.stdout


def test_decide_refuses_bytes_that_are_no_text() -> None:
    """The problem says where the text stops being one."""
    done = sexto("decide", "core", "-", typed=b"blackmail: yes\nregion: qu\xe9bec\n")
    assert done.returncode == 1
    assert b"<stdin>" in done.stderr + done.stdout
    assert b"Traceback" not in done.stderr
