"""Studies: a TOML file states question, case, factors and design; everything about it is checked before its first run."""
