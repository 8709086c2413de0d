"""A handle of the C module, from its making to its end.

What `engine/durable-rules.md` shows to be necessary is done here and nowhere else:

* the check of the subset comes before `create_ruleset`;
* a new handle is *primed*: freeing a state in whose slot no rule ever fired kills the process,
  so one rule fires before anything else; one live state later keeps reusing that slot;
* facts are asserted one by one; any code but 0 (matched) and 1 (no pattern) is a failure;
* the state is freed after every run, whatever happened, and before the handle.

Not safe from threads: the engine holds its lock around every call.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Final, NoReturn

from sexto_rules.engines.base import EngineFailureError
from sexto_rules.engines.durable.door import RawModule
from sexto_rules.engines.durable.subset import (
    PRIME,
    PRIME_FACT,
    SID,
    Ruleset,
    find_problems,
    ruleset_text,
)
from sexto_rules.errors import Problem, ProtocolError

__all__ = ["Session", "open_sessions"]

_NAME: Final = "sexto"
_MATCHED: Final = 0
_NO_PATTERN: Final = 1
_HELP: Final = (
    "give parts of the condition names, as conclusions; or decide with the engine `compiled`"
)


def open_sessions(raw: RawModule, rulesets: Sequence[Ruleset]) -> list[Session]:
    """Check all rulesets, then compile them.

    Raises:
        ProtocolError: Some ruleset is outside the measured subset; nothing was compiled.
        EngineFailureError: The C module refused one all the same; the others are freed again.
    """
    problems = dict.fromkeys(each for ruleset in rulesets for each in find_problems(ruleset))
    if problems:
        raise ProtocolError(
            [
                Problem("SX510", f"the engine `durable` cannot take {problem}", help=_HELP)
                for problem in problems
            ]
        )
    sessions: list[Session] = []
    try:
        sessions.extend(Session(raw, ruleset) for ruleset in rulesets)
    except BaseException:
        for session in sessions:
            session.close()
        raise
    return sessions


class Session:
    """One handle and its one state, which lives from the first fact of a run to `clear`."""

    __slots__ = ("_broken", "_handle", "_live", "_most_firings", "_raw")

    def __init__(self, raw: RawModule, ruleset: Ruleset) -> None:
        """Compile and prime the ruleset, which has been checked.

        Raises:
            EngineFailureError: The C module refused it, or the priming rule did not fire.
        """
        self._raw = raw
        self._most_firings = len(ruleset.rules) + 1
        self._broken: str | None = None
        self._live = False
        try:
            self._handle = raw.create_ruleset(_NAME, ruleset_text(ruleset))
        except Exception as error:
            message = f"durable-rules refused a ruleset that is within its limits: {error}"
            raise EngineFailureError(message) from error
        primed = self.fired_by([PRIME_FACT])
        if primed != [PRIME]:
            message = f"durable-rules fired {primed} where the priming rule was to fire"
            raise EngineFailureError(message)
        self.clear()

    def fired_by(self, facts: Sequence[str]) -> list[str]:
        """Assert the facts (JSON, at least one) and return the names of the rules that fire.

        Facts of earlier calls still count, until `clear`.

        Raises:
            EngineFailureError: The C module failed, now or in an earlier run that it did not
                survive.
        """
        if self._broken is not None:
            raise EngineFailureError(self._broken)
        self._live = True
        try:
            return self._drained(self._asserted(facts))
        except MemoryError as error:
            # What the C module left half made, it must not be asked to free.
            self._give_up("ran out of memory", error)
        except Exception as error:
            message = f"durable-rules failed: {error}"
            raise EngineFailureError(message) from error

    def _asserted(self, facts: Sequence[str]) -> int:
        """Assert the facts one by one and return the offset of the state."""
        assert_fact, handle = self._raw.assert_fact, self._handle
        offset = 0
        for fact in facts:
            code, offset = assert_fact(handle, fact)
            if code not in {_MATCHED, _NO_PATTERN}:
                message = f"it answered {code} to a fact"
                raise RuntimeError(message)
        return offset

    def _drained(self, offset: int) -> list[str]:
        """Return the names of all pending firings: a firing is `{"name":{...}}`."""
        proceed, handle = self._raw.complete_and_start_action, self._handle
        names: list[str] = []
        first = self._raw.start_action_for_state(handle, offset)
        firing = None if first is None else first[1]
        for _ in range(self._most_firings + 1):
            if firing is None:
                return names
            names.append(firing[2 : firing.index('"', 2)])
            firing = proceed(handle, offset)
        message = "more firings than rules"
        raise RuntimeError(message)

    def clear(self) -> None:
        """Free the state that the facts made.

        Raises:
            EngineFailureError: It could not be freed; the handle is not touched again.
        """
        try:
            self._raw.delete_state(self._handle, SID)
        except Exception as error:  # noqa: BLE001 - `_give_up` raises
            self._give_up("could not free a state", error)
        self._live = False

    def recover(self) -> None:
        """Free what a run that was cut short left: by a failure, an interrupt or a fork.

        Whether it left a state nobody knows, so the priming fact makes sure that there is one.

        Raises:
            EngineFailureError: It could not be freed; the handle is not touched again.
        """
        if not self._live or self._broken is not None:
            return
        try:
            self._raw.assert_fact(self._handle, PRIME_FACT)
        except Exception as error:  # noqa: BLE001 - `_give_up` raises
            self._give_up("could not find a state", error)
        self.clear()

    def close(self) -> None:
        """Free the state and the handle; one that is broken is left alone, and lost."""
        with suppress(EngineFailureError):
            self.recover()
        if self._broken is None:
            self._broken = "the engine is closed"
            self._raw.delete_ruleset(self._handle)

    def _give_up(self, what: str, error: Exception) -> NoReturn:
        """Never touch the handle again."""
        self._broken = f"durable-rules {what}: {error}"
        raise EngineFailureError(self._broken) from error
