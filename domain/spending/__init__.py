"""Spending: expenses and budgets."""
