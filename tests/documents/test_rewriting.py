"""Writing YAML anew: which form comes out, where comments go, and what is refused."""

from __future__ import annotations

import pytest
from attrs import evolve

from sexto_rules.documents.rewriting import rewrite
from sexto_rules.documents.styled import Collection
from sexto_rules.errors import ProblemsError

FORMS = {
    "two blanks of indentation, for lists too": (
        "a:\n- b:\n      c: 1\n-   d: 2\n",
        "a:\n  - b:\n      c: 1\n  - d: 2\n",
    ),
    "one blank inside brackets, and none beside them": (
        "a: { b : c,d: [ e,f ,], g: {}, h: [i: j] }\n",
        "a: {b: c, d: [e, f], g: {}, h: [{i: j}]}\n",
    ),
    "quotes only where they are needed": (
        "a: 'one'\nb: \"it's\"\nc: \"yes\"\nd: '911'\ne: \"a: b\"\nf: ['x', 'x, y', \"c:d\"]\n",
        'a: one\nb: it\'s\nc: "yes"\nd: "911"\ne: "a: b"\nf: [x, "x, y", "c:d"]\n',
    ),
    "single quotes around what holds double ones": (
        'a: "say \\"so\\": now"\nb: "back\\\\slash: it\'s"\nc: "one\\ttwo"\n',
        "a: 'say \"so\": now'\nb: 'back\\slash: it''s'\nc: \"one\\ttwo\"\n",
    ),
    "a text that fits stands beside its key": (
        "a: >-\n  one\n  two\nb: one\n  two\nc: >\n  one: two\n",
        "a: one two\nb: one two\nc: >-\n  one: two\n",
    ),
    "lines that an author set apart stay apart": (
        "a: |\n  one\n  two\nb: >-\n  one\n\n  two\n",
        "a: |-\n  one\n  two\nb: >-\n  one\n\n  two\n",
    ),
    "one blank line at a time, and none at the ends": (
        "\n\na: 1\n\n\n\nb:\n\n  c: 2\n\n\n",
        "a: 1\n\nb:\n  c: 2\n",
    ),
    "no marks around the text": ("---\na: 1\n...\n", "a: 1\n"),
    "an empty value stays one": ("a:\nb: ~\nc: [ ]\n", "a:\nb: ~\nc: []\n"),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_text_has_one_form(name: str) -> None:
    """What an author wrote in one of many ways comes out in the one that the name says."""
    before, after = FORMS[name]
    assert rewrite(before) == after
    assert rewrite(after) == after


def test_a_long_text_is_folded_and_its_lines_are_filled() -> None:
    """No line is longer than 100 letters where there is a blank to break it at."""
    words = "Appeler\u00a0: dire. " * 9
    address = "https://example.org/" + "a" * 120
    lines = rewrite(f"fr: '{words}fin'\nurl: {address}\n").splitlines()
    assert lines[0] == "fr: >-"
    assert all(90 < len(line) <= 100 for line in lines[1:2])
    assert lines[-1] == f"url: {address}"


def test_brackets_that_do_not_fit_become_a_block() -> None:
    """The outer brackets open, the inner ones stay where they fit."""
    items = ", ".join(f"{{call_police: p{number}}}" for number in range(6))
    after = rewrite(f"must: [{items}]\n")
    assert after == "must:\n" + "".join(f"  - {{call_police: p{number}}}\n" for number in range(6))


COMMENTS = {
    "above an entry, however deep it begins": (
        "a:\n      # of b\n  - b: 1\n",
        "a:\n  # of b\n  - b: 1\n",
    ),
    "below the last part of a block whose column it keeps": (
        "a:\n  - b: 1\n    # still b\n  # still a\n# of c\nc: 2\n# end\n",
        "a:\n  - b: 1\n    # still b\n  # still a\n# of c\nc: 2\n# end\n",
    ),
    "at the end of a line, where the author put it": (
        "a: 'b'     # of a\ncccccccccccc: 1 # of c\n",
        "a: b       # of a\ncccccccccccc: 1  # of c\n",
    ),
    "inside brackets, which open for it": (
        "a: [b,  # of b\n  # of c\n  c\n  # last\n]  # of a\n",
        "a:  # of a\n  - b   # of b\n  # of c\n  - c\n  # last\n",
    ),
    "in brackets with nothing else": ("a: [  # none\n]\n", "# none\na: []\n"),
    "beside the sign of a folded text": (
        "a: >-  # of a\n  one: two # three\nb: |  # of b\n  one\n",
        "a: >-  # of a\n  one: two # three\nb: one  # of b\n",
    ),
    "between a key and its value": (
        "a:  # one\n  # two\n  b  # three\n",
        "# one\n# two\na: b  # three\n",
    ),
    "beside a dash": (
        "- # one\n  # two\n  a: 1\n- # three\n  b\n",
        "# one\n# two\n- a: 1\n# three\n- b\n",
    ),
    "after the last line, and before the first": (
        "# first\n\n# second\na: 1\n\n# last\n  # end\n",
        "# first\n\n# second\na: 1\n\n# last\n# end\n",
    ),
}


@pytest.mark.parametrize("name", COMMENTS)
def test_a_comment_stays_with_what_it_is_about(name: str) -> None:
    """A comment stands where the name says, and stays there."""
    before, after = COMMENTS[name]
    assert rewrite(before) == after
    assert rewrite(after) == after


def test_a_text_that_would_say_something_else_is_refused() -> None:
    """Whoever arranges the parts cannot drop one."""
    with pytest.raises(ProblemsError, match="SX720"):
        rewrite("a: 1\nb: 2\n", lambda root: evolve(root, parts=root.parts[:1]))


def test_a_comment_that_would_be_lost_is_refused_at_its_line() -> None:
    """The place is that of the comment, not of the file."""

    def without_comments(root: Collection) -> Collection:
        return evolve(root, parts=tuple(evolve(part, beside=None) for part in root.parts))

    with pytest.raises(ProblemsError) as refused:
        rewrite("a: 1\nb: 2  # two\n", without_comments, "x.yaml")
    (problem,) = refused.value.problems
    assert (problem.code, str(problem.place)) == ("SX721", "x.yaml:2:7")


def test_what_is_not_yaml_is_refused_as_ever() -> None:
    """The problems are those of the reader, and a lone value is none that can be arranged."""
    with pytest.raises(ProblemsError, match="SX114"):
        rewrite("a: 1\na: 2\n")
    with pytest.raises(ProblemsError, match="SX201"):
        rewrite("words")
