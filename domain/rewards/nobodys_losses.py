"""Losses that name their sale, and of which nobody knows who made it; money for claims that nobody named."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from domain.receivables.invoice import Invoice
from domain.receivables.write_off import Recovery, WriteOff
from domain.rewards.losses import LossKind
from domain.rewards.unattributed import NamesNoInvoice, NobodySold, Unattributed
from domain.service.goods_return import GoodsReturn


def nobodys_losses(session: Session, since: date, today: date) -> Iterator[Unattributed]:
    """Those booked after the first day, by the second."""
    yield from _write_offs(session, since, today)
    yield from _returns(session, since, today)
    yield from _recoveries(session, since, today)


def _write_offs(session: Session, since: date, today: date) -> Iterator[Unattributed]:
    day = WriteOff.written_off_on
    query = (
        select(WriteOff.id, WriteOff.number, WriteOff.unit_id, day, WriteOff.amount, Invoice.number)
        .join(Invoice, Invoice.id == WriteOff.invoice_id)
        .where(
            func.coalesce(Invoice.salesperson_id, WriteOff.salesperson_id).is_(None), day > since,
            day <= today, WriteOff.archived_at.is_(None),
        )
        .order_by(day, WriteOff.id)
    )  # fmt: skip
    for row in session.execute(query):
        yield Unattributed(LossKind.WRITE_OFF, *row[:5], NobodySold(invoice=row[5]))


def _returns(session: Session, since: date, today: date) -> Iterator[Unattributed]:
    day = GoodsReturn.accepted_on
    columns = (GoodsReturn.id, GoodsReturn.number, GoodsReturn.unit_id, day, GoodsReturn.net, Invoice.number)
    query = (
        select(*columns)
        .outerjoin(Invoice, Invoice.id == GoodsReturn.invoice_id)
        .where(
            func.coalesce(Invoice.salesperson_id, GoodsReturn.salesperson_id).is_(None), day > since,
            day <= today, or_(Invoice.id.is_not(None), GoodsReturn.sold_on.is_not(None)),
            GoodsReturn.archived_at.is_(None),
        )
        .order_by(day, GoodsReturn.id)
    )  # fmt: skip
    for row in session.execute(query):
        yield Unattributed(LossKind.GOODS_RETURN, *row[:5], NobodySold(invoice=row[5] or "-"))


def _recoveries(session: Session, since: date, today: date) -> Iterator[Unattributed]:
    day = Recovery.recovered_on
    query = (
        select(Recovery.id, Recovery.number, Recovery.unit_id, day, Recovery.amount)
        .where(Recovery.invoice_id.is_(None), day > since, day <= today, Recovery.archived_at.is_(None))
        .order_by(day, Recovery.id)
    )
    for facts in session.execute(query):
        yield Unattributed(LossKind.RECOVERY, *facts, NamesNoInvoice())
