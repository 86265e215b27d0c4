"""One search for pages and records, a key away."""
