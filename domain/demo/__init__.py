"""A made-up company with believable figures and planted control failures, to try the portal on."""
