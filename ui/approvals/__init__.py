"""Screens of approvals: my queue, the strip on every record, routes and their editor."""
