"""Screens of figures: cockpit, indicators, alerts."""
