"""What follows from results: bonus runs, promotion, pay bands, improvement plans; conditions in the open."""
