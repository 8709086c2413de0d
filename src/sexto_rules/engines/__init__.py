"""sexto_rules.engines."""
