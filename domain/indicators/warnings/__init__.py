"""Warnings from the course of a figure: where it is heading, and what is unlike its past."""
