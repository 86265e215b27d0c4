"""Rules that people set up: when something happens and conditions hold, the portal does something."""
