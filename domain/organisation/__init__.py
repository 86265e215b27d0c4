"""Units, posts, people and the internal-control committee."""
