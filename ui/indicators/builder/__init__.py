"""Measures and indicators built on screen: form, live check, preview, proposals and their back-test."""
