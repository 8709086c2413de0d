"""What each problem code means, in both languages: one place for pages, `explain` and SARIF."""
