"""Credit: grades and limits of customers."""
