"""Wilson's score interval: between what and what a share lies that was seen in a sample (vector I01)."""

from decimal import Context, Decimal

EXACT = Context(prec=40)
Z_95 = Decimal("1.959963984540054")
"""Two-sided 95 % of the normal distribution."""
Interval = tuple[Decimal, Decimal]


def wilson_interval(hits: Decimal, cases: Decimal, z: Decimal = Z_95) -> Interval | None:
    """Lower and upper end of the share `hits / cases`, 0 to 1; None without cases or with impossible hits."""
    if cases <= 0 or not 0 <= hits <= cases:
        return None
    share, square = EXACT.divide(hits, cases), EXACT.multiply(z, z)
    spread = EXACT.divide(EXACT.multiply(share, 1 - share), cases) + EXACT.divide(square, 4 * cases * cases)
    half = EXACT.multiply(z, EXACT.sqrt(spread))
    middle, whole = share + EXACT.divide(square, 2 * cases), 1 + EXACT.divide(square, cases)
    return EXACT.divide(middle - half, whole), EXACT.divide(middle + half, whole)
