"""A mapping that cannot change, compares by content, hashes, pickles and copies.

`types.MappingProxyType` does neither of the last three, and an incident must do all of
them: it is a key in caches, and it travels between processes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar, overload

__all__ = ["FrozenMapping"]

K = TypeVar("K")
T = TypeVar("T")
V_co = TypeVar("V_co", covariant=True)


class FrozenMapping(Mapping[K, V_co]):
    """A read-only copy of a mapping; equal to any mapping of the same content.

    Example:
        >>> FrozenMapping({"a": 1}) == {"a": 1}
        True
    """

    __slots__ = ("_content",)

    def __init__(self, content: Mapping[K, V_co] | None = None) -> None:
        """Copy the content."""
        self._content: dict[K, V_co] = dict(content) if content else {}

    def __getitem__(self, key: K) -> V_co:
        """Return the value of a key."""
        return self._content[key]

    @overload
    def get(self, key: K, /) -> V_co | None: ...

    @overload
    def get(self, key: K, /, default: V_co | T) -> V_co | T: ...

    def get(self, key: K, /, default: object = None) -> object:
        """Return the value of a key, or the default (quicker than what `Mapping` brings)."""
        return self._content.get(key, default)

    def __iter__(self) -> Iterator[K]:
        """Yield the keys in the order given."""
        return iter(self._content)

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self._content)

    def __hash__(self) -> int:
        """Hash the content, whatever its order."""
        return hash(frozenset(self._content.items()))

    def __repr__(self) -> str:
        """The content as a plain dict is written."""
        return repr(self._content)

    def __reduce__(self) -> tuple[type[FrozenMapping[K, V_co]], tuple[dict[K, V_co]]]:
        """Pickle and copy by the content."""
        return (type(self), (self._content,))
