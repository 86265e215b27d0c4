"""The workforce: employment, training records, exams."""
