"""sexto_rules.authoring."""
