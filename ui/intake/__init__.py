"""Imports on the screen: the wizard, what an import has done, and its undoing."""
