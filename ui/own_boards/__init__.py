"""Boards that people build: their cards, the editor, the wall."""
