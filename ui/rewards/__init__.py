"""Screens about what follows from results: bonus runs, uses of results, career paths."""
