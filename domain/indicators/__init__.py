"""Measures, formulas, thresholds, readings, alerts."""
