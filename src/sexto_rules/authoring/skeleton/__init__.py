"""The files of a new protocol, commented for an author who does not program.

The templates beside this module are protocols in both languages. A line `#fr` or `#en` is a
comment in that language, and so is a line of a text; `$name` is filled in. Two kinds: one for
a protocol that needs its own questions and routes, one for what goes over another protocol.
"""

from __future__ import annotations

from sexto_rules.authoring.skeleton.writing import TEMPLATE_LANGUAGES, skeleton

__all__ = ["TEMPLATE_LANGUAGES", "skeleton"]
