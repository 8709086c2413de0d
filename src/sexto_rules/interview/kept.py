"""An interview as it is kept: plain data, with the protocol by which it was led.

Every state is kept, so that the way back is there after it is taken up again. Reading is
strict: a key that nobody writes, or a text where a name belongs, is refused and never
repeated, since it may say something about a student.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from sexto_rules.errors import Problem, ProblemsError
from sexto_rules.facts import structure_incident, unstructure_incident
from sexto_rules.interview.state import State
from sexto_rules.protocol.model import DayProtocol

__all__ = ["KeptInterview", "Leading", "leading_of"]

_LARGEST: Final = 16_000_000
"""Letters of a kept interview: thousands of answers of a large incident."""

_PROTOCOL: Final = frozenset({"id", "version", "digest", "questions"})
_STATE: Final = frozenset({"incident", "skipped", "correcting"})
_WHOLE: Final = _STATE | {"history", "protocol"}
_NAME: Final = re.compile(r"[A-Za-z0-9_.:+-]{0,200}")
_PATH: Final = re.compile(r"[A-Za-z0-9_.-]{1,400}")
_PUT_OFF: Final = re.compile(rf"[A-Za-z0-9_.-]{{1,200}} {_PATH.pattern}")


@frozen
class Leading:
    """The protocol by which an interview was led, and the questions of its grid."""

    id: str
    version: str
    digest: str
    questions: tuple[str, ...]


def leading_of(day: DayProtocol) -> Leading:
    """Return what an interview keeps of the protocol that leads it."""
    protocol = day.protocol
    questions = tuple(dict.fromkeys(question.id for question in day.questions))
    return Leading(protocol.id, protocol.version, protocol.digest, questions)


@frozen
class KeptInterview:
    """An interview that is kept: by which protocol it was led, and every state, the last now."""

    protocol: Leading
    states: tuple[State, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        *history, present = [
            {
                "incident": unstructure_incident(state.incident),
                "skipped": sorted(state.skipped),
                "correcting": state.correcting,
            }
            for state in self.states
        ]
        protocol = {
            "id": self.protocol.id,
            "version": self.protocol.version,
            "digest": self.protocol.digest,
            "questions": list(self.protocol.questions),
        }
        return {"protocol": protocol, **present, "history": history}

    @staticmethod
    def from_dict(data: object) -> KeptInterview:
        """Read it.

        Raises:
            IncidentError: What is known is not an incident.
            ProblemsError: It is not what `to_dict` writes (SX497).
        """
        whole = _map(data, _WHOLE)
        protocol = _map(whole["protocol"], _PROTOCOL)
        leading = Leading(
            id=_name(protocol["id"], _NAME),
            version=_name(protocol["version"], _NAME),
            digest=_name(protocol["digest"], _NAME),
            questions=tuple(_name(each, _NAME) for each in _list(protocol["questions"])),
        )
        states = [_state(_map(each, _STATE)) for each in _list(whole["history"])]
        return KeptInterview(leading, (*states, _state(whole)))

    @staticmethod
    def from_json(text: str) -> KeptInterview:
        """Read it from a JSON text.

        Raises:
            IncidentError: What is known is not an incident.
            ProblemsError: It is not what `to_json` writes (SX497).
        """
        if len(text) > _LARGEST:
            raise _refused()
        try:
            data = json.loads(text, object_pairs_hook=_without_repeats)
        except (ValueError, RecursionError):
            raise _refused() from None
        return KeptInterview.from_dict(data)


def _state(data: Mapping[str, Any]) -> State:
    skipped = [_name(each, _PUT_OFF) for each in _list(data["skipped"])]
    again = data["correcting"]
    correcting = None if again is None else _name(again, _PATH)
    return State(structure_incident(data["incident"]), frozenset(skipped), correcting)


def _map(data: object, keys: frozenset[str]) -> Mapping[str, Any]:
    if not isinstance(data, Mapping) or data.keys() != keys:
        raise _refused()
    return data


def _list(data: object) -> Sequence[object]:
    if not isinstance(data, list | tuple):
        raise _refused()
    return data


def _name(data: object, form: re.Pattern[str]) -> str:
    if not isinstance(data, str) or not form.fullmatch(data):
        raise _refused()
    return data


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) < len(pairs):
        raise ValueError
    return content


def _refused() -> ProblemsError:
    """Return the refusal of what is no interview; it says nothing of what was found."""
    message = "found something else than an interview, expected what an interview writes"
    return ProblemsError([Problem("SX497", message)])
