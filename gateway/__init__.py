"""How the outside reaches us without a screen: command line, routes, sign-in sessions, files."""
