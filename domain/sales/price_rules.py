"""Which price and which authority were in force, and what a line that was sold says against them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from db.types import MONEY_PLACES
from domain.core.rounding import rounded


@dataclass(frozen=True, slots=True)
class ListPrice:
    """A price of a product for some time."""

    valid_from: date
    valid_to: date | None
    price: Decimal
    floor: Decimal | None


@dataclass(frozen=True, slots=True)
class Authority:
    """What somebody may give away from a day on."""

    valid_from: date
    max_discount: Decimal


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line of an order as far as its price goes."""

    on: date
    unit_price: Decimal
    discount: Decimal
    approved: bool

    @property
    def net_price(self) -> Decimal:
        """Price of one piece after the discount."""
        return rounded(self.unit_price * (1 - self.discount), MONEY_PLACES)


def price_on(prices: Iterable[ListPrice], day: date) -> ListPrice | None:
    """The price in force on a day; of several the one that began last."""
    valid = (one for one in prices if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to))
    return max(valid, key=lambda one: one.valid_from, default=None)


def max_discount(own: Iterable[Authority], of_post: Iterable[Authority], day: date) -> Decimal:
    """The discount that somebody may give on a day: their own authority, else that of their post, else 0."""
    for authorities in (own, of_post):
        valid = [one for one in authorities if one.valid_from <= day]
        if valid:
            return max(valid, key=lambda one: one.valid_from).max_discount
    return Decimal(0)


def below_floor(line: SoldLine, price: ListPrice | None) -> bool | None:
    """Sold below the floor; None without a floor. What costs nothing is a sample, not a sale."""
    if price is None or price.floor is None:
        return None
    return 0 < line.net_price < price.floor


def beyond(line: SoldLine, price: ListPrice | None, allowed: Decimal | None) -> bool | None:
    """More discount than allowed, without approval; None where no list price or no authority is known.

    The discount is what the line says, or what its price lies below the list price, whichever is more.
    """
    if price is None or allowed is None:
        return None
    lowest = rounded(price.price * (1 - allowed), MONEY_PLACES)
    return not line.approved and (line.discount > allowed or 0 < line.net_price < lowest)


Authorities = Mapping[int, list[Authority]]
"""Post or person -> authorities."""
