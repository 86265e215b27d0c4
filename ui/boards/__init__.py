"""Dashboards of the loop, sales, receivables, customers and teams: what each shows of which question."""
