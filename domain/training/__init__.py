"""Training: courses, sessions, examinations, certificates; needs, effect, drills and coaching."""
