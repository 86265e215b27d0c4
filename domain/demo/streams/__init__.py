"""One module for each kind of fact: it turns what happened into rows as files have them."""
