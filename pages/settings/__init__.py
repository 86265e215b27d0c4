"""The organisation, its people, who may do what, and the journal."""
