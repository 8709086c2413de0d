"""Loading protocols by id and by path, with what they extend."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from library.shelves import header, install, open_site, write_protocol
from sexto_rules.errors import ProtocolError
from sexto_rules.library import check_protocol, load_protocol
from sexto_rules.library.files import MOST_FILES
from sexto_rules.library.loading import MOST_ANCESTORS


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that packages can be installed in, as far as imports are concerned."""
    yield from open_site(tmp_path, monkeypatch)


def refusal_of(name_or_path: str | Path) -> ProtocolError:
    """Return the error of loading this."""
    with pytest.raises(ProtocolError) as caught:
        load_protocol(name_or_path)
    return caught.value


def codes_of(name_or_path: str | Path) -> list[str]:
    """Return the codes of the problems of loading this."""
    return [problem.code for problem in refusal_of(name_or_path).problems]


def test_shipped_protocols_load_by_id() -> None:
    """The protocols that ship with the library have no problem, and core is the parent."""
    assert load_protocol("core").lineage == ()
    assert load_protocol("ca-qc-sexto").lineage == ("core",)


def test_folders_and_files_load_by_path(tmp_path: Path) -> None:
    """A path may be a folder or a single file, a text or a Path."""
    folder = write_protocol(tmp_path, "small")
    assert load_protocol(folder) == load_protocol(str(folder))
    assert load_protocol(folder / "protocol.yaml").id == "small"
    assert check_protocol(folder) == (load_protocol(folder), ())


def test_a_text_spelled_like_an_id_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in the current folder never stands in for a protocol of that name."""
    monkeypatch.chdir(tmp_path)
    write_protocol(tmp_path, "core")
    write_protocol(tmp_path, "mine")
    (tmp_path / "My_rules").mkdir()
    (tmp_path / "My_rules" / "a.yaml").write_text(header("mine"), "utf-8")
    assert load_protocol("core").directives != load_protocol("./core").directives
    assert codes_of("mine") == ["SX701"]
    assert load_protocol("./mine").id == "mine"
    assert load_protocol("My_rules").id == "mine"
    monkeypatch.chdir(tmp_path / "mine")
    assert load_protocol(".").id == "mine"
    assert load_protocol(Path("../mine")).id == "mine"


@pytest.mark.parametrize(
    ("name", "message", "help_"),
    [
        ("ca-qc-sexta", "`ca-qc-sexta` is not a known protocol", "did you mean `ca-qc-sexto`?"),
        ("ca_qc_sexto", "`ca_qc_sexto` is not a known protocol", "did you mean `ca-qc-sexto`?"),
        ("CORE", "`CORE` is not a known protocol", "did you mean `core`?"),
        ("quite another", "`quite another` is not", "known: `au-core`, "),
        ("", "`` is not a known protocol", "known: "),
        ("a\nb", "`this` is not a known protocol", "did you mean "),
        ("a" * 9000, "`this` is not a known protocol", "known: "),
    ],
)
def test_unknown_names_come_with_the_nearest(name: str, message: str, help_: str) -> None:
    """A name that nobody offers is refused with the nearest one, or all of them."""
    (problem,) = refusal_of(name).problems
    assert problem.code == "SX701"
    assert problem.message.startswith(message)
    assert (problem.help or "").startswith(help_)


@pytest.mark.parametrize("name", ["no/such/folder", "nothing.yaml", "a/" + "b" * 9000, "a\0/b"])
def test_paths_that_are_not_there(name: str) -> None:
    """A path that leads nowhere is refused at once."""
    assert codes_of(name) == ["SX707"]


def test_a_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses is a problem."""
    folder = write_protocol(tmp_path, "small")

    def refuse(_: object) -> None:
        raise PermissionError(13, os.strerror(13), str(folder))

    monkeypatch.setattr(os, "scandir", refuse)
    (problem,) = refusal_of(folder).problems
    assert problem.code == "SX707"
    assert problem.message.startswith("what is here cannot be read: ")
    assert problem.place.file == str(folder)


def test_a_folder_with_far_too_much_is_not_searched(tmp_path: Path) -> None:
    """A home folder or a disk is not gone through in search of a protocol."""
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number}.txt").touch()
    assert codes_of(tmp_path) == ["SX708"]


def test_mistakes_are_reported_all_at_once(tmp_path: Path) -> None:
    """Loading a protocol with mistakes gives all of them, each with its file and line."""
    folder = write_protocol(tmp_path, "small", more="nothing: 1\n")
    (folder / "b.yaml").write_text("a: 1\na: 2\n", "utf-8")
    places = [(each.code, str(each.place)) for each in refusal_of(folder).problems]
    assert places == [
        ("SX114", f"{folder / 'b.yaml'}:2:1"),
        ("SX202", f"{folder / 'protocol.yaml'}:10:1"),
    ]
    assert check_protocol(folder)[0] is None


