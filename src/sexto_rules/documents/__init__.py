"""sexto_rules.documents."""
