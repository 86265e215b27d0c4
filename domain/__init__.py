"""The business: nouns hold facts, verbs change them, questions read them."""
