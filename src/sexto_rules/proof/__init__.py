"""Proofs: what holds of a protocol for every incident, with any number of persons and devices.

The protocol is put to a solver (z3, the extra `proof`) in this package's own words, not in those
of the lowering; `find` looks for an incident that shows something, and what it finds is confirmed
by the reference before anybody sees it.
"""
