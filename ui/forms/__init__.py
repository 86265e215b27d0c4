"""Writing forms, and filling them in on records."""
