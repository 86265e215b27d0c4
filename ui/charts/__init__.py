"""Charts. Each takes figures and says one thing; none asks the database."""
