"""The screens of assessments: the desk, the form, calibration, appeals, a person's own page."""
