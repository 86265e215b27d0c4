"""Dashboards: cockpit, indicators, alerts."""
