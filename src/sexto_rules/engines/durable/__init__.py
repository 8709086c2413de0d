"""sexto_rules.engines.durable."""
