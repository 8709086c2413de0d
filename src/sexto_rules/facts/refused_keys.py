"""Keys that no incident may have, and why: they would hold a name, a text or a file.

The library never touches a picture and keeps nobody's name; there is no field for either
(`design/product.md`). Somebody who writes such a key anyway is told why it is refused, not
only that it is not known.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["find_refusal", "is_refused_word"]

_WHO: Final = (
    "it would hold a name, or something that says who a person is",
    "give each person an opaque id such as `p1`, and keep who that is in your own records",
)
_FILE: Final = (
    "it would hold a picture, a recording or a file",
    "leave it out: nobody looks at, copies or stores the material, this library neither",
)
_TEXT: Final = (
    "it would hold free text, and free text can hold a name or describe a picture",
    "say what is known with the facts of the vocabulary, and keep words in your own records",
)

_WORDS: Final = {
    _WHO: """
        name names firstname lastname fullname surname nickname username initials nom noms
        prenom prenoms surnom pseudo pseudonyme pseudonym initiales identity identite
        email mail courriel phone telephone cell cellulaire mobile address adresse
        birthday birthdate birth naissance dob ssn nas passport passeport fiche
        account compte handle login user profile profil
        """,
    _FILE: """
        photo photos image images img picture pictures pic pics video videos media medias
        screenshot screenshots screen capture captures file files fichier fichiers
        attachment attachments annexe piece pieces jointe jointes upload uploads
        audio recording recordings enregistrement enregistrements thumbnail vignette
        base64 blob data binary bytes url urls uri link links lien liens path chemin
        clip gif jpeg jpg png mp4 mov pdf
        """,
    _TEXT: """
        text texts texte textes description descriptions describe note notes
        comment comments commentaire commentaires remark remarks remarque remarques
        message messages narrative story recit summary resume details detail transcript
        transcription verbatim statement statements declaration title titre subject sujet
        body memo caption legende quote citation words mots observation observations
        """,
}

_REFUSALS: Final = {word: why for why, words in _WORDS.items() for word in words.split()}


def find_refusal(key: str) -> tuple[str, str] | None:
    """Return why a key that no fact has is refused, and what to do; None for other keys.

    Example:
        >>> find_refusal("photo_url")[0]
        'it would hold a picture, a recording or a file'
        >>> find_refusal("blackmial") is None
        True
    """
    return next((_REFUSALS[word] for word in _words(key) if word in _REFUSALS), None)


def is_refused_word(key: str) -> bool:
    """Whether a refused key is made of words for what it would hold, and of nothing else.

    Example:
        >>> is_refused_word("photo_url"), is_refused_word("photo_emma")
        (True, False)
    """
    plain = re.fullmatch(r"[^\W\d_][\w-]{0,63}", key) is not None
    return plain and all(word in _REFUSALS for word in _words(key))


def _words(key: str) -> list[str]:
    """Return the words of a key, small and without accents."""
    plain = unicodedata.normalize("NFKD", key[:200])
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", plain)
    return re.findall(r"[a-z0-9]+", re.sub(r"[\u0300-\u036f]", "", apart).casefold())
