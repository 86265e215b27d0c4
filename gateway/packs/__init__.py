"""Reports that the portal makes by itself."""
