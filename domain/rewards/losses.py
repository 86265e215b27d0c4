"""Bad debts and goods returned: what a bonus was paid for, and did not last; and what came in after all."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
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
from domain.receivables.write_off import Recovery, WriteOff
from domain.service.goods_return import GoodsReturn


class LossKind(StrEnum):
    """Why the sale did not last; or that it did in the end."""

    WRITE_OFF = "write_off"
    GOODS_RETURN = "goods_return"
    RECOVERY = "recovery"
    """Money that came in for a claim given up: the loss is smaller by it."""

    @property
    def entity(self) -> str:
        """The kind of record it is."""
        return _ENTITIES[self.value]


_ENTITIES = {"write_off": "WriteOff", "goods_return": "GoodsReturn", "recovery": "Recovery"}


@dataclass(frozen=True)
class Loss:
    """A write-off or recovery (with tax) or a return (without), as far as it falls on a sale of one day."""

    kind: LossKind
    record_id: int
    number: str
    person_id: int
    sold_on: date
    lost_on: date
    amount: Decimal
    invoice_id: int | None = None
    spread_on: str = ""
    """The invoice it was set against, where the record itself names none."""

    @property
    def key(self) -> str:
        """By which it is known again."""
        return f"{self.kind}:{self.record_id}{':' + str(self.invoice_id) if self.spread_on else ''}"

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "key": self.key, "kind": self.kind.value, "id": self.record_id, "number": self.number,
            "sold_on": self.sold_on.isoformat(), "lost_on": self.lost_on.isoformat(),
            "amount": plain_digits(self.amount), "spread_on": self.spread_on,
        }  # fmt: skip


def named_losses(
    session: Session, people: Collection[int], span: tuple[int, int], today: date
) -> dict[int, list[Loss]]:
    """Losses that say which sale they are of, by person: of what was sold in the months, known by today."""
    found: dict[int, list[Loss]] = defaultdict(list)
    if not people:
        return found
    sold = first_day_of(span[0]), last_day_of(span[1])
    for query in (_write_offs, _recoveries, _returns):
        for loss in query(session, people, sold):
            if loss.sold_on <= loss.lost_on <= today:
                found[loss.person_id].append(loss)
    return found


def losses_of_bonus(losses: Collection[Loss], first: date, last: date, months: int) -> list[Loss]:
    """Those that count against a bonus for sales of these days, within so many months of the sale.

    What was lost within the cycle is in the figures that the bonus came from; it does not count twice. Money
    counts for claims whose loss counts.
    """
    mine = [
        one for one in losses
        if first <= one.sold_on <= last < one.lost_on
        and (one.kind is LossKind.RECOVERY or one.lost_on <= months_later(one.sold_on, months))
    ]  # fmt: skip
    lost = {one.invoice_id for one in mine if one.kind is LossKind.WRITE_OFF}
    kept = [one for one in mine if one.kind is not LossKind.RECOVERY or one.invoice_id in lost]
    return sorted(kept, key=lambda one: (one.lost_on, one.key))


def _write_offs(session: Session, people: Collection[int], sold: tuple[date, date]) -> Iterator[Loss]:
    lost = (WriteOff.written_off_on, WriteOff.amount, WriteOff.invoice_id)
    yield from _of_invoices(session, LossKind.WRITE_OFF, WriteOff, lost, people, sold)


def _recoveries(session: Session, people: Collection[int], sold: tuple[date, date]) -> Iterator[Loss]:
    lost = (Recovery.recovered_on, Recovery.amount, Recovery.invoice_id)
    yield from _of_invoices(session, LossKind.RECOVERY, Recovery, lost, people, sold)


def _of_invoices(
    session: Session, kind: LossKind, fact: Any, lost: tuple[Any, ...], people: Collection[int],
    sold: tuple[date, date],
) -> Iterator[Loss]:  # fmt: skip
    seller = func.coalesce(Invoice.salesperson_id, fact.salesperson_id)
    query = (
        select(fact.id, fact.number, seller, Invoice.issued_on, *lost)
        .join(Invoice, Invoice.id == fact.invoice_id)
        .where(seller.in_(sorted(people)), Invoice.issued_on.between(*sold), fact.archived_at.is_(None))
        .order_by(lost[0], fact.id)
    )
    for row in session.execute(query):
        yield Loss(kind, *row)


def _returns(session: Session, people: Collection[int], sold: tuple[date, date]) -> Iterator[Loss]:
    seller = func.coalesce(Invoice.salesperson_id, GoodsReturn.salesperson_id)
    day = func.coalesce(GoodsReturn.sold_on, Invoice.issued_on)
    known = or_(
        GoodsReturn.sold_on.between(*sold),
        and_(GoodsReturn.sold_on.is_(None), Invoice.issued_on.between(*sold)),
    )
    query = (
        select(GoodsReturn.id, GoodsReturn.number, seller, day, GoodsReturn.accepted_on, GoodsReturn.net)
        .outerjoin(Invoice, Invoice.id == GoodsReturn.invoice_id)
        .where(seller.in_(sorted(people)), known, GoodsReturn.archived_at.is_(None))
        .order_by(GoodsReturn.accepted_on, GoodsReturn.id)
    )
    for row in session.execute(query):
        yield Loss(LossKind.GOODS_RETURN, *row)


def together(one: Mapping[int, list[Loss]], other: Collection[Loss]) -> dict[int, list[Loss]]:
    """Both, by person."""
    found = defaultdict(list, {person: [*losses] for person, losses in one.items()})
    for loss in other:
        found[loss.person_id].append(loss)
    return found
