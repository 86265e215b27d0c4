"""Screens of the organisation that are more than lists."""
