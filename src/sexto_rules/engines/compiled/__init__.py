"""sexto_rules.engines.compiled."""
