"""The cache: quick, whole, checked, and never trusted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from library.shelves import header, write_protocol
from sexto_rules.authoring import read_protocol
from sexto_rules.authoring.folder import _yaml_files
from sexto_rules.authoring.report import Report
from sexto_rules.errors import ProtocolError
from sexto_rules.library import cached, load_protocol
from sexto_rules.library.files import contents_of, protocol_files
from sexto_rules.protocol.model import Protocol
from sexto_rules.protocol.serial import unstructure_protocol


@pytest.fixture(autouse=True)
def _steady_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library does not change during a test, whoever edits it meanwhile."""
    monkeypatch.setattr("sexto_rules.library.loading.library_print", lambda: "this version")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A folder for the cache that does not exist yet."""
    return tmp_path / "deep" / "cache"


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the protocols that were read from their files, as they are."""
    read: list[str] = []

    def counted(files: Path, *, find_parent: Callable[[str], Protocol]) -> Protocol:
        read.append(files.name)
        return read_protocol(files, find_parent=find_parent)

    monkeypatch.setattr("sexto_rules.authoring.read_protocol", counted)
    return read


def kept(cache: Path) -> list[Path]:
    """Return the files in the cache, the oldest first."""
    return sorted(cache.iterdir(), key=lambda path: path.stat().st_mtime_ns)


def test_what_is_kept_is_the_same_in_every_respect(cache: Path, readings: list[str]) -> None:
    """The second loading reads no YAML and gives an equal protocol, places and digest too."""
    first = load_protocol("ca-qc-sexto", cache=cache)
    assert readings == ["ca-qc-sexto", "core"]
    second = load_protocol("ca-qc-sexto", cache=cache)
    assert readings == ["ca-qc-sexto", "core"]
    assert second == first == load_protocol("ca-qc-sexto")
    assert second.digest == first.digest
    assert unstructure_protocol(second) == unstructure_protocol(first)


def test_parents_are_kept_too(cache: Path, readings: list[str]) -> None:
    """What a protocol extends is in the cache once it was loaded for a child."""
    load_protocol("ca-qc-sexto", cache=cache)
    load_protocol("core", cache=cache)
    assert readings == ["ca-qc-sexto", "core"]


def test_the_cache_is_private(cache: Path) -> None:
    """Its folder and its files are for their owner alone."""
    load_protocol("core", cache=cache)
    assert cache.stat().st_mode & 0o077 == 0
    (file,) = kept(cache)
    assert file.stat().st_mode & 0o077 == 0


posix = pytest.mark.skipif(sys.platform == "win32", reason="folders have no POSIX mode there")


@posix
@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
def test_a_folder_that_others_may_write_to_is_not_used(
    cache: Path, readings: list[str], mode: int
) -> None:
    """Others could forge a file and its hash, so it is neither read nor written."""
    load_protocol("core", cache=cache)
    (file,) = kept(cache)
    cache.chmod(mode)
    load_protocol("core", cache=cache)
    assert readings == ["core", "core"]
    file.unlink()
    load_protocol("core", cache=cache)
    assert not kept(cache)


@posix
def test_the_folder_of_another_user_is_not_used(
    cache: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever owns the folder could have put anything there."""
    load_protocol("core", cache=cache)
    (file,) = kept(cache)
    owner = os.geteuid()
    monkeypatch.setattr("sexto_rules.library.cached.os.geteuid", lambda: owner + 1)
    load_protocol("core", cache=cache)
    assert readings == ["core", "core"]
    file.unlink()
    load_protocol("core", cache=cache)
    assert not kept(cache)


@pytest.mark.parametrize("changed", ["child/protocol.yaml", "parent.yaml", "child/new.yaml"])
def test_any_change_is_read_anew(
    tmp_path: Path, cache: Path, readings: list[str], changed: str
) -> None:
    """A change in a file of the protocol or of a parent, or a new file, is seen."""
    child = write_protocol(tmp_path, "child", extends="parent")
    (tmp_path / "parent.yaml").write_text(header("parent"), "utf-8")
    load_protocol(child, cache=cache)
    readings.clear()
    load_protocol(child, cache=cache)
    assert readings == []
    with (tmp_path / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    if changed == "child/new.yaml":
        with pytest.raises(ProtocolError, match="SX105"):
            load_protocol(child, cache=cache)
    else:
        load_protocol(child, cache=cache)
    assert "child" in readings


def test_another_place_is_another_key(tmp_path: Path, cache: Path, readings: list[str]) -> None:
    """Places name the file that was read, so the same bytes elsewhere are kept apart."""
    for folder in ("one", "two"):
        path = write_protocol(tmp_path / folder, "small")
        for _ in range(2):
            place = load_protocol(path, cache=cache).directives[0].place
            assert place.file == str(path / "protocol.yaml")
    assert len(readings) == 2


def test_a_parent_that_appears_or_differs_is_seen(tmp_path: Path, cache: Path) -> None:
    """What `extends` leads to is looked up every time, also where a kept form is at hand."""
    child = write_protocol(tmp_path, "child", extends="core")
    assert load_protocol(child, cache=cache).lineage == ("core",)
    write_protocol(tmp_path, "core")
    with pytest.raises(ProtocolError, match="SX702"):
        load_protocol(child, cache=cache)


def test_mistakes_are_not_kept(tmp_path: Path, cache: Path) -> None:
    """A protocol with problems has them again the next time."""
    folder = write_protocol(tmp_path, "small", more="nothing: 1\n")
    for _ in range(2):
        with pytest.raises(ProtocolError, match="SX202"):
            load_protocol(folder, cache=cache)
    (folder / "b.yaml").mkdir()
    (folder / "c.yaml").write_bytes(b"\xff")
    with pytest.raises(ProtocolError, match="SX103"):
        load_protocol(folder, cache=cache)
    assert not cache.exists()


def test_files_that_cannot_be_followed_are_read_without_cache(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the files cannot be hashed, the reader says what is wrong with them."""
    folder = write_protocol(tmp_path, "small")
    original = Path.open

    def refuse(path: Path, *rest: Any, **more: Any) -> object:
        if path.suffix == ".yaml":
            raise PermissionError(13, os.strerror(13))
        return original(path, *rest, **more)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ProtocolError, match="SX101 the file may not be read"):
        load_protocol(folder, cache=cache)


