"""Writing any YAML anew: nothing is lost, whatever its author did."""

from __future__ import annotations

from collections import Counter

from hypothesis import given

from documents.written_yaml import Written, written_documents
from sexto_rules.documents import parse_document
from sexto_rules.documents.rewriting import rewrite
from sexto_rules.documents.sameness import say_the_same
from sexto_rules.documents.styled_reading import comments_of


@given(written_documents())
def test_every_comment_survives_wherever_it_stands(written: Written) -> None:
    """Each comment that was put in is there afterwards, word for word, and no other."""
    after = rewrite(written.text)
    assert Counter(comment.text for comment in comments_of(after)) == Counter(written.comments)


@given(written_documents())
def test_a_text_written_anew_says_the_same_and_stays(written: Written) -> None:
    """The tree is that of before, and the canonical form of a canonical text is itself."""
    once = rewrite(written.text)
    assert say_the_same(parse_document(written.text), parse_document(once))
    assert rewrite(once) == once
