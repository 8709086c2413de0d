"""Where protocols are found: shipped, offered by packages; what is broken is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import sexto_rules
from library.shelves import VERSION, header, install, open_site, write_protocol
from sexto_rules.errors import ProtocolError
from sexto_rules.library import ProtocolInfo, find_protocols, load_protocol, sources


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that packages can be installed in, as far as imports are concerned."""
    yield from open_site(tmp_path, monkeypatch)


def offered(origin: str) -> list[ProtocolInfo]:
    """Return what is listed from this package."""
    return [info for info in find_protocols() if info.origin == origin]


def only_problem(info: ProtocolInfo) -> str:
    """Return the one problem of an offer as code and message."""
    (problem,) = info.problems
    return f"{problem.code} {problem.message}"


def test_shipped_protocols_are_listed() -> None:
    """The library's own protocols come first, with what they say of themselves."""
    shipped = [info for info in find_protocols() if info.origin == "sexto-rules"]
    assert [info.id for info in shipped] == sorted(info.id for info in shipped)
    assert len(shipped) >= 16
    assert [problem for info in shipped for problem in info.problems] == []
    (quebec,) = (info for info in shipped if info.id == "ca-qc-sexto")
    (core,) = (info for info in shipped if info.id == "core")
    assert (quebec.languages, quebec.extends, quebec.problems) == (("fr", "en"), "core", ())
    assert isinstance(quebec.date, date)
    assert set(quebec.title) == {"fr", "en"}
    assert core.version.count(".") == 2
    assert core.path is not None
    assert core.path.is_dir()


def test_a_package_is_its_folder(site: Path) -> None:
    """An entry point that names a package offers the folder of that package; no code needed."""
    folder = install(site, "ca_yk", {"ca-yk": "ca_yk"})
    (folder / "protocol.yaml").write_text(header("ca-yk"), "utf-8")
    (info,) = offered("ca-yk")
    assert (info.id, info.version, info.path, info.problems) == ("ca-yk", VERSION, folder, ())
    assert load_protocol("ca-yk").id == "ca-yk"


@pytest.mark.parametrize("value", ["str", "Path"])
def test_an_attribute_is_a_path(site: Path, value: str) -> None:
    """An entry point may name an attribute that holds the path of a folder or a file."""
    folder = install(site, "several", {"first-one": "several:FIRST", "second": "several:SECOND"})
    write_protocol(folder, "first-one")
    (folder / "second.yaml").write_text(header("second"), "utf-8")
    (folder / "__init__.py").write_text(
        "from pathlib import Path\n"
        "HERE = Path(__file__).parent\n"
        f"FIRST = {value}(HERE / 'first-one')\n"
        f"SECOND = {value}(HERE / 'second.yaml')\n",
        "utf-8",
    )
    assert [(info.id, info.problems) for info in offered("several")] == [
        ("first-one", ()),
        ("second", ()),
    ]
    assert load_protocol("first-one").id == "first-one"
    assert load_protocol("second").id == "second"


@pytest.mark.parametrize(
    ("code", "value", "reason"),
    [
        ("", "nowhere_at_all", "ModuleNotFoundError: No module named 'nowhere_at_all'"),
        ("", "broken_one:ABSENT", "AttributeError: "),
        ("raise RuntimeError('no\\nway')", "broken_one", "RuntimeError: no way"),
        ("THING = 7", "broken_one:THING", "it is neither a package nor the path of"),
        ("", "broken_one.single", "it is neither a package nor the path of"),
        ("THING = '/no/such/folder'", "broken_one:THING", "`/no/such/folder` is not there"),
        ("THING = 'a\\0b'", "broken_one:THING", "is not there"),
        (f"THING = {'a' * 5000!r}", "broken_one:THING", "is not there"),
    ],
)
def test_broken_entry_points_are_problems(site: Path, code: str, value: str, reason: str) -> None:
    """An entry point that gives no folder is listed with its problem, and hides no other."""
    folder = install(site, "broken_one", {"broken": value})
    (folder / "__init__.py").write_text(code, "utf-8")
    (folder / "single.py").write_text("", "utf-8")
    listed = find_protocols()
    assert {"core", "ca-qc-sexto", "broken"} <= {info.id for info in listed}
    assert [info.id for info in listed if info.problems] == ["broken"]
    (info,) = offered("broken-one")
    assert only_problem(info).startswith(
        f"SX705 the entry point `broken = {value}` of `broken-one`"
    )
    assert reason in only_problem(info)
    assert (info.path, info.version, info.date) == (None, "", None)
    with pytest.raises(ProtocolError, match="SX705"):
        load_protocol("broken")
    assert load_protocol("core").id == "core"


def test_the_name_of_an_entry_point_is_an_id(site: Path) -> None:
    """A name that no protocol can have is a problem."""
    install(site, "oddly", {"My Rules": "oddly"})
    (info,) = offered("oddly")
    assert "its name is not the id of a protocol" in only_problem(info)


def test_a_package_in_several_places_is_no_folder(site: Path, tmp_path: Path) -> None:
    """A namespace package spread over folders does not say which one is meant."""
    install(site, "spread", {"spread": "spread_rules"})
    (site / "spread_rules").mkdir()
    second = tmp_path / "second"
    (second / "spread_rules").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(second)
        (info,) = offered("spread")
    assert "neither a package nor" in only_problem(info)


