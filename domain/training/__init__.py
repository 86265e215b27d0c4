"""Training: courses, sessions, examinations, certificates; needs, effect, drills and coaching."""

# Whoever knows anything of training must also have the gate before duties.
from domain.training import duty_gate as duty_gate
