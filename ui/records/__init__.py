"""What every record has beside its fields: what happened to it, what was said about it, its files."""
