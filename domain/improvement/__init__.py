"""Issues, causes, measures, and the verdict whether they worked."""
