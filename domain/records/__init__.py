"""What people add to any record: comments, files, values put back."""
