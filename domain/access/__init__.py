"""Users, roles, sessions, separation of duties."""
