"""Thresholds are chosen from a list and kept as formulas; what was kept is chosen again."""

from decimal import Decimal

import pytest

from domain.indicators.status import Direction
from ui.indicators.builder.threshold_text import Against, Chosen, chosen, number_of, written


@pytest.mark.parametrize(
    ("kept", "direction", "shown"),
    [
        ("", Direction.HB, Chosen(Against.NONE)),
        ("0.95", Direction.HB, Chosen(Against.FIXED, Decimal("0.95"))),
        ("-3.5", Direction.LB, Chosen(Against.FIXED, Decimal("-3.5"))),
        ("0.9 * plan", Direction.HB, Chosen(Against.PLAN, Decimal("0.9"))),
        ("1.2 * baseline", Direction.LB, Chosen(Against.BASELINE, Decimal("1.2"))),
        ("1.5 * weighted_terms", Direction.LB, Chosen(Against.WEIGHTED_TERMS, Decimal("1.5"))),
        ("mean + 3 * sigma_xmr", Direction.LB, Chosen(Against.LIMITS, Decimal(3))),
        ("mean - 2.5 * sigma_xmr", Direction.HB, Chosen(Against.LIMITS, Decimal("2.5"))),
        ("plan - 0.02", Direction.HB, Chosen(Against.FORMULA, text="plan - 0.02")),
        ("mean - 3 * sigma_xmr", Direction.LB, Chosen(Against.FORMULA, text="mean - 3 * sigma_xmr")),
    ],
)
def test_a_threshold_comes_back_as_it_was_chosen(kept: str, direction: Direction, shown: Chosen) -> None:
    assert chosen(kept, direction) == shown
    assert written(shown, direction) == kept


def test_a_share_of_one_is_the_value_itself() -> None:
    assert chosen("plan", Direction.HB) == Chosen(Against.PLAN, Decimal(1))


def test_a_number_may_be_written_with_thousands() -> None:
    assert number_of("1,250.5") == Decimal("1250.5")
    assert number_of("NaN") is None
    assert number_of("a few") is None
