"""sexto_rules.cli."""
