"""Telling people what happened: the inbox, what leaves the portal by mail or chat, and announcements."""
