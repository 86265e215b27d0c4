"""Partners: dealers, suppliers, competitors."""
