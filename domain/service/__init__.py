"""Service: returns, complaints, surveys, suggestions."""
