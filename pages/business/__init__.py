"""Customers, orders, and the money they owe."""
