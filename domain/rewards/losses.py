"""Bad debts and goods returned: what a bonus was paid for, and did not last."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from db.types import plain_digits
from domain.core.period import first_day_of, last_day_of, months_later
from domain.receivables.invoice import Invoice
from domain.receivables.write_off import WriteOff
from domain.service.goods_return import GoodsReturn


class LossKind(StrEnum):
    """Why the sale did not last."""

    WRITE_OFF = "write_off"
    GOODS_RETURN = "goods_return"

    @property
    def entity(self) -> str:
        """The kind of record it is."""
        return {"write_off": "WriteOff", "goods_return": "GoodsReturn"}[self.value]


@dataclass(frozen=True)
class Loss:
    """One write-off (with tax) or return (without), of a sale on a day."""

    kind: LossKind
    record_id: int
    number: str
    person_id: int
    sold_on: date
    lost_on: date
    amount: Decimal

    @property
    def key(self) -> str:
        """By which it is known again."""
        return f"{self.kind}:{self.record_id}"

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "key": self.key, "kind": self.kind.value, "id": self.record_id, "number": self.number,
            "sold_on": self.sold_on.isoformat(), "lost_on": self.lost_on.isoformat(),
            "amount": plain_digits(self.amount),
        }  # fmt: skip


def losses_of(
    session: Session, people: Collection[int], span: tuple[int, int] | None, months: int, today: date
) -> dict[int, list[Loss]]:
    """Losses by person, of what was sold in the months (yyyymm), known by today, within so many months.

    A write-off that names no invoice, or a return of which nobody knows when it was sold, belongs to no
    cycle and takes nothing back.
    """
    found: dict[int, list[Loss]] = defaultdict(list)
    if span is None or not people:
        return found
    sold = first_day_of(span[0]), last_day_of(span[1])
    for loss in (*_write_offs(session, people, sold), *_returns(session, people, sold)):
        if loss.sold_on <= loss.lost_on <= min(today, months_later(loss.sold_on, months)):
            found[loss.person_id].append(loss)
    return found


_LOST = (WriteOff.written_off_on, WriteOff.amount)


def _write_offs(session: Session, people: Collection[int], sold: tuple[date, date]) -> Iterator[Loss]:
    seller = func.coalesce(Invoice.salesperson_id, WriteOff.salesperson_id)
    query = (
        select(WriteOff.id, WriteOff.number, seller, Invoice.issued_on, *_LOST)
        .join(Invoice, Invoice.id == WriteOff.invoice_id)
        .where(
            seller.in_(sorted(people)), Invoice.issued_on.between(*sold), WriteOff.archived_at.is_(None),
        )
        .order_by(WriteOff.written_off_on, WriteOff.id)
    )  # fmt: skip
    for row in session.execute(query):
        yield Loss(LossKind.WRITE_OFF, *row)


def _returns(session: Session, people: Collection[int], sold: tuple[date, date]) -> Iterator[Loss]:
    seller = func.coalesce(Invoice.salesperson_id, GoodsReturn.salesperson_id)
    day = func.coalesce(GoodsReturn.sold_on, Invoice.issued_on)
    known = or_(
        GoodsReturn.sold_on.between(*sold),
        and_(GoodsReturn.sold_on.is_(None), Invoice.issued_on.between(*sold)),
    )
    query = (
        select(
            GoodsReturn.id, GoodsReturn.number, seller, day, GoodsReturn.accepted_on, GoodsReturn.net,
        )
        .outerjoin(Invoice, Invoice.id == GoodsReturn.invoice_id)
        .where(seller.in_(sorted(people)), known, GoodsReturn.archived_at.is_(None))
        .order_by(GoodsReturn.accepted_on, GoodsReturn.id)
    )  # fmt: skip
    for row in session.execute(query):
        yield Loss(LossKind.GOODS_RETURN, *row)
