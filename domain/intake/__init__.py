"""Figures in: files, mappings, batches."""
