"""Measure speed on this machine. Prints ratios; no test asserts seconds."""
