"""How late money came and what that costs."""

from decimal import Decimal

from domain.receivables.late_interest import late_interest, late_weight, weighted_days_late


def test_c16_without_an_agreed_rate_a_day_costs_half_a_thousandth() -> None:
    assert late_interest(Decimal(100_000), 45) == Decimal(2250)


def test_money_in_time_costs_nothing() -> None:
    assert late_interest(Decimal(100_000), 0) == late_interest(Decimal(100_000), -3) == 0


def test_c17_days_late_are_weighted_by_amount() -> None:
    payments = [(Decimal(100), 0), (Decimal(200), 15), (Decimal(300), 40)]
    assert weighted_days_late(payments) == 25


def test_early_money_is_not_late_and_does_not_make_up_for_late_money() -> None:
    assert late_weight(Decimal(100), -20) == 0
    assert weighted_days_late([(Decimal(100), -20), (Decimal(100), 10)]) == 5
    assert weighted_days_late([]) is None
