"""Small protocols and packages on the disk, for tests of finding and loading them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pytest

__all__ = ["VERSION", "header", "install", "open_site", "write_protocol"]

VERSION: Final = "1.2.3"


def header(name: str, extends: str | None = None) -> str:
    """Return the text of a protocol that has nothing but who it is and one prohibition."""
    parent = f"  extends: {extends}\n" if extends else ""
    return (
        f"protocol:\n  id: {name}\n  version: {VERSION}\n  date: 2026-11-20\n{parent}"
        "  title: {en: Small}\n  notice: {en: Unofficial.}\n  languages: [en]\n"
        f"directives:\n  - {{id: rule-of-{name}, must_not: blame_student, text: {{en: Never}}, "
        "basis: inference}\n"
    )


def write_protocol(folder: Path, name: str, extends: str | None = None, more: str = "") -> Path:
    """Write a protocol into a folder of its own and return that folder."""
    path = folder / name
    path.mkdir(parents=True)
    (path / "protocol.yaml").write_text(header(name, extends) + more, "utf-8")
    return path


def install(site: Path, package: str, entry_points: dict[str, str]) -> Path:
    """Make a package with entry points in a folder of `sys.path`; return its own folder."""
    name = package.replace("_", "-")
    folder = site / package
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("", "utf-8")
    metadata = site / f"{package}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8"
    )
    lines = [f"{key} = {value}" for key, value in entry_points.items()]
    (metadata / "entry_points.txt").write_text(
        "\n".join(["[sexto_rules.protocols]", *lines, ""]), "utf-8"
    )
    return folder


def open_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a folder in front of `sys.path`; what was imported from it is forgotten again."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    before = set(sys.modules)
    yield folder
    for name in set(sys.modules) - before:
        module = sys.modules[name]
        where = f"{getattr(module, '__file__', '')}{getattr(module, '__path__', '')}"
        if str(tmp_path) in where:
            del sys.modules[name]
