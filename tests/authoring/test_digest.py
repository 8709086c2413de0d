"""The digest is of what a protocol says, not of how its files are cut."""

from __future__ import annotations

import os
import subprocess
import sys

from authoring.test_golden import HERE, find_parent
from sexto_rules.authoring import read_protocol
from sexto_rules.authoring.values import WEIGHTS

TEXT = (HERE / "good" / "conditions" / "case.yaml").read_text("utf-8")
BASE = (HERE / "base.yaml").read_text("utf-8")


def digest(texts: dict[str, str]) -> str:
    """The digest of a protocol given as texts."""
    return read_protocol(texts, find_parent=find_parent).digest


def test_places_do_not_count() -> None:
    """Other file names, comments and blank lines leave the digest as it is."""
    one = digest({"base.yaml": BASE, "case.yaml": TEXT})
    assert one.startswith("sha256:")
    assert len(one) == len("sha256:") + 64
    assert one == digest({"a.yaml": f"# a comment\n\n{BASE}", "b.yaml": f"\n\n{TEXT}"})


def test_content_counts() -> None:
    """Another word, another date or another order gives another digest."""
    one = digest({"base.yaml": BASE, "case.yaml": TEXT})
    assert one != digest({"base.yaml": BASE.replace("1.0.0", "1.0.1"), "case.yaml": TEXT})
    assert one != digest({"base.yaml": BASE, "case.yaml": TEXT.replace("under: 12", "under: 13")})


def weighing(weight: str) -> str:
    """The digest of a protocol whose one question says this of its weight."""
    question = f"{{id: q, fact: blackmail, urgency: later, text: {{fr: a, en: a}}{weight}}}"
    return digest({"base.yaml": BASE, "case.yaml": f"questions: [{question}]\n"})


def test_a_weight_counts_where_it_is_said() -> None:
    """Each weight gives another digest; 1 gives the one that the protocol had without it."""
    every = {weighing(f", weight: {weight}") for weight in WEIGHTS}
    assert len(every) == len(WEIGHTS)
    assert weighing("") == weighing(", weight: 1")


def test_a_protocol_keeps_its_digest() -> None:
    """What comes into the language changes no digest of what does not say it."""
    assert weighing("") == (
        "sha256:61e2e49bd8acc63362b7f759752b88465f4a7c7e868414da49a5bf1fc3d4c770"
    )


def test_digest_is_the_same_in_another_process() -> None:
    """The order of sets, which differs between processes, does not show."""
    program = (
        "import sys; sys.path.insert(0, 'tests');"
        "from authoring.test_digest import *; print(digest({'base.yaml': BASE, 'case.yaml': TEXT}))"
    )
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            cwd=HERE.parents[1],
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert run.stdout.strip() == digest({"base.yaml": BASE, "case.yaml": TEXT})
