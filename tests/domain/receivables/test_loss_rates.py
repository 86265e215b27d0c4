"""What of the receivables will probably be lost."""

from decimal import Decimal

import pytest

from domain.receivables.loss_rates import (
    MoreThanAll,
    allowance,
    chained,
    cohort_rates,
    forward_looking,
    with_specific,
)


def numbers(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def test_c11_roll_rates_multiply_from_each_bucket_to_loss() -> None:
    rates = chained(numbers("0.2", "0.4", "0.5", "0.6", "0.8"))
    assert rates == numbers("0.0192", "0.096", "0.24", "0.48", "0.8")


def test_older_buckets_never_lose_less_when_roll_rates_are_shares() -> None:
    rates = chained(numbers("0.9", "1", "0.3", "0.7"))
    assert rates == sorted(rates)


def test_c13_a_cohort_shows_what_of_each_bucket_is_lost() -> None:
    rates = cohort_rates(Decimal(100_000), numbers("50000", "27000", "15000", "6000"))
    known = [rate for rate in rates if rate is not None]
    assert [round(rate, 3) for rate in known] == numbers("0.02", "0.04", "0.087", "0.25", "1")
    balances = numbers("300000", "140000", "60000", "23000", "5000")
    provided = [allowance(balance, rate) for balance, rate in zip(balances, known, strict=True)]
    assert provided == numbers("6000", "5600", "5217.39", "5750", "5000")
    assert sum(provided) == Decimal("27567.39")


def test_a_bucket_that_nothing_reaches_has_no_rate() -> None:
    assert cohort_rates(Decimal(100), numbers("100", "0")) == [Decimal(0), None, None]


def test_c14_a_scalar_looks_ahead_but_nobody_loses_more_than_all() -> None:
    rate = forward_looking(Decimal("0.02"), Decimal("1.1"))
    assert (rate, allowance(Decimal(300_000), rate)) == (Decimal("0.022"), Decimal(6600))
    assert forward_looking(Decimal("0.95"), Decimal("1.1")) == 1


def test_c15_what_is_assessed_on_its_own_leaves_the_matrix() -> None:
    specific, matrix = with_specific(Decimal(100_000), Decimal("0.05"), [(Decimal(30_000), Decimal(1))])
    assert (specific, matrix, specific + matrix) == (Decimal(30_000), Decimal(3500), Decimal(33_500))


def test_no_more_than_the_bucket_can_be_assessed_on_its_own() -> None:
    with pytest.raises(MoreThanAll):
        with_specific(Decimal(100), Decimal("0.05"), [(Decimal(101), Decimal(1))])
