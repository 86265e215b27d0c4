"""Work that the portal does by itself: when each job is due, who leads, what came of every run."""
