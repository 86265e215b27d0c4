"""Questions that join areas: what screens and reports show of the business as a whole."""
