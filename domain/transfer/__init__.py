"""What an organisation configured, carried from one portal to another as one file."""
