"""Dashboards: what they declare, what the address says, and how they are drawn, kept and downloaded."""
