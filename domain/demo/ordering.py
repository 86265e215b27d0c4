"""Customers order: each on a day of the month of its own, a little more every year."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from domain.demo.buyer import Buyer
from domain.demo.catalogue import PRODUCTS, Article, list_price, unit_cost
from domain.demo.chance import Deck
from domain.demo.plan import DemoPlan
from domain.demo.sale import Sale, SaleLine
from domain.demo.season import pace, working

YEARLY = 1.04
"""Growth of the usual order."""
STRATA = 10
MEAN_SPREAD = 3.9087
"""Mean of ten to the power of something even between 0 and 1."""
DISCOUNTS = ("0", "0", "0.02", "0.03", "0.03", "0.05", "0.05", "0.08")
SOLD_AT_ONCE = 40


def ordered(plan: DemoPlan, buyer: Buyer) -> Iterator[Sale]:
    """The orders of one customer, oldest first."""
    when, what = plan.stream("when", buyer.number), plan.stream("lines", buyer.number)
    discounts, liked = Deck(what, DISCOUNTS), what.sample(PRODUCTS, 6)
    for count, on in enumerate(_days(plan, buyer, when)):
        # Amounts spread over a decade; the customers of a unit take turns at large and small orders.
        stratum = (count * 3 + buyer.place * 7) % STRATA
        spread = 10 ** ((stratum + what.random()) / STRATA) / MEAN_SPREAD
        value = buyer.size * spread * pace(on) * _growth(plan, buyer, on)
        lines = list(_lines(plan, what, on, value, liked, discounts))
        yield Sale(buyer, on, working(on + timedelta(days=when.randrange(6, 10))), lines)


def _days(plan: DemoPlan, buyer: Buyer, random: Random) -> Iterator[date]:
    for age in range(plan.months, -1, -1):
        for day in buyer.days:
            on = working(plan.start_of(age) + timedelta(days=day + random.randrange(-1, 2)))
            if buyer.since <= on < buyer.until and on <= plan.today:
                yield on


def _growth(plan: DemoPlan, buyer: Buyer, day: date) -> float:
    grown: float = YEARLY ** ((day - plan.first).days / 365)
    for factor in buyer.growth:
        grown *= factor(day)
    return grown


def _lines(
    plan: DemoPlan, random: Random, day: date, value: float, liked: list[Article], discounts: Deck[str]
) -> Iterator[SaleLine]:
    count = random.choices((1, 2, 3), (5, 4, 1))[0]
    for _ in range(count):
        yield line(plan, random, day, value / count, liked, Decimal(discounts.deal()))


def line(
    plan: DemoPlan, random: Random, day: date, value: float, liked: list[Article], discount: Decimal
) -> SaleLine:
    """One line worth about `value`, of something the customer likes and can afford."""
    fitting = [one for one in liked if value / SOLD_AT_ONCE < float(one.price) <= value]
    fitting = fitting or [min(PRODUCTS, key=lambda one: abs(float(one.price) * 8 - value))]
    article = random.choices(fitting, [one.weight for one in fitting])[0]
    price = list_price(article, day, plan.first)
    quantity = max(1, round(value / float(price)))
    return SaleLine(article, quantity, price, unit_cost(article, day, plan.first), discount)
