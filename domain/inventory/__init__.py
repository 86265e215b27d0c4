"""Stock: balances, moves, counts."""
