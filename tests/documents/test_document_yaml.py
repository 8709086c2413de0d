"""Reading YAML: what is taken, what is refused and where, and that all is said at once."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from ruamel.yaml.error import MarkedYAMLError

from sexto_rules.documents import (
    MOST_BYTES,
    MOST_DEPTH,
    MOST_NODES,
    MOST_PROBLEMS,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    parse_document,
    plain,
)
from sexto_rules.documents.yaml_errors import syntax_problem
from sexto_rules.errors import ProblemsError

_DEEP = "[" * MOST_DEPTH + "]" * MOST_DEPTH


def problems_of(content: str | bytes) -> list[str]:
    """Return the problems of a YAML text as `line:column code`."""
    with pytest.raises(ProblemsError) as caught:
        parse_document(content, "f.yaml")
    assert all(problem.place.file == "f.yaml" for problem in caught.value.problems)
    return [f"{each.place.line}:{each.place.column} {each.code}" for each in caught.value.problems]


def places(node: Node) -> object:
    """Return a tree with `line:column` in place of every scalar."""
    match node:
        case MappingNode(entries):
            return {str(places(key)): places(value) for key, value in entries}
        case SequenceNode(items):
            return [places(item) for item in items]
        case ScalarNode(place=place):
            return f"{place.line}:{place.column}"


def test_tree_knows_where_everything_stands() -> None:
    """Every key, value and item has its line and column, from 1, in every style."""
    text = "a: b\nc:\n  - d\n  - {e: 'f', \"g\": [h]}\ni: >-\n  j\n  k\nl:\n"
    assert places(parse_document(text, "f.yaml")) == {
        "1:1": "1:4",
        "2:1": ["3:5", {"4:6": "4:9", "4:14": ["4:20"]}],
        "5:1": "5:4",
        "8:1": "8:1",
    }


def test_places_of_lists_and_mappings_are_where_they_begin() -> None:
    """A mapping stands where its first key does, a list where its first dash or bracket does."""
    root = parse_document("# first\na:\n  - b: c\n    d: [e]\n", "f.yaml")
    assert isinstance(root, MappingNode)
    assert str(root.place) == "f.yaml:2:1"
    items = root.entries[0][1]
    assert isinstance(items, SequenceNode)
    assert str(items.place) == "f.yaml:3:3"
    inner = items.items[0]
    assert isinstance(inner, MappingNode)
    assert str(inner.place) == "f.yaml:3:5"
    assert str(inner.entries[1][1].place) == "f.yaml:4:8"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_change_nothing(line_end: str, mark: str) -> None:
    """Windows, Unix and old Mac files of the same text have the same tree and places."""
    text = "a: é\nb: |\n  c\n  d\n"
    usual = parse_document(text, "f.yaml")
    other = parse_document((mark + text.replace("\n", line_end)).encode(), "f.yaml")
    assert other == usual
    assert places(other) == places(usual)


def test_scalars_say_whether_they_are_quoted() -> None:
    """Text in quotes and block text is quoted, plain text is not."""
    root = parse_document("[a, 'b', \"c\\n\"]", "f.yaml")
    assert isinstance(root, SequenceNode)
    assert [(each.text, each.quoted) for each in root.items if isinstance(each, ScalarNode)] == [
        ("a", False),
        ("b", True),
        ("c\n", True),
    ]
    block = parse_document("a: |\n  no\n", "f.yaml")
    assert isinstance(block, MappingNode)
    assert block.entries[0][1] == ScalarNode("no\n", True, block.place)  # noqa: FBT003


def test_only_what_the_trees_say_counts_for_equality() -> None:
    """Two trees that say the same are equal wherever they stand."""
    assert parse_document("{a: [b]}", "f.yaml") == parse_document("\n\na:\n- b\n", "g.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1:1 SX105"]),
        ("# nothing\n", ["1:1 SX105"]),
        ("---\n", ["1:1 SX105"]),
        ("---\n...\n", ["1:1 SX105"]),
        ("a: *b\n", ["1:4 SX111"]),
        ("a: &b c\n", ["1:4 SX111"]),
        ("&a b: c\n", ["1:1 SX111"]),
        ("a: &b\n  c: d\n", ["1:4 SX111"]),
        ("a: &b [*b]\n", ["1:4 SX111", "1:8 SX111"]),
        ("a: !!str b\n", ["1:4 SX112"]),
        ("a: !mine {b: c}\n", ["1:4 SX112"]),
        ("a: !<tag:x> b\n", ["1:4 SX112"]),
        ("a: ! b\n", ["1:4 SX112"]),
        ("a: &b !c d\n", ["1:4 SX111", "1:4 SX112"]),
        ("<<: {a: b}\n", ["1:1 SX113"]),
        ("a: b\na: c\n", ["2:1 SX114"]),
        ("a: b\n'a': c\nb: d\n\"a\": e\n", ["2:1 SX114", "4:1 SX114"]),
        ("{a: b, c: {d: e, d: f}}\n", ["1:18 SX114"]),
        ("? [a, b]\n: c\n", ["1:3 SX115"]),
        ("? {a: b}\n: c\n", ["1:3 SX115"]),
        ("{a: b}: c\n", ["1:1 SX115"]),
        (": a\n", ["1:1 SX115"]),
        ("? \n: a\n", ["1:2 SX115"]),
        ("\u00a0a: b\n", ["1:1 SX115"]),
        ("%YAML 1.1\n---\na: b\n", ["1:1 SX116"]),
        ("# here\n\n%TAG ! tag:x\n---\na: b\n", ["3:1 SX116"]),
        ("a: b\n...\n%YAML 1." + "9" * 5000 + "\n", ["3:1 SX116"]),
        ("a: b\n%c\n", ["2:1 SX116"]),
        ("a: b\n---\nc: d\n", ["2:1 SX110"]),
        ("--- a\n--- b\n", ["2:1 SX110"]),
        (_DEEP.replace("[]", "[[]]"), [f"1:{MOST_DEPTH + 1} SX108"]),
        ("- " * (MOST_DEPTH + 1), [f"1:{2 * MOST_DEPTH + 1} SX108"]),
        ("[" * 100_000, [f"1:{MOST_DEPTH + 1} SX108"]),
        ("{" * 100_000, [f"1:{MOST_DEPTH + 1} SX108"]),
        ("a: \0\n", ["1:4 SX104"]),
        ('a: "\\0"\nb: "\\ud800"\n', ["1:4 SX104", "2:4 SX104"]),
        ('a: "\\U00110000"\n', ["1:5 SX106"]),
        ('a: b\nc: "\\UFFFFFFFF"\n', ["2:5 SX106"]),
    ],
)
def test_what_is_refused_and_where(text: str, expected: list[str]) -> None:
    """Each thing that is refused has its code, at the place where it stands."""
    assert problems_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "message"),
    [
        ("a: 'b\nc: d\n", "1:4", "quote that opens here"),
        ('a: "b\n', "1:4", "quote that opens here"),
        ('a: "b\n---\n', "1:4", "quote that opens here"),
        ("a: b\nc\nd: e\n", "2:1", "no `:` follows"),
        ("a: b: c\n", "1:5", "`:` cannot stand here"),
        ("a: - b\n", "1:4", "a list cannot begin here"),
        ("a: ? b\n", "1:4", "`?` cannot stand here"),
        ("a:\n\tb: c\n", "2:1", "a tab stands"),
        ("a: @b\n", "1:4", "no text can begin"),
        ("a: `b`\n", "1:4", "no text can begin"),
        ("- a\nb: c\n", "2:1", "does not fit the lines above"),
        ("a: b\n c: d\n", "2:2", "begins further to the right"),
        ("- a: b\n    c: d\n", "2:5", "begins further to the right"),
        ("a: b\n c d: e\n", "2:5", "`:` cannot stand here"),
        ("a: b\nc: d: e\n", "2:5", "`:` cannot stand here"),
        ("a: {b: c\n", "1:4", "bracket that opens here"),
        ("a: [b c\n", "1:4", "bracket that opens here"),
        ("a: [b\nc: d\n", "2:2", "expected `,` or `]`"),
        ("a: {b: c d: e}\n", "1:11", "expected `,` or `}`"),
        ("a: [", "1:5", "the file ends where a value"),
        ("a: [,]\n", "1:5", "a value is expected here"),
        ("a: [b:[c]]\n", "1:7", "expected `,` or `]`"),
        ('a: "\\z"\n', "1:6", "no such escape"),
        ('a: "\\x1"\n', "1:7", "no such escape"),
        ("a\nb: c\n", "2:2", "`:` cannot stand here"),
        ("'a' b\n", "1:5", "something follows after the end"),
        ("a: |x\n  b\n", "1:5", "after `|` or `>`"),
        ("a: |0\n  b\n", "1:5", "after `|` or `>`"),
        ("a: >\n  \n     b\n", "3:6", "after `|` or `>`"),
        ("a: *\n", "1:4", "no text can begin"),
        ("a: !%\n", "1:4", "no text can begin"),
        ("a: !b!c d\n", "1:4", "no text can begin"),
    ],
)
def test_what_is_not_yaml(text: str, expected: str, message: str) -> None:
    """A text that is not YAML has one problem, in an author's words, where the author looks."""
    with pytest.raises(ProblemsError) as caught:
        parse_document(text, "f.yaml")
    (problem,) = caught.value.problems
    assert (problem.code, f"{problem.place.line}:{problem.place.column}") == ("SX106", expected)
    assert message in problem.message
    assert problem.help


