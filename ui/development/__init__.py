"""People and what is ahead of them: one's own page, and a manager's team."""