def test_a_protocol_is_offered_under_its_own_id(site: Path) -> None:
    """What is found under a name has to have that name."""
    folder = install(site, "misnamed", {"one-name": "misnamed"})
    (folder / "protocol.yaml").write_text(header("another"), "utf-8")
    (info,) = offered("misnamed")
    assert (
        only_problem(info) == "SX706 the protocol here is `another`, but is offered as `one-name`"
    )
    with pytest.raises(ProtocolError, match="SX706"):
        load_protocol("one-name")


def test_two_protocols_with_one_id_are_a_problem(site: Path) -> None:
    """Where two packages offer different protocols of one id, neither is taken; both are listed."""
    for package in ("one", "two"):
        folder = install(site, package, {"shared": package})
        (folder / "protocol.yaml").write_text(header("shared") + f"# {package}\n", "utf-8")
    (first,) = offered("one")
    (second,) = offered("two")
    assert first.problems == second.problems
    assert only_problem(first).startswith(
        "SX702 there are 2 different protocols with the id `shared`: "
    )
    with pytest.raises(ProtocolError, match="SX702"):
        load_protocol("shared")
    assert load_protocol("core").id == "core"


def test_nobody_replaces_a_shipped_protocol(site: Path) -> None:
    """A package that offers another `core` makes `core` ambiguous; it is never taken in silence."""
    folder = install(site, "sly", {"core": "sly"})
    (folder / "protocol.yaml").write_text(header("core"), "utf-8")
    with pytest.raises(ProtocolError, match="SX702"):
        load_protocol("core")
    with pytest.raises(ProtocolError, match="SX702"):
        load_protocol("ca-qc-sexto")


def test_the_same_protocol_twice_is_no_problem(site: Path) -> None:
    """Two offers that say the same, byte for byte, are one protocol."""
    for package in ("one", "two"):
        folder = install(site, package, {"shared": package})
        (folder / "protocol.yaml").write_text(header("shared"), "utf-8")
    assert [info.problems for info in (*offered("one"), *offered("two"))] == [(), ()]
    assert load_protocol("shared").id == "shared"


def test_a_broken_offer_does_not_stand_in_the_way(site: Path) -> None:
    """Where one of two offers of an id is broken, the other is loaded; the listing has both."""
    install(site, "broken_one", {"shared": "nowhere_at_all"})
    folder = install(site, "whole_one", {"shared": "whole_one"})
    (folder / "protocol.yaml").write_text(header("shared"), "utf-8")
    assert load_protocol("shared").id == "shared"
    assert len(offered("broken-one")[0].problems) == 1
    assert offered("whole-one")[0].problems == ()


def test_only_packages_that_offer_the_id_are_imported(site: Path) -> None:
    """Loading a protocol runs no code of packages that have nothing to do with it."""
    folder = install(site, "other", {"other": "other"})
    mark = folder / "was_imported"
    (folder / "__init__.py").write_text(
        f"from pathlib import Path\nPath({str(mark)!r}).touch()\n", "utf-8"
    )
    load_protocol("core")
    assert not mark.exists()
    find_protocols()
    assert mark.exists()


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"protocol.yaml": "protocol: ["}, "SX106"),
        ({"protocol.yaml": "- a"}, "SX241"),
        ({}, "SX241"),
        ({"protocol.yaml": "protocol: {id: shared}"}, "SX203"),
    ],
)
def test_headers_that_cannot_be_read(site: Path, files: dict[str, str], code: str) -> None:
    """A protocol whose header has problems is listed with them."""
    folder = install(site, "shaky", {"shared": "shaky"})
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    (info,) = offered("shaky")
    assert code in {problem.code for problem in info.problems}


def test_the_header_may_stand_in_any_file(site: Path) -> None:
    """Without `protocol.yaml`, the files are looked through in order."""
    folder = install(site, "spread", {"shared": "spread"})
    (folder / "a.yaml").write_text("sources: []", "utf-8")
    (folder / "b.yaml").write_text("[]", "utf-8")
    (folder / "c.yaml").write_text(header("shared"), "utf-8")
    (info,) = offered("spread")
    assert (info.version, info.problems) == (VERSION, ())


def test_installed_protocols_lie_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a wheel the rulesets are in the package; in a checkout beside `src`."""
    package = Path(sexto_rules.__file__).parent
    assert sources.shipped_folder() in {package / "rulesets", package.parents[1] / "rulesets"}
    installed = tmp_path / "site-packages" / "sexto_rules"
    write_protocol(installed / "rulesets", "core")
    (installed / "rulesets" / "README.md").write_text("", "utf-8")
    (installed / "rulesets" / "__pycache__").mkdir()
    monkeypatch.setattr(sources, "files", lambda _: installed)
    assert sources.shipped_folder() == installed / "rulesets"
    assert [info.id for info in find_protocols()] == ["core"]


def test_a_library_without_its_protocols_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installation that lost its protocols is a problem, not an empty list."""
    monkeypatch.setattr(sources, "files", lambda _: tmp_path / "a" / "sexto_rules")
    (info,) = find_protocols()
    assert only_problem(info) == "SX704 the protocols that ship with the library are not there"
    with pytest.raises(ProtocolError, match="SX704"):
        load_protocol("core")
    with pytest.raises(ProtocolError, match="SX701"):
        load_protocol("ca-qc-sexto")
