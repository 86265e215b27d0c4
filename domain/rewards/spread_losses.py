"""Losses booked on a customer without an invoice, set against the invoices they must have come from.

A write-off falls on what the customer owed that day, the oldest due first: as receipts that name no invoice
settle them. Returned goods fall on what was sold last. What finds no invoice is told, not dropped.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.core.statement import Statement
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.receivables.receipt import Allocation
from domain.receivables.write_off import WriteOff
from domain.rewards.losses import Loss, LossKind
from domain.rewards.nobodys_losses import nobodys_losses
from domain.rewards.unattributed import NamesNoCustomer, NobodySold, NothingOpen, NothingSold, Unattributed
from domain.service.goods_return import GoodsReturn

ZERO = Decimal(0)
Settled = tuple[date, Decimal, bool]
"""When, how much, whether by a credit note."""


@dataclass
class Sale:
    """One posted invoice, as far as losses are set against it."""

    row: Any
    settled: list[Settled] = field(default_factory=list)
    lost: Decimal = ZERO
    returned: Decimal = ZERO

    def unpaid(self, day: date) -> Decimal:
        """Owed on the day; a credit note of that day may be what closes it for the write-off itself."""
        paid = sum(
            (amount for when, amount, credit in self.settled if when < day or (when == day and not credit)),
            ZERO,
        )
        owed: Decimal = self.row.amount - paid - self.lost
        return max(ZERO, owed)

    @property
    def kept(self) -> Decimal:
        """What the customer has not sent back, without tax."""
        rest: Decimal = self.row.net - self.returned
        return max(ZERO, rest)


@dataclass(frozen=True)
class Spread:
    """What was set against invoices, whoever sold them, and what was not."""

    losses: Sequence[Loss]
    left: Sequence[Unattributed]


def spread_losses(session: Session, since: date, today: date) -> Spread:
    """All losses without an invoice that were booked by today; what is left of those after `since`."""
    unnamed = list(_booked(session, today))
    sales = _sales(session, {one.customer_id for one in unnamed if one.customer_id is not None})
    by_id = {sale.row.id: sale for some in sales.values() for sale in some}
    booked = sorted([*unnamed, *_booked(session, today, by_id)], key=lambda one: (one.day, one.kind, one.id))
    losses: list[Loss] = []
    left: list[Unattributed] = [*nobodys_losses(session, since, today)]
    for one in booked:
        if one.invoice_id is not None:
            _note(by_id.get(one.invoice_id), one)
            continue
        parts = [*_parts(one, sales.get(one.customer_id or 0, ()))]
        losses += [part for part in parts if isinstance(part, Loss)]
        left += [part for part in parts if isinstance(part, Unattributed) and part.lost_on > since]
    return Spread(losses, left)


@dataclass(frozen=True)
class Booked:
    """A write-off or a return as it was booked. `amount` with tax for a write-off, without for a return."""

    kind: LossKind
    id: int
    number: str
    unit_id: int
    customer_id: int | None
    salesperson_id: int | None
    invoice_id: int | None
    day: date
    amount: Decimal


def _booked(session: Session, today: date, invoices: Iterable[int] | None = None) -> Iterator[Booked]:
    """Those without an invoice and a day of sale; or, where invoices are given, those of them."""
    write_offs, returns = table_of(WriteOff).c, table_of(GoodsReturn).c
    for kind, t, day, amount, unknown in (
        (LossKind.WRITE_OFF, write_offs, write_offs.written_off_on, write_offs.amount, ()),
        (LossKind.GOODS_RETURN, returns, returns.accepted_on, returns.net, (returns.sold_on.is_(None),)),
    ):  # fmt: skip
        columns = (t.id, t.number, t.unit_id, t.customer_id, t.salesperson_id, t.invoice_id, day, amount)
        here = (t.archived_at.is_(None), day <= today)
        rows: Iterable[Any] = (
            session.execute(select(*columns).where(t.invoice_id.is_(None), *unknown, *here))
            if invoices is None
            else select_in(session, columns, t.invoice_id, invoices, *here)
        )
        for row in rows:
            yield Booked(kind, *row)


def _sales(session: Session, customers: Iterable[int]) -> dict[int, list[Sale]]:
    t, a = table_of(Invoice).c, table_of(Allocation).c
    columns = (t.id, t.number, t.customer_id, t.salesperson_id, t.issued_on, t.due_on, t.amount, t.net)
    here = (t.status == InvoiceStatus.POSTED, t.archived_at.is_(None))
    found = {row.id: Sale(row) for row in select_in(session, columns, t.customer_id, customers, *here)}
    settled = (a.invoice_id, a.allocated_on, a.amount, a.credit_note_id)
    for row in select_in(session, settled, a.invoice_id, found, a.archived_at.is_(None)):
        found[row.invoice_id].settled.append((row.allocated_on, row.amount, row.credit_note_id is not None))
    by_customer: dict[int, list[Sale]] = defaultdict(list)
    for sale in found.values():
        by_customer[sale.row.customer_id].append(sale)
    return by_customer


def _note(sale: Sale | None, one: Booked) -> None:
    if sale is not None and one.kind is LossKind.WRITE_OFF:
        sale.lost += one.amount
    elif sale is not None:
        sale.returned += one.amount


def _parts(one: Booked, sales: Iterable[Sale]) -> Iterator[Loss | Unattributed]:
    is_bad_debt = one.kind is LossKind.WRITE_OFF
    known = [sale for sale in sales if sale.row.issued_on <= one.day]
    known.sort(key=_oldest_due if is_bad_debt else _sold_last)
    rest = one.amount
    for sale in known:
        part = min(rest, sale.unpaid(one.day) if is_bad_debt else sale.kept)
        if part <= 0:
            continue
        rest -= part
        if is_bad_debt:
            sale.lost += part
        else:
            sale.returned += part
        yield _on(sale, one, part)
    if rest > 0:
        yield _left(one, rest, _why(one))


def _why(one: Booked) -> Statement:
    if one.customer_id is None:
        return NamesNoCustomer()
    return NothingOpen() if one.kind is LossKind.WRITE_OFF else NothingSold()


def _on(sale: Sale, one: Booked, part: Decimal) -> Loss | Unattributed:
    seller = sale.row.salesperson_id or one.salesperson_id
    if seller is None:
        return _left(one, part, NobodySold(invoice=sale.row.number))
    return Loss(
        one.kind, one.id, one.number, seller, sale.row.issued_on, one.day, part, sale.row.id, sale.row.number
    )


def _left(one: Booked, amount: Decimal, why: Statement) -> Unattributed:
    return Unattributed(one.kind, one.id, one.number, one.unit_id, one.day, amount, why)


def _oldest_due(sale: Sale) -> tuple[date, date, int]:
    return sale.row.due_on or sale.row.issued_on, sale.row.issued_on, sale.row.id


def _sold_last(sale: Sale) -> tuple[int, int]:
    return -sale.row.issued_on.toordinal(), -sale.row.id
