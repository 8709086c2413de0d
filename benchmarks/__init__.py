"""How fast the engines are, beside a handwritten function: `python -m benchmarks`.

Nothing here is a test of time. `tests/benchmarks` only holds the handwritten function
against the reference, so that what is compared computes the same.
"""
