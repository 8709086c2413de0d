"""The one door to the C module of durable-rules.

Nothing else in the package imports it. Only the functions of `RawModule` are ever called:
no Host, no events, no callbacks, no timers, no retraction (`engine/durable-rules.md`
shows why each of those is unsound). Since the C API lost `PyEval_CallObject` in Python 3.13,
a module built there without a define loads only when its symbols are bound lazily; that is
harmless as long as no callback is ever set, and none is.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from typing import Any, Final, Protocol, cast

from sexto_rules.errors import MissingExtraError

__all__ = ["MODULE", "RawModule", "load_raw"]

MODULE: Final = "durable_rules_engine"

_ADVICE: Final = (
    "Install the extra `durable` with a C compiler at hand: `pip install 'sexto-rules[durable]'`; "
    "on Python 3.13 and later, or with gcc 14 and later, before that "
    "`CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject "
    "pip install --no-cache-dir --force-reinstall durable-rules==2.0.28`."
)


class RawModule(Protocol):
    """What is used of the C module. Every function raises its `error` when C says no."""

    def create_ruleset(self, name: str, rules: str, /) -> int:
        """Compile rules (JSON) and return a handle."""

    def delete_ruleset(self, handle: int, /) -> None:
        """Free a handle; not its live states."""

    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]:
        """Assert a fact (JSON); return a code (0 matched, 1 no pattern) and the state's offset."""

    def start_action_for_state(self, handle: int, offset: int, /) -> tuple[str, str] | None:
        """Return the state and the first firing, or None when no rule fires."""

    def complete_and_start_action(self, handle: int, offset: int, /) -> str | None:
        """Finish a firing and return the next one, or None."""

    def delete_state(self, handle: int, sid: str, /) -> None:
        """Free a state. The process dies if no rule ever fired in its slot."""


def load_raw(import_module: Callable[[str], Any] = importlib.import_module) -> RawModule:
    """Import the C module, with lazy binding where a plain import fails.

    Args:
        import_module: How a module is imported.

    Raises:
        MissingExtraError: durable-rules is not installed, or this Python cannot load it.
    """
    try:
        return cast("RawModule", import_module(MODULE))
    except ModuleNotFoundError as error:
        message = f"the engine `durable` needs durable-rules, which is not installed. {_ADVICE}"
        raise MissingExtraError(message) from error
    except ImportError:
        return _load_lazily(import_module)


def _load_lazily(import_module: Callable[[str], Any]) -> RawModule:
    flags = sys.getdlopenflags()
    sys.setdlopenflags(os.RTLD_LAZY | os.RTLD_LOCAL)
    try:
        return cast("RawModule", import_module(MODULE))
    except ImportError as error:
        message = f"durable-rules is installed, but its C module does not load: {error}. {_ADVICE}"
        raise MissingExtraError(message) from error
    finally:
        sys.setdlopenflags(flags)
