"""Judge the prices of order lines by price list and authorities (R22, R23)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.organisation.person import Person
from domain.sales.fulfilment import orders_of
from domain.sales.order import Order, OrderLine, OrderStatus
from domain.sales.price_list import DiscountAuthority, PriceListItem
from domain.sales.price_rules import (
    Authorities,
    Authority,
    ListPrice,
    SoldLine,
    below_floor,
    beyond,
    max_discount,
    price_on,
)

LINE, ORDER, PRICE, AUTHORITY, PERSON = map(
    table_of, (OrderLine, Order, PriceListItem, DiscountAuthority, Person)
)
JUDGED = tuple(
    LINE.c[name]
    for name in (
        "id", "unit_id", "product_id", "salesperson_id", "unit_price", "discount", "approval_ref",
        "beyond_authority", "below_floor", *OrderLine.period_columns,
    )
)  # fmt: skip

WAS_JUDGED = LINE.c.beyond_authority.is_not(None) | LINE.c.below_floor.is_not(None)


def settle(session: Session, touched: Touched) -> None:
    """Judge again lines touched, of orders touched, of products repriced, of people with new authority."""
    lines = _lines(session, touched)
    if not lines:
        return
    powers = Powers.load(session)
    priced = session.execute(select(PRICE.c.id).limit(1)).first() is not None
    for some in chunks(sorted(lines)):
        _judge(session, some, powers, *(() if priced else (WAS_JUDGED,)))


def _lines(session: Session, touched: Touched) -> set[int]:
    lines = {row["id"] for row in touched.get("order_line", ())}
    lines |= _where(session, LINE.c.order_id, orders_of(touched))
    lines |= _where(session, LINE.c.product_id, {row["product_id"] for row in touched.get("price_list", ())})
    authorities = touched.get("discount_authority", ())
    people = {row["person_id"] for row in authorities} - {None}
    posts = {row["post_id"] for row in authorities} - {None}
    if authorities:
        people |= {row.id for row in select_in(session, (PERSON.c.id,), PERSON.c.post_id, posts)}
        lines |= _where(session, LINE.c.salesperson_id, people)
    return lines


def _where(session: Session, column: ColumnElement[int], keys: Iterable[int]) -> set[int]:
    return {row.id for row in select_in(session, (LINE.c.id,), column, keys)}


@dataclass(frozen=True, slots=True)
class Powers:
    """Who may give away how much; a short list, held in memory."""

    people: Authorities
    posts: Authorities
    begins: date | None
    """From when on anybody has any authority; before, nobody had said so."""

    @classmethod
    def load(cls, session: Session) -> "Powers":
        """All authorities."""
        people: dict[int, list[Authority]] = defaultdict(list)
        posts: dict[int, list[Authority]] = defaultdict(list)
        begins: date | None = None
        for row in session.execute(select(AUTHORITY)):
            known = people if row.person_id is not None else posts
            known[row.person_id or row.post_id].append(Authority(row.valid_from, row.max_discount))
            begins = min(begins or row.valid_from, row.valid_from)
        return cls(people, posts, begins)

    def of(self, person: int | None, post: int | None, day: date) -> Decimal | None:
        """What somebody may give away on a day; None where nobody can tell."""
        if person is None or self.begins is None or day < self.begins:
            return None
        return max_discount(self.people.get(person, ()), self.posts.get(post or 0, ()), day)


def _judge(session: Session, ids: Sequence[int], powers: Powers, *which: ColumnElement[bool]) -> None:
    query = (
        select(*JUDGED, ORDER.c.ordered_on, ORDER.c.status, PERSON.c.post_id)
        .join(ORDER, ORDER.c.id == LINE.c.order_id)
        .outerjoin(PERSON, PERSON.c.id == LINE.c.salesperson_id)
        .where(LINE.c.id.in_(ids), *which)
    )
    rows = [dict(row._mapping) for row in session.execute(query)]
    prices = _prices(session, {row["product_id"] for row in rows} - {None})
    write_differences(
        session, OrderLine, [(row, _verdict(row, prices.get(row["product_id"], ()), powers)) for row in rows]
    )


def _prices(session: Session, products: Iterable[int]) -> dict[int, list[ListPrice]]:
    found: dict[int, list[ListPrice]] = defaultdict(list)
    for row in select_in(session, (PRICE,), PRICE.c.product_id, products):
        found[row.product_id].append(ListPrice(row.valid_from, row.valid_to, row.price, row.floor_price))
    return found


def _verdict(row: Columns, prices: Iterable[ListPrice], powers: Powers) -> Columns:
    if row["status"] is OrderStatus.CANCELLED:
        return {"beyond_authority": False, "below_floor": False}
    day = row["ordered_on"]
    line = SoldLine(day, row["unit_price"], row["discount"], approved=bool(row["approval_ref"]))
    price, allowed = price_on(prices, day), powers.of(row["salesperson_id"], row["post_id"], day)
    return {"beyond_authority": beyond(line, price, allowed), "below_floor": below_floor(line, price)}
