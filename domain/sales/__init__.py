"""Customers, products, opportunities, orders, deliveries."""
