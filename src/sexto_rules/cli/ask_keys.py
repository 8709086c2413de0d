"""What may be typed instead of an answer."""

from __future__ import annotations

from typing import Final

__all__ = ["key_of"]

_KEYS: Final = {
    "unknown": {"?", "u", "i", "unknown", "inconnu"},
    "cannot_say": {"x", "nobody", "personne", "cannot_say", "d'autres", "more"},
    "no_more": {"xx", "no more", "rien de plus"},
    "back": {"b", "r", "back", "retour"},
    "correct": {"c", "correct", "corriger"},
    "plan": {"p", "plan"},
    "add": {"+", "add", "ajouter"},
    "add_person": {"+p", "add person", "ajouter personne"},
    "add_device": {"+d", "add device", "ajouter appareil"},
    "summary": {"f", "summary", "résumé", "resume", "feuille"},
    "help": {"h", "a", "help", "aide"},
    "save": {"s", "save", "sauver", "enregistrer"},
    "quit": {"q", "quit", "quitter", "exit"},
}


def key_of(typed: str) -> str | None:
    """Return the name of the key that was typed; None: it is none."""
    words = typed.lower().replace("\u2019", "'")
    return next((name for name, known in _KEYS.items() if words in known), None)
