"""Screens of open receivables beyond lists."""
