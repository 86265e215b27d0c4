"""Contracts: signed, in force, their milestones."""
