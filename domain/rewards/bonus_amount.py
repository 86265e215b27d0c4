"""The arithmetic of a bonus (domain reference F.2): exact decimals, rounded once, to the cent."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.core.errors import RuleBroken
from domain.core.rounding import quotient, rounded

ONE, ZERO = Decimal(1), Decimal(0)
CENTS = 2
"""Digits after the point of everything that is paid; halves go up, away from zero."""


class NotAFactor(RuleBroken):
    """A factor outside its bounds would pay what nobody earned."""

    text = "{value} is not possible here: {field_name} lies between {least} and {most}."


@dataclass(frozen=True)
class BonusAmount:
    """What is earned, what waits for the customers' cash, what is paid at once: earned = held + paid."""

    earned: Decimal
    held_back: Decimal
    paid: Decimal


def bonus(base: Decimal, grade: Decimal, team: Decimal, gate: Decimal, hold_back: Decimal) -> BonusAmount:
    """base x grade coefficient x team coefficient x collection gate x (1 - hold-back) (F10).

    What is earned and what is paid are each rounded to the cent; what is held back is the difference, so that
    the parts always add up. NotAFactor for a gate or hold-back outside 0..1 or a negative factor.
    """
    within("base", base, ZERO, None)
    within("grade", grade, ZERO, None)
    within("team", team, ZERO, None)
    within("gate", gate, ZERO, ONE)
    within("hold_back", hold_back, ZERO, ONE)
    exact = base * grade * team * gate
    earned, paid = rounded(exact, CENTS), rounded(exact * (ONE - hold_back), CENTS)
    return BonusAmount(earned, earned - paid, paid)


def collection_gate(rate: Decimal | None, target: Decimal) -> Decimal:
    """min(1, collection rate / target), never below 0. Nothing fell due (None): nothing is withheld, 1."""
    if rate is None:
        return ONE
    within("gate_target", target, Decimal("0.0001"), None)
    return max(ZERO, min(ONE, quotient(rate, target) or ZERO))


def share_of_days(first: date, last: date, joined: date | None, left: date | None) -> Decimal:
    """Of the days from `first` to `last`, the share on which somebody was employed: 0 to 1."""
    start, end = max(first, joined or first), min(last, left or last)
    days = max(0, (end - start).days + 1)
    return quotient(days, (last - first).days + 1) or ZERO


def within(name: str, value: Decimal | int, least: Decimal, most: Decimal | None) -> None:
    """Refuse a factor that lies outside its bounds."""
    if value < least or (most is not None and value > most):
        most_told = "∞" if most is None else most
        raise NotAFactor(
            field=name, value=value, field_name=f"BonusFactor.{name}", least=least, most=most_told
        )
