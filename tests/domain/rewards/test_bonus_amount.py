"""The arithmetic of a bonus (F10), its bounds, and what a rerun gives."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rewards.bonus_amount import NotAFactor, bonus, collection_gate, share_of_days
from domain.rewards.bonus_scheme import BadSteps, coefficient_at, read_steps, written_steps

D = Decimal
factors = st.decimals(0, 3, places=4)
shares = st.decimals(0, 1, places=4)
bases = st.decimals(0, 10_000_000, places=2)


def test_f10_multiplies_base_grade_team_and_gate_and_holds_back_a_part() -> None:
    """The reference gives the formula and no vector; this one is worked out by hand.

    base 20,000, grade A 1.2, team 1.1, K33 85.5 % of a target of 90 %, hold-back 20 %:

        gate      = min(1, 0.855 / 0.9)  = 0.95
        earned    = 20,000 x 1.2         = 24,000
                    24,000 x 1.1         = 26,400
                    26,400 x 0.95        = 25,080.00
        paid      = 25,080 x (1 - 0.2)   = 20,064.00
        held back = 25,080 - 20,064      =  5,016.00
    """
    gate = collection_gate(D("0.855"), D("0.9"))
    assert gate == D("0.95")
    found = bonus(D(20_000), D("1.2"), D("1.1"), gate, D("0.2"))
    assert (found.earned, found.held_back, found.paid) == (D("25080.00"), D("5016.00"), D("20064.00"))
    # above its target the gate stays at 1: 20,000 x 1.2 x 1.1 = 26,400
    assert bonus(D(20_000), D("1.2"), D("1.1"), collection_gate(D(1), D("0.9")), D(0)).earned == D(26_400)


def test_f10_rounds_each_amount_once_and_the_rest_is_held_back() -> None:
    """10,000.01 x 1.2 x 2/3 = 8,000.008; 8,000.008 x 0.8 = 6,400.0064; 8,000.01 - 6,400.01 = 1,600.00."""
    found = bonus(D("10000.01"), D("1.2"), D(1), collection_gate(D("0.6"), D("0.9")), D("0.2"))
    assert (found.earned, found.paid, found.held_back) == (D("8000.01"), D("6400.01"), D("1600.00"))


@pytest.mark.parametrize(
    ("grade", "paid"),
    [("1.5", "12000.00"), ("1.2", "9600.00"), ("1.0", "8000.00"), ("0.6", "4800.00"), ("0", "0.00")],
)
def test_f10_pays_each_grade_its_coefficient(grade: str, paid: str) -> None:
    assert bonus(D(10_000), D(grade), D(1), D(1), D("0.2")).paid == D(paid)


@pytest.mark.parametrize(
    ("rate", "gate"), [("0.45", "0.5"), ("0.9", "1"), ("1.3", "1"), ("-0.1", "0"), ("0", "0")]
)
def test_f10_the_collection_gate_is_the_rate_by_its_target_and_never_above_1(rate: str, gate: str) -> None:
    assert collection_gate(D(rate), D("0.9")) == D(gate)


def test_f10_nothing_fell_due_so_nothing_is_withheld() -> None:
    assert collection_gate(None, D("0.9")) == 1


def test_f10_is_rounded_once_at_the_end_halves_up() -> None:
    found = bonus(D("0.05"), D(1), D(1), D("0.1"), D(0))
    assert found.earned == D("0.01")
    third = collection_gate(D("0.3"), D("0.9"))
    assert bonus(D(3_000_000), D(1), D(1), third, D(0)).paid == D("1000000.00")


@given(bases, factors, factors, shares, shares)
def test_what_is_held_back_and_what_is_paid_make_up_what_is_earned(
    base: Decimal, grade: Decimal, team: Decimal, gate: Decimal, hold_back: Decimal
) -> None:
    found = bonus(base, grade, team, gate, hold_back)
    assert found.held_back + found.paid == found.earned
    assert 0 <= found.paid <= found.earned <= base * grade * team + D("0.005")


@given(bases, factors, shares, shares)
def test_more_cash_never_pays_less(base: Decimal, grade: Decimal, one: Decimal, other: Decimal) -> None:
    less, more = sorted((collection_gate(one, D("0.9")), collection_gate(other, D("0.9"))))
    assert bonus(base, grade, D(1), less, D("0.2")).paid <= bonus(base, grade, D(1), more, D("0.2")).paid


@pytest.mark.parametrize(
    ("gate", "hold_back", "grade"), [("1.01", "0.2", "1"), ("1", "1.2", "1"), ("1", "0.2", "-1")]
)
def test_a_factor_outside_its_bounds_is_refused(gate: str, hold_back: str, grade: str) -> None:
    with pytest.raises(NotAFactor):
        bonus(D(1), D(grade), D(1), D(gate), D(hold_back))


def test_whoever_joined_halfway_gets_the_days_they_were_there() -> None:
    first, last = date(2026, 1, 1), date(2026, 3, 31)
    assert share_of_days(first, last, date(2026, 3, 4), None) == D(28) / D(90)
    assert share_of_days(first, last, None, date(2025, 12, 31)) == 0
    assert share_of_days(first, last, date(2020, 1, 1), None) == 1


def test_a_team_is_worth_what_its_step_says() -> None:
    steps = read_steps("0.9=1; 1.1=1.2；0=0.8")
    assert [coefficient_at(steps, D(value)) for value in ("1.2", "1.1", "1.09", "0.5", "-1")] == [
        D("1.2"), D("1.2"), D(1), D("0.8"), D("0.8"),
    ]  # fmt: skip
    assert written_steps(steps) == "1.1=1.2; 0.9=1; 0=0.8"


@pytest.mark.parametrize("text", ["1", "1=x", "1=1; 1=2", "1=9", "nan=1", "1=-0.1"])
def test_steps_that_say_nothing_clear_are_refused(text: str) -> None:
    with pytest.raises(BadSteps):
        read_steps(text)
