"""Invoices, credit notes, receipts and what they settle."""
