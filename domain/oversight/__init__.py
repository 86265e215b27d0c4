"""Oversight: what the control work itself leaves behind."""
