"""sexto_rules.lowering."""
