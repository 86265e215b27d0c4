"""Risk and control: tests, access reviews, incidents."""
