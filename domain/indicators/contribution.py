"""Why a figure changed: what each member of a breakdown adds to the change, so that it adds up exactly.

A ratio changes because members got better or worse (rate) or weigh more or less (mix). A sum of cases
changes because there are more cases (volume), they are spread differently (mix), or each is larger (rate).
Products are divided at the mean of before and after, so nothing is left over and no order of effects has
to be chosen (Marshall-Edgeworth midpoints; Bennet 1920). Mix is told against the average member: who gains
weight and is better than average lifts the figure.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from domain.core.rounding import ARITHMETIC, rounded

PLACES = 10
"""Digits after the point of a contribution, as of a figure's value."""
NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Parts:
    """A member in one period. `cases` is how many rows it rests on; without denominator it is a sum."""

    numerator: Decimal
    denominator: Decimal | None = None
    cases: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """A member before and after; one that was not there has nothing."""

    key: Hashable
    before: Parts
    after: Parts


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a member adds to the change, in the unit of the figure."""

    key: Hashable
    rate: Decimal
    mix: Decimal
    volume: Decimal

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.rate + self.mix + self.volume


Effects = tuple[Fraction, Fraction, Fraction]
"""(rate, mix, volume)."""


def of_ratio(members: Sequence[Member], factors: tuple[Decimal, Decimal]) -> list[Contribution]:
    """Contributions to the change of factor x sum of numerators / sum of denominators.

    `factors` are those before and after (days of the window). Raises ZeroDivisionError where a denominator
    adds up to 0: then there is no figure to explain.
    """
    scale = tuple(Fraction(factor) for factor in factors)
    whole = tuple(sum((_below(_at(m, side)) for m in members), NONE) for side in (0, 1))
    above = tuple(
        scale[side] * sum((Fraction(_at(m, side).numerator) for m in members), NONE) for side in (0, 1)
    )
    average = (above[0] / whole[0] + above[1] / whole[1]) / 2
    effects = []
    for member in members:
        share = tuple(_below(_at(member, side)) / whole[side] for side in (0, 1))
        part = tuple(scale[side] * Fraction(_at(member, side).numerator) / whole[side] for side in (0, 1))
        effects.append(_rate_and_mix(part, share, average))
    change = _kept(above[1] / whole[1]) - _kept(above[0] / whole[0])
    return _settled(members, effects, change)


def of_sum(members: Sequence[Member], *, by_cases: bool) -> list[Contribution]:
    """Contributions to the change of a sum. `by_cases` divides it into volume, mix and rate.

    Without it (a balance, a figure that counts no cases) all of a contribution is volume.
    """
    change = sum((m.after.numerator - m.before.numerator for m in members), Decimal(0))
    counts = tuple(sum(_at(m, side).cases for m in members) for side in (0, 1))
    if by_cases and all(counts):
        effects = [_of_cases(member, counts) for member in members]
    else:
        effects = [(NONE, NONE, Fraction(m.after.numerator - m.before.numerator)) for m in members]
    return _settled(members, effects, change)


def _rate_and_mix(part: tuple[Fraction, ...], share: tuple[Fraction, ...], average: Fraction) -> Effects:
    """Divide the change of a part (rate x share) between the two."""
    if share[0] and share[1]:
        rates = part[0] / share[0], part[1] / share[1]
        weight, level = (share[0] + share[1]) / 2, (rates[0] + rates[1]) / 2
        return weight * (rates[1] - rates[0]), (level - average) * (share[1] - share[0]), NONE
    # It came or went, or has no weight: nothing of its own to compare with.
    return NONE, part[1] - part[0] - average * (share[1] - share[0]), NONE


def _of_cases(member: Member, counts: tuple[int, ...]) -> Effects:
    before, after = member.before, member.after
    change = Fraction(after.numerator - before.numerator)
    if any(one.numerator and not one.cases for one in (before, after)) or not before.cases + after.cases:
        return NONE, NONE, change  # an amount without cases has no size of a case
    share = Fraction(before.cases, counts[0]), Fraction(after.cases, counts[1])
    rates = [Fraction(one.numerator) / one.cases if one.cases else None for one in (before, after)]
    first = rates[0] if rates[0] is not None else rates[1]
    last = rates[1] if rates[1] is not None else rates[0]
    if first is None or last is None:
        raise ValueError("a member without cases was dealt with")
    whole, level = Fraction(counts[0] + counts[1], 2), (first + last) / 2
    volume = (share[0] * first + share[1] * last) / 2 * (counts[1] - counts[0])
    rate = whole * (share[0] + share[1]) / 2 * (last - first)
    return rate, whole * level * (share[1] - share[0]), volume


def _at(member: Member, side: int) -> Parts:
    return member.after if side else member.before


def _below(parts: Parts) -> Fraction:
    return Fraction(parts.denominator or 0)


def _kept(value: Fraction) -> Decimal:
    """The value as a figure keeps it."""
    return rounded(ARITHMETIC.divide(Decimal(value.numerator), Decimal(value.denominator)), PLACES)


def _settled(members: Sequence[Member], effects: Sequence[Effects], change: Decimal) -> list[Contribution]:
    """Round every effect so that together they are exactly the change (largest remainders first)."""
    scale = 10**PLACES
    exact = [effect * scale for three in effects for effect in three]
    floors = [effect.numerator // effect.denominator for effect in exact]
    left = int(change.scaleb(PLACES)) - sum(floors)
    if abs(left) > len(exact) + 1:
        raise ValueError(f"the effects miss the change {change} by {left}, more than rounding does")
    order = sorted(range(len(exact)), key=lambda at: (floors[at] - exact[at], at))
    step = 1 if left > 0 else -1
    places = order if left > 0 else order[::-1]
    for at in range(abs(left)):
        floors[places[at % len(places)]] += step
    settled = [Decimal(number).scaleb(-PLACES) for number in floors]
    return [Contribution(member.key, *settled[3 * at : 3 * at + 3]) for at, member in enumerate(members)]
