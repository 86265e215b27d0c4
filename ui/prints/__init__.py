"""Single sheets on paper: an assessment, whatever a person takes along."""