def test_what_ruamel_may_say_one_day() -> None:
    """Words that we do not know are passed on, on one line, wherever they stand."""
    problem = syntax_problem(MarkedYAMLError(problem="some\nthing new"), "", "f.yaml")
    assert str(problem) == "f.yaml:1:1: SX106 not YAML: some thing new"


@pytest.mark.parametrize("margin", ["\t", "  \u00a0", " \t "])
def test_help_speaks_of_what_only_looks_like_blanks(margin: str) -> None:
    """Where a line that is wrong begins with a tab or a non-breaking blank, the help says so."""
    with pytest.raises(ProblemsError) as caught:
        parse_document(f"a:\n  b: c\n{margin}d: e: f\n", "f.yaml")
    assert any("indent with blanks" in (each.help or "") for each in caught.value.problems)


def test_all_problems_are_reported_at_once() -> None:
    """What can be passed over is, up to the end or to what is not YAML."""
    text = "a: b\na: *x\n<<: y\nb: &c d\ne: !!str f\n? [g]\n: h\ni: 'j\n"
    assert problems_of(text) == [
        *("2:1 SX114", "2:4 SX111", "3:1 SX113", "4:4 SX111", "5:4 SX112"),
        *("6:3 SX115", "8:4 SX106"),
    ]


def test_a_file_full_of_problems_is_given_up() -> None:
    """After a hundred problems one more says that there are more."""
    found = problems_of("a: b\n" * 1000)
    assert found[:-1] == [f"{line}:1 SX114" for line in range(2, MOST_PROBLEMS + 2)]
    assert found[-1] == f"{MOST_PROBLEMS + 1}:1 SX117"


