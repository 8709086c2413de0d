"""Small files with mistakes of every sort end in problems: no exception and no hang.

2,000 of them in the `ci` profile, 200,000 in `nightly`.
"""

from __future__ import annotations

import os
from random import Random
from typing import Final

from authoring.test_golden import HERE, find_parent, texts_of
from sexto_rules.authoring import check_folder
from sexto_rules.errors import Severity

COUNTS: Final = {"ci": 2_000, "nightly": 200_000}
COUNT: Final = COUNTS.get(os.environ.get("SEXTO_PROFILE", "dev"), 300)
PIECES: Final = (
    *"{}[],:-'\"|>&*!%@#?\n\t \\\0é\u202e",
    "- ", ": ", "\n  ", "&a ", "*a", "<<: *a", "!!python/object:x ", "---\n", "...\n",
    "%YAML 1.1\n", "null", "yes", "1e400", "9999999999", ".inf", "{a: b}", "[[[[", "}}}}", "? ",
    "\r\n", "\ufeff",
)  # fmt: skip
LONGEST: Final = 2_000


def mutated(random: Random, text: str) -> str:
    """A piece of a good file with a few pieces exchanged, doubled, moved or left out."""
    lines = text.splitlines(keepends=True)
    if len(text) > LONGEST:
        first = random.randrange(len(lines))
        lines = lines[first : first + random.randrange(1, 20)]
    for _ in range(random.randrange(1, 6)):
        at = random.randrange(len(lines)) if lines else 0
        match random.randrange(5):
            case 0:
                del lines[at : at + random.randrange(1, 3)]
            case 1:
                lines[at:at] = lines[at : at + 2]
            case 2:
                lines.insert(random.randrange(len(lines) + 1), random.choice(lines or ["a: b\n"]))
            case _ if lines:
                line = lines[at]
                start = random.randrange(len(line) + 1)
                end = start + random.choice((0, 0, 1, 1, 4))
                lines[at] = line[:start] + random.choice(PIECES) + line[end:]
            case _:
                pass
    return "".join(lines)


def test_mutated_files_give_problems_only() -> None:
    """Each mutated file is read or refused with problems that have a place in it."""
    random = Random(20261123)  # noqa: S311 - mistakes, not secrets
    folders = [texts_of(folder) for folder in sorted(HERE.glob("*/*")) if folder.is_dir()]
    for _ in range(COUNT):
        texts = dict(random.choice(folders))
        name = random.choice(sorted(texts))
        texts[name] = mutated(random, texts[name])
        protocol, problems = check_folder(texts, find_parent=find_parent)
        assert (protocol is None) is any(each.severity is Severity.ERROR for each in problems)
        assert all(problem.place.file or problem.code == "SX241" for problem in problems)
