"""The customers of the demo company and how each of them behaves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from domain.demo.chance import Deck
from domain.demo.names import CHANNELS, coined
from domain.demo.people import SALESPEOPLE, SELLING
from domain.demo.plan import DemoPlan

PER_UNIT = 50
"""Customers of each selling unit at scale 1."""
OFTEN = 7
"""One customer in so many orders twice a month."""
TERMS = (30, 30, 45, 45, 60, 60, 60)
JOINING = (None, None, None, None, 0.15, None, None, 0.4, None, 0.65)
"""Since which part of the time a customer buys; None: from the beginning."""


@dataclass
class Buyer:
    """One customer. Planted failures change how they behave."""

    number: str
    place: int
    """Position within its unit, from 0."""
    unit: str
    name: str
    name_en: str
    city: str
    trade: str
    channel: str
    salesperson: str
    term: int
    """Days to pay."""
    days: tuple[int, ...]
    """On which days of the month they order, counted from 0."""
    size: float
    """Usual net amount of an order in the first year."""
    habit: float
    """Days after the due date on which they usually pay; negative: before."""
    since: date
    until: date = date.max
    """They order nothing from this day on."""
    growth: list[Callable[[date], float]] = field(default_factory=list)
    """Factors on the size of orders of a day."""
    delays: list[Callable[[date], float]] = field(default_factory=list)
    """Days added to payments that fall due on a day."""

    @property
    def credit_code(self) -> str:
        """A unified social credit code of a region that does not exist."""
        return f"91000000MA{int(self.number[1:]):07d}X"


def buyers(plan: DemoPlan, part: int) -> Iterator[Buyer]:
    """The 300 customers of one part (0 .. scale - 1) of the company."""
    for position, unit in enumerate(SELLING):
        yield from _of_unit(plan, unit, position, part)


def _of_unit(plan: DemoPlan, unit: str, position: int, part: int) -> Iterator[Buyer]:
    random = plan.stream("buyers", unit, part)
    channels, terms = Deck(random, CHANNELS), Deck(random, TERMS)
    people, joining = Deck(random, SALESPEOPLE[unit]), Deck(random, JOINING)
    names = coined(plan, unit, part * PER_UNIT, PER_UNIT)
    for place, (name, name_en, city, trade) in enumerate(names):
        index = (part * len(SELLING) + position) * PER_UNIT + place + 1
        yield Buyer(
            number=f"C{index:06d}", place=place, unit=unit, name=name, name_en=name_en, city=city,
            trade=trade, channel=channels.deal(), salesperson=people.deal(), term=terms.deal(),
            days=_days(place), size=_size(random), habit=random.triangular(-6, 0, -4),
            since=_since(plan, joining.deal()),
        )  # fmt: skip


def _days(place: int) -> tuple[int, ...]:
    day = 1 + place * 11 % 25
    return tuple(sorted((day, (day + 13) % 26))) if place % OFTEN == 1 else (day,)


def _size(random: Random) -> float:
    return min(max(random.lognormvariate(10.4, 0.35), 18_000), 60_000)


def _since(plan: DemoPlan, part: float | None) -> date:
    if part is None:
        return plan.first
    return plan.first + timedelta(days=round(part * plan.months * 30.4))
