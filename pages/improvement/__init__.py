"""The improvement loop: issues and measures."""
