"""sexto_rules.reference."""
