"""Deliberate mistakes in a protocol: which of them its scenarios and invariants would catch."""
