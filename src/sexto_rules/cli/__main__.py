"""`python -m sexto_rules.cli`."""

from sexto_rules.cli import main

main()
