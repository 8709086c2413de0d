"""sexto_rules.protocol."""