def test_extends_finds_shipped_protocols(tmp_path: Path) -> None:
    """A protocol anywhere may extend one that ships with the library."""
    folder = write_protocol(tmp_path, "small", extends="core")
    assert load_protocol(folder).lineage == ("core",)


def test_extends_finds_neighbours(tmp_path: Path) -> None:
    """A protocol loaded by path may extend folders and files beside it, and they each other."""
    child = write_protocol(tmp_path, "child", extends="parent")
    (tmp_path / "parent.yaml").write_text(header("parent", extends="grandparent"), "utf-8")
    write_protocol(tmp_path, "grandparent", extends="core")
    assert load_protocol(child).lineage == ("parent", "grandparent", "core")
    assert [each.id for each in load_protocol(child).directives[-3:]] == [
        *("rule-of-grandparent", "rule-of-parent", "rule-of-child")
    ]


def test_neighbours_of_installed_packages_do_not_count(site: Path) -> None:
    """What lies beside an installed package is another package."""
    folder = install(site, "outer", {"outer": "outer"})
    (folder / "protocol.yaml").write_text(header("outer", extends="inner"), "utf-8")
    write_protocol(site, "inner")
    assert codes_of("outer") == ["SX701"]
    assert load_protocol(folder).lineage == ("inner",)


def test_extends_finds_installed_packages(site: Path) -> None:
    """A package may extend what another one offers."""
    for name, extends in (("outer", "inner"), ("inner", None)):
        folder = install(site, name, {name: name})
        (folder / "protocol.yaml").write_text(header(name, extends), "utf-8")
    assert load_protocol("outer").lineage == ("inner",)


def test_a_folder_that_happens_to_be_named_so_is_no_protocol(tmp_path: Path) -> None:
    """A folder `core` of something else beside a protocol does not matter."""
    child = write_protocol(tmp_path, "child", extends="core")
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "settings.yaml").write_text("a: protocol", "utf-8")
    (tmp_path / "core.yaml").mkdir()
    (tmp_path / "core.yaml" / "big.yaml").write_bytes(b" " * 3_000_000)
    assert load_protocol(child).lineage == ("core",)


def test_a_neighbour_that_cannot_be_looked_at_is_no_protocol(tmp_path: Path) -> None:
    """A neighbour with far too many files is passed over."""
    child = write_protocol(tmp_path, "child", extends="core")
    (tmp_path / "core").mkdir()
    for number in range(MOST_FILES + 1):
        (tmp_path / "core" / f"{number}.yaml").touch()
    assert load_protocol(child).lineage == ("core",)


def test_a_neighbour_with_the_id_of_another_protocol(tmp_path: Path) -> None:
    """Where a neighbour and a shipped protocol differ, neither is taken."""
    child = write_protocol(tmp_path, "child", extends="core")
    write_protocol(tmp_path, "core")
    assert codes_of(child) == ["SX702"]


def test_a_neighbour_of_another_id(tmp_path: Path) -> None:
    """A folder holds the protocol of its name when it is extended."""
    child = write_protocol(tmp_path, "child", extends="parent")
    (write_protocol(tmp_path, "parent") / "protocol.yaml").write_text(header("x"), "utf-8")
    assert codes_of(child) == ["SX243", "SX706"]


@pytest.mark.parametrize("length", [2, 3])
def test_protocols_that_extend_one_another_in_a_circle(tmp_path: Path, length: int) -> None:
    """A circle is a problem and ends."""
    for number in range(length):
        write_protocol(tmp_path, f"p{number}", extends=f"p{(number + 1) % length}")
    assert "SX703" in codes_of(tmp_path / "p0")
    protocol, problems = check_protocol(tmp_path / "p0")
    assert protocol is None
    assert "SX703" in {problem.code for problem in problems}


def test_a_protocol_that_extends_its_namesake(tmp_path: Path, site: Path) -> None:
    """An id stands once among a protocol and those it extends."""
    folder = install(site, "middle", {"middle": "middle"})
    (folder / "protocol.yaml").write_text(header("middle", extends="core"), "utf-8")
    mine = tmp_path / "mine.yaml"
    text = header("core", extends="middle").replace("rule-of-core", "another-rule")
    mine.write_text(text, "utf-8")
    assert codes_of(mine) == ["SX703"]


def test_protocols_that_extend_one_another_too_deep(tmp_path: Path) -> None:
    """A long line of parents ends in a problem, not in a crash."""
    for number in range(MOST_ANCESTORS + 2):
        write_protocol(tmp_path, f"p{number}", extends=f"p{number + 1}")
    write_protocol(tmp_path, f"p{MOST_ANCESTORS + 2}")
    assert "SX703" in codes_of(tmp_path / "p0")
    assert len(load_protocol(tmp_path / "p2").lineage) == MOST_ANCESTORS
