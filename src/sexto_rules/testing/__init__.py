"""sexto_rules.testing."""
