"""sexto-rules: written protocols for reports of intimate images among pupils, made executable."""
