"""Training on screen: one's own page, the exam, a session's people, the calendar, certificates on paper."""
