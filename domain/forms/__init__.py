"""Checklists, questionnaires, scorecards, assessment forms: written as data, filled in on records."""
