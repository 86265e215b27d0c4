"""Screens about what binds and rewards: codes, handbook, cases, recognition, points."""
