"""Amounts for programs: every digit, nothing else."""

from decimal import Decimal


def exact(amount: Decimal) -> str:
    """The amount without exponent or separators; at least two places, further ones only as it has them."""
    text = f"{amount:f}"
    if "." not in text:
        return f"{text}.00"
    whole, places = text.split(".")
    return f"{whole}.{places.rstrip('0').ljust(2, '0')}"