def test_a_parent_that_the_trace_does_not_see_is_not_kept(
    tmp_path: Path, cache: Path, readings: list[str]
) -> None:
    """`extends` in an escaped spelling is read, but what it leads to is never served stale."""
    folder = write_protocol(tmp_path, "small", extends="core")
    path = folder / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace("extends", '"ext\\x65nds"'), "utf-8")
    for _ in range(2):
        assert load_protocol(folder, cache=cache).lineage == ("core",)
    assert readings.count("small") == 2


def test_words_that_only_look_like_extends_do_no_harm(
    tmp_path: Path, cache: Path, readings: list[str]
) -> None:
    """A remark that says `extends:` makes no parent, and does not stop the cache."""
    folder = write_protocol(tmp_path, "small", extends="core", more="# extends: nothing-known\n")
    for _ in range(2):
        assert load_protocol(folder, cache=cache).lineage == ("core",)
    assert readings.count("small") == 1


def test_a_circle_is_traced_once(tmp_path: Path, cache: Path) -> None:
    """Protocols that extend one another in a circle are refused with a cache as without."""
    write_protocol(tmp_path, "one", extends="two")
    write_protocol(tmp_path, "two", extends="one")
    with pytest.raises(ProtocolError, match="SX703"):
        load_protocol(tmp_path / "one", cache=cache)


