"""What a French or an English text binds to, by its words.

An infinitive is how a French duty is written, an imperative how an English one is; neither
counts as a word of duty, and neither is weaker than one.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

__all__ = ["Words", "words_of"]


def _words(listed: str) -> re.Pattern[str]:
    """Return what finds one of the words, which stand with commas between them."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(listed.split(', '))})(?!\w)", re.IGNORECASE)


@frozen
class _Language:
    """The words of one language.

    `must` binds, `may` leaves free, `forbid` forbids; `negate` is any negation at all, in
    which the other language may well have a prohibition; `now` and `soon` likewise for haste.
    `opening` is what a sentence opens with that tells whom it speaks of, so that its verb is
    no infinitive and no imperative.
    """

    must: re.Pattern[str]
    may: re.Pattern[str]
    forbid: re.Pattern[str]
    negate: re.Pattern[str]
    now: re.Pattern[str]
    soon: re.Pattern[str]
    opening: re.Pattern[str]


_LANGUAGES: Final = {
    "fr": _Language(
        must=_words(
            "doi[st], doivent, devez, devons, devra, devront, il faut, faut-il, il faudra, "
            "obligatoire(?:s|ment)?, obligé(?:e|s|es)?, tenue?s? de, exigée?s?"
        ),
        may=_words(
            "peu[tx], peuvent, pouvez, pourrai(?:t|ent), devrai(?:t|ent), devriez, "
            "conseillée?s?, recommandée?s?, permise?s?, souhaitable, au besoin, si possible, "
            "facultati(?:f|ve)s?"
        ),
        forbid=_words(
            "jamais, ne pas, ne rien, il ne faut pas, ne doi(?:t|vent) pas, interdite?s?, "
            "défendue?s?, n'?aucune?"
        ),
        negate=_words(
            r"ne, n'\w+, jamais, aucune?, sans, ni, interdi\w+, défend\w+, rien, non, "
            r"pas, évit\w+, cess\w+, s'abstenir, refus\w+, plutôt, seulement, avant, arrêt\w+, "
            r"impossible, empêch\w+, moins"
        ),
        now=_words(
            "immédiatement, tout de suite, sur-le-champ, aussitôt, sans délai, sans attendre, "
            "dès maintenant, sans tarder"
        ),
        soon=_words(
            r"immédiat\w*, tout de suite, sur-le-champ, aussitôt, dès, délai, (?:n')?attend\w*, "
            r"maintenant, (?:d')?urgen\w+, vite, rapide\w*, d'abord, tard\w*, tôt, avant, premi\w+"
        ),
        opening=_words(
            r"les?, la, l'\w+, une?, des, ils?, elles?, on, nous, vous, ce, cette, cet, ces, "
            "chaque, toute?s?, tous, si, quand"
        ),
    ),
    "en": _Language(
        must=_words(
            "must, shall, ha(?:s|ve) to, (?:is|are) required, obligatory, mandatory, "
            "(?:is|are) obliged"
        ),
        may=_words(
            "may, might, can, could, should, ought to, advisable, recommended, if possible, "
            "optional(?:ly)?, where possible, perhaps"
        ),
        forbid=_words(
            "never, must not, do not, don't, may not, forbidden, prohibited, cannot, shall not, "
            "nobody may"
        ),
        negate=_words(
            r"never, not, \w+n't, cannot, no, none, nobody, nothing, nor, neither, without, "
            r"forbid\w*, prohibit\w*, avoid\w*, stop\w*, refus\w+, refrain\w*, declin\w+, rather, "
            r"instead, only, before, unless, until, beyond, impossible, prevent\w*, keep from, "
            "except, less, fewer, nowhere"
        ),
        now=_words(
            "immediately, at once, right away, straight away, without delay, without waiting"
        ),
        soon=_words(
            r"immediate\w*, at once, right away, straight away, delay\w*, wait\w*, now, "
            r"urgent\w*, soon\w*, quick\w*, prompt\w*, first, straight, before, swift\w*, earl\w+"
        ),
        opening=_words(
            "the, an?, they, it, he, she, we, you, this, these, that, those, every, each, any, "
            "all, if, when, where, students?, staff, parents, schools?, there"
        ),
    ),
}


@frozen
class Words:
    """What a text says: `must`, `free` (only that one may or should), `forbids`, `now`.

    `negates` and `soon` are wider than `forbids` and `now`: where another language has these,
    this text may mean the same. `tells`: the text tells of somebody, and asks nobody directly.
    """

    must: bool
    free: bool
    forbids: bool
    negates: bool
    now: bool
    soon: bool
    tells: bool


def words_of(text: str, language: str) -> Words | None:
    """Return what a text says; None in a language other than French and English."""
    known = _LANGUAGES.get(language.partition("-")[0])
    if known is None:
        return None
    plain = " ".join(text.replace("\u2019", "'").split())
    must = known.must.search(plain) is not None
    return Words(
        must=must,
        free=not must and known.may.search(plain) is not None,
        forbids=known.forbid.search(plain) is not None,
        negates=known.negate.search(plain) is not None,
        now=known.now.search(plain) is not None,
        soon=known.soon.search(plain) is not None,
        tells=known.opening.match(plain) is not None,
    )
