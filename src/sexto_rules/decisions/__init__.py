"""sexto_rules.decisions."""
