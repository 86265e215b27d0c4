"""What binds and rewards: codes of conduct, the handbook, cases to learn from, recognition and points."""
