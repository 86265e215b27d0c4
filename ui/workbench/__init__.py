"""The workbench: what waits for the person who looks."""