def test_problems_do_not_repeat_what_may_be_anybodys_words() -> None:
    """A key is not shown: in an incident it may hold a name."""
    with pytest.raises(ProblemsError) as caught:
        parse_document("Jane Doe: x\nJane Doe: y\nemma: 1\nemma: 2\n", "f.yaml")
    assert "Jane" not in str(caught.value)
    assert "emma" not in str(caught.value)
    assert "f.yaml:4:1: SX114 this key stands twice, first in line 3" in str(caught.value)


def test_aliases_that_explode_do_not() -> None:
    """A billion laughs is one problem an alias, and nothing is expanded."""
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30)]
    assert set(problems_of("\n".join(lines))) >= {"1:5 SX111", "30:6 SX111"}


def test_deepest_document_that_is_read() -> None:
    """Lists may stand as deep in one another as the limit says."""
    node = parse_document(_DEEP, "f.yaml")
    depth = 0
    while isinstance(node, SequenceNode):
        depth += 1
        node = node.items[0] if node.items else ScalarNode("", quoted=False, place=node.place)
    assert depth == MOST_DEPTH


def test_too_many_nodes_are_refused() -> None:
    """A file with more keys and values than the limit is refused where it goes beyond."""
    assert problems_of("[" + "a," * (MOST_NODES + 1) + "]") == [f"1:{2 * MOST_NODES} SX109"]


