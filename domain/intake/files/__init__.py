"""Files from outside: bytes become a table, safely and without guessing."""
