"""What hypothesis runs when it is imported (the entry-point group `hypothesis`).

After it, `st.from_type(Incident)`, `Person` and `Device` draw what is valid, without any import
of the kit. Only the facts are imported here; the strategies are made when one is first asked for.
"""

from __future__ import annotations

from hypothesis import strategies as st

from sexto_rules.facts import Device, Incident, Person

__all__ = ["register"]


def register() -> None:
    """Tell hypothesis how to draw incidents, persons and devices."""
    st.register_type_strategy(Incident, _incidents)
    st.register_type_strategy(Person, _persons)
    st.register_type_strategy(Device, _devices)


def _incidents(_: type[Incident]) -> st.SearchStrategy[Incident]:
    from sexto_rules.testing.strategies import incidents  # noqa: PLC0415 - see the module

    return incidents()


def _persons(_: type[Person]) -> st.SearchStrategy[Person]:
    from sexto_rules.testing.strategies import persons  # noqa: PLC0415 - see the module

    return persons()


def _devices(_: type[Device]) -> st.SearchStrategy[Device]:
    from sexto_rules.testing.strategies import devices  # noqa: PLC0415 - see the module

    return devices()
