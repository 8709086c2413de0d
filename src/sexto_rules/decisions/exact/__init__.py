"""Whether an open fact is relevant, decided exactly.

`design/language.md`, *Questions*: whether there are values of other open facts such that, these
known, learning this one changes what counts of a decision. From what a protocol says and what is
known of an incident, `building` makes formulas over what can still be learned, `lines` those of
all that counts, `search` decides of each whether a fact can change it. No solver is asked.
"""

from sexto_rules.decisions.exact.deciding import ExactRelevance
from sexto_rules.decisions.exact.search import Finding

__all__ = ["ExactRelevance", "Finding"]
