"""One rounding rule."""

from decimal import Decimal

from domain.core.rounding import cut, inexact, mean, quotient, rounded


def test_halves_are_rounded_away_from_zero_as_on_an_invoice() -> None:
    assert [rounded(Decimal(text), 2) for text in ("2.345", "-2.345", "2.344")] == [
        Decimal("2.35"),
        Decimal("-2.35"),
        Decimal("2.34"),
    ]


def test_a_share_is_cut_so_that_it_never_looks_larger() -> None:
    assert cut(Decimal("0.799"), 2) == Decimal("0.79")


def test_dividing_by_zero_is_missing() -> None:
    assert quotient(Decimal(1), Decimal(0)) is None
    assert quotient(Decimal(0), Decimal(0)) is None
    assert quotient(Decimal(1), Decimal(8)) == Decimal("0.125")


def test_binary_noise_does_not_reach_a_figure() -> None:
    assert inexact(0.1 + 0.2) == Decimal("0.3")


def test_counts_divide_as_exactly_as_amounts() -> None:
    assert quotient(1, 3) == quotient(Decimal(1), Decimal(3)) == Decimal("0.3333333333333333333333333333")


def test_a_mean_keeps_every_digit() -> None:
    assert mean([Decimal("0.1"), Decimal("0.2")]) == Decimal("0.15")
