"""What follows from the values of one target, forecast, price or authority."""

from domain.core.errors import RuleBroken
from domain.core.fact_spec import Columns, Row
from domain.core.period import last_day_of, month_of
from domain.sales.complete_rows import ImpossibleDiscount, currency
from domain.sales.price_list import AuthorityOfNobody, FloorAboveList, check_validity
from domain.sales.target import NegativeTarget


class NegativePrice(RuleBroken):
    """A price below nothing."""

    text = "A price of {price} is below 0."


def target(row: Row, stored: Row | None) -> Columns:
    """Its month; which version counts, and for how much, follows from the others."""
    if row["amount"] < 0:
        raise NegativeTarget(field="amount", amount=row["amount"])
    return {"period": month_of(row["month"])}


def forecast(row: Row, stored: Row | None) -> Columns:
    """Its month and the end of it; what came of it follows from the sales."""
    period = month_of(row["month"])
    return {"period": period, "ends_on": last_day_of(period)}


def price_list(row: Row, stored: Row | None) -> Columns:
    """A price is not below its floor, nor below 0, and does not end before it begins."""
    price, floor = row["list_price"], row["floor_price"]
    if min(price, price if floor is None else floor) < 0:
        raise NegativePrice(field="list_price", price=min(price, price if floor is None else floor))
    if floor is not None and floor > price:
        raise FloorAboveList(field="floor_price", floor=floor, price=price)
    check_validity(row["valid_from"], row["valid_to"])
    return {"currency": currency(row)}


def discount_authority(row: Row, stored: Row | None) -> Columns:
    """Of a post or of a person, and a part of the price."""
    if (row["post"] is None) == (row["person"] is None):
        raise AuthorityOfNobody(field="post")
    if not 0 <= row["max_discount"] <= 1:
        raise ImpossibleDiscount(field="max_discount", discount=row["max_discount"])
    return {}
