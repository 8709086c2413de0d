"""sexto_rules.interview."""
