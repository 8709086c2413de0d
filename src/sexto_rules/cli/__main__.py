"""`python -m sexto_rules.cli`."""

from sexto_rules.cli.app import main

main()
