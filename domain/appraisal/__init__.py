"""Appraisal of people: scorecards, cycles, assessments, scores from figures, grades frozen when published."""
