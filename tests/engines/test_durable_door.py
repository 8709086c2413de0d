"""The door to the C module: imported plainly, lazily, or reported as missing."""

from __future__ import annotations

import os
import sys
from types import ModuleType, SimpleNamespace

import pytest

from sexto_rules.engines.durable.door import MODULE, load_raw
from sexto_rules.errors import MissingExtraError


def test_the_installed_module_is_loaded() -> None:
    """The C module that is installed comes through the door."""
    assert load_raw().create_ruleset is not None


def test_a_missing_module_names_the_extra_and_both_ways_to_install_it() -> None:
    """Without durable-rules the error says which extra brings it, on every Python."""

    def missing(name: str) -> ModuleType:
        message = f"No module named {name!r}"
        raise ModuleNotFoundError(message, name=name)

    with pytest.raises(MissingExtraError, match="not installed") as caught:
        load_raw(missing)
    text = str(caught.value)
    assert "pip install 'sexto-rules[durable]'" in text
    assert "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject" in text


def test_a_module_with_an_unknown_symbol_is_bound_lazily() -> None:
    """Where a plain import fails, it is tried once more with lazy binding, and no longer."""
    before = sys.getdlopenflags()
    flags: list[int] = []

    def unknown_symbol(name: str) -> object:
        flags.append(sys.getdlopenflags())
        if len(flags) == 1:
            message = "undefined symbol: PyEval_CallObject"
            raise ImportError(message, name=name)
        return SimpleNamespace(name=name)

    raw = load_raw(unknown_symbol)

    assert vars(raw) == {"name": MODULE}
    assert flags == [before, os.RTLD_LAZY | os.RTLD_LOCAL]
    assert sys.getdlopenflags() == before


def test_a_module_that_never_loads_is_reported_with_the_reason() -> None:
    """A module that cannot be loaded lazily either is a missing extra too; the flags come back."""
    before = sys.getdlopenflags()

    def broken(name: str) -> ModuleType:
        message = "undefined symbol: PyEval_CallObject"
        raise ImportError(message, name=name)

    with pytest.raises(MissingExtraError, match="does not load: undefined symbol") as caught:
        load_raw(broken)
    assert "CPPFLAGS" in str(caught.value)
    assert sys.getdlopenflags() == before
