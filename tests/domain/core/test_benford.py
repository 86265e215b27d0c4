"""First digits of amounts against Benford's law."""

from decimal import Decimal

import pytest

from domain.core.benford import (
    EXPECTED,
    Conformity,
    chi_square,
    conformity,
    deviation,
    digit_z,
    first_digit,
    total,
)

CONFORMING = dict(zip(range(1, 10), (301, 176, 125, 97, 79, 67, 58, 51, 46), strict=True))


def test_g18_small_digits_lead_more_often() -> None:
    shares = [round(share, 5) for share in EXPECTED.values()]
    expected = "0.30103 0.17609 0.12494 0.09691 0.07918 0.06695 0.05799 0.05115 0.04576"
    assert shares == [Decimal(share) for share in expected.split()]
    assert round(sum(EXPECTED.values()), 20) == 1


def test_g19_a_natural_population_conforms_closely() -> None:
    mad, chi = deviation(CONFORMING), chi_square(CONFORMING)
    assert total(CONFORMING) == 1000
    assert mad is not None
    assert round(mad, 6) == Decimal("0.000101")
    assert chi is not None
    assert round(chi, 5) == Decimal("0.00236")
    assert conformity(mad) is Conformity.CLOSE


def test_g21_a_digit_far_too_rare_stands_out() -> None:
    assert round(digit_z(Decimal("0.2"), 1, 1000), 5) == Decimal("6.93045")


@pytest.mark.parametrize(
    ("amount", "digit"), [("1234.5", 1), ("0.0091", 9), ("-560", 5), ("0", None), ("7800.00", 7)]
)
def test_g22_the_first_digit_is_the_first_that_is_not_zero(amount: str, digit: int | None) -> None:
    assert first_digit(Decimal(amount)) == digit


def test_invented_amounts_that_all_begin_with_nine_do_not_conform() -> None:
    mad = deviation({9: 600})
    assert mad is not None
    assert conformity(mad) is Conformity.NONE


def test_without_amounts_nothing_is_said() -> None:
    assert deviation({}) is None
    assert chi_square({}) is None
