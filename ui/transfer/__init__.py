"""Carrying the configuration to another portal."""
