"""What a control committee configures by itself."""
