"""Writing a YAML text anew: what it says stays, every comment stays, or it is refused.

How the parts are arranged is for the caller to say; that nothing is lost is checked here,
on the text that comes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from sexto_rules.documents.sameness import say_the_same
from sexto_rules.documents.styled import Collection
from sexto_rules.documents.styled_reading import comments_of, read_styled
from sexto_rules.documents.styled_writing import write_styled
from sexto_rules.documents.text import decode
from sexto_rules.documents.yaml import parse_yaml
from sexto_rules.errors import Place, Problem, ProblemsError

__all__ = ["rewrite"]


def rewrite(
    content: bytes | str,
    arrange: Callable[[Collection], Collection] = lambda root: root,
    file: str | None = None,
) -> str:
    r"""Return a YAML text as `write_styled` writes it, its parts arranged.

    Raises:
        ProblemsError: It is not YAML, or uses what is refused; or it would say something else
            (SX720) or lose a comment (SX721).

    Example:
        >>> print(rewrite("# told\nwhen :  {'blackmail' : yes}"), end="")
        # told
        when: {blackmail: yes}
    """
    before = decode(content, file)
    after = write_styled(arrange(read_styled(before, file)))
    if after != before:
        _require_same_words(before, after, file)
        _require_same_comments(before, after, file)
    return after


def _require_same_words(before: str, after: str, file: str | None) -> None:
    """Refuse a text that says something else than before."""
    try:
        is_same = say_the_same(parse_yaml(before, file), parse_yaml(after, file))
    except ProblemsError:
        is_same = False
    if not is_same:
        message = "this file cannot be written anew and still say the same"
        help_ = "it is left as it is; this is a mistake of sexto, please report it"
        raise ProblemsError([Problem("SX720", message, Place(file), help_)])


def _require_same_comments(before: str, after: str, file: str | None) -> None:
    """Refuse a text that has lost a comment, at the place where it stood."""
    kept = Counter(comment.text for comment in comments_of(after))
    for comment in comments_of(before):
        kept[comment.text] -= 1
        if kept[comment.text] < 0:
            raise ProblemsError(
                [
                    Problem(
                        "SX721",
                        "the comment here would be lost",
                        Place(file, comment.line + 1, comment.column + 1),
                        "put it on a line of its own, above what it is about",
                    )
                ]
            )