def test_files_that_change_while_they_are_read_are_not_kept(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was hashed and what was read have to be the same."""
    folder = write_protocol(tmp_path, "small")

    def disturbed(files: Path, *, find_parent: Callable[[str], Protocol]) -> Protocol:
        protocol = read_protocol(files, find_parent=find_parent)
        (folder / "protocol.yaml").write_text(header("small") + "# later\n", "utf-8")
        return protocol

    monkeypatch.setattr("sexto_rules.authoring.read_protocol", disturbed)
    load_protocol(folder, cache=cache)
    assert not cache.exists()


def _forge(change: Callable[[dict[str, object]], None]) -> Callable[[bytes], bytes]:
    """Return a change of a kept file that leaves its hash right."""

    def forged(content: bytes) -> bytes:
        head, _, payload = content.partition(b"\n")
        data = json.loads(payload)
        change(data)
        payload = json.dumps(data).encode()
        words = head.split(b" ")[:-1]
        return (
            b" ".join([*words, b"sha256:" + sha256(payload).hexdigest().encode()]) + b"\n" + payload
        )

    return forged


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"\xff\xfe\n\n{}",
        lambda content: content[:-1],
        lambda content: content + b" ",
        lambda content: content.replace(b"must_not", b"must    "),
        lambda content: content.replace(b"protocol 1 ", b"protocol 0 "),
        lambda content: content.split(b"\n")[1],
        _forge(lambda data: data.clear()),
        _forge(lambda data: data.update(title={"en": "Quite another"})),
        _forge(lambda data: data.update(digest="sha256:0")),
        _forge(lambda data: data.update(extra=1)),
        _forge(lambda data: data.update(conclusions=[{"_type": "os.system"}])),
    ],
)
def test_damaged_files_are_ignored_and_rewritten(
    cache: Path, readings: list[str], damage: Callable[[bytes], bytes]
) -> None:
    """A file that is not what was written is as good as none, and is replaced."""
    sound = load_protocol("core", cache=cache)
    (file,) = kept(cache)
    content = file.read_bytes()
    file.write_bytes(damage(content))
    assert load_protocol("core", cache=cache) == sound
    assert len(readings) == 2
    assert file.read_bytes() == content
    load_protocol("core", cache=cache)
    assert len(readings) == 2


def test_a_file_under_another_name_is_foreign(
    tmp_path: Path, cache: Path, readings: list[str]
) -> None:
    """A sound file of another protocol does not pass for this one."""
    load_protocol("core", cache=cache)
    (core,) = kept(cache)
    small = write_protocol(tmp_path, "small")
    load_protocol(small, cache=cache)
    other = next(path for path in kept(cache) if path != core)
    other.write_bytes(core.read_bytes())
    assert load_protocol(small, cache=cache).id == "small"
    assert readings == ["core", "small", "small"]


def test_a_kept_protocol_is_checked_for_its_name_too(tmp_path: Path, cache: Path) -> None:
    """A protocol loaded by path is no protocol of the name of its folder."""
    (write_protocol(tmp_path, "parent") / "protocol.yaml").write_text(header("x"), "utf-8")
    child = write_protocol(tmp_path, "child", extends="parent")
    assert load_protocol(tmp_path / "parent", cache=cache).id == "x"
    with pytest.raises(ProtocolError, match="SX706"):
        load_protocol(child, cache=cache)


def test_another_version_of_the_library_reads_anew(
    cache: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another version wrote is not used."""
    load_protocol("core", cache=cache)
    monkeypatch.setattr("sexto_rules.library.loading.library_print", lambda: "another")
    load_protocol("core", cache=cache)
    assert len(readings) == 2


def test_versions_and_changed_code_have_another_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The version counts, and so does every file of the code."""
    monkeypatch.setattr(cached, "files", lambda _: tmp_path)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.py").write_text("1", "utf-8")
    prints = [cached.library_print()]
    assert cached.library_print() == prints[0]
    (tmp_path / "deep" / "a.py").write_text("12", "utf-8")
    prints.append(cached.library_print())
    monkeypatch.setattr(cached, "version", lambda _: "99.0.0")
    prints.append(cached.library_print())
    assert len(set(prints)) == 3


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    """A file in place of the folder, or a folder that refuses, is no error."""
    (tmp_path / "file").touch()
    assert load_protocol("core", cache=tmp_path / "file").id == "core"
    assert load_protocol("core", cache=tmp_path / "file" / "below").id == "core"


def test_nothing_half_written_is_left(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the last step of writing fails, no file remains."""

    def refuse(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", refuse)
    assert load_protocol("core", cache=cache).id == "core"
    assert kept(cache) == []


def test_the_oldest_are_forgotten(cache: Path) -> None:
    """A protocol being edited does not fill the disk; what is not ours is let be."""
    cache.mkdir(parents=True)
    (cache / "notes.txt").touch()
    for number in range(40):
        (cache / f"protocol-{number:02}.json").touch()
        os.utime(cache / f"protocol-{number:02}.json", (number, number))
    load_protocol("core", cache=cache)
    names = {path.name for path in cache.iterdir()}
    assert len(names) == 33
    assert {"notes.txt", "protocol-39.json"} <= names
    assert "protocol-08.json" not in names


def test_two_processes_write_the_same_file(tmp_path: Path) -> None:
    """What is kept does not depend on the order of sets in memory."""
    code = (
        "import sys; from pathlib import Path; from sexto_rules.library import load_protocol; "
        "load_protocol('ca-qc-sexto', cache=Path(sys.argv[1]))"
    )
    contents = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", code, str(folder)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        contents.append(sorted(path.read_bytes().split(b"\n")[1] for path in folder.iterdir()))
    assert contents[0] == contents[1]
    assert len(contents[0]) == 2


def test_the_files_hashed_are_the_files_read(tmp_path: Path) -> None:
    """The library hashes every file that `authoring` reads; `.yml`, which it refuses, too."""
    for name in (
        *("b.yaml", "a.yaml", "deep/er/c.yaml", "deep/scenarios/d.yaml", "z.yml", "Q.YAML"),
        *("scenarios/e.yaml", ".hidden/f.yaml", ".g.yaml", "h.txt", "deep.yaml/i.yaml"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    report = Report()
    read = _yaml_files(report, tmp_path)
    named = [Path(problem.place.file or "") for problem in report.problems]
    assert sorted(protocol_files(tmp_path)) == sorted([*read, *named])
    assert list(contents_of(tmp_path / "a.yaml")) == ["a.yaml"]