def test_too_many_bytes_are_refused() -> None:
    """A file over 1 MiB is refused before anything of it is read; bytes count, not letters."""
    with pytest.raises(ProblemsError, match="SX102 the file has more than 1,048,576 bytes"):
        parse_document(b"a" * (MOST_BYTES + 1), "f.yaml")
    with pytest.raises(ProblemsError, match="SX102"):
        parse_document("é" * (MOST_BYTES // 2 + 1), "f.yaml")
    parse_document(b"a" * MOST_BYTES, "f.yaml")


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"a: b\nc: \xe9t\xe9\n", "2:4", "byte 9 is 0xE9"),
        ("à: é\nb: ".encode() + b"\xff", "2:4", "byte 11 is 0xFF"),
        ("a: b".encode("utf-16"), "1:1", "UTF-16"),
        (b"\xed\xa0\x80", "1:1", "0xED"),
        (b"a\xc3", "1:2", "byte 2 is 0xC3"),
    ],
)
def test_files_that_are_not_utf_8(content: bytes, place: str, words: str) -> None:
    """A file in another encoding is refused with the first byte that shows it."""
    with pytest.raises(ProblemsError, match=words) as caught:
        parse_document(content, "f.yaml")
    (problem,) = caught.value.problems
    assert (problem.code, f"{problem.place.line}:{problem.place.column}") == ("SX103", place)


@pytest.mark.parametrize(
    "character",
    list("\0\a\x1b\x7f\x85\u2028\u2029\u202e\u2066\ufeff\ud800\uffff"),
)
def test_characters_that_nobody_sees_are_refused(character: str) -> None:
    """Control characters, line separators and what turns the direction of writing are refused."""
    assert problems_of(f"a: b\nc: d{character}{character}\n") == ["2:5 SX104", "2:6 SX104"]


@pytest.mark.parametrize("character", ["\u00a0", "\u202f", "\u200d", "é", "\U0001f600", "…"])
def test_characters_of_ordinary_texts_are_taken(character: str) -> None:
    """Non-breaking blanks (French punctuation has them), accents and emoji are text."""
    assert plain(parse_document(f"a: b{character}c", "f.yaml")) == {"a": f"b{character}c"}


def test_a_file_of_unseen_characters_has_a_bounded_number_of_problems() -> None:
    """Not every character of a binary file is a problem of its own."""
    assert len(problems_of("\0" * 5000)) == MOST_PROBLEMS


@pytest.mark.parametrize(
    "text",
    [
        "[" * 65_000,
        "{" * 65_000,
        "{a: " * 16_000,
        "[{a: " * 13_000,
        "? " * 32_000,
        "- - " * 16_000,
        "a" * 65_000,
        "a: " + "b " * 32_000,
        '"' + " " * 65_000,
        "'" + "\n" * 65_000,
        "!a " * 20_000,
        "%a\n" * 20_000,
        "&" * 65_000,
        "#" * 65_000,
        "a: |\n" + "\n" * 65_000,
        "".join(" " * n + "a:\n" for n in range(350)),
        "[" * 60 + "a," * 30_000 + "]" * 60,
    ],
    ids=lambda text: text[:8],
)
def test_nothing_small_takes_long(text: str) -> None:
    """No nasty file of 64 KiB keeps the reader busy (unlimited, some take minutes)."""
    began = time.process_time()
    with suppress(ProblemsError):
        parse_document(text, "f.yaml")
    assert time.process_time() - began < 20


def test_a_text_without_a_file_is_read_as_yaml() -> None:
    """Without a name a text is YAML, and its problems have a line and column."""
    assert plain(parse_document("a: b")) == {"a": "b"}
    with pytest.raises(ProblemsError, match=r"<text>:1:5: SX106"):
        parse_document("a: b: c")
