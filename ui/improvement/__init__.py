"""Screens of the improvement loop: issues, their record, measures."""
