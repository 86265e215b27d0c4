"""The control failures of the demo company, one module each: its answer key and what it does to the past."""
