"""Screens of users and roles beyond their fields."""
