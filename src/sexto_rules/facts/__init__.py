"""sexto_rules.facts."""
