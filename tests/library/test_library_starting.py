"""Starting a protocol: which names are taken, and that nothing is ever overwritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sexto_rules.errors import ProtocolError
from sexto_rules.library import load_protocol
from sexto_rules.library.starting import begin_protocol, find_parent_for, write_folder

DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("name", "help_"),
    [
        ("École Secondaire", "`ecole-secondaire`"),
        ("our_school", "`our-school`"),
        ("Our-School", "`our-school`"),
        ("2nd-school", "`nd-school`"),
        ("-", None),
        ("core", "another name"),
        ("unknown", "another name"),
        ("a" * 81, None),
    ],
)
def test_a_name_that_is_none_is_refused(name: str, help_: str | None, tmp_path: Path) -> None:
    """What is no id, means something, or is taken; with a name that would do where there is one."""
    with pytest.raises(ProtocolError, match="SX724") as refused:
        find_parent_for(tmp_path / name, "core")
    (problem,) = refused.value.problems
    assert help_ is None or help_ in str(problem.help)


def test_what_is_there_stays(tmp_path: Path) -> None:
    """A folder, a file, a protocol in one file of this name: each is in the way."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two.yaml").write_text("mine", "utf-8")
    (tmp_path / "three").symlink_to(tmp_path / "nowhere")
    for name in ("one", "two", "three"):
        with pytest.raises(ProtocolError, match="SX723"):
            find_parent_for(tmp_path / name, "core")
    with pytest.raises(ProtocolError, match="SX723"):
        write_folder(tmp_path / "one", {"a.yaml": "new"})
    assert not list((tmp_path / "one").iterdir())


def test_a_neighbour_can_be_extended(tmp_path: Path) -> None:
    """A protocol in the same folder is found by its name, as `extends` finds it later."""
    core = load_protocol("core")
    write_folder(tmp_path / "first", begin_protocol(tmp_path / "first", core, [], DAY))
    assert find_parent_for(tmp_path / "second", "first").id == "first"
    with pytest.raises(ProtocolError, match="SX701"):
        find_parent_for(tmp_path / "second", "third")


def test_languages_are_those_of_the_parent_and_of_the_templates(tmp_path: Path) -> None:
    """Left out, all of them; another one is refused."""
    core = load_protocol("core")
    texts = begin_protocol(tmp_path / "a", core, [], DAY)
    assert "languages: [fr, en]" in texts["protocol.yaml"]
    with pytest.raises(ProtocolError, match=r"SX725 .* `es`"):
        begin_protocol(tmp_path / "a", core, ["fr", "es"], DAY)


def test_nothing_is_left_of_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Neither where its place is missing, nor where one of its files fails."""
    with pytest.raises(ProtocolError, match="SX726"):
        write_folder(tmp_path / "no" / "a", {"a.yaml": ""})
    with pytest.raises(ProtocolError, match="SX726"):
        write_folder(tmp_path / "a", {"a.yaml": "", "b" * 300: ""})
    assert not list(tmp_path.iterdir())
