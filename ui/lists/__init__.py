"""The list of a screen, part by part."""
